"""What the small model sees of a reply: words, pairs of words and parts of words, each with its place.

Names are gone by then, and words stand for each other as in `alike.toml`; endings that only tell a gender, a number or
a person are cut. So no name, pronoun, gender or origin has a feature of its own.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple
from zlib import crc32

from onboardbot.core.language.clauses import denied
from onboardbot.core.language.lexicon import signs
from onboardbot.core.language.masking import Masks
from onboardbot.core.language.reading import Reading

TOKEN = re.compile(
    r"(?P<word>[^\W\d_\u3040-\u30ff\u3400-\u9fff]+(?:'(?:t|m|s|re|ve|ll|d)\b)?)|(?P<japanese>[\u3005\u3040-\u30ff\u3400-\u9fff]+)"
    r"|(?P<number>\d+)|(?P<stop>[.!?…。！？\n]+)|(?P<pause>[,;:、–—-])|(?P<sign>[^\w\s])"
)
FAMILIES = (
    *("harassment", "abuse", "discrimination", "safety", "hazard", "violence", "at_risk", "trouble_with"),
    *("perhaps_above", "somebody_else", "only_taught", "of_oneself", "retracted", "despair", "intent"),
)  # of the rules' words
ROUGH, LENGTHY = 4, 24  # words from which a length is rough, and from which it is the same
REACH = 4  # words behind a "not" that it may take back
MANAGER = "manager"
ONCE = frozenset({"group", MANAGER})  # said twice in a row they are one: "a young Spanish woman", "Marek Novak"
SHORT = 4  # letters of a word from which its parts count
ENDINGS = (
    (re.compile(r"(?:s|x)$"), ""),
    (re.compile(r"(?<=\w{3})[aeo]{1,2}$"), ""),
    (re.compile(r"(?<=\w{2})tric$"), "teu"),
    (re.compile(r"(?<=\w{2})eu[rs]?$"), "eu"),
    (re.compile(r"(?<=\w)iv$"), "if"),
    (re.compile(r"([bcdfgklmnprst])\1$"), r"\1"),
)  # what tells only how many, who, or which gender


@dataclass(frozen=True)
class Token:
    """A word as the model sees it, between two positions of what is read."""

    stem: str
    start: int
    end: int
    kind: str


class Feature(NamedTuple):
    """A hashed feature with its strength, and where it stands."""

    key: int
    strength: float
    start: int
    end: int


@cache
def small(kind: str) -> frozenset[str]:
    """Return small words of a kind."""
    text = (files("onboardbot.core.language") / "grammar.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(text)[kind].split())


def stem(word: str) -> str:
    """Return a word without what tells only a gender, a number or a person."""
    bare = word.replace("'", "")
    if len(bare) < SHORT:
        return bare
    for ending, instead in ENDINGS:
        bare = ending.sub(instead, bare)
    return bare


def tokens(reading: Reading, masks: Masks) -> list[Token]:
    """Return the words of a reading that may be learnt from; names are left out, those above the writer are roles."""
    found: list[Token] = []
    for match in TOKEN.finditer(reading.alike):
        kind, start, end = match.lastgroup or "", match.start(), match.end()
        if (start, end) in masks.hidden:
            continue
        if kind == "japanese":
            found += _unmasked(match.group(), start, masks)
            continue
        text = MANAGER if (start, end) in masks.superiors else _read_as(match.group(), kind)
        if text in small("articles") or (text in ONCE and found and found[-1].stem == text):
            continue
        found.append(Token(text, start, end, kind))
    return found


def _read_as(text: str, kind: str) -> str:
    if kind == "word":
        return stem(text)
    if kind == "number":
        return "0"
    return text[0] if kind in {"stop", "pause"} else text


def _unmasked(text: str, start: int, masks: Masks) -> Iterator[Token]:
    """Return what is left of Japanese between names."""
    at = 0
    inside = sorted((a - start, b - start) for a, b in masks.hidden if start <= a and b <= start + len(text))
    for begin, end in [*inside, (len(text), len(text))]:
        if begin > at:
            yield Token(text[at:begin], start + at, start + begin, "japanese")
        at = max(at, end)


def features(reading: Reading, found: Sequence[Token]) -> Iterator[Feature]:
    """Return the features of a reply, by their kinds."""
    words = [one for one in found if one.kind not in {"stop", "pause", "japanese"}]
    whole = _words(words, found)
    part = _parts(found)
    yield from _scaled(whole, 1.0)
    yield from _scaled(part, 0.7)
    yield from _scaled(list(_meanings(found)), 1.0)
    yield from _ruled(reading, found[0].start, found[-1].end)


def _ruled(reading: Reading, begin: int, end: int) -> Iterator[Feature]:
    """Return what the rules find, as one thing to weigh among others."""
    for name in FAMILIES:
        found = signs(name).search(reading.alike, begin, end)
        if found is not None:
            kind = "d" if denied(reading.alike, found) else "r"
            yield Feature(crc32(f"{kind} {name}".encode()), 0.5, found.start(), found.end())


def _scaled(raw: list[tuple[str, int, int]], strength: float) -> Iterator[Feature]:
    if not raw:
        return
    each = strength / len(raw) ** 0.5
    for name, start, end in raw:
        yield Feature(crc32(name.encode()), each, start, end)


def _words(words: Sequence[Token], found: Sequence[Token]) -> list[tuple[str, int, int]]:
    """Return words, what a "not" may take back, neighbours, stops, the beginning and the length."""
    negated = _negated(found)
    raw = [(f"w {one.stem}", one.start, one.end) for one in words]
    raw += [(f"n {one.stem}", one.start, one.end) for one in words if one.start in negated]
    raw += [(f"p {one.stem} {two.stem}", one.start, two.end) for one, two in pairwise(words)]
    for one, between, two in zip(words, words[1:], words[2:], strict=False):
        raw.append((f"s {one.stem} {two.stem}", one.start, two.end))
        raw.append((f"t {one.stem} {between.stem} {two.stem}", one.start, two.end))
    raw += [(f"b {one.stem}", one.start, one.end) for one in words[:1]]
    raw += [(f"c {one.stem}", one.start, one.end) for one in found if one.kind in {"stop", "pause"}]
    return [*raw, (f"l {_length(len(words))}", 0, 0)]


def _length(words: int) -> int:
    """Return how long a reply is, more roughly the longer it is."""
    return words if words < ROUGH else min(words, LENGTHY) // ROUGH * ROUGH


def _negated(found: Sequence[Token]) -> set[int]:
    """Return where words stand that a "not" before them may take back."""
    places, left = set(), 0
    for one in found:
        if one.kind in {"stop", "pause"}:
            left = 0
        elif left:
            places.add(one.start)
            left -= 1
        if one.stem in small("not"):
            left = REACH
    return places


def _parts(found: Sequence[Token]) -> list[tuple[str, int, int]]:
    raw = []
    for one in found:
        if one.kind == "japanese":
            for size in (1, 2, 3, 4):
                raw += [
                    (f"j {one.stem[at : at + size]}", one.start + at, one.start + at + size)
                    for at in range(len(one.stem) - size + 1)
                ]
        elif one.kind == "word" and len(one.stem) >= SHORT:
            marked = f"<{one.stem}>"
            for size in (3, 4, 5):
                raw += [(f"k {marked[at : at + size]}", one.start, one.end) for at in range(len(marked) - size + 1)]
    return raw


def _meanings(found: Sequence[Token]) -> Iterator[tuple[str, int, int]]:
    """Return words by themselves once more: much of what they mean was learnt from more text than ours."""
    for one in found:
        if one.kind == "word":
            yield f"v {one.stem}", one.start, one.end
        elif one.kind == "japanese":
            for size in (2, 3, 4):
                for at in range(len(one.stem) - size + 1):
                    yield f"v {one.stem[at : at + size]}", one.start + at, one.start + at + size
