from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onboardbot.core.company import Days
from onboardbot.people_files.dates import WEEKDAYS, read_date, read_leave, read_week
from onboardbot.people_files.places import read_country, read_subdivision, read_zone
from onboardbot.people_files.slip import Slip
from onboardbot.people_files.words import read_email, read_language

MARCH_2, MARCH_6 = date(2026, 3, 2), date(2026, 3, 6)


@pytest.mark.parametrize(
    ("reader", "text", "value"),
    [
        (read_date, "2026-03-02", MARCH_2),
        (read_date, "2028-02-29", date(2028, 2, 29)),
        (read_leave, "2026-03-02..2026-03-06", (Days(first=MARCH_2, last=MARCH_6),)),
        (read_leave, "2026-03-02", (Days(first=MARCH_2, last=MARCH_2),)),
        (read_leave, "2026-03-02 .. 2026-03-06", (Days(first=MARCH_2, last=MARCH_6),)),
        (read_leave, "2026-03-02;2026-03-06", (Days(first=MARCH_2, last=MARCH_2), Days(first=MARCH_6, last=MARCH_6))),
        (read_leave, "2026-03-02, 2026-03-06;", (Days(first=MARCH_2, last=MARCH_2), Days(first=MARCH_6, last=MARCH_6))),
        (read_week, "mon-fri", frozenset(range(5))),
        (read_week, "Mon-Fri", frozenset(range(5))),
        (read_week, "sun-thu", frozenset({6, 0, 1, 2, 3})),
        (read_week, "sat-wed", frozenset({5, 6, 0, 1, 2})),
        (read_week, "mon-wed,fri", frozenset({0, 1, 2, 4})),
        (read_week, "mon, tue, thu", frozenset({0, 1, 3})),
        (read_week, "sun", frozenset({6})),
        (read_zone, "America/New_York", "America/New_York"),
        (read_zone, "UTC", "UTC"),
        (read_country, "NO", "NO"),
        (read_country, "SO", "SO"),  # a country without known holidays is one all the same
        (read_email, "O'Brien+x@mail.Northwind.example", "o'brien+x@mail.northwind.example"),
        (read_email, "müller@köln.example", "müller@köln.example"),
        (read_language, "pt-BR", "pt-BR"),
    ],
)
def test_a_value_is_read(reader: Callable[[str], object], text: str, value: object) -> None:
    assert reader(text) == value


