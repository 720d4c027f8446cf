"""Dates, times and lists as the reader writes them; Babel holds how each locale does (Unicode CLDR)."""

from collections.abc import Sequence
from datetime import date, datetime, time
from functools import cache
from typing import Literal

from babel import Locale, UnknownLocaleError, dates, lists

AT_LARGE = {"en": "en_150"}  # Babel's plain English is that of the US; without a region we write 15:00
NEAR = 6  # days within which a weekday alone says which day is meant


@cache
def locale_of(language: str, *wishes: str | None) -> Locale:
    """Return the first wish of this language that names a region (`en-GB` for English), else the language at large."""
    for wish in wishes:
        tag = (wish or "").replace("_", "-")
        known = _known(tag) if tag.split("-", maxsplit=1)[0].lower() == language else None
        if known is not None and known.territory is not None:
            return known
    return Locale.parse(AT_LARGE.get(language, language))


def _known(tag: str) -> Locale | None:
    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return None


def day_in_words(day: date, locale: Locale) -> str:
    """Return a date in full: `Friday, March 6, 2026`."""
    return dates.format_date(day, "full", locale=locale)


def short_day_in_words(day: date, locale: Locale, *, year: bool = False) -> str:
    """Return a date in short: `Fri, Mar 6`, with the year where that is not clear."""
    return dates.format_skeleton("yMMMEd" if year else "MMMEd", datetime.combine(day, time.min), locale=locale)


def month_in_words(day: date, locale: Locale) -> str:
    """Return a month with its year: `March 2026`."""
    return dates.format_skeleton("yMMMM", datetime.combine(day, time.min), locale=locale)


def weekday_in_words(day: date, locale: Locale) -> str:
    return dates.format_date(day, "EEEE", locale=locale)


def clock_in_words(local: datetime, locale: Locale) -> str:
    """Return the time of day: `3:00 PM`, `15:00`; with a plain space, as some phones show no narrow one."""
    return dates.format_time(local, "short", tzinfo=local.tzinfo, locale=locale).replace("\u202f", " ")


def list_in_words(words: Sequence[str], locale: Locale, kind: Literal["and", "or"] = "and") -> str:
    """Return words as a list: `Marek, Bea and Priya`; one form of it for all who read the same language."""
    everywhere = AT_LARGE.get(locale.language, locale.language)
    return lists.format_list(list(words), style="standard" if kind == "and" else "or", locale=everywhere)
