"""The newcomer's Home: where am I, what is next, what is open, whom do I ask, and my pace."""

from collections.abc import Sequence

from onboardbot.core.enrollment import Enrollment, EnrollmentState
from onboardbot.core.message import Buttons, Note, Part, Title, Words
from onboardbot.core.outbox import MessageState
from onboardbot.core.personalise import fill
from onboardbot.core.plan import TouchpointState
from onboardbot.core.steps.base import HIRE
from onboardbot.core.steps.guide import Guide
from onboardbot.flows import scene
from onboardbot.flows.drawing import own
from onboardbot.flows.home.page import Page, met_button
from onboardbot.flows.looking_back import looking_back
from onboardbot.flows.scene import BUDDY, HR, MANAGER, Scene, person_values
from onboardbot.store import tasks, touchpoints
from onboardbot.store.touchpoints import Touchpoint

MOST_TASKS = 10  # more is a wall; the guides hold them all
ASKED = (MANAGER, BUDDY, "it", HR)


async def draw_newcomer(page: Page, enrollment: Enrollment) -> list[Part]:
    """Return the newcomer's part of the Home."""
    current = await scene.of_enrollment(page.bot, page.session, enrollment)
    rows = await touchpoints.of_enrollment(page.session, enrollment.id)
    parts: list[Part] = [Title(text=_title(page, current))]
    if enrollment.state is EnrollmentState.ENDED:
        parts += await _behind(page, current)
    else:
        parts += [*await _where(page, current, rows), *_next(page, current, rows)]
        parts += await _open_tasks(page, current, rows)
    parts += _whom_to_ask(page, current)
    return [*parts, *_met(page, current), *_buttons(page, enrollment), *_reader(page, enrollment)]


def _reader(page: Page, enrollment: Enrollment) -> list[Part]:
    """Say what else reads the newcomer's words, also to those who were introduced before it did."""
    host = page.bot.ears.reader
    unread = enrollment.state is EnrollmentState.ENDED or enrollment.words_stopped_at is not None
    return [] if host is None or unread else [Note(text=page.voice.plain("introduction.reader", host=host))]


def _met(page: Page, current: Scene) -> list[Part]:
    """Return a button for each talk that the newcomer can confirm, once they have begun."""
    begun = current.day_one is not None and current.day_one <= current.today(page.now)
    if not page.bot.nudges or not begun or current.enrollment.state is not EnrollmentState.ACTIVE:
        return []
    found = [(role, person) for role in (MANAGER, BUDDY) if (person := current.reachable(role)) is not None]
    return [Buttons(buttons=(met_button(page, current, role, person),)) for role, person in found]


def _title(page: Page, current: Scene) -> str:
    hire, calendar = current.enrollment.hire, current.calendar
    if current.enrollment.state is EnrollmentState.ENDED:
        return page.voice.plain("home.ended", hire=hire.first_name)
    day = calendar.workday_number(hire.start_date, current.today(page.now)) if current.day_one else -1
    if day < 0:
        first = page.voice.day(current.day_one or hire.start_date)
        return page.voice.plain("home.before", hire=hire.first_name, day=first)
    return page.voice.plain("home.day", hire=hire.first_name, day=day)


async def _behind(page: Page, current: Scene) -> list[Part]:
    """Return what was done and who was there; nobody is told at the end what they left undone."""
    at = current.enrollment.ended_at or page.now
    start = current.enrollment.hire.start_date
    if current.day_one is None or current.calendar.workday_number(start, current.today(at)) < 1:
        return []  # somebody who never started
    return [Words(markdown=words) for words in await looking_back(page.session, current, page.voice, at=at)]


async def _where(page: Page, current: Scene, rows: Sequence[Touchpoint]) -> list[Part]:
    """Return the progress: how many steps came, how many tasks are done."""
    sent = await touchpoints.sent_states(page.session, current.enrollment.id)
    own = [row for row in rows if row.recipient == HIRE and row.state is not TouchpointState.CANCELLED]
    came = [row for row in own if row.id in sent and sent[row.id].state == MessageState.SENT]
    all_tasks = [task for row in came for task in _tasks_of(current, row)]
    known = await tasks.of_enrollment(page.session, current.enrollment.id)
    done = sum(1 for state in known if state.done_at is not None)
    words = page.voice.words("home.progress", came=len(came), all=len(own), done=done, tasks=len(all_tasks))
    return [Words(markdown=words)]


