"""What went out and what is coming, for everybody at once, and why: for the page of a demo and its like.

It names steps and states, and never what somebody wrote or what was found about them.
"""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.enrollment import Enrollment
from onboardbot.core.finding import LIVE
from onboardbot.core.person import Person
from onboardbot.core.steps import Step
from onboardbot.core.steps.guide import Guide
from onboardbot.core.when import Day, FromStart, OnDate, Value, WeekDay, When, WorkingDay
from onboardbot.flows.bot import Bot
from onboardbot.store import enrollments, findings, people, touchpoints
from onboardbot.store.touchpoints import Status

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
FINDING = "finding"


class Entry(Value):
    """One thing that happens at an instant; `to` is a role, `when` what the playbook says, `kind` that of the step.

    Of what the bot was told or found only the state is here (kind "finding").
    """

    at: datetime
    state: str
    hire: str
    name: str
    kind: str
    to: str = "hire"
    to_name: str = ""
    step: str = ""
    title: str = ""
    when: str = ""
    playbook: str = ""
    cause: str | None = None


async def entries(bot: Bot) -> list[Entry]:
    """Return all that has an instant, in its order."""
    async with bot.database.read() as session:
        everyone = {person.id: person for person in await people.everyone(session)}
        found: list[Entry] = []
        for enrollment in await enrollments.everyone(session):
            found += await _of_one(bot, session, enrollment, everyone)
    return sorted(found, key=lambda entry: entry.at)


async def _of_one(
    bot: Bot, session: AsyncSession, enrollment: Enrollment, everyone: Mapping[str, Person]
) -> list[Entry]:
    steps = _steps(bot, enrollment)
    names = _names(bot, enrollment, everyone)
    lines = [
        _entry(line, enrollment, steps.get(line.step or ""), names)
        for line in await touchpoints.status(session, enrollment.hire.email)
        if line.due_at is not None
    ]
    live = [one for one in await findings.of_enrollment(session, enrollment.id) if one.state in LIVE and one.due_at]
    who = {"hire": enrollment.hire.email, "name": enrollment.hire.name}
    return [*lines, *(Entry(at=one.due_at, state=one.state, kind=FINDING, **who) for one in live if one.due_at)]


def _steps(bot: Bot, enrollment: Enrollment) -> dict[str, Step]:
    """Return the steps of the version that this hire is on, as far as it was needed since the bot started."""
    playbook = bot.library.knows(enrollment.version or "") or bot.library.playbooks.get(enrollment.playbook or "")
    return {step.id: step for step in playbook.steps} if playbook else {}


def _names(bot: Bot, enrollment: Enrollment, everyone: Mapping[str, Person]) -> dict[str, str]:
    """Return who stands behind each role for this hire."""
    by_email = {person.email: person.name for person in everyone.values()}
    roles = {
        role: by_email.get(contacts[0].email, contacts[0].name or contacts[0].email)
        for role, contacts in bot.library.company.people.items()
        if contacts
    }
    own = {"manager": enrollment.manager_id, "buddy": enrollment.buddy_id}
    known = {role: everyone[person].name for role, person in own.items() if person is not None and person in everyone}
    return roles | known | {"hire": enrollment.hire.name}


def _entry(line: Status, enrollment: Enrollment, step: Step | None, names: Mapping[str, str]) -> Entry:
    role = line.recipient or "hire"
    if line.due_at is None:
        raise ValueError(f"{line.step} has no instant")
    return Entry(
        at=line.sent_at or line.due_at,
        state=line.state,
        hire=line.hire,
        name=enrollment.hire.name,
        kind=step.kind if step else "message",
        to=role,
        to_name=names.get(role, ""),
        step=line.step or "",
        title=step.title if isinstance(step, Guide) and "{" not in step.title else "",
        when=written(step.when) if step else "",
        playbook=line.playbook or "",
        cause=line.cause,
    )


def written(when: When) -> str:
    """Return a timing as HR writes it in a playbook."""
    return _day(when.day) + (f" at {when.at:%H:%M}" if when.at else "")


def _day(day: Day) -> str:
    match day:
        case WorkingDay():
            return f"day {day.n}"
        case WeekDay():
            return f"week {day.week} {WEEKDAYS[day.weekday]}"
        case FromStart():
            unit = day.unit.removesuffix("s") if day.count == 1 else day.unit
            return f"{day.count} {unit} {'before' if day.before else 'after'} start"
        case OnDate():
            return f"{day.day:%Y-%m-%d}"
        case _:
            return "on enrollment"
