"""Keep what became of messages that were posted: sent, or why not and what follows from that."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.delivery import Addressed, DeliveryError, Outcome, Posted, retry_at
from onboardbot.core.outbox import LONGEST_PAUSE, SHUT_OUT, Cause, Envelope, MessageState
from onboardbot.flows import care, drawing, failures
from onboardbot.flows.bot import Bot
from onboardbot.flows.guard import succeeded
from onboardbot.flows.pace import Pace, pause_method
from onboardbot.flows.scene import Scenes
from onboardbot.store import claims, conversations, holding, people
from onboardbot.store.budgets import POSTS

log = logging.getLogger(__name__)
OF_THE_PERSON = frozenset({Cause.NOT_IN_SLACK, Cause.DEACTIVATED, Cause.UNKNOWN_EMAIL, Cause.CANNOT_DM})
NO_NEWS = timedelta(minutes=15)  # of business time: how long a Slack that asks to slow down is nothing to tell


Back = Sequence[tuple[Addressed, Outcome]]


async def keep(
    bot: Bot, back: Back, settle_all: Callable[[AsyncSession, Back], Awaitable[None]], *, now: datetime
) -> None:
    """Keep what came back, together; where that fails each alone, and of a bad one only whether it was sent.

    Else one bad message would come back for ever, and nothing else would be sent.
    """

    async def kept(some: Back) -> None:
        async with bot.database.write() as session:
            await settle_all(session, some)

    if await succeeded(kept(back), of="outbox_id"):
        return
    for one, result in back:
        if not await succeeded(kept([(one, result)]), outbox_id=one.envelope.id):
            async with bot.database.write() as session:
                unsure = await _mark(session, one, result, now=now)
            if unsure:
                await succeeded(_said(bot, one.envelope, now=now), outbox_id=one.envelope.id)


async def _mark(session: AsyncSession, one: Addressed, result: Outcome, *, now: datetime) -> bool:
    """Keep what became of a message, and nothing that follows from it; True if a human must look."""
    if not await claims.still_ours(session, [one.envelope]):
        return False
    if isinstance(result, Posted):
        await claims.sent(session, [_arrival(one, result, now).envelope])
        return False
    await claims.settle(session, one.envelope.id, MessageState.UNSURE, cause=Cause.UNSURE)
    return True


async def _said(bot: Bot, envelope: Envelope, *, now: datetime) -> None:
    error = DeliveryError(Cause.UNSURE, "what became of it could not be kept", lost=True)
    async with bot.database.write() as session:
        await tell(session, envelope, error, now=now)


async def settle(bot: Bot, session: AsyncSession, back: Sequence[tuple[Addressed, Outcome]], *, now: datetime) -> None:
    """Keep what became of messages: what was sent at one moment together, then what follows from each.

    A claim that somebody else has looked after since is theirs: their word counts.
    """
    await holding.hold(session, {one.envelope.enrollment_id for one, _ in back if one.envelope.enrollment_id})
    ours = await claims.still_ours(session, [one.envelope for one, _ in back])
    results = [(one, result) for one, result in back if one.envelope.id in ours]
    arrived = [_arrival(one, result, now) for one, result in results if isinstance(result, Posted)]
    await _keep(session, arrived, now=now)
    bot.rooms.arrived += len(arrived)
    await claims.release(session, [one.envelope for one, result in results if result is None])
    scenes = Scenes(bot, session)
    for one in arrived:
        log.info("message_sent", extra={"outbox_id": one.envelope.id, "kind": one.envelope.kind})
        await drawing.after_sent(session, one.envelope, now=now)
        await care.delivered(scenes, one.envelope, now=now)
    for one, result in results:
        if isinstance(result, DeliveryError):
            await not_sent(scenes, one.envelope, result, now=now)


async def _keep(session: AsyncSession, arrived: Sequence[Addressed], *, now: datetime) -> None:
    envelopes = [one.envelope for one in arrived]
    await claims.sent(session, envelopes)
    await conversations.reached(session, envelopes)
    tried_before = [envelope for envelope in envelopes if envelope.attempts > 1]  # only these may be told as failed
    await failures.clear_all(session, [f"message/{envelope.id}" for envelope in tried_before], now)
    strangers = {one.person.id for one in arrived if one.person.introduced_at is None}
    await people.introduced(session, strangers, now)


def _arrival(one: Addressed, result: Posted, now: datetime) -> Addressed:
    at = {"channel": result.channel, "ts": result.ts, "sent_at": now, "cause": None}
    return Addressed(one.envelope.model_copy(update={"state": MessageState.SENT, **at}), one.person)


async def not_sent(scenes: Scenes, envelope: Envelope, error: DeliveryError, *, now: datetime) -> None:
    """Keep that a message did not go out, or that nobody can tell, and what follows."""
    session, machine = scenes.session, scenes.bot.clock.machine()
    facts = {"outbox_id": envelope.id, "kind": envelope.kind, "cause": error.cause, "detail": error.detail}
    if error.lost:
        log.warning("message_unanswered", extra=facts)
        await claims.look_for(session, envelope.id, machine)  # at once: most of what was taken stands there already
        await claims.hold_back(session, envelope.id, machine)
        return
    log.warning("message_not_sent", extra=facts)
    if not error.permanent:
        await _again(scenes.bot.pace, session, envelope, error, now=now, machine=machine)
        return
    void = error.cause in OF_THE_PERSON and await care.not_delivered(scenes, envelope, now=now)
    state = MessageState.CANCELLED if void else MessageState.FAILED
    await claims.settle(session, envelope.id, state, cause=error.cause)
    await tell(session, envelope, error, now=now, can_go_again=not void)


async def _again(
    pace: Pace, session: AsyncSession, envelope: Envelope, error: DeliveryError, *, now: datetime, machine: datetime
) -> None:
    """Try again later; where Slack asked to slow down nobody must act, unless it lasts.

    Where Slack lets us in no more, all posts rest: one try now and then shows whether that was mended.
    """
    slow_down = error.cause is Cause.RATE_LIMITED
    at = retry_at(envelope.attempts, error, now=machine)
    soonest = min(at, machine + LONGEST_PAUSE)
    await claims.settle(session, envelope.id, MessageState.RETRY, cause=error.cause, retry_at=soonest)
    await claims.hold_back(session, envelope.id, machine)
    if slow_down:
        await pace.asked_to_wait(session, envelope.person_id, at - machine, machine=machine)
    if error.cause in SHUT_OUT:
        await pause_method(session, POSTS, at - machine, machine=machine)
    if not (slow_down and envelope.kind == failures.KIND):
        await tell(session, envelope, error, now=now, tell_at=now + NO_NEWS if slow_down else None)


async def tell(
    session: AsyncSession,
    envelope: Envelope,
    error: DeliveryError,
    *,
    now: datetime,
    can_go_again: bool = True,
    tell_at: datetime | None = None,
) -> None:
    """Let HR know; that their own message about failures failed is no news, what it told is told again."""
    if envelope.kind == failures.KIND:
        if error.permanent or error.lost:
            await failures.not_told(session, envelope, now)
        return
    await failures.record(
        session,
        error.cause,
        about=f"message/{envelope.id}",
        now=now,
        enrollment_id=envelope.enrollment_id,
        touchpoint_id=envelope.touchpoint_id,
        message_id=envelope.id if can_go_again else None,  # what is void can't be sent again
        detail=error.detail,
        tell_at=tell_at,
    )
