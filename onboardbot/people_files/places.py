"""Time zones, countries and their parts, as a cell says them."""

import functools
from collections.abc import Mapping, Sequence
from importlib.resources import files

import holidays

from onboardbot.core.zones import zone_names
from onboardbot.people_files.slip import Slip, nearest, plain

COMMON_CODES = {"UK": "GB", "USA": "US", "DEUTSCHLAND": "DE"}


def read_zone(text: str) -> str | Slip:
    zones = zone_names()
    if text in zones:
        return text
    tail = plain(text).replace(" ", "_")
    cities = sorted(zone for zone in zones if "/" in zone and zone.rsplit("/", 1)[1].casefold() == tail)
    mend = next(iter(cities), "") or nearest(text.replace(" ", "_"), zones)
    hint = f'did you mean "{mend}"?' if mend else "name the place, as in Europe/Berlin"
    return Slip("is not a time zone", hint, rule="time_zone", facts={"mend": mend})


def read_country(text: str) -> str | Slip:
    names = _countries()
    if text in names:
        return text
    by_name = {plain(name): code for code, name in names.items()}
    code = COMMON_CODES.get(text.upper(), text.upper())
    code = code if code in names else by_name.get(plain(text), "")
    hint = f'did you mean "{code}"?' if code else "write its two letters, as in DE"
    return Slip("is not a country", hint, rule="country", facts={"mend": code})


@functools.cache
def _countries() -> Mapping[str, str]:
    """Return the names of countries by their code in ISO 3166, as the locked `tzdata` has them, and Kosovo's."""
    table = (files("tzdata") / "zoneinfo" / "iso3166.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {code: name for code, name, *_ in rows} | {"XK": "Kosovo"}


def read_subdivision(text: str, country: str) -> str | Slip:
    """Read a part of a country; without one a part is kept, but counts for nothing."""
    if not country:
        return Slip("does not count without the country in the same row", "fill in the column country", mild=True)
    known = _subdivisions().get(country, ())
    if text in known:
        return text
    code = text.upper().removeprefix(f"{country}-")
    if code in known:
        return Slip(f"is not a part of {country}", f'did you mean "{code}"?')
    return Slip(f"is not a part of {country}", _nearest_part(text, country) or _parts(known))


def _nearest_part(text: str, country: str) -> str:
    """Return the code of the part whose name comes nearest, as `Bayern` does to BY."""
    codes = {plain(name): code for code, names in _names_of_parts(country).items() for name in names}
    return f'did you mean "{codes[plain(text)]}"?' if plain(text) in codes else ""


def _names_of_parts(country: str) -> Mapping[str, Sequence[str]]:
    return holidays.country_holidays(country).get_subdivision_aliases() if country in _subdivisions() else {}


def _parts(known: Sequence[str]) -> str:
    return f"known are {', '.join(known)}" if known else "leave it empty"


@functools.cache
def _subdivisions() -> Mapping[str, Sequence[str]]:
    return holidays.list_supported_countries(include_aliases=False)
