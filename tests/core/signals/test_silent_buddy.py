import pytest

from onboardbot.core.signals import silent_buddy
from tests.helpers.history_play import at
from tests.helpers.over_time import CALENDAR, met, past


@pytest.mark.parametrize(
    ("reminded", "confirmed", "evidence"),
    [
        ((1, 2, 3), (), ("1", "2", "3")),
        ((1, 2, 3), (2,), None),
        ((1, 2), (), None),
        ((1, 2, 3, 4), (1,), ("2", "3", "4")),
        ((2, 2, 3), (), None),  # one meeting, whoever was reminded of it twice
        ((), (), None),
    ],
)
def test_three_reminders_in_a_row_led_to_no_meeting(
    reminded: tuple[int, ...], confirmed: tuple[int, ...], evidence: tuple[str, ...] | None
) -> None:
    kept = (*(met("buddy", number, at(1)) for number in confirmed), met("manager", 2, at(1)))
    noticed = silent_buddy.detect(past(meetings=kept, reminded=reminded), calendar=CALENDAR, now=at(20))
    assert (noticed.evidence if noticed else None) == evidence


@pytest.mark.parametrize(("day", "early"), [(7, True), (14, True), (15, False), (20, False)])
def test_a_buddy_is_no_silent_one_in_the_first_two_weeks(day: int, early: bool) -> None:  # noqa: FBT001
    found = silent_buddy.detect(past(reminded=(1, 2, 3)), calendar=CALENDAR, now=at(day))
    assert (found is None) is early
