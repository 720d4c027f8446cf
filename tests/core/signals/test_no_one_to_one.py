import pytest

from onboardbot.core.history import Meeting
from onboardbot.core.signals import no_one_to_one
from tests.helpers.history_play import at
from tests.helpers.over_time import CALENDAR, met, past


@pytest.mark.parametrize(
    ("day", "meetings", "found"),
    [
        (2, (), False),
        (3, (), True),  # Thursday is the fourth working day
        (3, (met("manager", 1, at(1)),), False),
        (3, (met("buddy", 1, at(1)),), True),
        (30, (), True),
        (-3, (), False),
    ],
)
def test_nobody_confirmed_a_talk_by_working_day_four(day: int, meetings: tuple[Meeting, ...], *, found: bool) -> None:
    noticed = no_one_to_one.detect(past(meetings=meetings), calendar=CALENDAR, now=at(day))
    assert (noticed is not None) is found
