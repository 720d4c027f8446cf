import pytest

from onboardbot.core.history import Meeting
from onboardbot.core.signals import fading_help
from tests.helpers.history_play import at
from tests.helpers.over_time import CALENDAR, met, past

IN_MAY, IN_JULY = 70, 122  # days after 2 March; month three is over on 2 June


@pytest.mark.parametrize(
    ("day", "meetings", "evidence"),
    [
        (IN_MAY, (), None),  # before month three a talk in the first week is what counts
        (92, (), ()),
        (IN_JULY, (met("manager", 7, at(80)),), ("7",)),
        (IN_JULY, (met("manager", 7, at(80)), met("manager", 8, at(95))), None),
        (IN_JULY, (met("buddy", 7, at(120)),), ()),
    ],
)
def test_a_month_without_a_talk_after_month_three(
    day: int, meetings: tuple[Meeting, ...], evidence: tuple[str, ...] | None
) -> None:
    noticed = fading_help.detect(past(meetings=meetings), calendar=CALENDAR, now=at(day))
    assert (noticed.evidence if noticed else None) == evidence
