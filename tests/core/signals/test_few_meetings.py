import pytest

from onboardbot.core.signals import few_meetings
from tests.helpers.history_play import at
from tests.helpers.over_time import CALENDAR, met, past


@pytest.mark.parametrize(
    ("reminded", "confirmed", "day", "evidence"),
    [
        (4, (1,), 30, None),  # the fourth may still come about
        (5, (1,), 30, ("2", "3", "4")),
        (5, (1, 2), 30, None),
        (9, (1, 2, 3, 4, 5, 6), 85, None),
        (5, (1,), 91, None),  # the 90 days are over
        (13, (2, 3, 4, 5, 6, 7, 8, 10), 80, None),  # eight were enough
        (0, (), 30, None),
    ],
)
def test_eight_in_ninety_days_are_out_of_reach(
    reminded: int, confirmed: tuple[int, ...], day: int, evidence: tuple[str, ...] | None
) -> None:
    kept = [met("buddy", number, at(1)) for number in confirmed]
    history = past(meetings=kept, reminded=range(1, reminded + 1))
    noticed = few_meetings.detect(history, calendar=CALENDAR, now=at(day))
    assert (noticed.evidence if noticed else None) == evidence
