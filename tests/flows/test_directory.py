"""Who is who, when Slack tells it bit by bit."""

from datetime import timedelta
from pathlib import Path

from onboardbot.core.delivery import DeliveryError
from onboardbot.core.outbox import Cause
from onboardbot.flows import directory
from onboardbot.store import people
from tests.helpers.office import Office, office
from tests.helpers.world import NADIA, OTTO, PRIYA

PLAYBOOK = "title: First days\nsteps:\n  - {id: hello, when: day 1 at 09:00, message: Hello}\n"
EARLY = "2026-03-02T07:30:00+00:00"
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
