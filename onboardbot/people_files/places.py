"""Time zones, countries and their parts, as a cell says them."""

import functools
import zoneinfo
from collections.abc import Mapping, Sequence

import holidays

from onboardbot.people_files.slip import Slip, did_you_mean, plain

COMMON_NAMES = {"UK": "GB", "GERMANY": "DE", "DEUTSCHLAND": "DE", "USA": "US", "ISRAEL": "IL"}


def read_zone(text: str) -> str | Slip:
    zones = _zones()
    if text in zones:
        return text
    tail = plain(text).replace(" ", "_")
    cities = sorted(zone for zone in zones if "/" in zone and zone.rsplit("/", 1)[1].casefold() == tail)
    hint = f'did you mean "{cities[0]}"?' if cities else did_you_mean(text.replace(" ", "_"), zones)
    return Slip("is not a time zone", hint or "name the place, as in Europe/Berlin")


@functools.cache
def _zones() -> frozenset[str]:
    """Return the names of the zone data; `localtime` and the like depend on the machine."""
    return frozenset(zoneinfo.available_timezones() - {"localtime", "Factory"})


def read_country(text: str) -> str | Slip:
    known = _subdivisions()
    if text in known:
        return text
    code = COMMON_NAMES.get(text.upper(), text.upper())
    if code in known:
        return Slip("is not a country", f'did you mean "{code}"?')
    return Slip(
        "is not a country whose public holidays are known", "write its two letters, as in DE, or leave it empty"
    )


def read_subdivision(text: str, country: str) -> str | Slip:
    """Read a part of a country; an empty country is a slip, as the part alone says nothing."""
    if not country:
        return Slip("needs the country in the same row", "fill in the column country")
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
    return holidays.country_holidays(country).get_subdivision_aliases()


def _parts(known: Sequence[str]) -> str:
    return f"known are {', '.join(known)}" if known else "leave it empty"


@functools.cache
def _subdivisions() -> Mapping[str, Sequence[str]]:
    return holidays.list_supported_countries(include_aliases=False)
