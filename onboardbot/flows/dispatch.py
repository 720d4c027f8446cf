"""Claim what waits in the outbox, draw it, send it, and keep what became of it."""

import asyncio
import logging
from collections.abc import Sequence
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
from onboardbot.flows.scene import Scene, Scenes
from onboardbot.store import holding, outbox, people
from onboardbot.store.turns import only_here

log = logging.getLogger(__name__)
IN_FLIGHT = 32  # posts under way at once; more gains nothing against Slack's own pace
REDRAWN = 50
OF_THE_PERSON = frozenset({Cause.NOT_IN_SLACK, Cause.DEACTIVATED, Cause.UNKNOWN_EMAIL, Cause.CANNOT_DM})


@dataclass(frozen=True)
class Letter:
    """A claimed message with its recipient and what it says, or why it can't be said; `scene`: as it was drawn."""

    envelope: Envelope
    person: Person
    message: Message | None
    trouble: DeliveryError | None = None
    scene: Scene | None = None


async def dispatch(bot: Bot, *, now: datetime) -> bool:
    """Send one batch of what is due; True if there was anything.

    What is about to be said is committed together with the claim, before the first post: the newcomer may read
    exactly the words that others got.
    """
    async with bot.database.write() as session:
        claimed = await outbox.claim(session, now=now, machine=bot.clock.machine(), limit=IN_FLIGHT)
        if not claimed:
            return False
        letters = await _letters(bot, session, [(envelope, now) for envelope in claimed])
        await outbox.keep_bodies(session, [_body(letter) for letter in letters if letter.message is not None])
    results = await asyncio.gather(*(_post(bot, letter) for letter in letters))
    async with bot.database.write() as session:
        await _settle_all(bot, session, list(zip(letters, results, strict=True)), now=now)
    return True


async def _letters(bot: Bot, session: AsyncSession, found: Sequence[tuple[Envelope, datetime]]) -> list[Letter]:
    """Draw messages, each as of its instant."""
    persons = await people.by_ids(session, {envelope.person_id for envelope, _ in found})
    scenes = Scenes(bot, session)
    await scenes.all_of(envelope.enrollment_id for envelope, _ in found)
    return [await _letter(scenes, envelope, persons[envelope.person_id], now=now) for envelope, now in found]


async def _letter(scenes: Scenes, envelope: Envelope, person: Person, *, now: datetime) -> Letter:
    """Draw a claimed message; what can't be drawn is pushed on and shown, and holds nobody up."""
    if person.slack_id is None or person.deactivated:
        cause = Cause.DEACTIVATED if person.deactivated else Cause.NOT_IN_SLACK
        return Letter(envelope, person, None, DeliveryError(cause, cause, permanent=True))
    try:
        message = await drawing.draw(scenes, envelope, person, now=now)
    except RoleEmpty as error:
        trouble = DeliveryError(Cause.ROLE_EMPTY, error.role, permanent=True)
        return Letter(envelope, person, None, trouble)
    except FillError as error:
        return Letter(envelope, person, None, DeliveryError(Cause.RENDER, str(error), permanent=True))
    except Exception:  # a bug in one message must not stop everybody else's
        log.exception("message_not_drawn", extra={"outbox_id": envelope.id, "kind": envelope.kind})
        return Letter(envelope, person, None, DeliveryError(Cause.RENDER, "it could not be drawn", permanent=True))
    return Letter(envelope, person, message, scene=scenes.found.get(envelope.enrollment_id or ""))


def _body(letter: Letter) -> outbox.Body:
    body = letter.message.model_dump_json() if letter.message else None
    return outbox.Body(letter.envelope.id, body, introduces=letter.person.introduced_at is None)


async def _post(bot: Bot, letter: Letter) -> Posted | DeliveryError:
    envelope, person = letter.envelope, letter.person
    if letter.message is None or person.slack_id is None:
        return letter.trouble or DeliveryError(Cause.RENDER, "nothing to say", permanent=True)
    to = envelope.channel or person.slack_id
    try:
        return await bot.slack.post(letter.message, to=to, message_id=envelope.id, thread_ts=envelope.thread_ts)
    except DeliveryError as error:
        return error


