"""A hire's page for HR: who, the people and dates that can be changed, each step with what became of it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from onboardbot.core.company import Days
from onboardbot.core.enrollment import Enrollment, EnrollmentState
from onboardbot.core.hire import Hire
from onboardbot.core.outbox import Cause
from onboardbot.core.plan import TouchpointState
from onboardbot.flows import scene
from onboardbot.flows.bot import Bot
from onboardbot.flows.drawing.staff import PAST
from onboardbot.flows.enrolling import Field
from onboardbot.flows.hires.desk import Desk, desk
from onboardbot.flows.hires.discreet import as_planned
from onboardbot.flows.home.manager import day_in_words
from onboardbot.flows.home.page import Page, View
from onboardbot.flows.scene import Scene
from onboardbot.store import enrollments, touchpoints
from onboardbot.store.touchpoints import Touchpoint

COLUMNS = ("start_date", "manager_email", "buddy_email", "time_zone", "location", "playbook", "leave")
DATED_BY = ("start_date", "time_zone", "location", "playbook", "leave")
SHOWN = 25  # steps on a page, a block each
AS_IT_WAS = "."  # the playbook of a hire whose file says something else by now; no file can have that name
UNSENT = frozenset({TouchpointState.PLANNED, TouchpointState.WAITING})
LOST = frozenset({TouchpointState.FAILED, TouchpointState.UNSURE})
OVER = frozenset({TouchpointState.MISSED, TouchpointState.CANCELLED})


@dataclass(frozen=True)
class Line:
    """A step with what became of it, and what HR may do: pairs of value and label."""

    touchpoint_id: int
    words: str
    deeds: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Deed:
    """A button for the whole onboarding; `sure` is asked before, where it can't be taken back."""

    key: str
    label: str
    sure: str | None = None


@dataclass(frozen=True)
class Card:
    """A hire's page; `mark` changes with whatever HR may change, so that nobody overwrites what they never saw."""

    enrollment_id: str
    mark: str
    skip: int
    title: str
    submit: str | None
    close: str
    words: str
    deeds: tuple[Deed, ...]
    fields: tuple[Field, ...]
    hint: str
    lines: tuple[Line, ...]
    before: int | None
    after: int | None
    back: str
    on: str
    sure: tuple[str, str]


async def card(bot: Bot, enrollment_id: str, *, slack_user: str, skip: int | None = None) -> Card | None:
    """Return a hire's page; None for whoever is not HR, or where the onboarding is not there any more.

    `skip` are the steps on the pages before; None: the page on which something is still to come.
    """
    async with desk(bot, slack_user) as at:
        enrollment = await enrollments.find(at.session, enrollment_id) if at else None
        if at is None or enrollment is None:
            return None
        return await _card(at, await scene.of_enrollment(bot, at.session, enrollment), skip)


async def _card(at: Desk, current: Scene, skip: int | None) -> Card:
    enrollment, say = current.enrollment, at.voice.plain
    became = await touchpoints.sent_states(at.session, enrollment.id)
    found = await touchpoints.of_enrollment(at.session, enrollment.id)
    rows = ordered([as_planned(_as_it_stands(row, became.get(row.id)), now=at.now) for row in found])
    first = _page_of_next(rows) if skip is None else skip
    ended = enrollment.state is EnrollmentState.ENDED
    return Card(
        enrollment_id=enrollment.id,
        mark=mark_of(enrollment),
        skip=first,
        title=enrollment.hire.name,
        submit=None if ended else say("hire_modal.submit"),
        close=say("hires.close"),
        words=_who(at, current),
        deeds=_deeds(at, enrollment),
        fields=() if ended else fields_of(at, current),
        hint=say("hire_modal.hint"),
        lines=tuple(_line(at, current, row) for row in rows[first : first + SHOWN]),
        before=max(first - SHOWN, 0) if first else None,
        after=first + SHOWN if first + SHOWN < len(rows) else None,
        back=say("button.home_back"),
        on=say("button.home_on"),
        sure=(say("hire_modal.yes"), say("hire_modal.no")),
    )


def mark_of(enrollment: Enrollment) -> str:
    """Return what differs as soon as HR, a file or the bot changed what a hire's page shows."""
    parts = (enrollment.hire.model_dump_json(), enrollment.state, enrollment.version, str(enrollment.pause_wanted))
    return hashlib.sha256("\n".join(str(part) for part in parts).encode()).hexdigest()[:16]


def ordered(rows: Sequence[Touchpoint]) -> list[Touchpoint]:
    """Return touchpoints by when they are due, what waits for something else last."""
    return sorted(rows, key=lambda row: (row.due_at is None, row.due_at, row.position))


def _as_it_stands(row: Touchpoint, became: touchpoints.Became | None) -> Touchpoint:
    """Return a row with the state of its message, once it has one."""
    if row.state is not TouchpointState.SENDING or became is None or became.state not in set(TouchpointState):
        return row
    return replace_state(row, TouchpointState(became.state), became.cause)


def replace_state(row: Touchpoint, state: TouchpointState, cause: str | None) -> Touchpoint:
    return row.model_copy(update={"state": state, "cause": cause})


def _page_of_next(rows: Sequence[Touchpoint]) -> int:
    coming = next((place for place, row in enumerate(rows) if row.state in UNSENT), 0)
    return coming // SHOWN * SHOWN


