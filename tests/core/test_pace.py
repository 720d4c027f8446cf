from datetime import UTC, datetime

import pytest

from onboardbot.core.calendar import Calendar
from onboardbot.core.pace import Turn, late_turn, slower_turn
from onboardbot.core.zones import zone_named

BERLIN = Calendar(zone_named("Europe/Berlin"), country="DE", subdivision="BE")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


@pytest.mark.parametrize(
    ("now", "waiting", "gone_today", "go", "next_at"),
    [
        ("2026-03-06T10:00+01:00", 0, 0, 0, None),
        ("2026-03-06T10:00+01:00", 2, 0, 2, None),
        ("2026-03-06T10:00+01:00", 3, 0, 3, None),
        ("2026-03-06T10:00+01:00", 7, 0, 3, "2026-03-09T09:00+01:00"),  # the rest on the next working day
        ("2026-03-06T10:00+01:00", 7, 2, 1, "2026-03-09T09:00+01:00"),
        ("2026-03-06T10:00+01:00", 1, 3, 0, "2026-03-09T09:00+01:00"),
        ("2026-03-06T10:00+01:00", 1, 4, 0, "2026-03-09T09:00+01:00"),
        ("2026-03-06T20:00+01:00", 4, 0, 0, "2026-03-09T09:00+01:00"),  # nobody is woken for what is late
        ("2026-03-06T07:00+01:00", 4, 0, 0, "2026-03-06T09:00+01:00"),
        ("2026-03-07T10:00+01:00", 0, 0, 0, None),
    ],
)
def test_three_late_steps_a_local_day_go_in_working_hours(
    now: str, waiting: int, gone_today: int, go: int, next_at: str | None
) -> None:
    turn = late_turn(waiting, gone_today=gone_today, calendar=BERLIN, now=utc(now))
    assert turn == Turn(go, utc(next_at) if next_at else None)


@pytest.mark.parametrize(
    ("gone_today", "late_until", "goes_at"),
    [
        (0, None, None),
        (1, None, "2026-03-09T09:00+01:00"),
        (2, "2026-03-10T17:30+01:00", "2026-03-09T09:00+01:00"),
        (1, "2026-03-06T17:30+01:00", None),  # it would be too late on Monday
        (1, "2026-03-09T09:00+01:00", "2026-03-09T09:00+01:00"),
    ],
)
def test_a_slower_pace_is_one_step_a_working_day_and_loses_none(
    gone_today: int, late_until: str | None, goes_at: str | None
) -> None:
    now = utc("2026-03-06T10:00+01:00")
    until = utc(late_until) if late_until else None
    found = slower_turn(until, gone_today=gone_today, calendar=BERLIN, now=now)
    assert found == (utc(goes_at) if goes_at else None)