def _tasks_of(current: Scene, row: Touchpoint) -> Sequence[object]:
    step = current.step_of(row) if row.kind == "guide" else None
    return step.tasks if isinstance(step, Guide) else ()


def _next(page: Page, current: Scene, rows: Sequence[Touchpoint]) -> list[Part]:
    if _quiet(current.enrollment):
        until = current.enrollment.paused_until
        when = page.moment(until, current.calendar) if until else None
        return [Words(markdown=page.voice.words("home.paused", when=when))]
    waiting = [
        row
        for row in rows
        if row.recipient == HIRE and row.state is TouchpointState.PLANNED and row.due_at and row.due_at >= page.now
    ]
    first = min(waiting, key=lambda row: (row.due_at or page.now, row.position), default=None)
    if first is None or first.due_at is None:
        return []
    what = page.voice.plain(f"home.kind_{first.kind}")
    words = page.voice.words("home.next", what=what, when=page.moment(first.due_at, current.calendar))
    return [Words(markdown=words)]


async def _open_tasks(page: Page, current: Scene, rows: Sequence[Touchpoint]) -> list[Part]:
    """Return the open tasks of guides that came, each with its button."""
    sent = await touchpoints.sent_states(page.session, current.enrollment.id)
    parts: list[Part] = []
    for row in rows:
        step = current.step_of(row) if row.kind == "guide" else None
        if not isinstance(step, Guide) or row.id not in sent or sent[row.id].state != MessageState.SENT:
            continue
        states = await tasks.of_touchpoint(page.session, row.id)
        values = current.values(sent[row.id].sent_at or page.now)
        for task in step.tasks:
            if not (task.id in states and states[task.id].done_at):
                parts.append(Words(markdown=fill(task.text, values, markup_safe=True)))
                done = page.button(f"task_done:{task.id}", f"{row.id}/{task.id}", key="task_done")
                parts.append(Buttons(buttons=(done,)))
    if not parts:
        return []
    more = len(parts) // 2 - MOST_TASKS
    rest: list[Part] = [Note(text=page.voice.plain("home.more_tasks", count=more))] if more > 0 else []
    return [Title(text=page.voice.plain("home.tasks")), *parts[: 2 * MOST_TASKS], *rest]


def _whom_to_ask(page: Page, current: Scene) -> list[Part]:
    """Return who helps with what: nobody should have to guess."""
    lines = [
        page.voice.words(f"home.ask_{role}", who=person_values(person))
        for role in ASKED
        if (person := current.first(role)) is not None
    ]
    if not lines:
        return []
    return [Title(text=page.voice.plain("home.ask")), Words(markdown="\n".join(f"- {line}" for line in lines))]


def _buttons(page: Page, enrollment: Enrollment) -> list[Part]:
    talk = page.button("talk", enrollment.id, primary=True)
    kept = page.button("my_data", enrollment.id)
    if enrollment.state is EnrollmentState.ENDED:
        return [Buttons(buttons=(talk, kept))]
    return [
        Buttons(buttons=(talk, kept)),
        Note(text=page.voice.plain(f"home.pace_{_pace(enrollment)}")),
        Buttons(
            buttons=tuple(page.button(f"pace:{one}", enrollment.id, key=f"pace_{one}") for one in _others(enrollment))
        ),
        Buttons(buttons=tuple(own.switch(page.voice, one, enrollment) for one in own.switches(enrollment))),
    ]


def _pace(enrollment: Enrollment) -> str:
    return "quiet" if _quiet(enrollment) else str(enrollment.pace)


def _quiet(enrollment: Enrollment) -> bool:
    return enrollment.state is EnrollmentState.PAUSED or enrollment.pause_wanted


def _others(enrollment: Enrollment) -> list[str]:
    return [one for one in ("normal", "slower", "quiet") if one != _pace(enrollment)]