async def _settle_all(
    bot: Bot, session: AsyncSession, results: Sequence[tuple[Letter, Posted | DeliveryError]], *, now: datetime
) -> None:
    """Keep what became of a batch: what was sent at one moment together, then what follows from each."""
    about = {letter.envelope.enrollment_id for letter, _ in results if letter.envelope.enrollment_id is not None}
    await holding.hold(session, about)
    sent = [_sent(letter, result, now) for letter, result in results if isinstance(result, Posted)]
    await outbox.sent(session, sent)
    await failures.clear_all(session, [f"message/{envelope.id}" for envelope in sent], now)
    strangers = {letter.person.id for letter, result in results if isinstance(result, Posted) and _meets(letter)}
    await people.introduced(session, strangers, now)
    scenes = Scenes(bot, session)
    for letter, result in results:
        if isinstance(result, Posted):
            await _went(scenes, letter, _sent(letter, result, now), now=now)
        else:
            await _not_sent(scenes, letter.envelope, result, now=now)


def _sent(letter: Letter, result: Posted, now: datetime) -> Envelope:
    at = {"channel": result.channel, "ts": result.ts, "sent_at": now, "cause": None}
    return letter.envelope.model_copy(update={"state": MessageState.SENT, **at})


def _meets(letter: Letter) -> bool:
    """Whether it is the first message that the person got."""
    return letter.person.introduced_at is None


async def _went(scenes: Scenes, letter: Letter, envelope: Envelope, *, now: datetime) -> None:
    log.info("message_sent", extra={"outbox_id": envelope.id, "kind": envelope.kind})
    await drawing.after_sent(scenes.session, envelope, letter.scene, now=now)
    await care.delivered(scenes, envelope, now=now)


async def _not_sent(scenes: Scenes, envelope: Envelope, error: DeliveryError, *, now: datetime) -> None:
    log.warning(
        "message_not_sent",
        extra={"outbox_id": envelope.id, "kind": envelope.kind, "cause": error.cause, "detail": error.detail},
    )
    session, machine = scenes.session, scenes.bot.clock.machine()
    gone = error.permanent and error.cause in OF_THE_PERSON
    void = gone and await care.not_delivered(scenes, envelope, now=now)
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
    """Draw sent messages anew whose facts changed; an update is the same however often it is made.

    One process at a time does so: what was drawn earlier must not arrive later.
    What reads as it did, or can't be drawn any more, is left alone. That an update is under way is committed before
    it: after a crash, or where its answer was lost, nobody knows which words stand in Slack, and they are sent again.
    """
    async with only_here(bot.database, "redraw") as ours:
        return ours and await _redraw(bot, now=now)


async def _redraw(bot: Bot, *, now: datetime) -> bool:
    async with bot.database.write() as session:
        stale = await outbox.stale(session, REDRAWN)
        letters = await _letters(bot, session, [(envelope, envelope.sent_at or now) for envelope in stale])
        new = [letter for letter in letters if letter.message is not None and _reads_anew(letter)]
        left = [letter.envelope.id for letter in letters if letter not in new]
        await outbox.left_as_it_is(session, left)
        lease = await outbox.update_begins(session, [letter.envelope.id for letter in new], bot.clock.machine())
    done = await asyncio.gather(*(_update(bot, letter) for letter in new))
    redrawn = [letter for letter, went in zip(new, done, strict=True) if went]
    async with bot.database.write() as session:
        await outbox.redrawn(session, [_body(letter) for letter in redrawn], lease)
        for letter in redrawn:  # afterwards: what shows these words may have been drawn with the ones before
            await drawing.after_redrawn(session, letter.envelope)
    return bool(left or redrawn)


def _reads_anew(letter: Letter) -> bool:
    return letter.envelope.lease_until is not None or letter.envelope.body != _body(letter).body


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
