"""Once a month whoever is trusted with what can't wait shows that messages reach them."""

from datetime import UTC, datetime

import pytest

from onboardbot.core.calendar import Calendar
from onboardbot.core.drill import next_drill
from tests.helpers.history_play import BERLIN

CALENDAR = Calendar(zone=BERLIN, country="DE", subdivision="BE")


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-03-10T08:00", "2026-04-01T07:00"),
        ("2026-04-01T06:59", "2026-05-04T07:00"),  # the first is a holiday, then comes a weekend
        ("2026-12-31T22:59", "2027-01-04T08:00"),
        ("2026-12-31T23:00", "2027-02-01T08:00"),
    ],
)
def test_it_is_due_as_the_first_working_day_of_the_next_month_begins(now: str, due: str) -> None:
    assert next_drill(datetime.fromisoformat(now).replace(tzinfo=UTC), CALENDAR) == (
        datetime.fromisoformat(due).replace(tzinfo=UTC)
    )