@pytest.mark.parametrize(
    ("reader", "text", "hint"),
    [
        (read_date, "02.03.2026", "write 2026-03-02"),
        (read_date, "3/2/2026", "write 2026-02-03 or 2026-03-02"),
        (read_date, "3/22/2026", "write 2026-03-22"),
        (read_date, "2026/3/2", "write 2026-03-02"),
        (read_date, "2026-03-02 00:00:00", "write 2026-03-02"),
        (read_date, "46083", "write 2026-03-02"),  # a spreadsheet's number of the day
        (read_date, "2 March", "write year-month-day, as in 2026-03-02"),
        (read_date, "31.02.2026", "write year-month-day, as in 2026-03-02"),
        (read_date, "2026-02-30", "write an existing day as year-month-day"),
        (read_date, "2206-03-02", "check the year"),
        (read_date, "٢٠٢٦-٠٣-٠٢", "write year-month-day, as in 2026-03-02"),
        (read_leave, "2026-03-06..2026-03-02", "write 2026-03-02..2026-03-06"),
        (read_leave, "2026-03-02 - 2026-03-06", "write 2026-03-02..2026-03-06"),
        (read_leave, "2026-03-02 to 2026-03-06", "write 2026-03-02..2026-03-06"),
        (read_leave, "2026-03-02…2026-03-06", "write 2026-03-02..2026-03-06"),
        (read_leave, "2026-03-02..6.3.2026", "write 2026-03-06"),
        (read_leave, "2026-03-02..", "write year-month-day, as in 2026-03-02"),
        (read_leave, "next week", "write year-month-day, as in 2026-03-02"),
        (read_leave, "next to last", "write year-month-day, as in 2026-03-02"),
        (read_week, "monday-friday", 'write "mon-fri"'),
        (read_week, "mon – fri", 'write "mon-fri"'),
        (read_week, "Mon to Thu", 'write "mon-thu"'),
        (read_week, "mon; tue", 'write "mon,tue"'),
        (read_week, "mo-fr", 'write it as in "mon-fri" or "mon,tue,thu"'),
        (read_week, "mon-mon", 'write it as in "mon-fri" or "mon,tue,thu"'),
        (read_week, "mon-wed-fri", 'write it as in "mon-fri" or "mon,tue,thu"'),
        (read_week, ",", 'write it as in "mon-fri" or "mon,tue,thu"'),
        (read_zone, "Berlin", 'did you mean "Europe/Berlin"?'),
        (read_zone, "new york", 'did you mean "America/New_York"?'),
        (read_zone, "europe/berlin", 'did you mean "Europe/Berlin"?'),
        (read_zone, "localtime", "name the place, as in Europe/Berlin"),
        (read_zone, "UTC+01:00", "name the place, as in Europe/Berlin"),
        (read_country, "de", 'did you mean "DE"?'),
        (read_country, "UK", 'did you mean "GB"?'),
        (read_country, "Germany", 'did you mean "DE"?'),
        (read_country, "XX", "write its two letters, as in DE"),
        (read_email, "Nadia <nadia@northwind.example>", "write only the address: nadia@northwind.example"),
        (read_email, "mailto:nadia@northwind.example", "write only the address: nadia@northwind.example"),
        (read_email, "nadia", "write one address, as in nadia@northwind.example"),
        (read_email, "nadia@northwind", "write one address, as in nadia@northwind.example"),
        (read_email, "a@b.example c@d.example", "write one address, as in nadia@northwind.example"),
        (read_email, "nadia..h@northwind.example", "write one address, as in nadia@northwind.example"),
        (read_email, "nadia.@northwind.example", "write one address, as in nadia@northwind.example"),
        (read_email, "n@" + "a" * 260 + ".example", "write one address, as in nadia@northwind.example"),
        (read_language, "de_DE", 'did you mean "de-DE"?'),
        (read_language, "german", "write its code, as in en or de"),
    ],
)
def test_a_slip_names_its_mend(reader: Callable[[str], object], text: str, hint: str) -> None:
    read = reader(text)
    assert isinstance(read, Slip)
    assert read.hint == hint


@pytest.mark.parametrize(
    ("text", "country", "read"),
    [
        ("BE", "DE", "BE"),
        ("NY", "US", "NY"),
        ("be", "DE", 'did you mean "BE"?'),
        ("DE-BY", "DE", 'did you mean "BY"?'),
        ("Bayern", "DE", 'did you mean "BY"?'),
        ("X", "IL", "leave it empty"),
        ("X", "SO", "leave it empty"),  # no holidays are known for it
        ("BE", "", "fill in the column country"),
    ],
)
def test_a_subdivision_is_part_of_its_country(text: str, country: str, read: str) -> None:
    found = read_subdivision(text, country)
    assert (found.hint if isinstance(found, Slip) else found) == read


def test_an_unknown_subdivision_is_told_which_there_are() -> None:
    read = read_subdivision("Atlantis", "DE")
    assert isinstance(read, Slip)
    assert read.hint.startswith("known are BB, BE, BW, BY")


@given(st.integers(0, 6), st.integers(1, 6))
@settings(max_examples=30, deadline=None)
def test_a_week_of_any_length_may_wrap(first: int, more: int) -> None:
    written = f"{WEEKDAYS[first]}-{WEEKDAYS[(first + more) % 7]}"
    assert read_week(written) == frozenset((first + n) % 7 for n in range(more + 1))


@given(st.text(max_size=30))
@settings(max_examples=60, deadline=None)
def test_no_text_brings_a_reader_down(text: str) -> None:
    for reader in (read_date, read_leave, read_week, read_zone, read_country, read_email, read_language):
        reader(text.strip())  # must not raise
