"""Answers that are taken back or changed: "not an answer", a reply that was deleted, a reply that was edited."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.replied import Piece, without, words_of
from onboardbot.core.replied import edited as with_edit
from onboardbot.flows import care, easing, farewell, scene, thanking
from onboardbot.flows.answering import Given, meant
from onboardbot.flows.bot import Bot
from onboardbot.flows.drawing import voice_of
from onboardbot.flows.replies import with_names
from onboardbot.flows.scene import Scene
from onboardbot.flows.tap import Tap
from onboardbot.store import answers, enrollments, outbox, people, touchpoints
from onboardbot.store.answers import Answer


async def not_an_answer(tap: Tap) -> None:
    """The reply was none: forget it, open the question again, and withdraw what was drawn from it."""
    answer = await answers.find(tap.session, tap.value)
    if answer is None or answer.enrollment_id != tap.envelope.enrollment_id:
        return
    ts = json.loads(tap.envelope.args or "{}").get("ts") or answer.source or ""
    await _without(tap.bot, tap.session, answer, ts, key="ack.not_an_answer", now=tap.now)


async def deleted(bot: Bot, session: AsyncSession, payload: Mapping[str, Any], now: datetime) -> None:
    """A reply that was deleted in Slack is withdrawn here."""
    answer = await from_message(session, payload)
    if answer is not None:
        await _without(bot, session, answer, payload["ts"], key="ack.deleted", now=now)
    else:
        await _for_the_next(bot, session, payload, "")


async def edited(bot: Bot, session: AsyncSession, payload: Mapping[str, Any], now: datetime) -> None:
    """A reply that was edited is the answer as it reads now; words that were shared before are not any more."""
    answer = await from_message(session, payload)
    text = await with_names(session, str(payload["text"]))
    if answer is None:
        await _for_the_next(bot, session, payload, text)
        return
    current = await scene.load(bot, session, answer.enrollment_id)
    value = await _reread(bot, session, current, answer, text)
    if value is None:
        await _without(bot, session, answer, payload["ts"], key="ack.deleted", now=now)
        return
    piece = Piece(ts=payload["ts"], text=value, edited=payload["edited"], remarks=payload["remarks"])
    pieces = with_edit(answer.pieces, piece)
    if pieces != answer.pieces:
        fresh = await _replace(bot, session, current, answer, pieces, now=now)
        human = fresh.kind == "text" and (await thanking.for_answer(bot, session, current, fresh, payload["ts"])).human
        await _acknowledge(bot, session, current, answer, payload["ts"], "ack.edited", human=human)


async def _for_the_next(bot: Bot, session: AsyncSession, payload: Mapping[str, Any], words: str) -> None:
    """What was said for the next newcomer is no answer to a check-in, and is changed and taken back all the same."""
    person = await people.by_slack_id(session, payload["user"])
    if person is not None:
        await farewell.reworded(bot, session, person, payload["ts"], words)


async def from_message(session: AsyncSession, payload: Mapping[str, Any]) -> Answer | None:
    """Return the answer that a message of this person is part of."""
    person = await people.by_slack_id(session, payload["user"])
    theirs = await enrollments.of_person(session, person.id) if person else []
    kept = [answer for one in theirs for answer in await answers.of_enrollment(session, one.id)]
    return next((answer for answer in kept if any(piece.ts == payload["ts"] for piece in answer.pieces)), None)


async def _reread(bot: Bot, session: AsyncSession, current: Scene, answer: Answer, text: str) -> str | None:
    """Return what edited words answer to the question, None where that is nothing any more."""
    step = current.step_of(await touchpoints.by_id(session, answer.touchpoint_id))
    asked = step.questions if step.kind == "check_in" else ()
    question = next(question for question in asked if question.id == answer.question_id)
    return meant(voice_of(bot, current.hire), question, Given(text, plain=True))


async def _without(bot: Bot, session: AsyncSession, answer: Answer, ts: str, *, key: str, now: datetime) -> None:
    """Take one message out of an answer, all of it if that was the last."""
    current = await scene.load(bot, session, answer.enrollment_id)
    pieces = without(answer.pieces, ts)
    if pieces and pieces != answer.pieces:
        await _replace(bot, session, current, answer, pieces, now=now)
    else:
        await care.withdrawn(session, current, answer, now=now)
        await answers.withdraw(session, answer.id)
        await outbox.refresh(session, "question", f"{answer.touchpoint_id}/{answer.question_id}")
        await care.words_came(session, answer.enrollment_id)
        await care.changed(session, current, now=now)
        await easing.follow(session, current, (answer,), now=now)
    await _acknowledge(bot, session, current, answer, ts, key)


async def _replace(
    bot: Bot, session: AsyncSession, current: Scene, answer: Answer, pieces: tuple[Piece, ...], *, now: datetime
) -> Answer:
    """Let an answer read as its messages do now; its circle stays what it was."""
    await care.unshared(session, current, answer, now=now)
    value = words_of(pieces) if answer.kind == "text" else pieces[-1].text
    values = answer.model_dump(exclude={"id", "pieces"}) | {"value": value, "circle": list(answer.circle)}
    fresh = await answers.put(session, pieces=pieces, **values | {"answered_at": now})
    await outbox.refresh(session, "question", f"{answer.touchpoint_id}/{answer.question_id}")
    await care.redraw_drawn_from(session, current, answer.id)
    await care.after_answer(bot, session, current, fresh, now=now)
    await easing.follow(session, current, (answer, fresh), now=now)
    return fresh


async def _acknowledge(
    bot: Bot, session: AsyncSession, current: Scene, answer: Answer, ts: str, key: str, *, human: bool = False
) -> None:
    """Say so where the reply was acknowledged, so that nothing new clutters the conversation."""
    words = voice_of(bot, current.hire).words(key, hire=current.hire.first_name)
    for envelope in await outbox.about(session, "acknowledgement", f"{answer.id}/{ts}"):
        args = {"words": words} | ({"answer": answer.id, "ts": ts, "talk": human} if key == "ack.edited" else {})
        await outbox.change(session, envelope.id, args=json.dumps(args), stale=True)
