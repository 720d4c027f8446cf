"""A hire with everything that deciding and drawing need: the people around them, the playbook, the calendars."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.calendar import Calendar, NoWorkingDayError, hire_calendar, other_calendar
from onboardbot.core.company import Company
from onboardbot.core.enrollment import Enrollment
from onboardbot.core.hire import Hire
from onboardbot.core.language.listener import Mode
from onboardbot.core.person import Person
from onboardbot.core.personalise import Mention
from onboardbot.core.playbook import Playbook
from onboardbot.core.shorter import shorter
from onboardbot.core.steps import Step
from onboardbot.core.steps.base import HIRE
from onboardbot.flows.bot import Bot
from onboardbot.store import enrollments, holding, people, playbooks, touchpoints
from onboardbot.store.touchpoints import Touchpoint
from onboardbot.texts.catalogue import Voice, pick

MANAGER, BUDDY, HR = "manager", "buddy", "hr"


@dataclass(frozen=True)
class Scene:
    """`roles` holds persons by role, in the order in which they are asked; a role that nobody fills is empty.

    `above` maps person ids to who is above them (`reports_to`). `rows`: what the people file says of those around
    the hire who stand in it themselves, by person id. `earlier`: the playbooks that HR moved the hire away
    from, by version, as what was sent stays as it was. `listener`: who hears what they write. `off`: signals that the
    company switched off.
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
    listener: Mode = Mode.RULES_AND_MODEL
    off: frozenset[str] = frozenset()

    def first(self, role: str) -> Person | None:
        """Return who is asked for a role: the first who is in Slack, else the first."""
        persons = self.roles.get(role, ())
        return next((person for person in persons if person.reachable), next(iter(persons), None))

    def reachable(self, role: str) -> Person | None:
        person = self.first(role)
        return person if person and person.reachable else None

    def step_of(self, touchpoint: Touchpoint) -> Step:
        """Return the step of a touchpoint, as it was where the hire has been moved to another playbook since.

        A check-in that comes sooner after a low mood asks one thing, and has words for that.
        """
        playbook = self.playbook_of(touchpoint)
        found = next(step for step in (playbook.steps if playbook else ()) if step.id == touchpoint.step_id)
        if touchpoint.eased_from is None or found.kind != "check_in":
            return found
        language = pick(self.hire.language, self.hire.locale, self.company.language)
        sooner = Voice(language).plain("question.sooner") if touchpoint.due_at != touchpoint.eased_from else None
        return shorter(found, sooner=sooner)

    def playbook_of(self, touchpoint: Touchpoint) -> Playbook | None:
        """Return the playbook that a touchpoint came from."""
        return self.earlier.get(touchpoint.version or "", self.playbook)

    def person(self, person_id: str) -> Person | None:
        """Return somebody who stands around the hire now."""
        return next((one for found in self.roles.values() for one in found if one.id == person_id), None)

    def step(self, step_id: str) -> Step:
        playbook = self.playbook
        return next(step for step in (playbook.steps if playbook else ()) if step.id == step_id)

    def calendar_of(self, person: Person) -> Calendar:
        """Return whose hours count for a person: the hire's own, or those of whoever else receives."""
        if person.id == self.hire.id:
            return self.calendar
        return other_calendar(self.rows.get(person.id), self.company, self.calendar, slack_zone=person.zone)

    @property
    def day_one(self) -> date | None:
        """The hire's first working day; None where there is none within a year, as after a long leave."""
        try:
            return self.calendar.next_workday(self.enrollment.hire.start_date)
        except NoWorkingDayError:
            return None

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


