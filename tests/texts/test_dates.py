"""Dates, times and lists in the way of the reader."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from onboardbot.texts.dates import clock_in_words, day_in_words, list_in_words, locale_of, weekday_in_words

THREE = datetime(2026, 3, 6, 15, 0, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.mark.parametrize(
    ("language", "wishes", "found"),
    [
        ("en", ("en-GB",), "en_GB"),
        ("en", ("en_GB",), "en_GB"),
        ("de", ("en-US", "de-AT"), "de_AT"),
        ("de", ("en-US",), "de"),
        ("en", ("en-QQ", None, "", "en-DE"), "en_DE"),
        ("en", ("en-!",), "en_150"),
        ("en", ("en", "en-US"), "en_US"),
        ("en", ("de", "en"), "en_150"),
    ],
)
def test_the_first_locale_of_the_language_that_names_a_known_region(
    language: str, wishes: tuple[str | None, ...], found: str
) -> None:
    assert str(locale_of(language, *wishes)) == found


@pytest.mark.parametrize(
    ("tag", "day", "clock", "names"),
    [
        ("en-US", "Friday, March 6, 2026", "3:00 PM", "Marek, Bea or Priya"),
        ("en-GB", "Friday, 6 March 2026", "15:00", "Marek, Bea or Priya"),
        ("en", "Friday, 6 March 2026", "15:00", "Marek, Bea or Priya"),
        ("de-DE", "Freitag, 6. März 2026", "15:00", "Marek, Bea oder Priya"),
    ],
)
def test_each_writes_them_in_their_own_way(tag: str, day: str, clock: str, names: str) -> None:
    locale = locale_of(tag[:2], tag)
    assert day_in_words(date(2026, 3, 6), locale) == day
    assert clock_in_words(THREE, locale) == clock
    assert list_in_words(["Marek", "Bea", "Priya"], locale, "or") == names


def test_one_name_or_two_are_a_list_too() -> None:
    english = locale_of("en")
    assert list_in_words([], english) == ""
    assert list_in_words(["Marek"], english) == "Marek"
    assert list_in_words(["Marek", "Bea"], english) == "Marek and Bea"
    assert weekday_in_words(date(2026, 3, 6), english) == "Friday"
