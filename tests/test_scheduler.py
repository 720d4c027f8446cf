"""The worker behind the scheduler: a round that fails or hangs never ends the work."""

import asyncio
import logging
from collections.abc import Sequence
from pathlib import Path

import pytest

from onboardbot.flows.bot import Profile
from onboardbot.scheduler import working
from tests.helpers.office import office
from tests.helpers.world import MAREK, NADIA

PLAYBOOK = "title: First days\nsteps:\n  - {id: welcome, when: day 1 at 09:00, message: Welcome!}\n"
NOW = "2026-03-02T09:00:00+00:00"


async def test_a_round_that_hangs_is_dropped_and_begun_anew(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR, "onboardbot")
    async with office(tmp_path, PLAYBOOK, now=NOW, known=[NADIA, MAREK]) as here:
        hung, found = asyncio.Event(), here.post.profiles

        async def profiles(emails: Sequence[str]) -> Sequence[Profile]:
            if not hung.is_set():
                hung.set()
                await asyncio.Event().wait()
            return await found(emails)

        here.post.profiles = profiles  # type: ignore[method-assign]
        await here.write(f"{NADIA},Nadia Haddad,2026-03-02,{MAREK}")
        async with working(here.bot, stuck=1.5), asyncio.timeout(20):
            await hung.wait()
            while not here.post.to(NADIA):  # noqa: ASYNC110 - a message has no event
                await asyncio.sleep(0.05)
    (stuck,) = [record for record in caplog.records if record.msg == "work_stuck"]
    assert "directory" in str(vars(stuck)["where"])
