"""The words of each language by what they tell: one pack a language, `en.toml` beside this file.

All packs are looked through together, as people switch between languages within a sentence.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files
from re import Pattern

LANGUAGES = ("en", "de")


@cache
def signs(name: str) -> Pattern[str]:
    """Return the pattern that finds one of these as whole words, whatever their case."""
    alternatives = (one for language in LANGUAGES for one in _pack(language)[name])
    return re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)", re.IGNORECASE)


@cache
def _pack(language: str) -> dict[str, list[str]]:
    text = (files("onboardbot.core.language") / f"{language}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
