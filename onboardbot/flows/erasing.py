"""Erase somebody: what is kept about them, and what was said about them to others."""

from collections import Counter
from dataclasses import dataclass, field

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.company import Company
from onboardbot.core.person import Person
from onboardbot.flows.home.page import View
from onboardbot.store import enrollments, erasing, holding, inbox, people


@dataclass(frozen=True)
class Going:
    """How much goes, by what it is; `roles`: what the person still is for others, so that their name stays."""

    onboardings: int
    amounts: Counter[str] = field(default_factory=Counter)
    roles: tuple[str, ...] = ()


async def going(session: AsyncSession, person: Person, company: Company) -> Going:
    """Say what would go."""
    theirs = await enrollments.of_person(session, person.id)
    amounts: Counter[str] = Counter()
    for enrollment in theirs:
        amounts.update(await erasing.counts(session, enrollment.id))
    amounts["deeds"] = len(await inbox.kept_of(session, person.slack_id)) if person.slack_id else 0
    return Going(len(theirs), amounts, await _roles(session, person, company))


async def _roles(session: AsyncSession, person: Person, company: Company) -> tuple[str, ...]:
    """Return what somebody is for others now: then they must still be found."""
    named = [role for role, found in company.people.items() if any(one.email == person.email for one in found)]
    chain = {email for pair in company.reports_to.items() for email in pair}
    above = ["reports_to of company.yaml"] if person.email in chain else []
    helped = [
        f"{'manager' if one.manager_id == person.id else 'buddy'} of {one.hire.email}"
        for one in await enrollments.of_helper(session, person.id)
    ]
    return (*named, *above, *helped)


async def under_way(session: AsyncSession, person: Person) -> bool:
    """Say whether something of theirs is being sent at this moment."""
    theirs = await enrollments.of_person(session, person.id)
    return any([await erasing.under_way(session, one.id) for one in theirs])


async def erase(session: AsyncSession, person: Person, company: Company) -> Going:
    """Erase somebody, in the caller's transaction; the running bot changes what stands in Slack.

    Whoever is still somebody's manager or buddy, or stands in company.yaml, keeps their name and e-mail.
    """
    await holding.hold_of_persons(session, [person.id])
    found = await going(session, person, company)
    for enrollment in await enrollments.of_person(session, person.id):
        await erasing.naming(session, {enrollment.hire.name, person.email})
        await erasing.onboarding(session, enrollment.id)
        await erasing.digests(session, {enrollment.hire.first_name})
    if person.slack_id:
        await erasing.deeds(session, person.slack_id)
    if found.roles:
        await people.want_home(session, person.id, View(asked=people.new_id()).model_dump_json())
    else:
        home = View(erased=person.slack_id).model_dump_json() if person.slack_id else None
        await erasing.person(session, person.id, home=home)
    return found
