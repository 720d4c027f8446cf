"""A slip in a cell: what is wrong with it, and the mend."""

import difflib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Slip:
    """What is wrong with a value, to be said after its name, and the mend. A mild one is a warning.

    `rule` and `facts` name it for a form, which has its words in other languages, too.
    """

    message: str
    hint: str = ""
    mild: bool = False
    rule: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the one of `known` that comes near the word, or an empty text."""
    by_plain = {plain(name): name for name in known}
    near = difflib.get_close_matches(plain(word), by_plain, n=1, cutoff=0.7)
    return by_plain[near[0]] if near else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return the question with the nearest of `known`, or an empty text."""
    near = nearest(word, known)
    return f'did you mean "{near}"?' if near else ""


def plain(word: str) -> str:
    """Return the word as people compare it, without case and doubled blanks."""
    return " ".join(unicodedata.normalize("NFC", word).casefold().split())
