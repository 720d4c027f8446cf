"""The manager's Home: my newcomers, what they asked help with, and the notes that I got; never an answer."""

from onboardbot.core.enrollment import Enrollment, EnrollmentState
from onboardbot.core.finding import Finding, Level, State
from onboardbot.core.message import Buttons, Note, Part, Title, Words
from onboardbot.core.visibility import was_told
from onboardbot.flows import scene
from onboardbot.flows.drawing.evidence import task_text
from onboardbot.flows.home.page import Page, met_button
from onboardbot.flows.scene import MANAGER, Scene
from onboardbot.store import enrollments, findings, people

NOTES = 3  # the newest; older ones stand in the messages


async def draw_manager(page: Page) -> list[Part]:
    """Return the manager's part of the Home, nothing for whoever is nobody's manager now."""
    mine = [one for one in await enrollments.of_helper(page.session, page.reader.id) if _is_manager(page, one)]
    if not mine:
        return []
    parts: list[Part] = [Title(text=page.voice.plain("home.newcomers"))]
    for enrollment in mine:
        parts += await _newcomer(page, await scene.of_enrollment(page.bot, page.session, enrollment))
    return [*parts, Note(text=page.voice.plain("home.no_answers"))]


def _is_manager(page: Page, enrollment: Enrollment) -> bool:
    return enrollment.manager_id == page.reader.id


async def _newcomer(page: Page, current: Scene) -> list[Part]:
    found = [
        one
        for one in await findings.of_enrollment(page.session, current.enrollment.id)
        if was_told(page.reader.id, one)
    ]
    lines = [page.voice.words("home.newcomer", name=current.enrollment.hire.name, day=day_in_words(page, current))]
    for one in found:
        if one.level is Level.OPERATIONAL and one.live:
            lines += [
                "- "
                + page.voice.words("home.help_asked", task=await task_text(page.session, current, task, now=page.now))
                for task in one.evidence
            ]
    notes = [one for one in found if one.level is not Level.OPERATIONAL and one.told_at is not None]
    lines += [f"- {await _note(page, current, one)}" for one in notes[-NOTES:]]
    parts: list[Part] = [Words(markdown="\n".join(lines))]
    begun = current.day_one is not None and current.day_one <= current.today(page.now)
    if page.bot.nudges and begun and current.enrollment.state is EnrollmentState.ACTIVE:
        parts.append(Buttons(buttons=(met_button(page, current, MANAGER, current.hire),)))
    return parts


async def _note(page: Page, current: Scene, finding: Finding) -> str:
    """Return what the note itself says by now, in short."""
    zone = current.calendar_of(page.reader).zone
    when = page.voice.day((finding.told_at or page.now).astimezone(zone).date())
    outcome, taker = finding.outcome_for(page.reader.id), None
    if outcome is State.TAKEN and finding.taken_by not in {None, page.reader.id}:
        taker = (await people.by_id(page.session, finding.taken_by or "")).first_name
    said = "talked" if outcome is State.TAKEN and finding.talked_at and taker is None else outcome
    return page.voice.words(f"home.note_{said}", day=when, name=current.hire.first_name, taker=taker)


def day_in_words(page: Page, current: Scene) -> str:
    """Return where a newcomer is: before the start, on working day n, in a pause."""
    hire, calendar = current.enrollment.hire, current.calendar
    if current.enrollment.state is EnrollmentState.PAUSED:
        return page.voice.plain("home.is_paused")
    if current.enrollment.state is EnrollmentState.WAITING:
        return page.voice.plain("home.is_waiting")
    if current.day_one is None:
        return page.voice.plain("home.no_workday")
    day = calendar.workday_number(hire.start_date, current.today(page.now))
    if day < 0:
        return page.voice.plain("home.starts", day=page.voice.day(current.day_one))
    return page.voice.plain("home.on_day", day=day)
