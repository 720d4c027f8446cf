from datetime import date, datetime

import pytest

from onboardbot.core.calendar import Calendar
from onboardbot.core.company import Days
from onboardbot.core.finding import Signal
from onboardbot.core.history import CheckIn, History, Pause
from onboardbot.core.signals import silence
from tests.core.signals.moods import finding_of
from tests.helpers.history_play import BERLIN, MONDAY, TEAM, at

CALENDAR = Calendar(zone=BERLIN)
MAREK = frozenset({"marek"})


def asked(*check_ins: CheckIn, pauses: tuple[Pause, ...] = ()) -> History:
    return History(team=TEAM, start=MONDAY, check_ins=check_ins, pauses=pauses)


def sent(day: int, answered: datetime | None = None, circle: frozenset[str] = MAREK) -> CheckIn:
    return CheckIn(id=f"c{day}", sent_at=at(day), circle=circle, answered_at=answered)


def found(history: History, now: datetime, calendar: Calendar = CALENDAR) -> Signal | None:
    return silence.detect(history, calendar=calendar, now=now)


@pytest.mark.parametrize(
    ("check_ins", "evidence"),
    [
        ((sent(4), sent(11)), ("c4", "c11")),
        ((sent(1), sent(4), sent(11)), ("c4", "c11")),
        ((sent(11),), None),
        ((sent(4), sent(11, at(12))), None),
        ((sent(4, at(40)), sent(11)), None),  # a late answer ends it
        ((sent(4), sent(8), sent(11, at(11))), None),  # the newest is answered
        ((sent(1, at(1)), sent(8), sent(11)), ("c8", "c11")),
        ((), None),
    ],
)
def test_the_last_two_check_ins_are_unanswered(
    check_ins: tuple[CheckIn, ...], evidence: tuple[str, ...] | None
) -> None:
    signal = found(asked(*check_ins), at(50))
    assert (signal.evidence if signal else None) == evidence


@pytest.mark.parametrize(
    ("now", "is_found"),
    [(at(14), False), (at(15, "14:59"), False), (at(15, "15:00"), True)],  # Friday to Tuesday at the same time
)
def test_it_is_found_at_the_same_local_time_two_working_days_later(now: datetime, is_found: bool) -> None:  # noqa: FBT001
    history = asked(sent(4), sent(11))
    assert (found(history, now) is not None) is is_found
    assert silence.due(history, calendar=CALENDAR) == at(15)


def test_a_check_in_that_waits_still_hides_no_silence() -> None:
    assert found(asked(sent(1), sent(2), sent(3)), at(4)) is not None


def test_the_clock_is_the_local_one_when_daylight_saving_begins() -> None:
    history = asked(sent(18), sent(25))  # 29 March lies between Friday, the 27th, and Tuesday
    assert silence.due(history, calendar=CALENDAR) == at(29)


def test_days_of_leave_do_not_count() -> None:
    away = Calendar(zone=BERLIN, leave=(Days(first=date(2026, 3, 16), last=date(2026, 3, 17)),))
    assert silence.due(asked(sent(4), sent(11)), calendar=away) == at(17)


@pytest.mark.parametrize(
    ("pause", "due"),
    [
        (Pause(since=at(13, "09:00"), until=at(15, "00:00")), at(16)),  # Saturday to Monday
        (Pause(since=at(14, "18:00"), until=at(15, "00:00")), at(16)),  # an evening is a day of the pause
        (Pause(since=at(11, "16:00"), until=at(12, "00:00")), at(15)),  # the day it was sent never counts
        (Pause(since=at(12)), None),  # open: nobody knows
        (Pause(since=at(20)), at(15)),
    ],
)
def test_days_of_pause_do_not_count(pause: Pause, due: datetime | None) -> None:
    assert silence.due(asked(sent(4), sent(11), pauses=(pause,)), calendar=CALENDAR) == due


def test_one_silence_is_found_once_until_something_is_answered() -> None:
    two = asked(sent(4), sent(11))
    signal = found(two, at(15))
    assert signal is not None
    three = asked(sent(4), sent(11), sent(18)).with_finding(finding_of(signal, day=15))
    assert found(three, at(40)) is None
    assert silence.due(three, calendar=CALENDAR) is None
    answered = asked(sent(4), sent(11, at(16)), sent(18), sent(25)).with_finding(finding_of(signal, day=15))
    assert found(answered, at(40)) is not None


def test_it_holds_until_anything_is_answered() -> None:
    signal = Signal(key="silence", level=silence.RULE.level, evidence=("c4", "c11"), circle=MAREK)
    finding = finding_of(signal, day=15)
    for check_ins, still in (
        ((sent(4), sent(11)), True),
        ((sent(1, at(1)), sent(4), sent(11)), True),
        ((sent(4), sent(11, at(16))), False),
        ((sent(4), sent(11), sent(18, at(18))), False),
    ):
        assert silence.holds(finding, asked(*check_ins), calendar=CALENDAR, now=at(30)) is still


def test_its_circle_is_whoever_is_in_both() -> None:
    signal = found(asked(sent(4), sent(11, circle=frozenset({"lena"}))), at(15))
    assert signal is not None
    assert signal.circle == frozenset()
