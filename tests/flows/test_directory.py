"""Who is who: Slack tells it bit by bit, people are matched together, and only what differs is written."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import event

from onboardbot.core.delivery import DeliveryError
from onboardbot.core.outbox import Cause
from onboardbot.core.person import Person
from onboardbot.flows import directory
from onboardbot.flows.bot import Profile
from onboardbot.store import failures, people
from tests.helpers.databases import on_each
from tests.helpers.office import Office, office
from tests.helpers.world import BEA, MAREK, NADIA, OTTO, PRIYA

PLAYBOOK = "title: First days\nsteps:\n  - {id: hello, when: day 1 at 09:00, message: Hello}\n"
WEEK_BEFORE, EARLY = "2026-02-23T08:00:00+00:00", "2026-03-02T07:30:00+00:00"
MINUTE = timedelta(minutes=1)


async def found(here: Office, email: str) -> bool:
    async with here.bot.database.read() as session:
        person = await people.by_email(session, email)
    return person is not None and person.slack_id is not None


async def wait_for_slack(here: Office) -> None:
    here.post.trouble("profiles", DeliveryError(Cause.RATE_LIMITED, "used up", retry_after=MINUTE))


async def test_everyone_is_asked_for_until_everyone_is_known(tmp_path: Path) -> None:
    async with office(tmp_path, PLAYBOOK, now=EARLY, known=(NADIA, PRIYA)) as here:
        await here.enroll(f"{NADIA},Nadia,2026-03-02,")
        async with here.bot.database.write() as session:  # as of another time, in another place
            nadia = await people.by_email(session, NADIA)
            assert nadia is not None
            await people.change(session, nadia.id, deactivated=True)
        await wait_for_slack(here)
        assert not await directory.match(here.bot, everyone=True)
        await here.wait(MINUTE - timedelta(seconds=1))
        async with here.bot.database.read() as session:
            assert (await people.by_id(session, nadia.id)).deactivated
        await here.wait(timedelta(seconds=1))
        async with here.bot.database.read() as session:
            assert not (await people.by_id(session, nadia.id)).deactivated
        assert not directory.owed(here.bot)


async def test_a_clock_that_is_set_back_lets_nobody_wait_an_hour_for_who_is_who(tmp_path: Path) -> None:
    async with office(tmp_path, PLAYBOOK, now=EARLY, known=(OTTO, PRIYA)) as here:
        await wait_for_slack(here)
        await here.enroll(f"{OTTO},Otto,2026-03-04,")
        assert not await found(here, OTTO)
        await here.wait(-timedelta(hours=1))
        assert await found(here, OTTO)


async def known(here: Office) -> dict[str, Person]:
    async with here.bot.database.read() as session:
        return {person.email: person for person in await people.everyone(session)}


async def told(here: Office, *profiles: Profile) -> None:
    async with here.bot.database.write() as session:
        await directory.take(here.bot, session, profiles)


@on_each
async def test_accounts_that_were_swapped_are_swapped(tmp_path: Path) -> None:
    async with office(tmp_path, PLAYBOOK, now=WEEK_BEFORE, known=[NADIA, MAREK, PRIYA]) as here:
        await here.enroll(f"{NADIA},Nadia,2026-03-02,{MAREK}")
        await told(here, Profile(slack_id=MAREK, email=NADIA, name="N"), Profile(slack_id=NADIA, email=MAREK, name="M"))
        found = await known(here)
        assert (found[NADIA].slack_id, found[MAREK].slack_id) == (MAREK, NADIA)


@on_each
async def test_a_file_has_the_last_word_on_a_name_and_slack_on_all_else(tmp_path: Path) -> None:
    async with office(tmp_path, PLAYBOOK, now=WEEK_BEFORE, known=[NADIA, MAREK, PRIYA]) as here:
        await here.enroll(f"{NADIA},Nadia,2026-03-02,{MAREK}")
        more = {"zone": "Asia/Tokyo", "locale": "de-DE", "deactivated": True}
        await told(
            here,
            Profile(slack_id="U1", email=NADIA, name="Nadja", **more),
            Profile(slack_id="U2", email=MAREK, name="Marek Moravec"),
            Profile(slack_id="U3", email=OTTO, name="Otto"),
        )
        found = await known(here)
        nadia = found[NADIA]
        assert (nadia.name, nadia.zone, nadia.locale, nadia.deactivated) == ("Nadia", "Asia/Tokyo", "de-DE", True)
        assert (found[MAREK].name, found[MAREK].slack_id) == ("Marek Moravec", "U2")
        assert OTTO not in found


@on_each
async def test_hr_is_told_once_of_each_manager_whom_slack_does_not_know(tmp_path: Path) -> None:
    async with office(tmp_path, PLAYBOOK, now=WEEK_BEFORE, known=[NADIA, PRIYA]) as here:
        await here.enroll(f"{NADIA},Nadia,2026-03-02,{MAREK}", f"{OTTO},Otto,2026-03-02,{BEA}")
        await here.enroll(f"new@northwind.example,New,2026-03-03,{BEA}")
        async with here.bot.database.read() as session:
            found = [one for one in await failures.standing(session) if one.cause is Cause.UNKNOWN_EMAIL]
        assert sorted(str(one.hire) for one in found) == [NADIA, OTTO]


async def test_what_nobody_changed_is_read_and_not_written(tmp_path: Path) -> None:
    hires = [f"hire{number}@northwind.example" for number in range(60)]
    async with office(tmp_path, PLAYBOOK, now=WEEK_BEFORE, known=[*hires, PRIYA]) as here:
        await here.enroll(*(f"{email},{email.partition('@')[0]},2026-03-02," for email in hires))
        asked: list[str] = []
        for engine in (here.bot.database.writer, here.bot.database.reader):
            event.listen(engine.sync_engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
        assert await directory.match(here.bot, everyone=True)
        assert not [one for one in asked if one.startswith("UPDATE") and not one.startswith("UPDATE failure")]
        assert len(asked) < len(hires) / 4
