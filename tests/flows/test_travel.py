"""Business time moves from one due instant to the next, and makes nothing late."""

import itertools
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from onboardbot.core.delivery import DeliveryError
from onboardbot.core.outbox import Cause
from onboardbot.flows import clockwork, travel
from onboardbot.flows.travel import BackwardsError, Journey
from onboardbot.store.work import Work
from tests.helpers.office import office

NADIA = "nadia@northwind.example"
ROW = f"{NADIA},Nadia,2026-03-02,"
START = "2026-03-02T07:00:00+00:00"
PLAYBOOK = "title: Minutes\nsteps:\n" + "".join(
    f"  - {{id: m{n}, when: day 1 at 09:{n:02}, late: same day, message: Minute {n}}}\n" for n in range(4)
)


async def test_what_falls_due_while_a_halt_is_worked_off_is_not_left_for_the_next(tmp_path: Path) -> None:
    pairs = "".join(
        f"  - {{id: d{n}-{minute}, when: day {n} at 09:0{minute}, late: same day, message: Day {n}}}\n"
        for n in range(1, 16)
        for minute in (0, 1)
    )
    async with office(tmp_path, f"title: Pairs\nsteps:\n{pairs}", now=START, known=[NADIA]) as here:
        await here.enroll(ROW)
        looks = itertools.count()

        def busy() -> datetime:
            """A machine that now and then is away for a minute, at any place of the work."""
            here.watch.at += timedelta(seconds=61 * (next(looks) % 11 == 0))
            return here.watch.at

        here.bot.clock.machine = busy
        await travel.move(here.bot, datetime.fromisoformat("2026-03-24T08:00:00+00:00"))
        assert {state for state, _ in (await here.states(NADIA)).values()} == {"sent"}
        assert len(here.post.to(NADIA)) == 30


async def test_a_span_is_counted_from_where_time_stands(tmp_path: Path) -> None:
    async with office(tmp_path, PLAYBOOK, now=START, known=[NADIA]) as here:
        await here.enroll(ROW)
        assert await travel.move(here.bot, timedelta(minutes=61)) == datetime.fromisoformat("2026-03-02T08:01:00+00:00")
        assert await travel.move(here.bot, timedelta()) == here.bot.clock.now()
        assert here.post.to(NADIA) == ["Minute 0", "Minute 1"]


async def test_without_a_target_it_goes_to_what_is_next_and_stays_where_nothing_is(tmp_path: Path) -> None:
    async with office(tmp_path, PLAYBOOK, now=START, known=[NADIA]) as here:
        assert await travel.move(here.bot, None) == datetime.fromisoformat(START)
        await here.enroll(ROW)
        assert await travel.move(here.bot, None) == datetime.fromisoformat("2026-03-02T08:00:00+00:00")


async def test_time_never_goes_back(tmp_path: Path) -> None:
    async with office(tmp_path, PLAYBOOK, now=START, known=[NADIA]) as here:
        with pytest.raises(BackwardsError, match=r"business time is at 2026-03-02T07:00:00Z already"):
            await travel.move(here.bot, datetime.fromisoformat("2026-03-02T06:59:59+00:00"))


async def test_a_slack_that_is_away_is_not_waited_for_without_end(tmp_path: Path) -> None:
    async with office(tmp_path, PLAYBOOK, now=START, known=[NADIA]) as here:
        await here.enroll(ROW)
        here.post.trouble(NADIA, *(DeliveryError(Cause.UNREACHABLE, "nobody there") for _ in range(50)))
        here.watch.at += timedelta(hours=1)
        journey = Journey(here.bot, patience=0.3)
        assert not (await journey.settle()).idle
        assert journey.patience <= 0
        assert Work.DISPATCH in (await clockwork.look(here.bot)).kinds
