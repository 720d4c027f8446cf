"""Claim what waits in the outbox, draw it, send it, and keep what became of it."""

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.delivery import DeliveryError, Posted, retry_at
from onboardbot.core.message import Message
from onboardbot.core.outbox import Cause, Envelope, MessageState
from onboardbot.core.person import Person
from onboardbot.core.personalise import FillError, RoleEmpty
from onboardbot.flows import care, drawing, failures
from onboardbot.flows.bot import Bot
from onboardbot.store import outbox, people

log = logging.getLogger(__name__)
IN_FLIGHT = 32  # posts under way at once; more gains nothing against Slack's own pace
REDRAWN = 50
OF_THE_PERSON = frozenset({Cause.NOT_IN_SLACK, Cause.DEACTIVATED, Cause.UNKNOWN_EMAIL, Cause.CANNOT_DM})


@dataclass(frozen=True)
class Letter:
    """A claimed message with its recipient and what it says, or why it can't be said."""

    envelope: Envelope
    person: Person
    message: Message | None
    trouble: DeliveryError | None = None


async def dispatch(bot: Bot, *, now: datetime) -> bool:
    """Send one batch of what is due; True if there was anything."""
    async with bot.database.write() as session:
        claimed = await outbox.claim(session, now=now, machine=bot.clock.machine(), limit=IN_FLIGHT)
    if not claimed:
        return False
    async with bot.database.read() as session:
        letters = [await _letter(bot, session, envelope, now=now) for envelope in claimed]
    await _keep_bodies(bot, letters)
    results = await asyncio.gather(*(_post(bot, letter) for letter in letters))
    async with bot.database.write() as session:
        for letter, result in zip(letters, results, strict=True):
            await _settle(bot, session, letter, result, now=now)
    return True


async def _letter(bot: Bot, session: AsyncSession, envelope: Envelope, *, now: datetime) -> Letter:
    """Draw a claimed message; what can't be drawn is pushed on and shown, and holds nobody up."""
    person = await people.by_id(session, envelope.person_id)
    if person.slack_id is None or person.deactivated:
        cause = Cause.DEACTIVATED if person.deactivated else Cause.NOT_IN_SLACK
        return Letter(envelope, person, None, DeliveryError(cause, cause, permanent=True))
    try:
        message = await drawing.draw(bot, session, envelope, person, now=now)
    except RoleEmpty as error:
        trouble = DeliveryError(Cause.ROLE_EMPTY, error.role, permanent=True)
        return Letter(envelope, person, None, trouble)
    except FillError as error:
        return Letter(envelope, person, None, DeliveryError(Cause.RENDER, str(error), permanent=True))
    except Exception:  # a bug in one message must not stop everybody else's
        log.exception("message_not_drawn", extra={"outbox_id": envelope.id, "kind": envelope.kind})
        return Letter(envelope, person, None, DeliveryError(Cause.RENDER, "it could not be drawn", permanent=True))
    return Letter(envelope, person, message)


async def _keep_bodies(bot: Bot, letters: list[Letter]) -> None:
    """Keep what is about to be said: the newcomer may read exactly the words that others got."""
    async with bot.database.write() as session:
        for letter in letters:
            if letter.message is not None:
                introduces = letter.person.introduced_at is None
                body = letter.message.model_dump_json()
                await outbox.change(session, letter.envelope.id, body=body, introduces=introduces)


async def _post(bot: Bot, letter: Letter) -> Posted | DeliveryError:
    envelope, person = letter.envelope, letter.person
    if letter.message is None or person.slack_id is None:
        return letter.trouble or DeliveryError(Cause.RENDER, "nothing to say", permanent=True)
    to = envelope.channel or person.slack_id
    try:
        return await bot.slack.post(letter.message, to=to, message_id=envelope.id, thread_ts=envelope.thread_ts)
    except DeliveryError as error:
        return error


