"""When the questions of the day before the start are due, by the hire's calendar and that of whoever is asked."""

from datetime import date, datetime

import pytest

from onboardbot.core.calendar import Calendar
from onboardbot.core.company import Days
from onboardbot.core.eve import eve
from onboardbot.core.zones import zone_named

BERLIN = Calendar(zone=zone_named("Europe/Berlin"))
NEW_YORK = Calendar(zone=zone_named("America/New_York"))
TOKYO = Calendar(zone=zone_named("Asia/Tokyo"))
OFF_ON_FRIDAY = Calendar(
    zone=zone_named("Europe/Berlin"), leave=(Days(first=date(2026, 2, 27), last=date(2026, 2, 27)),)
)


def at(instant: str) -> datetime:
    return datetime.fromisoformat(instant)


@pytest.mark.parametrize(
    ("start", "hire", "asked", "now", "ask_at", "account_at"),
    [
        ("2026-03-03", BERLIN, BERLIN, "2026-02-20T08:00Z", "2026-03-02T08:00Z", "2026-03-02T11:00Z"),
        ("2026-03-02", BERLIN, BERLIN, "2026-02-20T08:00Z", "2026-02-27T08:00Z", "2026-02-27T11:00Z"),  # a weekend
        ("2026-02-28", BERLIN, BERLIN, "2026-02-20T08:00Z", "2026-02-27T08:00Z", "2026-02-27T11:00Z"),  # a Saturday
        ("2026-03-03", BERLIN, NEW_YORK, "2026-02-20T08:00Z", "2026-03-02T14:00Z", "2026-03-02T11:00Z"),
        ("2026-03-03", NEW_YORK, TOKYO, "2026-02-20T08:00Z", "2026-03-02T00:00Z", "2026-03-02T17:00Z"),
        ("2026-03-02", BERLIN, OFF_ON_FRIDAY, "2026-02-20T08:00Z", None, "2026-02-27T11:00Z"),  # nobody to ask in time
        ("2026-03-03", BERLIN, BERLIN, "2026-03-02T10:00Z", "2026-03-02T10:00Z", "2026-03-02T11:00Z"),  # late, in time
        ("2026-03-03", BERLIN, BERLIN, "2026-03-02T20:00Z", None, "2026-03-02T20:00Z"),
        ("2026-03-03", BERLIN, BERLIN, "2026-03-03T09:00Z", None, None),  # too late
    ],
)
def test_each_is_due_on_the_working_day_before(
    start: str, hire: Calendar, asked: Calendar, now: str, ask_at: str | None, account_at: str | None
) -> None:
    found = eve(date.fromisoformat(start), calendar=hire, asked=asked, now=at(now))
    assert found.ask_at == (at(ask_at) if ask_at else None)
    assert found.account_at == (at(account_at) if account_at else None)
    assert found.begins == hire.opening(found.day_one)
