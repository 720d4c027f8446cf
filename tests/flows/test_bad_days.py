"""A disk that is full, a file that may not be written, a token that is revoked: waited for, and nothing is lost."""

import asyncio
import logging
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from onboardbot.core.delivery import DeliveryError
from onboardbot.core.outbox import Cause
from onboardbot.flows import inbox
from onboardbot.flows.home.page import View
from onboardbot.scheduler import working
from onboardbot.store import people
from onboardbot.store.inbox import HANDLED
from onboardbot.store.tables import InboxRow
from tests.helpers.office import Office, office
from tests.helpers.world import MAREK, NADIA, PRIYA

PLAYBOOK = "title: First days\nsteps:\n  - {id: hello, when: day 1 at 09:00, message: Hello}\n"
EARLY, NINE = "2026-03-02T07:30:00+00:00", "2026-03-02T08:00:00+00:00"
FULL, READ_ONLY = "max_page_count", "query_only"
PATIENCE = 20.0  # seconds


async def _pragma(here: Office, name: str, value: int) -> None:
    """Let the connection that writes behave as on a machine where it can't."""
    async with here.bot.database.writer.connect() as connection:
        raw = await connection.get_raw_connection()
        assert raw.driver_connection is not None
        await raw.driver_connection.execute(f"PRAGMA {name}={value}")


async def _wants_home(here: Office) -> None:
    """Ask for what is shown beside the rounds, so that it meets the trouble, too."""
    async with here.bot.database.write() as session:
        person = await people.by_email(session, NADIA)
        assert person is not None
        await people.want_home(session, person.id, View(asked="once").model_dump_json())


async def _handled(here: Office) -> bool:
    async with here.bot.database.read() as session:
        return list(await session.exec(select(InboxRow.state))) == [HANDLED]


@pytest.mark.parametrize(
    ("pragma", "bad", "good", "why"),
    [
        (FULL, 1, 1_000_000, "database or disk is full"),
        (READ_ONLY, 1, 0, "attempt to write a readonly database"),
    ],
)
async def test_what_comes_in_meanwhile_is_kept_afterwards_and_the_log_says_little(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, pragma: str, bad: int, good: int, why: str
) -> None:
    caplog.set_level(logging.INFO, logger="onboardbot")
    async with office(tmp_path, PLAYBOOK, now=EARLY, known=(NADIA, PRIYA)) as here, working(here.bot):
        await here.enroll(f"{NADIA},Nadia,2026-03-02,")
        async with here.bot.turn:
            await _wants_home(here)
            caplog.clear()
            await _pragma(here, pragma, bad)
        payload = {"user": NADIA, "text": "hello " * 2_000, "ts": "1.5", "channel": f"D/{NADIA}"}
        saying = asyncio.create_task(
            inbox.receive(here.bot, key="1", kind="message", slack_user=NADIA, payload=payload)
        )
        await asyncio.sleep(2.5)
        assert not saying.done()
        await _pragma(here, pragma, good)
        await asyncio.wait_for(saying, PATIENCE)
        async with asyncio.timeout(PATIENCE):
            while here.bot.outage.since is not None or not await _handled(here):  # noqa: ASYNC110 - a row has no event
                await asyncio.sleep(0.1)
    said = [record for record in caplog.records if record.levelno > logging.INFO]
    assert [record.message for record in said] == ["database_not_usable", "database_usable_again"]
    assert vars(said[0])["why"] == why
    assert "Thanks for writing, Nadia." in here.post.to(NADIA)[-1]


@pytest.mark.parametrize("cause", [Cause.TOKEN_REVOKED, Cause.APP_REMOVED])
async def test_while_slack_shuts_us_out_nothing_is_sent_and_all_goes_soon_after_that_is_mended(
    tmp_path: Path, cause: Cause
) -> None:
    async with office(tmp_path, PLAYBOOK, now=EARLY, known=(NADIA, MAREK, PRIYA)) as here:
        here.post.trouble(NADIA, *[DeliveryError(cause, "no")] * 121)
        await here.enroll(f"{NADIA},Nadia,2026-03-02,")
        await here.to(NINE)
        await here.write(f"{MAREK},Marek,2026-03-02,")
        for _ in range(120):
            await here.wait(timedelta(seconds=30))
        assert (await here.states(NADIA))["hello"] == ("retry", cause)
        assert here.post.tried.count(NADIA) == 121
        await here.wait(timedelta(seconds=29))
        assert here.post.to(NADIA) == []
        await here.wait(timedelta(seconds=1))
        assert here.post.to(NADIA) == here.post.to(MAREK) == ["Hello"]
