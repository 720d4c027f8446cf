"""A gentle word is said in the morning, seldom, and never about what is confidential."""

from datetime import date
from typing import Any

import pytest

from onboardbot.core.calendar import Calendar
from onboardbot.core.company import Days
from onboardbot.core.finding import Level, Signal
from onboardbot.core.gentle import next_word, word
from onboardbot.core.history import History, Pause, Word
from tests.core.signals.moods import finding_of
from tests.helpers.history_play import BERLIN, at
from tests.helpers.over_time import CALENDAR, asked, past

ITEMS = (*asked(4, "mood/a", "text/x", answered=["mood/a"]), *asked(11, "mood/b", "text/x", answered=["mood/b"]))
OFFER = Signal(key="low_mood", level=Level.CARE, evidence=("m",), circle=frozenset())


def skipped(**more: Any) -> History:
    return past(items=ITEMS).model_copy(update=more)


def said(day: int) -> Word:
    return Word(key="weak_hints", evidence=("okay_again:m1",), at=at(day, "09:00"))


def test_it_is_due_on_the_first_morning_after_two_working_days_of_patience() -> None:
    assert next_word(skipped(), calendar=CALENDAR, now=at(11)) == at(16, "09:00")  # patience ended on Tuesday at 15:00
    assert word(skipped(), calendar=CALENDAR, now=at(15, "14:59")) is None
    noticed = word(skipped(), calendar=CALENDAR, now=at(16, "09:00"))
    assert noticed is not None
    assert (noticed.key, noticed.evidence) == ("skipped_twice", ("c4/text/x", "c11/text/x"))


@pytest.mark.parametrize(
    ("more", "due"),
    [
        ({}, 16),
        ({"words": (said(9),)}, 23),  # ten working days after the last one
        ({"findings": (finding_of(OFFER, day=11),)}, 25),  # somebody has asked by then
        ({"findings": (finding_of(OFFER, day=-20),)}, 16),
        ({"pauses": (Pause(since=at(12)),)}, None),
        ({"ended_at": at(14)}, None),
        ({"findings": (finding_of(OFFER, day=-20).model_copy(update={"sealed": frozenset({"c4"})}),)}, None),
    ],
)
def test_one_word_in_ten_working_days_and_none_where_something_was_found(more: dict[str, Any], due: int | None) -> None:
    found = next_word(skipped(**more), calendar=CALENDAR, now=at(11))
    assert found == (None if due is None else at(due, "09:00"))


def test_what_holds_something_confidential_is_left_out() -> None:
    finding = finding_of(OFFER, day=-20).model_copy(update={"level": Level.PROTECTED, "sealed": frozenset({"c11"})})
    assert word(skipped(findings=(finding,)), calendar=CALENDAR, now=at(16)) is None


def test_without_anything_there_is_nothing_to_wait_for() -> None:
    assert next_word(past(), calendar=CALENDAR, now=at(11)) is None


def test_a_morning_is_one_of_a_working_day_and_of_hours_that_have_not_begun() -> None:
    assert next_word(skipped(), calendar=CALENDAR, now=at(20)) == at(21, "09:00")
    assert next_word(skipped(), calendar=CALENDAR, now=at(17, "08:00")) == at(17, "09:00")


def test_a_leave_without_an_end_leaves_it_to_what_happens_next() -> None:
    away = Calendar(zone=BERLIN, leave=(Days(first=date(2026, 3, 14), last=date(2028, 1, 1)),))
    assert next_word(skipped(), calendar=away, now=at(11)) is None
    assert word(skipped(words=(said(9),)), calendar=away, now=at(11)) is None
