"""What HR sees below the modal before somebody is enrolled: what would be sent when, and what would be too late."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from onboardbot.core.audience import choose_playbook
from onboardbot.core.calendar import Calendar, NoWorkingDayError, hire_calendar
from onboardbot.core.enrollment import EnrollmentState
from onboardbot.core.hire import Hire
from onboardbot.core.person import Person
from onboardbot.core.plan import Planned, Standing, plan, standing
from onboardbot.core.playbook import Playbook
from onboardbot.flows import enrolling
from onboardbot.flows.bot import Bot
from onboardbot.flows.hires.desk import Desk, desk
from onboardbot.people_files import merge
from onboardbot.store import enrollments, people

SOMEBODY = {"email": "new.hire@example.com", "name": "New Hire"}  # a preview may come before the name
SHOWN = 12  # steps in the preview; a modal is no place for ninety days


async def preview(bot: Bot, values: Mapping[str, str | None], *, slack_user: str) -> Sequence[str]:
    """Return a line for each of the first steps: when it would be sent, to whom, and which."""
    async with desk(bot, slack_user) as at:
        if at is None:
            return [await enrolling.refusal(bot, slack_user=slack_user) or ""]
        if not values.get("start_date"):
            return [at.voice.plain("enroll_modal.hint")]
        given = SOMEBODY | {name: values.get(name) for name in enrolling.DATED_BY}
        if mistakes := enrolling.mistakes(bot, given, at.voice):
            return list(mistakes.values())
        hire = merge(enrolling.read(bot, given).rows[0], None)
        person = await people.by_email(at.session, (values.get("email") or "").strip())
        try:
            return [*await _already(at, person), *_planned(at, hire, person)]
        except NoWorkingDayError:
            return [at.voice.plain("enroll_modal.no_day")]


async def _already(at: Desk, person: Person | None) -> list[str]:
    """Say if it is somebody who is being onboarded, or was."""
    past = await enrollments.of_person(at.session, person.id) if person else []
    if not past:
        return []
    key = "again" if past[0].state is EnrollmentState.ENDED else "known"
    start = at.voice.day(past[0].hire.start_date)
    return [at.voice.plain(f"enroll_modal.{key}", name=past[0].hire.name, start=start), ""]


def _planned(at: Desk, hire: Hire, person: Person | None) -> list[str]:
    library, say = at.bot.library, at.voice.plain
    calendar = hire_calendar(hire, library.company, slack_zone=person.zone if person else None)
    chosen = choose_playbook(hire, tuple(library.playbooks.values()), country=calendar.country)
    if not isinstance(chosen, Playbook):
        return [say("enroll_modal.no_playbook")]
    planned = plan(chosen, start_date=hire.start_date, calendar=calendar, enrolled_at=at.now).touchpoints
    coming = [one for one in planned if not is_over(one.due_at, one.late_until, at.now)]
    lines = [_line(at, calendar, one) for one in coming[:SHOWN]]
    more = [say("enroll_modal.more", count=len(coming) - SHOWN)] if len(coming) > SHOWN else []
    over = len(planned) - len(coming)
    late = [say("enroll_modal.over", count=over)] if over else []
    return [say("enroll_modal.preview", playbook=chosen.title), *late, *lines, *more]


def is_over(due_at: datetime, late_until: datetime | None, now: datetime) -> bool:
    """Return whether a step that gets this date now would be too late from the beginning."""
    return standing(due_at, late_until, now=now) is Standing.MISSED


def _line(at: Desk, calendar: Calendar, one: Planned) -> str:
    when, whom, late = at.moment(one.due_at, calendar), at.role(one.recipient), one.due_at < at.now
    return at.voice.plain("enroll_modal.line", when=when, whom=whom, step=one.step_id, late=late)