async def _settle(
    bot: Bot, session: AsyncSession, letter: Letter, result: Posted | DeliveryError, *, now: datetime
) -> None:
    envelope = letter.envelope
    if isinstance(result, Posted):
        at = {"channel": result.channel, "ts": result.ts, "sent_at": now, "cause": None}
        await outbox.settle(session, envelope.id, MessageState.SENT, **at)
        await people.introduced(session, [envelope.person_id], now)
        await failures.clear(session, f"message/{envelope.id}", now)
        sent = envelope.model_copy(update={"state": MessageState.SENT, **at})
        log.info("message_sent", extra={"outbox_id": envelope.id, "kind": envelope.kind})
        await drawing.after_sent(bot, session, sent, now=now)
        await care.delivered(bot, session, sent, now=now)
        return
    log.warning(
        "message_not_sent",
        extra={"outbox_id": envelope.id, "kind": envelope.kind, "cause": result.cause, "detail": result.detail},
    )
    await _not_sent(bot, session, envelope, result, now=now)


async def _not_sent(
    bot: Bot, session: AsyncSession, envelope: Envelope, error: DeliveryError, *, now: datetime
) -> None:
    machine = bot.clock.machine()
    gone = error.permanent and error.cause in OF_THE_PERSON
    void = gone and await care.not_delivered(bot, session, envelope, now=now)
    if void:
        await outbox.settle(session, envelope.id, MessageState.CANCELLED, cause=error.cause)
    elif error.permanent:
        await outbox.settle(session, envelope.id, MessageState.FAILED, cause=error.cause)
    elif error.lost:
        await outbox.settle(session, envelope.id, MessageState.UNSURE, cause=Cause.UNSURE)
    else:
        again = retry_at(envelope.attempts, error, now=machine)
        await outbox.settle(session, envelope.id, MessageState.RETRY, cause=error.cause, retry_at=again)
        await outbox.hold_back(session, envelope.id, machine)
        if error.cause is Cause.RATE_LIMITED or envelope.kind == failures.KIND:
            return  # it goes as soon as Slack allows; nobody must act
    if envelope.kind == failures.KIND:
        await failures.not_told(session, envelope, now)
        return
    await failures.record(
        session,
        Cause.UNSURE if error.lost else error.cause,
        about=f"message/{envelope.id}",
        now=now,
        enrollment_id=envelope.enrollment_id,
        touchpoint_id=envelope.touchpoint_id,
        message_id=None if void else envelope.id,  # what is void can't be sent again
        detail=error.detail,
    )


async def give_up_on_lost(bot: Bot, *, now: datetime, at_start: bool) -> None:
    """What was being sent when a process died may have gone out: it is never sent again by itself, HR decides."""
    async with bot.database.write() as session:
        lost = await outbox.give_up_on_lost(session, None if at_start else bot.clock.machine())
        for envelope in lost:
            if envelope.kind == failures.KIND:
                await failures.not_told(session, envelope, now)
                continue
            await failures.record(
                session,
                Cause.UNSURE,
                about=f"message/{envelope.id}",
                now=now,
                enrollment_id=envelope.enrollment_id,
                touchpoint_id=envelope.touchpoint_id,
                message_id=envelope.id,
            )


async def redraw(bot: Bot, *, now: datetime) -> bool:
    """Draw sent messages anew whose facts changed; an update is the same however often it is made."""
    async with bot.database.read() as session:
        stale = await outbox.stale(session, REDRAWN)
        letters = [await _letter(bot, session, e, now=e.sent_at or now) for e in stale]
    results = await asyncio.gather(*(_update(bot, letter) for letter in letters))
    async with bot.database.write() as session:
        redrawn = [letter for letter, done in zip(letters, results, strict=True) if done and letter.message is not None]
        for letter in redrawn:
            body = letter.message.model_dump_json() if letter.message else None
            await outbox.change(session, letter.envelope.id, stale=False, body=body)
        for letter in redrawn:  # afterwards: what shows these words may have been drawn with the ones before
            await drawing.after_redrawn(session, letter.envelope)
    return any(results)


async def _update(bot: Bot, letter: Letter) -> bool:
    """Return whether the message needs no more drawing: it was drawn, or never can be."""
    envelope = letter.envelope
    if letter.message is None or envelope.channel is None or envelope.ts is None:
        return True
    at = Posted(channel=envelope.channel, ts=envelope.ts)
    try:
        await bot.slack.update(letter.message, at=at, message_id=envelope.id)
    except DeliveryError as error:
        log.warning(
            "message_not_updated", extra={"outbox_id": envelope.id, "cause": error.cause, "detail": error.detail}
        )
        return error.permanent
    return True
