"""A text in its sentences, and what takes back within one what its words say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import normalize

from onboardbot.core.language.reading import LONGEST, Reading

SENTENCES = re.compile(r"[.!?…;]+(?:\s|$)|[。！？]+|\n+")
DENIED = re.compile(
    r"\b(?:no|never|nobody|none|not(?! only| just)|without|isn'?t|wasn'?t|aren'?t|don'?t|doesn'?t|didn'?t|hasn'?t"
    r"|haven'?t|kein\w*|nie|niemand\w*|nicht(?! nur)|ohne|nunca|nadie|sin|jamas|pas|jamais|sans|nao|ninguem|sem"
    r"|(?:personne|aucune?) ne)(?: \w+)? $",
    re.IGNORECASE,
)
LOOK_BACK = 30  # characters before a word in which it may be denied


@dataclass(frozen=True)
class Sentence:
    """A sentence as it is read, and as it was written."""

    read: str
    words: str


def plain(text: str) -> str:
    """Return a text with plain quotes and single spaces, line by line."""
    straight = normalize("NFC", text[:LONGEST]).replace("’", "'").replace("‘", "'").replace("\u00a0", " ")
    return "\n".join(" ".join(line.split()) for line in straight.splitlines())


def sentences(reading: Reading) -> tuple[Sentence, ...]:
    """Return the sentences of a reading."""
    return tuple(
        Sentence(reading.alike[start:end].strip(), reading.words(start, end))
        for start, end in _spans(reading.alike)
        if reading.alike[start:end].strip()
    )


def _spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for found in SENTENCES.finditer(text):
        yield start, found.start()
        start = found.end()
    yield start, len(text)


def said(pattern: re.Pattern[str], sentence: str) -> bool:
    """Say whether a sentence says something without denying it in the words right before."""
    return any(not denied(sentence, found) for found in pattern.finditer(sentence))


def denied(sentence: str, found: re.Match[str]) -> bool:
    return DENIED.search(sentence[max(found.start() - LOOK_BACK, 0) : found.start()]) is not None
