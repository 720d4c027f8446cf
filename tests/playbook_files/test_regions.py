"""Zones, countries and subdivisions are those of the locked packages."""

from importlib import import_module

import holidays
import pytest
from holidays.registry import COUNTRIES

from onboardbot.core.zones import zone_named, zone_names
from onboardbot.playbook_files.notes import TOP, Notes
from onboardbot.playbook_files.regions import countries, country_mend, known_language, read_zone, subdivisions
from onboardbot.playbook_files.tree import Scalar


def test_the_subdivisions_are_those_that_holidays_knows() -> None:
    """Kept beside the code, as importing `holidays` takes longer than all of `check`."""
    import_module("holidays.countries")
    known = {code: set(type(holidays.country_holidays(code)).subdivisions) for _, code, *_ in COUNTRIES.values()}
    assert {code: set(names) for code, names in subdivisions().items()} == {
        c: names for c, names in known.items() if names
    }


def test_every_country_of_holidays_is_a_country() -> None:
    assert {code for _, code, *_ in COUNTRIES.values()} <= countries().keys()


def test_every_zone_can_be_used() -> None:
    """`Factory` stands for a machine that nobody has set up: a hire there would silently have UTC."""
    notes = Notes("company.yaml")
    assert [read_zone(Scalar(name, TOP), notes) for name in sorted(zone_names())] == sorted(zone_names())
    assert all(zone_named(name).key == name for name in zone_names())
    assert read_zone(Scalar("Factory", TOP), notes) is None


@pytest.mark.parametrize(
    ("tag", "known"),
    [
        ("en", True),
        ("de-AT", True),
        ("zh-Hans-CN", True),
        ("es-419", True),
        ("sl-rozaj-biske", True),
        ("en-x-pirate", True),
        ("yue", True),
        ("qq", False),
        ("en-QQ", False),
        ("en_US", False),
        ("e", False),
        ("english", False),
        ("en-" + "x" * 100, False),
    ],
)
def test_a_language_is_known_by_bcp_47(tag: str, *, known: bool) -> None:
    assert known_language(tag) is known


@pytest.mark.parametrize(
    ("word", "code"), [("de", "DE"), ("UK", "GB"), ("usa", "US"), ("Norway", "NO"), ("Norwy", "NO"), ("Atlantis", "")]
)
def test_a_country_has_many_names(word: str, code: str) -> None:
    assert country_mend(word) == code
