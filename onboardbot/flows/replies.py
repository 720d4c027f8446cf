"""Answers: what was tapped or written is kept with its circle, acknowledged, and followed up."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.checkin import next_question
from onboardbot.core.enrollment import EnrollmentState
from onboardbot.core.language.requests import asks_for_human
from onboardbot.core.language.wishes import asks_to_pause, asks_to_resume
from onboardbot.core.outbox import Envelope, Priority
from onboardbot.core.person import Person
from onboardbot.core.personalise import fill
from onboardbot.core.questions import KINDS, Question
from onboardbot.core.questions.base import SeenBy
from onboardbot.core.steps.check_in import CheckIn
from onboardbot.core.visibility import circle_of
from onboardbot.flows import care, scene, wishes
from onboardbot.flows.bot import Bot
from onboardbot.flows.drawing import voice_of
from onboardbot.flows.drawing.steps import question_of
from onboardbot.flows.help import help_hire
from onboardbot.flows.scene import Scene
from onboardbot.flows.team import team_of
from onboardbot.store import answers, enrollments, outbox, people, touchpoints
from onboardbot.store.answers import Answer

OPEN_FOR = 2  # working days in which a plain reply answers the newest text question


async def written(bot: Bot, session: AsyncSession, payload: Mapping[str, Any], now: datetime) -> None:
    """Handle a DM: an answer, a wish in words, or something that gets a helpful reply."""
    person = await people.by_slack_id(session, payload["user"])
    if person is None:
        await _stranger(session, payload, now=now)
        return
    enrollment = next(iter(await enrollments.of_person(session, person.id)), None)
    text = str(payload["text"])
    if enrollment is None:
        await _help(session, person, payload, key="help.other", now=now)
        return
    current = await scene.of_enrollment(bot, session, enrollment)
    question = await _question_meant(session, current, payload, now=now)
    if question is not None and not (payload.get("thread_ts") is None and _is_wish(text)):
        await _take_words(bot, session, current, question, payload, now=now)
    elif asks_to_pause(text):
        await wishes.pause(bot, session, enrollment, now=now)
    elif asks_to_resume(text):
        await wishes.resume(bot, session, enrollment, now=now)
    elif asks_for_human(text):
        await care.talk(bot, session, current, now=now, text=text)
    elif enrollment.state is EnrollmentState.ENDED:
        await _help(session, person, payload, key="help.ended", now=now)
    else:
        await help_hire(session, enrollment, person, subject=payload["ts"], now=now)


def _is_wish(text: str) -> bool:
    """A wish in words stands above an open question: "talk to a person" is no answer to "What got in the way?"."""
    return asks_to_pause(text) or asks_to_resume(text) or asks_for_human(text)


async def _stranger(session: AsyncSession, payload: Mapping[str, Any], *, now: datetime) -> None:
    """Somebody whom no file names wrote: they get a kind word, and are known from now on."""
    profiles = payload.get("email")
    person = await people.ensure(session, profiles or f"{payload['user'].lower()}@unknown.invalid")
    await people.change(session, person.id, slack_id=payload["user"])
    await _help(session, person, payload, key="help.stranger", now=now)


async def _help(session: AsyncSession, person: Person, payload: Mapping[str, Any], *, key: str, now: datetime) -> None:
    await outbox.post(
        session,
        "help",
        person.id,
        subject=str(payload["ts"]),
        args=json.dumps({"key": key}),
        due_at=now,
        priority=Priority.CLICK,
    )


async def _question_meant(
    session: AsyncSession, current: Scene, payload: Mapping[str, Any], *, now: datetime
) -> Envelope | None:
    """Return the question whose thread it is, else the newest unanswered text question of two working days."""
    if thread := payload.get("thread_ts"):
        envelope = await outbox.at_place(session, payload["channel"], thread)
        return envelope if envelope and envelope.kind == "question" else None
    since = current.calendar.opening(current.calendar.add_workdays(current.today(now), -OPEN_FOR - 1))
    asked = await outbox.questions_of(session, current.enrollment.id, since)
    for envelope in asked:
        step_id = (await touchpoints.by_id(session, envelope.touchpoint_id or 0)).step_id
        question = question_of(current, envelope, step_id)
        sent = envelope.sent_at or now
        fresh = current.calendar.workdays_between(sent, now) < OPEN_FOR
        known = await answers.of_question(session, envelope.touchpoint_id or 0, question.id)
        if question.kind == "text" and known is None and fresh:
            return envelope
    return None


async def _take_words(
    bot: Bot, session: AsyncSession, current: Scene, envelope: Envelope, payload: Mapping[str, Any], *, now: datetime
) -> None:
    """Keep a plain reply as the answer to a question, and say to which."""
    kept = await take(bot, session, current, envelope, str(payload["text"]), now=now, source=payload["ts"], plain=True)
    if kept is None:
        await help_hire(session, current.enrollment, current.hire, subject=payload["ts"], now=now)


async def option(session: AsyncSession, current: Scene, envelope: Envelope, raw: str) -> str:
    """Return the words of the option at a place of a choice; what answers another kind of question stays as it is."""
    touchpoint = await touchpoints.by_id(session, envelope.touchpoint_id or 0)
    question = question_of(current, envelope, touchpoint.step_id)
    if question.kind != "choice" or not raw.isdecimal() or int(raw) >= len(question.options):
        return raw
    return question.options[int(raw)]


async def take(
    bot: Bot,
    session: AsyncSession,
    current: Scene,
    envelope: Envelope,
    raw: str,
    *,
    now: datetime,
    source: str | None = None,
    plain: bool = False,
) -> Answer | None:
    """Keep an answer with its circle, acknowledge it, ask what comes next, and see what it means; None: it was none."""
    touchpoint = await touchpoints.by_id(session, envelope.touchpoint_id or 0)
    question = question_of(current, envelope, touchpoint.step_id)
    known = await answers.of_question(session, touchpoint.id, question.id)
    value = KINDS[question.kind].parse(question, raw)
    if value is None or (known is not None and question.kind != "text"):
        return None
    text = f"{known.value}\n{value}" if known is not None else str(value)
    circle = circle_of(question.seen_by, team_of(current))
    answer = await answers.put(
        session,
        enrollment_id=current.enrollment.id,
        touchpoint_id=touchpoint.id,
        question_id=question.id,
        kind=question.kind,
        value=text,
        circle=sorted(circle.people),
        counted=question.seen_by is SeenBy.COUNTED,
        answered_at=now,
        source=source,
    )
    await outbox.refresh(session, "question", envelope.subject)
    await _acknowledge(bot, session, current, touchpoint.id, question, answer, now=now, plain=plain)
    await care.after_answer(bot, session, current, answer, now=now)
    return answer


async def _acknowledge(
    bot: Bot,
    session: AsyncSession,
    current: Scene,
    touchpoint_id: int,
    question: Question,
    answer: Answer,
    *,
    now: datetime,
    plain: bool,
) -> None:
    """Thank in one sentence; the next question carries it, unless a plain reply must be named."""
    words = _thanks(bot, current, question, answer, now=now)
    following = await _following(session, current, touchpoint_id, question)
    if following is not None:
        await outbox.post(
            session,
            "question",
            current.hire.id,
            subject=f"{touchpoint_id}/{following.id}",
            enrollment_id=current.enrollment.id,
            touchpoint_id=touchpoint_id,
            args=None if plain else json.dumps({"ack": words}),
            due_at=now,
            priority=Priority.CLICK,
        )
    if following is None or plain:
        args = {"words": words} | ({"answer": answer.id} if plain else {})
        await outbox.post(
            session,
            "acknowledgement",
            current.hire.id,
            subject=f"{answer.id}/{answer.answered_at.isoformat()}",
            enrollment_id=current.enrollment.id,
            args=json.dumps(args),
            due_at=now,
            priority=Priority.CLICK,
        )


def _thanks(bot: Bot, current: Scene, question: Question, answer: Answer, *, now: datetime) -> str:
    voice = voice_of(bot, current.hire)
    key = f"ack.mood_{answer.value}" if question.kind == "mood" else f"ack.{question.kind}"
    asked = fill(question.words, current.values(now))
    return voice.words(key, hire=current.hire.first_name, question=asked, answer=answer.value)


async def _following(session: AsyncSession, current: Scene, touchpoint_id: int, question: Question) -> Question | None:
    touchpoint = await touchpoints.by_id(session, touchpoint_id)
    step = current.step(touchpoint.step_id)
    if not isinstance(step, CheckIn):
        return None
    said = {
        answer.question_id: answer.value
        for answer in await answers.of_enrollment(session, current.enrollment.id)
        if answer.touchpoint_id == touchpoint_id
    }
    return next_question(step, said, question.id)
