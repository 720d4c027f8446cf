"""Replies that say next to nothing by themselves: the button tells what they mean."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache
from importlib.resources import files

from onboardbot.core.language.heard import Category, Urgency
from onboardbot.core.language.reading import Reading

AROUND = " .,!?…:*_~\"'()-\n。！"  # signs around the words
LOW = 2  # moods up to which a plain word is none


class Whole(StrEnum):
    """What a reply is that says nothing more."""

    PLAIN = "plain"
    MIXED = "mixed"
    LOW = "low"


def whole(reading: Reading) -> Whole | None:
    """Return what a reply is, if it is one of those that say no more."""
    return _wholes().get(reading.alike.strip(AROUND))


def meant(kind: Whole, mood: int | None) -> tuple[Category, Urgency] | None:
    """Return what such a reply means beside a button; None where that is left to others."""
    if kind is Whole.LOW and mood is not None and mood > LOW + 1:
        return None
    if kind is Whole.LOW or (mood is not None and mood <= LOW):
        return Category.OTHER, Urgency.WATCH
    if mood is None or mood == LOW + 1:
        return Category.NEUTRAL, Urgency.WATCH if kind is Whole.MIXED else Urgency.NONE
    return None


def slipped(reading: Reading) -> bool:
    """Say whether somebody tells that they pressed another button than they meant."""
    return _slips().search(reading.alike) is not None


@cache
def _slips() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in _lists()["slipped"]))


@cache
def _wholes() -> Mapping[str, Whole]:
    return {words: kind for kind in reversed(Whole) for words in _lists()[kind]}


@cache
def _lists() -> Mapping[str, Sequence[str]]:
    text = (files("onboardbot.core.language") / "wholes.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
