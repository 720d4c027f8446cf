"""The playbooks that we ship, lived to the end by a silent hire: each step comes once, in time, and at work only."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.helpers.diary import read
from tests.helpers.story import Got, Story
from tests.helpers.world import World, world
from tests.stories.ninety_days import shipped
from tests.stories.ninety_days.cast import CAST, ROW, people_in

PLAYBOOKS = Path(__file__).parent.parent.parent / "playbooks"
MONDAY_TO_FRIDAY = ("Mon", "Tue", "Wed", "Thu", "Fri")
SUNDAY_TO_THURSDAY = ("Sun", "Mon", "Tue", "Wed", "Thu")
HOLIDAYS_OF_BERLIN = ("2026-04-03", "2026-04-06", "2026-05-01", "2026-05-14", "2026-05-25")
HOLIDAYS_OF_ISRAEL = ("2026-04-02", "2026-04-08", "2026-04-22", "2026-05-22")
HOLIDAYS_OF_NEW_YORK = ("2026-05-25", "2026-09-07", "2026-10-12", "2026-11-11", "2026-11-26")


@dataclass(frozen=True)
class Hours:
    """When somebody may be written to, by their own clock."""

    week: Collection[str] = MONDAY_TO_FRIDAY
    holidays: Collection[str] = HOLIDAYS_OF_BERLIN
    begin: str = "09:00"
    end: str = "17:30"

    def hold(self, local: str) -> bool:
        weekday, day, clock = local.split()
        return weekday in self.week and day not in self.holidays and self.begin <= clock <= self.end


COMPANY = Hours()
ROLES = {"Nadia": "hire", "Marek": "manager", "Lena": "nobody", "Bea": "buddy", "Priya": "hr", "IT": "it"}


@dataclass(frozen=True)
class Run:
    playbook: str
    zone: str
    opens: str  # when she is enrolled
    diary: str
    hours: Hours
    row: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.playbook} in {self.zone}"


RUNS = (
    Run(
        "office", "America/New_York", "2026-02-20T14:00:00+00:00", shipped.OFFICE_IN_NEW_YORK,
        Hours(holidays=HOLIDAYS_OF_NEW_YORK), {"start_date": "2026-03-02", "location": "New York"},
    ),
    Run(
        "office", "Europe/Berlin", "2026-03-06T08:00:00+00:00", shipped.OFFICE_IN_BERLIN,
        Hours(), {"start_date": "2026-03-16", "location": "Berlin"},
    ),
    Run(
        "office", "Asia/Jerusalem", "2026-02-26T08:00:00+00:00", shipped.OFFICE_IN_TEL_AVIV,
        Hours(SUNDAY_TO_THURSDAY, HOLIDAYS_OF_ISRAEL, "08:30", "17:00"),
        {"start_date": "2026-03-08", "location": "Tel Aviv"},
    ),
    Run(
        "remote", "America/New_York", "2026-08-21T14:00:00+00:00", shipped.REMOTE_IN_NEW_YORK,
        Hours(holidays=HOLIDAYS_OF_NEW_YORK),
        {"start_date": "2026-09-07", "location": "Remote", "country": "US", "time_zone": "America/New_York"},
    ),
)  # fmt: skip


@pytest.mark.parametrize("run", RUNS, ids=str)
async def test_each_step_arrives_once_and_at_work(run: Run, tmp_path: Path) -> None:
    steps = list(read(run.diary))
    async with world(tmp_path, start=run.opens, playbooks=PLAYBOOKS, people=people_in(run.zone)) as here:
        story = Story(here, CAST, ROW | run.row, lambda entry: entry.what)
        await here.enroll(**story.row)
        await story.until(steps[-1].instant(story.zones) + timedelta(days=14))
        for who, zone in story.zones.items():
            theirs = [(entry.local, entry.what) for entry in steps if entry.who == who]
            assert await sent(here, ROLES[who], zone) == theirs
            assert {local for local, _ in theirs} <= {one.local for one in story.got.values() if one.who == who}
        assert [one for one in story.got.values() if not at_work(run, one)] == []


async def sent(here: World, role: str, zone: ZoneInfo) -> list[tuple[str, str]]:
    """Return when each step of a role was sent, by the clock of whoever has it."""
    lines = [line for line in await here.status() if line.recipient == role]
    assert {line.state for line in lines} <= {"sent"}
    steps = sorted((line.sent_at, str(line.step)) for line in lines if line.sent_at)
    return [(f"{instant.astimezone(zone):%a %Y-%m-%d %H:%M}", step) for instant, step in steps]


def at_work(run: Run, one: Got) -> bool:
    return (run.hours if one.who == "Nadia" else COMPANY).hold(one.local)