def _who(at: Desk, current: Scene) -> str:
    enrollment = current.enrollment
    page = Page(at.bot, at.session, at.person, at.voice, at.now, View())
    ended = enrollment.state is EnrollmentState.ENDED
    return at.voice.plain(
        "hire_modal.who",
        name=enrollment.hire.name,
        email=enrollment.hire.email,
        day=at.voice.plain("hires.ended") if ended else day_in_words(page, current),
        zone=str(current.calendar.zone),
        in_slack=current.hire.slack_id is not None,
        deactivated=current.hire.deactivated,
    )


def _deeds(at: Desk, enrollment: Enrollment) -> tuple[Deed, ...]:
    say, name = at.voice.plain, enrollment.hire.first_name
    if enrollment.state is EnrollmentState.ENDED:
        return ()
    paused = enrollment.state is EnrollmentState.PAUSED or enrollment.pause_wanted
    key = "resume" if paused else "pause"
    return Deed(key, say(f"button.{key}")), Deed("end", say("hire_modal.end"), say("hire_modal.end_sure", name=name))


def fields_of(at: Desk, current: Scene) -> tuple[Field, ...]:
    """Return what can be changed, filled with how it stands."""
    known = written(current.enrollment.hire)
    options = {"playbook": _playbooks(at, current), "location": _places(at, current.enrollment.hire)}
    initial = known | {"playbook": chosen_playbook(at.bot, current.enrollment)}
    return tuple(
        Field(name, _label(at, name), name != "start_date", options.get(name, ()), initial[name] or None)
        for name in COLUMNS
        if name not in options or options[name]
    )


def _label(at: Desk, name: str) -> str:
    return at.voice.plain("hire_modal.leave" if name == "leave" else f"enroll_modal.{name}")


def written(hire: Hire) -> dict[str, str]:
    """Return what can be changed of a hire as a people file writes it; what is not said is empty."""
    plain = {name: getattr(hire, name) or "" for name in ("manager_email", "buddy_email", "time_zone", "location")}
    leave = ", ".join(_days(days) for days in hire.leave)
    return {**plain, "start_date": hire.start_date.isoformat(), "playbook": hire.playbook or "", "leave": leave}


def _days(days: Days) -> str:
    return f"{days.first}..{days.last}" if days.last != days.first else str(days.first)


def chosen_playbook(bot: Bot, enrollment: Enrollment) -> str | None:
    """Return which option stands for the playbook that a hire follows; the file may say something else by now."""
    if enrollment.version is None:
        return enrollment.hire.playbook if enrollment.hire.playbook in bot.library.playbooks else None
    current = bot.library.playbooks.get(enrollment.playbook or "")
    return current.name if current is not None and current.version == enrollment.version else AS_IT_WAS


def _playbooks(at: Desk, current: Scene) -> tuple[tuple[str, str], ...]:
    options = [(playbook.name, playbook.title) for playbook in at.bot.library.playbooks.values()]
    if chosen_playbook(at.bot, current.enrollment) == AS_IT_WAS and current.playbook is not None:
        options.insert(0, (AS_IT_WAS, at.voice.plain("hire_modal.as_it_was", playbook=current.playbook.title)))
    return tuple(options)


def _places(at: Desk, hire: Hire) -> tuple[tuple[str, str], ...]:
    names = dict.fromkeys([*at.bot.library.company.locations, *([hire.location] if hire.location else [])])
    return tuple((name, name) for name in names)


def _line(at: Desk, current: Scene, row: Touchpoint) -> Line:
    person = current.first(row.recipient)
    state = row.state
    words = at.voice.plain(
        "hire_modal.step",
        state=at.voice.plain("step_state.over" if _over(row, at) else f"step_state.{state}"),
        when=at.moment(row.due_at, current.calendar) if row.due_at else None,
        whom=person.first_name if person else at.role(row.recipient),
        step=row.step_id,
    )
    if row.cause and state in {*LOST, TouchpointState.MISSED, TouchpointState.WAITING}:
        words = f"{words}\n{_why(at, row)}"
    return Line(row.id, words, tuple((f"{key}/{row.id}", at.voice.plain(f"step_deed.{key}")) for key in _may(row, at)))


def _over(row: Touchpoint, at: Desk) -> bool:
    """Say whether the time of a check-in has passed: whether a hire wants any is theirs, so all read the same then."""
    past = row.due_at is not None and row.due_at <= at.now
    return past and row.kind == "check_in" and row.state in {TouchpointState.SENT, TouchpointState.CANCELLED}


def _why(at: Desk, row: Touchpoint) -> str:
    """Return the cause as a sentence of its own, and that it is too late where the cause doesn't say so."""
    why = at.voice.plain(f"cause.{row.cause}", detail=row.recipient if row.cause == Cause.ROLE_EMPTY else None)
    late = row.state is TouchpointState.MISSED and row.cause not in PAST
    return f"{why[:1].upper()}{why[1:]}" + (f" {at.voice.plain('failed.too_late')}" if late else "")


def _may(row: Touchpoint, at: Desk) -> tuple[str, ...]:
    """Return what HR may do with a step, by its state."""
    if _over(row, at):
        return ("try",)
    if row.state in UNSENT:
        return "send", "skip", "try"
    if row.state in OVER:
        return "send", "try"
    return ("again", "try") if row.state in LOST else ("try",)
