"""Claim what waits in the outbox, draw it, commit that it is about to be said, and hand it to the room that posts."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.delivery import Addressed, DeliveryError, Outcome
from onboardbot.core.outbox import LEASE, TIMEOUT, Cause
from onboardbot.flows import adding, drawing, sense, settling
from onboardbot.flows.bot import Bot
from onboardbot.flows.letters import Letter, letters
from onboardbot.store import claims
from onboardbot.store.budgets import POSTS
from onboardbot.store.claims import Ready

REFILL = 80  # places and stock together that must be free before more is claimed: fewer, larger transactions


async def dispatch(bot: Bot, *, now: datetime) -> bool:
    """Keep what came of posts, and claim what may go now; True if there was any of it."""
    kept = await _keep(bot, now=now)
    if bot.rooms.closing:
        return await _let_go(bot) or kept
    return await _claim(bot, now=now) or kept


async def go_on(bot: Bot, *, now: datetime) -> None:
    """Keep what came of posts, and claim more once a good part of what was claimed is gone."""
    await _keep(bot, now=now)
    if bot.rooms.posts.space >= REFILL and not bot.rooms.closing:
        await _claim(bot, now=now)


async def _keep(bot: Bot, *, now: datetime) -> bool:
    """Commit together what came back; where that fails it is still there for the next round."""
    back = list(bot.rooms.posts.back)
    if back:
        await settling.keep(bot, back, partial(settling.settle, bot, now=now), now=now)
        bot.rooms.posts.kept(back)
    return bool(back)


async def _let_go(bot: Bot) -> bool:
    """Give back what was claimed and not posted: the process ends."""
    left = bot.rooms.posts.leave()
    if left:
        async with bot.database.write() as session:
            await claims.release(session, [one.envelope for one in left])
    return bool(left)


async def _claim(bot: Bot, *, now: datetime) -> bool:
    """Claim, draw and hand over what may go now.

    What is about to be said is committed together with the claim, before the first post: the newcomer may read
    exactly the words that others got.
    """
    room, machine = bot.rooms.posts, bot.clock.machine()
    if room.space <= 0:
        return False
    async with bot.database.write() as session:
        limit = min(room.space, await bot.pace.left(session, POSTS, machine=machine))
        found = await _ready(bot, session, limit, now=now, machine=machine)
        drawn = await _draw(bot, session, found, now=now, machine=machine)
        await bot.pace.take(session, POSTS, len(drawn), machine=machine)
    for letter in drawn:
        one = Addressed(letter.envelope, letter.person)
        room.send(one, partial(post, bot, letter), urgency=letter.envelope.priority)
    return bool(found)


async def _ready(bot: Bot, session: AsyncSession, limit: int, *, now: datetime, machine: datetime) -> list[Ready]:
    if limit <= 0:
        return []
    return await claims.ready(session, now=now, machine=machine, limit=limit, paced=bot.pace.lived)


async def _draw(
    bot: Bot, session: AsyncSession, found: Sequence[Ready], *, now: datetime, machine: datetime
) -> list[Letter]:
    """Claim messages with their words, and return them; what makes no sense any more is taken back instead."""
    by_id = {one.envelope.id: one for one in found}
    envelopes = [claims.claimed(one, now=now, machine=machine) for one in found]
    drawn = await letters(bot, session, [(envelope, envelope.claimed_at or now) for envelope in envelopes])
    late_until = {one.envelope.id: one.late_until for one in found}
    going = await sense.sensible(bot, session, drawn, late_until, now=now)
    going = await adding.add(session, going, now=now)
    await claims.intend(session, [one.envelope for one in going], [one.body for one in going])
    for letter in going:
        await drawing.before_sent(session, letter.envelope, letter.scene)
    await bot.pace.give_seconds(session, [by_id[letter.envelope.id] for letter in going], machine=machine)
    return going


async def post(bot: Bot, letter: Letter) -> Outcome:
    """Post a letter and return what came of it; None: its claim is too old, as the machine slept in between."""
    envelope, person = letter.envelope, letter.person
    if letter.message is None or person.slack_id is None:
        return letter.trouble or DeliveryError(Cause.RENDER, "nothing to say", permanent=True)
    lease = (envelope.lease_until or bot.clock.machine()) - bot.clock.machine()
    if not TIMEOUT < lease <= LEASE:
        return None
    to = envelope.channel or person.slack_id
    try:
        return await bot.slack.post(letter.message, to=to, message_id=envelope.id, thread_ts=envelope.thread_ts)
    except DeliveryError as error:
        return error
    except Exception as error:  # noqa: BLE001 - whatever it was, the message may have gone out
        return DeliveryError(Cause.UNSURE, f"the answer was lost: {error!r}", lost=True)
