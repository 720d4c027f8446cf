"""The bot was away for hours or days: what still makes sense comes in order, and never as an avalanche."""

from datetime import timedelta
from pathlib import Path

from tests.helpers.databases import on_each
from tests.helpers.office import Office, office
from tests.helpers.world import MAREK, NADIA, PRIYA

PLAYBOOK = """\
title: First days
steps:
  - {id: hello, when: day 1 at 09:00, late: same day, message: Hello}
  - {id: laptop, when: day 1 at 09:30, late: always, message: Laptop}
  - {id: badge, when: day 1 at 10:00, late: always, message: Badge}
  - {id: wiki, when: day 1 at 10:30, late: always, message: Wiki}
  - {id: canteen, when: day 1 at 11:00, late: same day, message: Canteen}
  - {id: team, when: day 1 at 11:30, late: always, message: Team}
  - {id: tour, when: day 2 at 09:00, late: 2 days, message: Tour}
  - {id: goals, when: day 3 at 09:00, late: always, message: Goals}
  - {id: lunch, when: day 4 at 12:00, late: same day, message: Lunch}
"""
EARLY = "2026-03-02T07:50:00+00:00"  # Monday, ten minutes before nine in Berlin
NOON, EVENING = "2026-03-02T11:10:00+00:00", "2026-03-02T16:00:00+00:00"


async def back_at(here: Office, instant: str) -> None:
    """Look again only then, as a bot that was started anew."""
    await here.to(instant)
    for _ in range(10):
        await here.wait(timedelta(seconds=1))


def told(here: Office) -> str:
    (words,) = [words for who, words in here.post.posts if who == PRIYA]
    return words


@on_each
async def test_after_three_hours_three_come_and_the_others_on_the_next_day(tmp_path: Path) -> None:
    async with office(tmp_path, PLAYBOOK, now=EARLY, known=(NADIA, MAREK, PRIYA)) as here:
        await here.enroll(f"{NADIA},Nadia,2026-03-02,{MAREK}")
        await back_at(here, NOON)
        assert here.post.to(NADIA) == ["Hello", "Laptop", "Badge"]
        await here.to(EVENING)
        assert (len(here.post.to(NADIA)), here.post.to(PRIYA)) == (3, [])
        await back_at(here, "2026-03-03T08:00:00+00:00")
        assert here.post.to(NADIA)[3:] == ["Wiki", "Team", "Tour"]
        assert (await here.states(NADIA))["canteen"] == ("missed", "bot_down")
        assert "canteen" in told(here)


@on_each
async def test_after_three_days_three_late_ones_a_day_come_and_hr_reads_what_was_missed(tmp_path: Path) -> None:
    async with office(tmp_path, PLAYBOOK, now=EARLY, known=(NADIA, MAREK, PRIYA)) as here:
        await here.enroll(f"{NADIA},Nadia,2026-03-02,{MAREK}")
        await back_at(here, "2026-03-05T08:30:00+00:00")
        assert here.post.to(NADIA) == ["Laptop", "Badge", "Wiki"]
        states = await here.states(NADIA)
        assert {step for step, state in states.items() if state == ("missed", "bot_down")} == {"hello", "canteen"}
        assert all(step in told(here) for step in ("hello", "canteen"))
        await here.to("2026-03-05T11:00:00+00:00")  # what is on time needs no turn
        assert here.post.to(NADIA)[3:] == ["Lunch"]
        await back_at(here, "2026-03-06T08:00:00+00:00")
        assert here.post.to(NADIA)[4:] == ["Team", "Goals"]
        assert (await here.states(NADIA))["tour"] == ("missed", "bot_down")  # its two days were over in the evening
        assert {state for state, _ in (await here.states(NADIA)).values()} == {"sent", "missed"}
