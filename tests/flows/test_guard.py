"""What is worked on together is worked on alone where one of it is bad."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.delivery import DeliveryError
from onboardbot.core.outbox import Cause
from onboardbot.flows.guard import each
from tests.helpers.databases import opened
from tests.helpers.office import Office, TakenButLostError, office
from tests.helpers.world import NADIA, OTTO, PRIYA


@pytest.mark.parametrize(
    ("bad", "tries", "pushed"),
    [
        ((), [("Nadia", "Otto", "Bea")], []),
        (("Otto",), [("Nadia", "Otto", "Bea"), ("Nadia",), ("Otto",), ("Bea",)], ["Otto"]),
    ],
)
async def test_only_what_is_bad_is_pushed_on(
    tmp_path: Path, bad: Sequence[str], tries: list[tuple[str, ...]], pushed: list[str]
) -> None:
    tried: list[tuple[str, ...]] = []
    waiting: list[str] = []

    async def pick(session: AsyncSession, only: str | None) -> dict[str, str]:
        del session
        rows = {"1": "Nadia", "2": "Otto", "3": "Bea"}
        return rows if only is None else {only: rows[only]}

    async def work(session: AsyncSession, rows: Sequence[str]) -> None:
        del session
        tried.append(tuple(rows))
        if set(rows) & set(bad):
            raise ValueError

    async def push_on(row: str) -> None:
        waiting.append(row)

    database = await opened(tmp_path)
    assert await each(database, pick, work, push_on, of="enrollment_id")
    await database.close()
    assert (tried, waiting) == (tries, pushed)


GUIDES = """\
title: First days
steps:
  - {id: setup, when: day 1 at 09:00, guide: {title: "Setting up {{ hire.first_name }}", tasks: [Get a key]}}
  - {id: second, when: day 2 at 09:00, message: "Good morning {{ hire.first_name }}"}
"""
POISON = """\
CREATE TRIGGER poison BEFORE UPDATE ON watch
WHEN NEW.enrollment_id = (SELECT enrollment.id FROM enrollment JOIN person ON person.id = person_id WHERE email = '{}')
BEGIN SELECT RAISE(ABORT, 'poison'); END
"""
UNKEPT = """\
CREATE TRIGGER unkept BEFORE UPDATE ON message WHEN NEW.state IN ('failed', 'cancelled')
BEGIN SELECT RAISE(ABORT, 'unkept'); END
"""


async def _poison(here: Office, email: str) -> None:
    """Let what follows from a guide that was sent fail for one hire, as a bug would."""
    async with here.bot.database.write() as session:
        await (await session.connection()).exec_driver_sql(POISON.format(email))


@pytest.mark.parametrize("lost", [False, True])
async def test_a_message_of_which_bad_things_follow_counts_as_sent_and_stops_nobody(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, *, lost: bool
) -> None:
    async with office(tmp_path, GUIDES, now="2026-03-02T07:30:00+00:00", known=(NADIA, OTTO, PRIYA)) as here:
        await here.enroll(f"{NADIA},Nadia,2026-03-02,", f"{OTTO},Otto,2026-03-02,")
        await _poison(here, NADIA)
        if lost:
            here.post.trouble(NADIA, TakenButLostError())
        await here.to("2026-03-02T08:00:00+00:00")
        assert {(await here.states(email))["setup"][0] for email in (NADIA, OTTO)} == {"sent"}
        await here.to("2026-03-03T08:00:00+00:00")
        for email in (NADIA, OTTO):
            name = email.partition("@")[0].title()
            assert here.post.to(email) == [f"Setting up {name}", f"Good morning {name}"]
    bad = {vars(record)["outbox_id"] for record in caplog.records if "outbox_id" in vars(record) and record.exc_info}
    assert len(bad) == 1


async def test_where_even_a_refusal_can_not_be_kept_hr_is_asked_to_look(tmp_path: Path) -> None:
    async with office(tmp_path, GUIDES, now="2026-03-02T07:30:00+00:00", known=(NADIA, OTTO, PRIYA)) as here:
        await here.enroll(f"{NADIA},Nadia,2026-03-02,", f"{OTTO},Otto,2026-03-02,")
        async with here.bot.database.write() as session:
            await (await session.connection()).exec_driver_sql(UNKEPT)
        here.post.trouble(NADIA, DeliveryError(Cause.CANNOT_DM, "cannot_dm_bot", permanent=True))
        await here.to("2026-03-02T08:00:00+00:00")
        assert (await here.states(NADIA))["setup"][0] == "unsure"
        assert (await here.states(OTTO))["setup"][0] == "sent"
        assert "Some things did not go out." in here.post.to(PRIYA)[-1]
