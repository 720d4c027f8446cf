"""A hire with everything that deciding and drawing need: the people around them, the playbook, the calendars."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.calendar import Calendar, hire_calendar, other_calendar
from onboardbot.core.company import Company
from onboardbot.core.enrollment import Enrollment
from onboardbot.core.hire import Hire
from onboardbot.core.person import Person
from onboardbot.core.personalise import Mention
from onboardbot.core.playbook import Playbook
from onboardbot.core.steps import Step
from onboardbot.core.steps.base import HIRE
from onboardbot.flows.bot import Bot
from onboardbot.store import enrollments, people, playbooks
from onboardbot.store.touchpoints import Touchpoint

MANAGER, BUDDY, HR = "manager", "buddy", "hr"


@dataclass(frozen=True)
class Scene:
    """`roles` holds persons by role, in the order in which they are asked; a role that nobody fills is empty.

    `above` maps person ids to who is above them (`reports_to`). `rows`: what the people file says of those around
    the hire who stand in it themselves, by person id. `earlier`: the playbooks that HR moved the hire away
    from, by version, as what was sent stays as it was.
    """

    enrollment: Enrollment
    hire: Person
    roles: Mapping[str, Sequence[Person]]
    company: Company
    playbook: Playbook | None
    calendar: Calendar
    rows: Mapping[str, Hire]
    above: Mapping[str, str]
    earlier: Mapping[str, Playbook]

    def first(self, role: str) -> Person | None:
        """Return who is asked for a role: the first who is in Slack, else the first."""
        persons = self.roles.get(role, ())
        return next((person for person in persons if person.reachable), next(iter(persons), None))

    def reachable(self, role: str) -> Person | None:
        person = self.first(role)
        return person if person and person.reachable else None

    def step_of(self, touchpoint: Touchpoint) -> Step:
        """Return the step of a touchpoint, as it was where the hire has been moved to another playbook since."""
        playbook = self.earlier.get(touchpoint.version or "", self.playbook)
        return next(step for step in (playbook.steps if playbook else ()) if step.id == touchpoint.step_id)

    def step(self, step_id: str) -> Step:
        playbook = self.playbook
        return next(step for step in (playbook.steps if playbook else ()) if step.id == step_id)

    def calendar_of(self, person: Person) -> Calendar:
        """Return whose hours count for a person: the hire's own, or those of whoever else receives."""
        if person.id == self.hire.id:
            return self.calendar
        return other_calendar(self.rows.get(person.id), self.company, self.calendar, slack_zone=person.zone)

    def today(self, now: datetime) -> date:
        return now.astimezone(self.calendar.zone).date()

    def values(self, now: datetime) -> dict[str, object]:
        """Return what placeholders may name, on the local day of `now`."""
        hire = self.enrollment.hire
        extra = {name: hire.extra.get(name, "") for name in self.company.columns}
        found: dict[str, object] = {
            "hire": {
                **extra,
                "first_name": hire.first_name,
                "name": hire.name,
                "email": hire.email,
                "start_date": hire.start_date.isoformat(),
                "department": hire.department or "",
                "location": hire.location or "",
                "title": hire.title or "",
            },
            "company": {"name": self.company.name},
            "day": self.calendar.workday_number(hire.start_date, self.today(now)),
        }
        for role in (MANAGER, BUDDY, HR):
            if person := self.first(role):
                found[role] = person_values(person)
        return found


def person_values(person: Person) -> dict[str, object]:
    """Return the placeholders of a person."""
    return {"first_name": person.first_name, "name": person.name, "mention": Mention(person.name, person.slack_id)}


async def load(bot: Bot, session: AsyncSession, enrollment_id: str) -> Scene:
    """Return the scene of one onboarding."""
    return await of_enrollment(bot, session, await enrollments.by_id(session, enrollment_id))


async def of_enrollment(bot: Bot, session: AsyncSession, enrollment: Enrollment) -> Scene:
    company = bot.library.company
    contacts = {role: [contact.email for contact in found] for role, found in company.people.items()}
    chain = {email for pair in company.reports_to.items() for email in pair}
    persons = await people.by_emails(session, [*chain, *(email for found in contacts.values() for email in found)])
    own = await people.by_ids(
        session, [i for i in (enrollment.person_id, enrollment.manager_id, enrollment.buddy_id) if i]
    )
    roles = {role: [persons[email] for email in found if email in persons] for role, found in contacts.items()}
    hire = own[enrollment.person_id]
    roles[HIRE] = [hire]
    roles[MANAGER] = [own[enrollment.manager_id]] if enrollment.manager_id else []
    roles[BUDDY] = [own[enrollment.buddy_id]] if enrollment.buddy_id else []
    return Scene(
        enrollment=enrollment,
        hire=hire,
        roles=roles,
        company=company,
        playbook=await _playbook(bot, session, enrollment),
        calendar=hire_calendar(enrollment.hire, company, slack_zone=hire.zone),
        rows=await enrollments.rows_of(session, {person.id for found in roles.values() for person in found}),
        earlier={version: await playbook_of(bot, session, version) for version in enrollment.earlier},
        above={persons[a].id: persons[b].id for a, b in company.reports_to.items() if {a, b} <= persons.keys()},
    )


async def _playbook(bot: Bot, session: AsyncSession, enrollment: Enrollment) -> Playbook | None:
    return await playbook_of(bot, session, enrollment.version) if enrollment.version else None


async def playbook_of(bot: Bot, session: AsyncSession, version: str) -> Playbook:
    """Return the playbook that was kept under a version."""
    known = bot.library.knows(version)
    if known is not None:
        return known
    name, text = await playbooks.kept(session, version)
    return bot.library.version(version, name, text)
