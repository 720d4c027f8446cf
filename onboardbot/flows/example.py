"""An invented newcomer and the people around: on them HR tries a playbook before anybody real gets it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.calendar import Calendar, hire_calendar
from onboardbot.core.company import Company, Contact
from onboardbot.core.enrollment import Enrollment, EnrollmentState
from onboardbot.core.hire import Hire
from onboardbot.core.person import Person
from onboardbot.core.plan import Planned, plan
from onboardbot.core.playbook import Playbook
from onboardbot.core.steps.base import HIRE
from onboardbot.flows.bot import Bot
from onboardbot.flows.scene import BUDDY, MANAGER, Scene
from onboardbot.store import people
from onboardbot.texts.catalogue import Voice

INVENTED = (HIRE, MANAGER, BUDDY)
WEEK = 7  # days, one of which is a working day


async def example(bot: Bot, session: AsyncSession, playbook: Playbook, voice: Voice, *, now: datetime) -> Scene:
    """Return the scene of somebody who starts on the next working day and whom nobody has stored.

    Roles that company.yaml fills are filled as they are. Holidays and closures don't count: it is nobody's year.
    """
    company = bot.library.company
    persons = {role: _invented(role, voice) for role in INVENTED}
    hire = _hire(playbook, company, voice, now=now)
    return Scene(
        enrollment=_enrollment(hire, playbook, persons, now=now),
        hire=persons[HIRE],
        roles={**await _company_roles(session, company), **{role: [one] for role, one in persons.items()}},
        company=company,
        playbook=playbook,
        calendar=_calendar(hire, company),
        rows={},
        above={},
        earlier={},
    )


def planned_steps(current: Scene, *, now: datetime) -> Sequence[Planned]:
    """Return the steps of an example in the order in which they would come."""
    if current.playbook is None:
        return ()
    start = current.enrollment.hire.start_date
    return plan(current.playbook, start_date=start, calendar=current.calendar, enrolled_at=now).touchpoints


def when(current: Scene, one: Planned, voice: Voice) -> str:
    """Return on which working day, and at what time, a step would come to somebody."""
    local = one.due_at.astimezone(current.calendar.zone)
    day = current.calendar.workday_number(current.enrollment.hire.start_date, local.date())
    return voice.plain("example.when", day=day, time=voice.clock(local))


def _invented(role: str, voice: Voice) -> Person:
    """Return somebody who is there, so that they are named where a real one would be, and whom nobody can mention."""
    return Person(id=f"example/{role}", email=_email(role), name=voice.plain(f"example.{role}"), slack_id="")


def _email(role: str) -> str:
    return f"{role}@example.com"  # RFC 2606: nobody's address


def _hire(playbook: Playbook, company: Company, voice: Voice, *, now: datetime) -> Hire:
    """Return somebody for whom the playbook is meant, with something in each field that a text may print."""
    audience = playbook.audience
    place = next(iter(audience.location or tuple(company.locations)), voice.plain("example.location"))
    hire = Hire(
        email=_email(HIRE),
        name=voice.plain(f"example.{HIRE}"),
        start_date=now.date(),
        department=next(iter(audience.department), voice.plain("example.department")),
        title=next(iter(audience.title), voice.plain("example.title")),
        location=place,
        extra={name: f"[{name}]" for name in company.columns},
    )
    calendar = _calendar(hire, company)
    days = (calendar.local_date(now) + timedelta(days=ahead) for ahead in range(WEEK))
    return hire.model_copy(update={"start_date": next(day for day in days if calendar.is_workday(day))})


def _calendar(hire: Hire, company: Company) -> Calendar:
    return replace(hire_calendar(hire, company), country=None, subdivision=None, closed=())


def _enrollment(hire: Hire, playbook: Playbook, persons: Mapping[str, Person], *, now: datetime) -> Enrollment:
    return Enrollment(
        id="example",
        person_id=persons[HIRE].id,
        hire=hire,
        state=EnrollmentState.ACTIVE,
        manager_id=persons[MANAGER].id,
        buddy_id=persons[BUDDY].id,
        playbook=playbook.name,
        version=playbook.version,
        enrolled_at=now,
    )


async def _company_roles(session: AsyncSession, company: Company) -> dict[str, Sequence[Person]]:
    """Return who fills the roles of company.yaml; who is in no file yet is called as it calls them."""
    known = await people.by_emails(session, [one.email for found in company.people.values() for one in found])
    return {
        role: [known.get(contact.email) or _stranger(contact) for contact in found]
        for role, found in company.people.items()
    }


def _stranger(contact: Contact) -> Person:
    return Person(id=f"example/{contact.email}", email=contact.email, name=contact.name or contact.email)