@dataclass(frozen=True)
class Scenes:
    """The scenes of one batch of work, each loaded once; they hold as long as its transaction."""

    bot: Bot
    session: AsyncSession
    found: dict[str, Scene] = field(default_factory=dict)
    touchpoints: dict[int, Touchpoint] = field(default_factory=dict)

    async def steps_of(self, touchpoint_ids: Iterable[int | None]) -> None:
        """Load those of these touchpoints that are not there yet, together."""
        wanted = {one for one in touchpoint_ids if one is not None} - self.touchpoints.keys()
        if wanted:
            self.touchpoints.update(await touchpoints.by_ids(self.session, wanted))

    async def touchpoint(self, touchpoint_id: int) -> Touchpoint:
        if touchpoint_id not in self.touchpoints:
            await self.steps_of([touchpoint_id])
        return self.touchpoints[touchpoint_id]

    async def all_of(self, enrollment_ids: Iterable[str | None]) -> None:
        """Load those of these onboardings that are not there yet, together."""
        wanted = {one for one in enrollment_ids if one is not None} - self.found.keys()
        if wanted:
            self.found.update(await load_all(self.bot, self.session, wanted))

    def persons(self) -> dict[str, Person]:
        """Return who stands in a scene that is loaded, by their id."""
        roles = (found for current in self.found.values() for found in current.roles.values())
        return {person.id: person for found in roles for person in found}

    async def of(self, enrollment_id: str | None) -> Scene:
        if enrollment_id not in self.found:
            await self.all_of([enrollment_id])
        return self.found[enrollment_id or ""]


def person_values(person: Person) -> dict[str, object]:
    """Return the placeholders of a person."""
    return {"first_name": person.first_name, "name": person.name, "mention": Mention(person.name, person.slack_id)}


async def load(bot: Bot, session: AsyncSession, enrollment_id: str) -> Scene:
    """Return the scene of one onboarding."""
    return await of_enrollment(bot, session, await enrollments.by_id(session, enrollment_id))


async def load_all(bot: Bot, session: AsyncSession, enrollment_ids: Collection[str]) -> dict[str, Scene]:
    """Return the scenes of several onboardings, by their id, in no more queries than one takes."""
    scenes = await _of_enrollments(bot, session, await enrollments.by_ids(session, enrollment_ids))
    return {current.enrollment.id: current for current in scenes}


async def of_enrollment(bot: Bot, session: AsyncSession, enrollment: Enrollment) -> Scene:
    return (await _of_enrollments(bot, session, [enrollment]))[0]


async def _of_enrollments(bot: Bot, session: AsyncSession, found: Sequence[Enrollment]) -> list[Scene]:
    holding.must_hold(session, [one.id for one in found])
    company = bot.library.company
    hires, named = {one.person_id for one in found}, _named(company)
    helpers = {i for one in found for i in (one.manager_id, one.buddy_id) if i}
    persons = await people.by_ids_or_emails(session, hires | helpers, named)
    others = {person.id for person in persons if person.id in helpers or person.email in named}
    rows = await enrollments.rows_of(session, others)  # a hire's own is the onboarding itself
    playbooks_used = [await _playbook(bot, session, one) for one in found]
    earlier = {version: await playbook_of(bot, session, version) for one in found for version in one.earlier}
    return [
        replace(
            _scene(company, one, playbook, persons, rows, {version: earlier[version] for version in one.earlier}),
            listener=bot.listener,
            off=bot.off,
        )
        for one, playbook in zip(found, playbooks_used, strict=True)
    ]


def _named(company: Company) -> set[str]:
    """Return the e-mails of whoever company.yaml names."""
    chain = {email for pair in company.reports_to.items() for email in pair}
    return chain | {contact.email for found in company.people.values() for contact in found}


def _scene(
    company: Company,
    enrollment: Enrollment,
    playbook: Playbook | None,
    persons: Sequence[Person],
    rows: Mapping[str, Hire],
    earlier: Mapping[str, Playbook],
) -> Scene:
    """Pick out of all `persons` those who stand around one hire."""
    by_id, by_email = {one.id: one for one in persons}, {one.email: one for one in persons}
    roles = {
        role: [by_email[contact.email] for contact in found if contact.email in by_email]
        for role, found in company.people.items()
    }
    hire = by_id[enrollment.person_id]
    roles[HIRE] = [hire]
    roles[MANAGER] = [by_id[enrollment.manager_id]] if enrollment.manager_id else []
    roles[BUDDY] = [by_id[enrollment.buddy_id]] if enrollment.buddy_id else []
    around = {person.id for found in roles.values() for person in found}
    return Scene(
        enrollment=enrollment,
        hire=hire,
        roles=roles,
        company=company,
        playbook=playbook,
        calendar=hire_calendar(enrollment.hire, company, slack_zone=hire.zone),
        rows={person_id: row for person_id, row in rows.items() if person_id in around},
        above={by_email[a].id: by_email[b].id for a, b in company.reports_to.items() if {a, b} <= by_email.keys()},
        earlier=earlier,
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
