"""Look the bot's own sentences up by key and language, and fill them."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from importlib import resources

from babel import Locale

from onboardbot.core.personalise import fill
from onboardbot.texts import dates

DEFAULT = "en"


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that there is a catalogue for."""
    files = resources.files("onboardbot.texts").iterdir()
    return tuple(sorted(file.name.removesuffix(".toml") for file in files if file.name.endswith(".toml")))


@cache
def sentences(language: str) -> Mapping[str, str]:
    """Return a catalogue's sentences by dotted key."""
    text = resources.files("onboardbot.texts").joinpath(f"{language}.toml").read_text(encoding="utf-8")
    return dict(_flat("", tomllib.loads(text)))


def _flat(prefix: str, tree: Mapping[str, object]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key, value in tree.items():
        name = f"{prefix}.{key}" if prefix else key
        found += _flat(name, value) if isinstance(value, Mapping) else [(name, str(value))]
    return found


class Voice:
    """The sentences in one language."""

    def __init__(self, language: str, *locales: str | None) -> None:
        self.language = language if language in languages() else DEFAULT
        self._sentences = sentences(self.language)
        self._locales = locales

    def words(self, key: str, **values: object) -> str:
        """Return a sentence as Markdown; values in it are data and can't become markup."""
        return fill(self._sentences[key], values, markup_safe=True)

    def plain(self, key: str, **values: object) -> str:
        """Return a sentence as plain text, for buttons, notes and notifications."""
        return fill(self._sentences[key], values)

    def day(self, day: date) -> str:
        """Return a date in full, as the reader writes it."""
        return dates.day_in_words(day, self._locale)

    def short_day(self, day: date, *, year: bool = False) -> str:
        """Return a date in short, as the reader writes it."""
        return dates.short_day_in_words(day, self._locale, year=year)

    def month(self, day: date) -> str:
        """Return a month with its year, as the reader writes it."""
        return dates.month_in_words(day, self._locale)

    def weekday(self, day: date) -> str:
        return dates.weekday_in_words(day, self._locale)

    def clock(self, local: datetime) -> str:
        """Return the time of day of a local time, as the reader writes it."""
        return dates.clock_in_words(local, self._locale)

    def both(self, names: Sequence[str]) -> str:
        """Return names as a list: `Marek, Bea and Priya`."""
        return dates.list_in_words(names, self._locale)

    def either(self, names: Sequence[str]) -> str:
        """Return names as a choice: `Marek, Bea or Priya`."""
        return dates.list_in_words(names, self._locale, "or")

    @property
    def _locale(self) -> Locale:
        return dates.locale_of(self.language, *self._locales)


def pick(*wishes: str | None) -> str:
    """Return the first language of the wishes that we speak (`de-AT` is German), else English."""
    for wish in wishes:
        base = (wish or "").replace("_", "-").split("-", maxsplit=1)[0].lower()
        if base in languages():
            return base
    return DEFAULT
