"""Names in a reading: hidden from everything that is learnt, so that nobody's name can weigh anything.

The lists hold first and last names of some eighty countries (from Faker, MIT licence): those that are no words in our
languages, and those that are and need their capital. Whatever else has a capital where English has none is hidden, too.
"""

import re
from collections.abc import Collection, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from onboardbot.core.language.names import CAPITALISED, FIRST_NAMES, PERSONAL, SHORTEST
from onboardbot.core.language.reading import PEOPLE, Reading, unaccented
from onboardbot.core.language.utterance import Utterance

WORD = re.compile(r"[^\W\d_\u3040-\u30ff\u3400-\u9fff]+")
COMPOUND = re.compile(r"(?<!\w)[^\W\d_]+(?:(?:-|(?<=\b[od])')(?!s\b)[^\W\d_]+)+(?!\w)")
PART = re.compile(r"[^\W\d_]+|['-]")
OWNER = re.compile(r"(?<!\w)(?P<who>[^\W\d_]+)'s\b")
CALLED = re.compile(
    r"(?:[\u3400-\u9fff]{1,4}|[\u30a0-\u30ff]{1,10}|[\u3400-\u9fff\u30a0-\u30ff]{1,4})(?=さん|さま|様|氏|君|くん|ちゃん)"
)
SOMEBODY = re.compile(
    r"(?:日本|外国|中国|韓国|台湾|白|黒|[ァ-ヶー]{2,10})人(?!事|材|件|気|数|口|間)|(?:[ァ-ヶー]{2,6}|仏|儒)教徒|ムスリム|クリスチャン"
    r"|女性|男性|ゲイ|レズビアン|トランスジェンダー|バイセクシュアル|ノンバイナリー|[聴視]覚障害者?|障害者|自閉症|高齢者|若者|妊婦"
    r"|シングル(?:マザー|ファーザー)|外国籍|移民|難民|年配"
    r"|(?<![一-龯])(?:[祖義叔伯]?[父母]|夫|妻|息子|娘|兄|姉|弟|妹|甥|姪|両親)(?![一-龯])|いとこ|パートナー(?!企業|会社|シップ)|彼女|彼氏"
    r"|彼(?=[はがにをもの])"
)  # who somebody is, and of whose family
NOBODY = frozenset({"皆", "お客", "客", "奥", "患者", "業者", "部長", "課長", "店長", "社長", "上司", "先輩", "同僚"})
BEGINS = re.compile(r"(?:^|[.!?…:;\n\"(*•-])[\s\"'(]*$")
GERMAN = re.compile(r"\b(?:ich|nicht|und|der|das|ist|mit|mein\w*|kein\w*|zu|auf|habe|wir|ein\w*|die|im|bin)\b")
NO_NAMES = PEOPLE | {"he"}  # what is read in the place of words that may have a capital
SHORT_NAME = 4  # letters up to which an s at the end is no genitive
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
    hidden.update(_joined(reading, hidden | bosses))
    owners = [(found.span(), found.span("who")) for found in OWNER.finditer(reading.alike)]
    bosses.update(span for span, who in owners if who in bosses)
    hidden.update(span for span, who in owners if who in hidden)
    hidden.update(_in_japanese(reading, reply.names))
    return Masks(frozenset(hidden), frozenset(bosses))


def _joined(reading: Reading, named: AbstractSet[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Return what hangs on a name: "Mary-Ann" and "O'Brien" are one."""
    for found in COMPOUND.finditer(reading.alike):
        spans = {part.span() for part in PART.finditer(reading.alike, *found.span())}
        if not spans.isdisjoint(named):
            yield from spans - named


def _parts(names: Collection[str]) -> frozenset[str]:
    words = (found.group() for name in names for found in WORD.finditer(unaccented(name.casefold())))
    return frozenset(word for word in words if len(word) >= SHORTEST)


def _is_name(reading: Reading, found: re.Match[str], *, german: bool) -> bool:
    """Say whether a word is a name: whatever its case, or by its capital where a sentence does not begin."""
    bare = found.group()
    if bare in _names("names"):
        return True
    first = reading.written[reading.places[found.start()]]
    if not first.isupper() or not CAPITALISED.isdisjoint({bare, bare.removesuffix("s")}) or bare in NO_NAMES:
        return False
    genitive = len(bare) > SHORT_NAME and bare.removesuffix("s") in _names("names")
    if genitive or bare in _names("names_that_are_words") or bare in FIRST_NAMES:
        return True
    if german:
        return False
    if BEGINS.search(reading.alike[max(found.start() - LOOK_BACK, 0) : found.start()]) is None:
        return reading.words(*found.span())[1:].islower()
    return (
        PERSONAL.search(reading.words(found.start(), found.end() + LOOK_AHEAD)[len(reading.words(*found.span())) :])
        is not None
    )


def _in_japanese(reading: Reading, known: Collection[str]) -> Iterator[tuple[int, int]]:
    for found in CALLED.finditer(reading.alike):
        if found.group() not in NOBODY:
            yield found.span()
    yield from (found.span() for found in SOMEBODY.finditer(reading.alike))
    for name in (*_names("names_in_japanese"), *known):
        if not name.isascii():
            yield from (found.span() for found in re.finditer(re.escape(name), reading.alike))


@cache
def _names(which: str) -> frozenset[str]:
    text = (files("onboardbot.core.language") / f"{which}.txt").read_text(encoding="utf-8")
    return frozenset(text.split())
