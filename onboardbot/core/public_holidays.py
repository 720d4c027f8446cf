"""Public holidays, as the package `holidays` knows them."""

import sys
from datetime import date
from functools import cache
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holidays import HolidayBase

COUNTRIES = "holidays.countries"


@cache
def public_holidays(country: str | None, subdivision: str | None, year: int) -> frozenset[date]:
    """Return the days of `year` off by law, observed days included; none for a country that is not known.

    A subdivision that the country does not have leaves the holidays of the whole country.
    """
    known = None if country is None else _country(country)
    if known is None:
        return frozenset()
    part = subdivision if subdivision in known.subdivisions else None
    found = known(subdiv=part, years=year, observed=True, categories=("public",))
    return frozenset(day for day in found if day.year == year)


@cache
def _country(code: str) -> "type[HolidayBase] | None":
    """Return what `holidays` knows of one country, by its two letters.

    Its package of countries imports all 250, for which nobody should wait 0.2 s: it stands in for itself, not run,
    while the one module is imported.
    """
    from holidays.registry import COUNTRIES as REGISTERED  # noqa: PLC0415 - too slow for commands without dates

    module = next((name for name, (_, letters, *_) in REGISTERED.items() if letters == code), None)
    spec = find_spec(COUNTRIES)
    if module is None or spec is None:
        return None
    shell = sys.modules.setdefault(COUNTRIES, module_from_spec(spec))
    try:
        found: type[HolidayBase] = getattr(import_module(f"{COUNTRIES}.{module}"), code)
    finally:
        if not hasattr(shell, code):
            del sys.modules[COUNTRIES]
    return found
