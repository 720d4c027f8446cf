"""After a low mood cheerful messages wait, the next check-in is nearer and shorter, and her own pace wins."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.helpers.world import BEA, MAREK, NADIA, PRIYA, World, world
from tests.stories.test_why import why

PLAYBOOK = """\
title: Office
ends: 2 months after start
steps:
  - id: pulse
    when: day 2 at 10:00
    check_in:
      seen_by: manager
      questions:
        - mood: How was yesterday?
  - {id: cheer, when: day 2 at 15:00, message: "Two days already, {{ hire.first_name }}! 🎉"}
  - {id: room, when: day 2 at 15:30, message: "The quiet room is on the third floor."}
  - {id: quiz, when: day 2 at 16:00, late: same day, message: "Quiz at five, come along!"}
  - id: week
    when: day 8 at 14:00
    check_in:
      seen_by: manager
      questions:
        - mood: How is your second week?
        - text: What would help?
"""
BEFORE, LOW = "2026-02-26T08:00:00+00:00", "2026-03-03T09:10:00+00:00"
CHEER, ROOM, QUIZ, WEEK = "Two days already", "The quiet room", "Quiz at five", "How is your second week?"
SOONER = "How are things going by now?"


@asynccontextmanager
async def low_day(folder: Path) -> AsyncIterator[World]:
    """Run until Nadia has said on her second day that it was rough."""
    async with world(folder, start=BEFORE, files={"office.yaml": PLAYBOOK}) as here:
        row = {"email": NADIA, "name": "Nadia Haddad", "start_date": "2026-03-02", "manager_email": MAREK}
        await here.enroll(**row, buddy_email=BEA)
        await here.to(LOW)
        await here.click(NADIA, "mood:1")
        yield here


def got(here: World, *words: str) -> list[bool]:
    return [any(one in said for said in here.words(NADIA)) for one in words]


async def next_step(here: World) -> str:
    return next(line for line in (await here.home(PRIYA)).splitlines() if "Nadia Haddad" in line)


async def test_a_low_mood_changes_what_comes_next_and_hr_sees_none_of_it(tmp_path: Path) -> None:
    async with low_day(tmp_path) as here:
        await here.to("2026-03-03T16:30:00+00:00")
        assert got(here, CHEER, ROOM, QUIZ) == [False, True, True]
        before = await next_step(here)
        await here.click(NADIA, "offer:keep")
        await here.to("2026-03-04T08:00:00+00:00")  # the next morning
        assert got(here, CHEER) == [True]
        assert "It sounds cheerful, so it waited" in (await why(here, NADIA, CHEER))[0]
        await here.to("2026-03-05T12:59:00+00:00")
        assert got(here, SOONER) == [False]
        await here.to("2026-03-05T13:00:00+00:00")  # two working days later, at its time of day
        assert got(here, SOONER, WEEK) == [True, False]  # it is not the second week yet
        assert "next: week, Wednesday" in before
        assert "next: week, Wednesday" in await next_step(here)  # for HR it comes as the playbook says
        reason = (await why(here, NADIA, SOONER))[0]
        assert "planned for Wednesday" in reason
        assert "It came sooner and asks one thing only" in reason
        await here.click(NADIA, "mood:4")
        await here.to("2026-03-20T16:30:00+00:00")
        assert got(here, "What would help?", WEEK) == [False, False]
        assert sum(SOONER in words for words in here.words(NADIA)) == 1


async def test_her_own_pace_wins_and_a_mood_that_is_taken_back_changes_nothing(tmp_path: Path) -> None:
    async with low_day(tmp_path) as here:
        await here.home(NADIA)
        await here.click(NADIA, "pace:slower", value=await here.enrollment_id(NADIA))
        await here.to("2026-03-05T16:30:00+00:00")
        assert got(here, WEEK, SOONER) == [False, False]
        await here.home(NADIA)
        await here.click(NADIA, "pace:normal", value=await here.enrollment_id(NADIA))
        await here.to("2026-03-11T12:59:00+00:00")  # what would lie in the past by now stays where it was
        assert got(here, WEEK) == [False]
        await here.to("2026-03-11T13:00:00+00:00")
        await here.click(NADIA, "mood:4")
        assert got(here, WEEK, "What would help?") == [True, True]


async def test_a_better_mood_the_same_day_lets_all_go_on_as_planned(tmp_path: Path) -> None:
    async with low_day(tmp_path) as here:
        asked = next(one["ts"] for one in here.slack.messages(NADIA) if "How was yesterday?" in str(one))
        await here.click(NADIA, "mood:4", ts=asked)
        await here.to("2026-03-03T16:30:00+00:00")
        assert got(here, CHEER, ROOM, QUIZ) == [True, True, True]
        await here.to("2026-03-05T16:30:00+00:00")
        assert got(here, WEEK, SOONER) == [False, False]
