"""All that is kept about a person, as data: for themselves, in words or as JSON."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core import effect
from onboardbot.core.enrollment import Enrollment
from onboardbot.core.finding import Finding, State
from onboardbot.core.message import Message, Quote, Words
from onboardbot.core.outbox import Envelope, MessageState, Priority
from onboardbot.core.person import Person
from onboardbot.core.plainwords import plain_words, unmarked
from onboardbot.core.replied import remarks_of
from onboardbot.core.steps.check_in import CheckIn
from onboardbot.flows.clockwork import written
from onboardbot.flows.drawing import voice_of
from onboardbot.flows.drawing.evidence import reason_in_words, task_text
from onboardbot.flows.drawing.sheet import Sheet
from onboardbot.flows.scene import Scene, Scenes
from onboardbot.store import (
    answers,
    enrollments,
    errands,
    figures,
    findings,
    inbox,
    meetings,
    outbox,
    people,
    tasks,
    touchpoints,
)
from onboardbot.store import held as kept
from onboardbot.store.answers import Answer

ABOUT_ME = ("tell", "remind", "escalate", "help_ask", "handoff_ask")
Data = dict[str, Any]
WRITTEN = frozenset({"message", "edit", "submission"})  # what holds words of a person


async def held(scenes: Scenes, person: Person, *, now: datetime) -> Data:
    """Return all that is kept about a person; persons are named by their e-mail, instants are in UTC."""
    session = scenes.session
    around = {one.id: one for one in await people.everyone(session)}
    return {
        "person": person.model_dump(mode="json", exclude={"id"}),
        "onboardings": [
            await _onboarding(scenes, enrollment, around, now=now)
            for enrollment in await enrollments.of_person(session, person.id)
        ],
        "roles": [
            {"role": "manager" if one.manager_id == person.id else "buddy", "of": one.hire.email}
            for one in await enrollments.of_helper(session, person.id)
        ],
        "conversation": await kept.conversation(session, person.id),
        "done_for_others": [
            {"what": one.what, "of": one.hire, "at": _at(one.at)}
            for one in await kept.done_for_others(session, person.id)
        ],
        "messages_about_others": [
            {"kind": one.kind, "at": written(one.at), "opened_at": _at(one.opened_at)}
            for one in await kept.sent_about_others(session, person.id)
        ],
        "written": await _written(session, person),
    }


async def _onboarding(scenes: Scenes, enrollment: Enrollment, around: Mapping[str, Person], *, now: datetime) -> Data:
    session, current = scenes.session, await scenes.of(enrollment.id)
    sent = await outbox.of_onboarding(session, enrollment.id)
    mine = [one for one in sent if one.person_id == current.hire.id]
    others = [one for one in sent if one.person_id != current.hire.id]
    return {
        "entered": enrollment.hire.model_dump(mode="json"),
        **enrollment.model_dump(mode="json", exclude={"id", "person_id", "hire", "manager_id", "buddy_id"}),
        "pauses": [{"since": written(a), "until": _at(b)} for a, b in await enrollments.pauses(session, enrollment.id)],
        "steps": await _steps(session, enrollment),
        "not_sent": [
            {"cause": one.cause, "since": written(one.since), "mended": _at(one.mended)}
            for one in await kept.not_sent(session, enrollment.id)
        ],
        "asked_for_you": [
            {"what": kind.value, "day": one.day.isoformat(), "answer": one.answer}
            for kind, one in (await errands.of_enrollment(session, enrollment.id)).items()
        ],
        "answers": await _answers(session, current, around),
        "tasks": await _tasks(session, current, now=now),
        "meetings": await _meetings(session, enrollment, around),
        "alerts": [
            await alert_of(scenes, current, one, others, around, now=now)
            for one in await findings.of_enrollment(session, enrollment.id)
        ],
        "notes_to_others": [_message(one, around) for one in others if one.kind not in ABOUT_ME],
        "messages_to_me": [_message(one, around) for one in mine],
    }


async def _meetings(session: AsyncSession, enrollment: Enrollment, around: Mapping[str, Person]) -> list[Data]:
    return [
        {
            "with": around[one.person_id].email,
            "as": one.role,
            "confirmed_by": around[one.confirmed_by].email,
            "at": written(one.confirmed_at),
        }
        for one in await meetings.of_enrollment(session, enrollment.id)
    ]


async def _steps(session: AsyncSession, enrollment: Enrollment) -> list[Data]:
    """Return what was planned, for whom and when, and what became of it."""
    sent = await touchpoints.sent_states(session, enrollment.id)
    return [
        {
            "step": row.step_id,
            "to": row.recipient,
            "due_at": _at(row.due_at),
            "state": sent[row.id].state if row.id in sent else row.state.value,
            "my_circle": row.seen_by,
            "answer_deleted_at": _at(row.forgotten_at),
        }
        for row in await touchpoints.of_enrollment(session, enrollment.id)
    ]


async def _answers(session: AsyncSession, current: Scene, around: Mapping[str, Person]) -> list[Data]:
    in_figures = await figures.counted(session, current.enrollment.id)
    return [
        await _answer(session, current, one, around)
        | {"in_a_figure": (one.touchpoint_id, one.question_id) in in_figures}
        for one in await answers.of_enrollment(session, current.enrollment.id)
    ]


async def _answer(session: AsyncSession, current: Scene, answer: Answer, around: Mapping[str, Person]) -> Data:
    return {
        "question": await question_in_words(session, current, answer),
        "kind": answer.kind,
        "answer": int(answer.value) if answer.kind == "mood" else answer.value,
        "at": written(answer.answered_at),
        "may_be_told": [around[one].email for one in answer.circle],
        "counted": answer.counted,
        "themed": answer.themed,
        "kept_between_us": answer.kept,
        "heard_besides": [one.model_dump(mode="json") for one in remarks_of(answer.pieces)],
    }


async def question_in_words(session: AsyncSession, current: Scene, answer: Answer) -> str:
    """Return the question that was answered, as it was read."""
    step = current.step_of(await touchpoints.by_id(session, answer.touchpoint_id))
    asked = step.questions if isinstance(step, CheckIn) else ()
    found = next((one for one in asked if one.id == answer.question_id), None)
    return plain_words(found.words, current.values(answer.answered_at)) if found else answer.question_id


async def _tasks(session: AsyncSession, current: Scene, *, now: datetime) -> list[Data]:
    return [
        {
            "task": await task_text(session, current, f"{one.touchpoint_id}/{one.task_id}", now=now),
            "done_at": _at(one.done_at),
            "help_asked_at": _at(one.help_asked_at),
        }
        for one in await tasks.of_enrollment(session, current.enrollment.id)
    ]


async def alert_of(
    scenes: Scenes,
    current: Scene,
    finding: Finding,
    others: Sequence[Envelope],
    around: Mapping[str, Person],
    *,
    now: datetime,
) -> Data:
    """Return what was found about the hire: the reason, who was told in which words and opened it, what came of it."""
    sheet = await sheet_for(scenes, current, now=now)
    reason = effect.Reason(signal=finding.signal, level=finding.level, evidence=finding.evidence)
    theirs = [one for one in others if one.kind in ABOUT_ME and one.subject in {finding.id, finding.merged_into}]
    return {
        "signal": finding.signal,
        "level": finding.level.value,
        "reason": await reason_in_words(sheet, current, reason),
        "found_at": written(finding.found_at),
        "state": finding.state.value,
        "i_chose_so": finding.chosen,
        "shared_words": finding.quote.words if finding.quote else None,
        "may_be_told": [around[one].email for one in sorted(finding.circle) if one in around],
        "told": [_message(one, around) for one in theirs],
        "taken_by": around[finding.taken_by].email if finding.taken_by else None,
        "promised_until": _at(finding.until),
        "did_it_help": finding.heard,
        "closed_at": _at(finding.closed_at),
        "closed_because": None if finding.state is State.SET_ASIDE else finding.reason,
        "set_aside_because": finding.reason if finding.state is State.SET_ASIDE else None,  # of the note, not of me
    }


async def sheet_for(scenes: Scenes, current: Scene, *, now: datetime) -> Sheet:
    """Return what words for the hire alone are drawn on, beside any message."""
    envelope = Envelope(
        id="", kind="held", person_id=current.hire.id, enrollment_id=current.enrollment.id, touchpoint_id=None,
        subject="", dedupe_key="", due_at=now, priority=Priority.CLICK, state=MessageState.SENT,
    )  # fmt: skip
    return Sheet(scenes.bot, scenes.session, envelope, current.hire, voice_of(scenes.bot, current.hire), now, scenes)


def _at(instant: datetime | None) -> str | None:
    return written(instant) if instant else None


def _message(envelope: Envelope, around: Mapping[str, Person]) -> Data:
    to = around[envelope.person_id]
    return {
        "to": to.email,
        "name": to.name,
        "at": written(envelope.sent_at or envelope.due_at),
        "kind": envelope.kind,
        "words": lines_of(envelope),
        "opened_at": _at(envelope.opened_at),
    }


def lines_of(envelope: Envelope) -> list[str]:
    """Return the words of a message as it reads now, plain."""
    parts = Message.model_validate_json(envelope.body or '{"parts": []}').parts
    return [
        unmarked(part.markdown) if isinstance(part, Words) else part.text
        for part in parts
        if isinstance(part, Words | Quote)
    ]


async def _written(session: AsyncSession, person: Person) -> list[Data]:
    """Return what somebody wrote or did of which we still have the text: seven days at most."""
    rows = await inbox.kept_of(session, person.slack_id) if person.slack_id else []
    return [
        {"at": written(row.received_at), "kind": row.kind, "text": text}
        for row in rows
        if row.kind in WRITTEN and (text := _text(json.loads(row.payload or "{}")))
    ]


def _text(payload: Mapping[str, Any]) -> str:
    values = payload.get("values")
    said = values.values() if isinstance(values, Mapping) else (payload.get("text"),)
    return "\n".join(str(one) for one in said if one)
