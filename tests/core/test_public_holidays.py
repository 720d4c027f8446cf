from datetime import date
from importlib import import_module

import pytest

from onboardbot.core.public_holidays import public_holidays


@pytest.mark.parametrize(
    ("country", "subdivision", "day", "off"),
    [
        ("DE", "BE", date(2026, 3, 8), True),  # Women's Day, in Berlin and not in Bavaria
        ("DE", "BY", date(2026, 3, 8), False),
        ("DE", None, date(2026, 3, 8), False),
        ("DE", "XX", date(2026, 10, 3), True),  # a part that does not exist leaves those of the country
        ("DE", "XX", date(2026, 3, 8), False),
        ("US", None, date(2026, 7, 3), True),  # observed, as the 4th is a Saturday
        ("US", None, date(2021, 12, 31), True),  # observed for the year that follows
        ("GB", "SCT", date(2026, 1, 2), True),
        ("GB", "ENG", date(2026, 1, 2), False),
        ("IL", None, date(2026, 9, 21), True),  # Yom Kippur
        ("ZZ", None, date(2026, 1, 1), False),
        (None, None, date(2026, 1, 1), False),
        (None, "BE", date(2026, 1, 1), False),
    ],
)
def test_public_holidays(country: str | None, subdivision: str | None, day: date, *, off: bool) -> None:
    assert (day in public_holidays(country, subdivision, day.year)) is off


def test_asking_for_one_country_leaves_the_package_whole() -> None:
    public_holidays("MT", None, 2026)
    assert import_module("holidays.countries").MT is import_module("holidays.countries.malta").MT
    assert public_holidays("LI", None, 2026)
