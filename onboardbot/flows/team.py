"""A scene as the core's decisions see it: who stands around the hire, and all that happened."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.history import Answer, AnswerKind, CheckIn, History, Item, Meeting, Pause, Task, Team, Word
from onboardbot.core.nudges import Nudge
from onboardbot.core.outbox import MessageState
from onboardbot.core.questions import Question
from onboardbot.core.replied import remarks_of
from onboardbot.core.steps.base import HIRE
from onboardbot.core.steps.check_in import CheckIn as CheckInStep
from onboardbot.core.steps.guide import Guide
from onboardbot.core.timing import Start, task_due_dates
from onboardbot.flows.scene import BUDDY, HR, MANAGER, Scene
from onboardbot.store import answers, enrollments, findings, meetings, outbox, people, tasks, touchpoints
from onboardbot.store.answers import Answer as Kept
from onboardbot.store.outbox import Mark
from onboardbot.store.tasks import TaskState
from onboardbot.store.touchpoints import STEP_KINDS, Became, Touchpoint

DUTY = "duty"
Circles = Mapping[str, frozenset[str]]
Sent = Mapping[int, Became]
NOTHING = Became("", None, None)
States = Mapping[tuple[int, str], TaskState]
GENTLE = "nudge_gentle"
OWN = frozenset({HIRE, MANAGER, BUDDY, HR, DUTY})


def team_of(current: Scene) -> Team:
    """Return who fills which role now, by person id."""
    ids = {role: tuple(person.id for person in found) for role, found in current.roles.items()}
    return Team(
        hire=current.hire.id,
        manager=next(iter(ids[MANAGER]), None),
        buddy=next(iter(ids[BUDDY]), None),
        hr=ids.get(HR, ()),
        duty=ids.get(DUTY, ()),
        roles={role: found for role, found in ids.items() if role not in OWN},
        reports_to=current.above,
        reachable=frozenset(person.id for found in current.roles.values() for person in found if person.reachable),
    )


async def history_of(
    session: AsyncSession, current: Scene, marks: Sequence[Mark] | None = None, *, naming: bool = False
) -> History:
    """Return all that happened in an onboarding, as the rules look at it; `marks` if they are read already.

    Who can be named is everybody, and only asked for where there are words to look at, or with `naming` will be.
    """
    enrollment = current.enrollment
    rows = await touchpoints.of_enrollment(session, enrollment.id)
    if marks is None:
        marks = await outbox.marks(session, enrollment.id, (*STEP_KINDS, GENTLE))
    sent = _sent(marks)
    kept = await answers.of_enrollment(session, enrollment.id)
    states = {(s.touchpoint_id, s.task_id): s for s in await tasks.of_enrollment(session, enrollment.id)}
    circles = {mark.subject: frozenset(mark.circle or ()) for mark in marks if mark.kind == "question"}
    asked, read = enrollment.check_ins_stopped_at is None, enrollment.words_stopped_at is None
    return History(
        team=team_of(current),
        start=enrollment.hire.start_date,
        check_ins=tuple(_check_ins(current, circles, rows, sent, kept)) if asked else (),
        answers=tuple(seen_by_rules(answer, read=read) for answer in kept),
        tasks=tuple(_tasks(current, rows, sent, states)),
        pauses=tuple(Pause(since=a, until=b) for a, b in await enrollments.pauses(session, enrollment.id)),
        ended_at=enrollment.ended_at,
        findings=tuple(await findings.of_enrollment(session, enrollment.id)),
        listener=current.listener,
        names=await people.names(session) if naming or any(one.kind == AnswerKind.TEXT for one in kept) else {},
        items=tuple(_items(current, rows, marks, kept, states)) if asked else (),
        words=tuple(await _words(session, enrollment.id, marks)),
        off=current.off,
    )


async def history_of_meetings(session: AsyncSession, current: Scene) -> History:
    """Return who met whom, and of which meetings the buddy of today was reminded: all that reminders ask for."""
    kept = await meetings.of_enrollment(session, current.enrollment.id)
    reminded = [
        int(json.loads(one.args or "{}")["number"])
        for one in await outbox.of_kind(session, current.enrollment.id, Nudge.MEETING)
        if one.person_id == current.enrollment.buddy_id
    ]
    return History(
        team=team_of(current),
        start=current.enrollment.hire.start_date,
        meetings=tuple(Meeting(role=one.role, number=one.number, at=one.confirmed_at) for one in kept),
        reminded=tuple(reminded),
    )


def _sent(marks: Sequence[Mark]) -> Sent:
    """Return what became of the first message of each touchpoint."""
    states: dict[int, Became] = {}
    for mark in marks:
        if mark.touchpoint_id is not None and mark.kind in STEP_KINDS:
            states.setdefault(mark.touchpoint_id, Became(mark.state, mark.sent_at, mark.cause))
    return states


def _check_ins(current: Scene, circles: Circles, rows: list[Touchpoint], sent: Sent, kept: list[Kept]) -> list[CheckIn]:
    found = []
    for row in rows:
        state, sent_at, _ = sent.get(row.id, NOTHING)
        step = current.step_of(row) if row.kind == "check_in" and state == MessageState.SENT else None
        if isinstance(step, CheckInStep) and sent_at is not None:
            answered = [answer.answered_at for answer in kept if answer.touchpoint_id == row.id]
            found.append(
                CheckIn(
                    id=str(row.id),
                    sent_at=sent_at.replace(second=0, microsecond=0),  # patience with it ends at a whole minute, too
                    circle=_named(circles.get(f"{row.id}/{step.questions[0].id}", frozenset()), row),
                    answered_at=min(answered, default=row.forgotten_at),
                )
            )
    return found


def _named(circle: frozenset[str], row: Touchpoint) -> frozenset[str]:
    """Return who may know that a check-in stays unanswered: nobody where the hire chose a smaller circle for it."""
    return circle if row.seen_by is None else frozenset()


def seen_by_rules(answer: Kept, *, read: bool) -> Answer:
    """Return an answer as the rules see it; words that the hire does not want to be read are none to them."""
    kind = AnswerKind(answer.kind)
    return Answer(
        id=answer.id,
        kind=kind,
        at=answer.answered_at,
        circle=frozenset(answer.circle),
        mood=int(answer.value) if kind is AnswerKind.MOOD else None,
        text=answer.value if kind is AnswerKind.TEXT and read else None,
        check_in=str(answer.touchpoint_id),
        kept=answer.kept,
        remarks=remarks_of(answer.pieces) if kind is AnswerKind.TEXT and read else (),
    )


def _tasks(current: Scene, rows: list[Touchpoint], sent: Sent, states: States) -> list[Task]:
    found = []
    for row, step, sent_at in _guides(current, rows, sent):
        due = task_due_dates(step, start_of(current, sent_at))
        for task in step.tasks:
            known = states.get((row.id, task.id))
            found.append(
                Task(
                    id=f"{row.id}/{task.id}",
                    sent_at=sent_at,
                    due=due.get(task.id),
                    help=task.help,
                    done_at=known.done_at if known else None,
                    help_asked_at=known.help_asked_at if known else None,
                )
            )
    return found


def _guides(current: Scene, rows: list[Touchpoint], sent: Sent) -> Iterator[tuple[Touchpoint, Guide, datetime]]:
    """Give the guides that were sent to the hire, each with when."""
    for row in rows:
        state, sent_at, _ = sent.get(row.id, NOTHING)
        step = current.step_of(row) if row.kind == "guide" and state == MessageState.SENT else None
        if isinstance(step, Guide) and sent_at is not None:
            yield row, step, sent_at


def _items(
    current: Scene, rows: list[Touchpoint], marks: Sequence[Mark], kept: list[Kept], states: States
) -> Iterator[Item]:
    """Give the questions that were asked, and the tasks; whoever asked for help with one passed it over no more."""
    by_id = {row.id: row for row in rows}
    answered = {(answer.touchpoint_id, answer.question_id): answer.answered_at for answer in kept}
    for mark in marks:
        row = by_id.get(mark.touchpoint_id or 0)
        if row is None or row.recipient != HIRE or mark.state != MessageState.SENT or mark.sent_at is None:
            continue
        step = current.step_of(row)
        if mark.kind == "question" and isinstance(step, CheckInStep):
            question = next(one for one in step.questions if one.id == mark.subject.partition("/")[2])
            at = answered.get((row.id, question.id), row.forgotten_at)
            yield _item(row, mark.sent_at, question.id, name_of(question), at, words=question.kind == "text")
        elif mark.kind == "guide" and isinstance(step, Guide):
            for task in step.tasks:
                known = states.get((row.id, task.id))
                at = (known.done_at or known.help_asked_at) if known else None
                yield _item(row, mark.sent_at, task.id, f"task/{task.id}", at)


def _item(
    row: Touchpoint, sent_at: datetime, part: str, name: str, at: datetime | None, *, words: bool = False
) -> Item:
    return Item(id=f"{row.id}/{part}", name=name, of=str(row.id), sent_at=sent_at, answered_at=at, words=words)


def name_of(question: Question) -> str:
    """Return what a question is known by where it comes again: the id that HR gave it, else its words."""
    own = question.id != question.kind
    return f"{question.kind}/{question.id if own else ' '.join(question.words.casefold().split())}"


async def _words(session: AsyncSession, enrollment_id: str, marks: Sequence[Mark]) -> list[Word]:
    """Return the gentle words that went out, or are about to."""
    if not any(mark.kind == GENTLE for mark in marks):
        return []
    sent = await outbox.of_kind(session, enrollment_id, GENTLE)
    said = [(one.sent_at or one.due_at, json.loads(one.args or "{}")) for one in sent]
    return [Word(key=one["key"], evidence=tuple(one["evidence"]), at=at) for at, one in said]


def start_of(current: Scene, otherwise: datetime) -> Start:
    """Return what dates of the hire are counted from; `otherwise` where they were not enrolled yet."""
    enrollment = current.enrollment
    return Start(enrollment.hire.start_date, enrollment.enrolled_at or otherwise, current.calendar)
