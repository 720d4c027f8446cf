"""The words of each language by what they tell: one pack a language, `en.toml` beside this file.

All packs are looked through together, as people switch between languages within a sentence.
"""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from re import Pattern

from onboardbot.core.language.reading import people, unaccented

SPACED = ("en", "de", "es", "fr", "pt")  # languages that part their words
UNSPACED = ("ja",)
LANGUAGES = SPACED + UNSPACED
NO_SPACES = r"[\d\u2e80-\uffef]"  # how words of the others begin; what begins otherwise is not looked at twice
WHO = re.compile(r"(?<![\\\w])[^\W\d_]+(?!\w)")  # words in a pattern, and not its marks


@cache
def signs(name: str) -> Pattern[str]:
    """Return the pattern that finds one of these in what is read, as whole words where a language parts them.

    What is read has no capitals, and neither have the patterns.
    """
    spaced, unspaced = (_alternatives(name, languages) for languages in (SPACED, UNSPACED))
    return re.compile(rf"(?<!\w)(?=\w)(?:{spaced})(?!\w)|(?={NO_SPACES})(?:{unspaced})")


def _alternatives(name: str, languages: Iterable[str]) -> str:
    """Return the words as they are read: without accents, those for the same people as one."""
    patterns = (unaccented(one) for language in languages for one in _pack(language)[name])
    return "|".join(WHO.sub(lambda word: people(word.group()), one) for one in patterns)


@cache
def _pack(language: str) -> dict[str, list[str]]:
    text = (files("onboardbot.core.language") / f"{language}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
