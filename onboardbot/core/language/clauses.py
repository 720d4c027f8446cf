"""A text in its sentences, and what takes back within one what its words say."""

import re
from unicodedata import normalize

LONGEST = 40_000  # characters that are read; Slack takes no more
SENTENCES = re.compile(r"[.!?…;]+(?:\s|$)|\n+")
DENIED = re.compile(
    r"\b(?:no|never|nobody|none|not(?! only| just)|without|isn't|wasn't|aren't|don't|doesn't|didn't|hasn't|haven't"
    r"|kein\w*|nie|niemand\w*|nicht(?! nur)|ohne)(?: \w+)? $",
    re.IGNORECASE,
)
LOOK_BACK = 30  # characters before a word in which it may be denied


def plain(text: str) -> str:
    """Return a text with plain quotes and single spaces, line by line."""
    straight = normalize("NFC", text[:LONGEST]).replace("’", "'").replace("‘", "'").replace("\u00a0", " ")
    return "\n".join(" ".join(line.split()) for line in straight.splitlines())


def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a plain text."""
    return tuple(part.strip() for part in SENTENCES.split(text) if part.strip())


def said(pattern: re.Pattern[str], sentence: str) -> bool:
    """Say whether a sentence says something without denying it in the words right before."""
    return any(not denied(sentence, found) for found in pattern.finditer(sentence))


def denied(sentence: str, found: re.Match[str]) -> bool:
    return DENIED.search(sentence[max(found.start() - LOOK_BACK, 0) : found.start()]) is not None
