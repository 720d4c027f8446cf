"""Who is who in Slack: persons are matched by e-mail, in bulk, and again when somebody joins or changes."""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.company import Company
from onboardbot.core.delivery import DeliveryError
from onboardbot.core.outbox import Cause
from onboardbot.core.person import Person
from onboardbot.flows.bot import Bot, Profile, Rest
from onboardbot.store import enrollments, failures, people
from onboardbot.store.turns import take_turns

log = logging.getLogger(__name__)
PEOPLE, EVERYONE = "people", "everyone"
BREATHER = timedelta(seconds=15)  # until Slack is asked again who is who, where it could not tell


async def match(bot: Bot, *, everyone: bool = False) -> bool:
    """Look up whoever Slack was not asked about yet, or everyone; True if anybody was looked up.

    A large company is read bit by bit, as Slack allows: everyone is asked for until everyone is known.
    """
    machine = bot.clock.machine()
    what = EVERYONE if everyone or owed(bot) else PEOPLE
    rest = bot.ask_again.get(what)
    if not everyone and rest is not None and rest.lasts(machine):
        return False
    async with bot.database.read() as session:
        known = await people.everyone(session)
    wanted = [person for person in known if what == EVERYONE or _unasked(bot, person)]
    if not wanted:
        return False
    try:
        profiles = await bot.slack.profiles([person.email for person in wanted])
    except DeliveryError as error:
        log.warning("people_not_matched", extra={"cause": error.cause, "detail": error.detail})
        bot.ask_again[what] = Rest(machine, machine + (error.retry_after or BREATHER))
        return False
    bot.ask_again.pop(what, None)
    found = {profile.email for profile in profiles}
    bot.asked.update({person.email for person in wanted} - found)
    async with bot.database.write() as session:
        await take_turns(session, PEOPLE)
        await take(bot, session, profiles)
        await _unknown(session, [person for person in wanted if person.email not in found], now=bot.clock.now())
    return True


def owed(bot: Bot) -> bool:
    """Say whether everyone was asked for, and Slack could not tell all of it."""
    return EVERYONE in bot.ask_again


def _unasked(bot: Bot, person: Person) -> bool:
    return person.slack_id is None and person.email not in bot.asked


async def keep_contacts(session: AsyncSession, company: Company) -> None:
    """Make a person of whoever company.yaml names."""
    for contacts in company.people.values():
        for contact in contacts:
            await people.ensure(session, contact.email, contact.name)
    for email in {email for pair in company.reports_to.items() for email in pair}:
        await people.ensure(session, email)


async def _unknown(session: AsyncSession, persons: Sequence[Person], *, now: datetime) -> None:
    """Tell HR of managers and buddies whose e-mail Slack doesn't know; a hire may still get their account."""
    helped = await enrollments.helped_by(session, [person.id for person in persons])
    for person in persons:
        if person.id in helped:
            await failures.record(
                session,
                Cause.UNKNOWN_EMAIL,
                about=f"person/{person.id}",
                now=now,
                enrollment_id=helped[person.id],
                detail=person.email,
            )


async def take(bot: Bot, session: AsyncSession, profiles: Sequence[Profile]) -> None:
    """Keep what Slack says of people whom we know; what waited for them is looked at again.

    Most of it is known: only what differs is written.
    """
    persons = await people.by_emails(session, [profile.email for profile in profiles])
    known = [(persons[profile.email], profile) for profile in profiles if profile.email in persons]
    now = bot.clock.now()
    await people.as_in_slack(
        session, [after for person, profile in known if (after := _after(person, profile)) != person]
    )
    await people.name_as_in_slack(session, {one.id: profile.name for one, profile in known if one.name != profile.name})
    await failures.clear_all(session, [f"person/{person.id}" for person, _ in known], now)
    moved = [person for person, profile in known if _moves_something(person, profile)]
    await enrollments.unsettle(session, await _involved(bot, session, moved))


def _after(person: Person, profile: Profile) -> Person:
    """Return a person as Slack knows them now."""
    return person.model_copy(
        update={
            "slack_id": profile.slack_id,
            "zone": profile.zone or person.zone,
            "locale": profile.locale or person.locale,
            "deactivated": profile.deactivated,
        }
    )


def _moves_something(person: Person, profile: Profile) -> bool:
    before = (person.slack_id, person.zone, person.deactivated)
    return before != (profile.slack_id, profile.zone, profile.deactivated)


async def _involved(bot: Bot, session: AsyncSession, persons: Sequence[Person]) -> Sequence[str]:
    """Return the ids of the onboardings in which these people are somebody."""
    roles = {contact.email for contacts in bot.library.company.people.values() for contact in contacts}
    if any(person.email in roles for person in persons):
        return [enrollment.id for enrollment in await enrollments.everyone(session)]
    return await enrollments.around(session, [person.id for person in persons])


async def profile_changed(bot: Bot, session: AsyncSession, payload: Mapping[str, Any], now: datetime) -> None:
    """Handle team_join and user_change."""
    del now
    await take(bot, session, [Profile.model_validate(payload)])


async def hr_in_slack(bot: Bot) -> bool:
    """Return whether anybody of HR can be reached."""
    emails = [contact.email for contact in bot.library.company.people.get("hr", ())]
    async with bot.database.read() as session:
        persons = await people.by_emails(session, emails)
    return any(person.reachable for person in persons.values())
