"""Names in a reading: hidden from everything that is learnt, so that nobody's name can weigh anything.

The lists hold first and last names of some eighty countries (from Faker, MIT licence): those that are no words in our
languages, and those that are and need their capital. Whatever else has a capital where English has none is hidden, too.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from onboardbot.core.language.names import CAPITALISED, PERSONAL, SHORTEST
from onboardbot.core.language.reading import PEOPLE, Reading, unaccented
from onboardbot.core.language.utterance import Utterance

WORD = re.compile(r"[^\W\d_\u3040-\u30ff\u3400-\u9fff]+")
CALLED = re.compile(r"[\u3400-\u9fff\u30a0-\u30ff]{1,4}(?=さん|さま|様|氏|君|くん|ちゃん)")
NOBODY = frozenset({"皆", "お客", "客", "奥", "患者", "業者", "部長", "課長", "店長", "社長", "上司", "先輩", "同僚"})
BEGINS = re.compile(r"(?:^|[.!?…:;\n\"(*•-])[\s\"'(]*$")
GERMAN = re.compile(r"\b(?:ich|nicht|und|der|das|ist|mit|mein\w*|kein\w*|zu|auf|habe|wir|ein\w*|die|im|bin)\b")
LOOK_AHEAD = 30  # signs behind a word that tell whether it does what only persons do
LOOK_BACK = 12  # signs before a word that tell whether it begins a sentence


@dataclass(frozen=True)
class Masks:
    """Where names stand in what is read: `hidden` is anybody's, `superiors` that of whoever is above the writer."""

    hidden: frozenset[tuple[int, int]]
    superiors: frozenset[tuple[int, int]]


def masks(reply: Utterance) -> Masks:
    """Return where names stand, of those who are known and of those who are not."""
    reading, above, known = reply.reading, _parts(reply.superiors), _parts(reply.others)
    german = len(GERMAN.findall(reading.alike[:400])) > 1
    hidden, bosses = set[tuple[int, int]](), set[tuple[int, int]]()
    for found in WORD.finditer(reading.alike):
        bare = found.group()
        if bare in above:
            bosses.add(found.span())
        elif bare in known or _is_name(reading, found, german=german):
            hidden.add(found.span())
    hidden.update(_in_japanese(reading, reply.names))
    return Masks(frozenset(hidden), frozenset(bosses))


def _parts(names: Collection[str]) -> frozenset[str]:
    words = (found.group() for name in names for found in WORD.finditer(unaccented(name.casefold())))
    return frozenset(word for word in words if len(word) >= SHORTEST)


def _is_name(reading: Reading, found: re.Match[str], *, german: bool) -> bool:
    """Say whether a word is a name: whatever its case, or by its capital where a sentence does not begin."""
    bare = found.group()
    if bare in _names("names"):
        return True
    first = reading.written[reading.places[found.start()]]
    if not first.isupper() or bare in CAPITALISED or bare.removesuffix("s") in CAPITALISED or bare in PEOPLE:
        return False
    if bare in _names("names_that_are_words"):
        return True
    if german:
        return False
    if BEGINS.search(reading.alike[max(found.start() - LOOK_BACK, 0) : found.start()]) is None:
        return reading.words(*found.span())[1:].islower()
    return PERSONAL.search(reading.words(found.start(), found.end() + LOOK_AHEAD)[len(bare) :]) is not None


def _in_japanese(reading: Reading, known: Collection[str]) -> Iterator[tuple[int, int]]:
    for found in CALLED.finditer(reading.alike):
        if found.group() not in NOBODY:
            yield found.span()
    for name in (*_names("names_in_japanese"), *known):
        if not name.isascii():
            yield from (found.span() for found in re.finditer(re.escape(name), reading.alike))


@cache
def _names(which: str) -> frozenset[str]:
    text = (files("onboardbot.core.language") / f"{which}.txt").read_text(encoding="utf-8")
    return frozenset(text.split())
