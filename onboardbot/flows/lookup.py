"""Look for messages of which nobody knows whether they went out: in the conversation where they would stand."""

import logging
from datetime import datetime, timedelta
from functools import partial

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.delivery import Addressed, DeliveryError, Outcome, Posted, retry_at
from onboardbot.core.lookup import APART, Verdict, judge
from onboardbot.core.outbox import Cause, Envelope, MessageState
from onboardbot.flows import settling
from onboardbot.flows.bot import Bot, Place
from onboardbot.flows.pace import pause_method
from onboardbot.store import claims, holding, people

log = logging.getLogger(__name__)
HISTORY = "conversations.history"


async def at_start(bot: Bot) -> None:
    """Look for all that is being sent where no other process can be at it; elsewhere once its lease is over."""
    if not bot.database.shared:
        async with bot.database.write() as session:
            await claims.look_for_all(session, bot.clock.machine())


async def look(bot: Bot, *, now: datetime) -> bool:
    """Keep what was seen, and look for what must be looked for now; True if there was any of it."""
    kept = await _keep(bot, now=now)
    room, machine = bot.rooms.looks, bot.clock.machine()
    if room.space <= 0 or bot.rooms.closing:
        return kept
    async with bot.database.write() as session:
        limit = min(room.space, await bot.pace.left(session, HISTORY, machine=machine))
        lost = await claims.claim_lost(session, machine, limit, but=bot.rooms.ids) if limit > 0 else []
        await bot.pace.take(session, HISTORY, len(lost), machine=machine)
        persons = await people.by_ids(session, {one.envelope.person_id for one in lost})
    for one in lost:
        looked_for = Addressed(one.envelope, persons[one.envelope.person_id])
        room.send(looked_for, partial(_find, bot, looked_for, one.channel), urgency=one.envelope.priority)
    return kept or bool(lost)


async def _find(bot: Bot, one: Addressed, channel: str | None) -> Outcome:
    """Return where the message stands, None if it is not there, or why nobody can tell."""
    envelope = one.envelope
    place = Place(
        user=one.person.slack_id,
        channel=envelope.channel or channel,
        thread_ts=envelope.thread_ts,
        since=envelope.since,
    )
    try:
        return await bot.slack.find(envelope.id, place)
    except DeliveryError as error:
        return error
    except Exception as error:  # noqa: BLE001 - a history that can't be understood can't be read
        return DeliveryError(Cause.UNSURE, repr(error))


async def _keep(bot: Bot, *, now: datetime) -> bool:
    back = list(bot.rooms.looks.back)
    if back:
        await settling.keep(bot, back, partial(_settle, bot, now=now), now=now)
        bot.rooms.looks.kept(back)
    return bool(back)


async def _settle(bot: Bot, session: AsyncSession, back: settling.Back, *, now: datetime) -> None:
    await holding.hold(session, {one.envelope.enrollment_id for one, _ in back if one.envelope.enrollment_id})
    ours = await claims.still_ours(session, [one.envelope for one, _ in back])
    looked_for = [(one, seen) for one, seen in back if one.envelope.id in ours]
    await settling.settle(bot, session, [found for found in looked_for if isinstance(found[1], Posted)], now=now)
    for one, seen in looked_for:
        log.info("message_looked_for", extra={"outbox_id": one.envelope.id, "found": isinstance(seen, Posted)})
        if isinstance(seen, Posted):
            bot.rooms.unseen.pop(one.envelope.id, None)
        else:
            await _not_found(bot, session, one.envelope, seen, now=now)


async def _not_found(
    bot: Bot, session: AsyncSession, envelope: Envelope, seen: DeliveryError | None, *, now: datetime
) -> None:
    machine = bot.clock.machine()
    if seen is not None and seen.cause is Cause.RATE_LIMITED and seen.retry_after is not None:
        await pause_method(session, HISTORY, seen.retry_after, machine=machine)
    verdict = judge(envelope, seen, machine=machine)
    if seen is None and (rest := _too_soon(bot, envelope, verdict)) is not None:
        verdict = Verdict(MessageState.SENDING, envelope.looks, envelope.failed_looks, machine + rest)
    if verdict.look_at is not None:
        await claims.look_for(session, envelope.id, verdict.look_at, verdict.looks, verdict.failed_looks)
        return
    bot.rooms.unseen.pop(envelope.id, None)
    if verdict.state is MessageState.RETRY:
        await _send_again(session, envelope, machine=machine)
    else:
        error = DeliveryError(Cause.UNSURE, seen.detail if seen else "", lost=True)
        await claims.settle(session, envelope.id, verdict.state, cause=Cause.UNSURE)
        await settling.tell(session, envelope, error, now=now)


def _too_soon(bot: Bot, envelope: Envelope, verdict: Verdict) -> timedelta | None:
    """Return how long the last look must still wait: a clock that was set forward makes no half a minute.

    None: it was late enough, or what was seen before it was another process's.
    """
    now = bot.clock.steady()
    if verdict.state is MessageState.SENDING:
        bot.rooms.unseen[envelope.id] = now
        return None
    since = bot.rooms.unseen.get(envelope.id, now - APART.total_seconds())
    rest = timedelta(seconds=since) + APART - timedelta(seconds=now)
    return rest if rest > timedelta() else None


async def _send_again(session: AsyncSession, envelope: Envelope, *, machine: datetime) -> None:
    """It is surely not there: at once the first time, later with growing pauses, as something eats what is posted."""
    error = DeliveryError(Cause.UNREACHABLE, "the message had not arrived")
    at = machine if envelope.attempts <= 1 else retry_at(envelope.attempts - 1, error, now=machine)
    await claims.settle(session, envelope.id, MessageState.RETRY, cause=Cause.UNREACHABLE, retry_at=at)
