"""Taking names and everything that points at somebody out of a reply before anything learnt, or far away, reads it.

Unsure means masked: a word too many that is hidden costs a little understanding, one too few can't be called back.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize

from onboardbot.core.language import names
from onboardbot.core.language.clauses import plain
from onboardbot.core.language.utterance import Utterance

LONGEST = 4_000  # characters that an optional listener reads
PLACEHOLDER = re.compile(r"\[[A-Z]+_\d+\]")
# Each is one run of simple classes, so that no text makes it slow; the first that fits a place counts.
PATTERNS: Mapping[str, re.Pattern[str]] = {
    "CODE": re.compile(r"```[^`]*(?:```|$)|`[^`\n]{1,200}`"),
    "LINK": re.compile(r"\b(?:https?|ftp|file|slack|mailto|tel)://?[^\s<>]+|\bwww\.[^\s<>]+", re.IGNORECASE),
    "MAIL": re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}"),
    "COLLEAGUE": re.compile(r"<?@[\w.-]{1,80}>?(?:[ ][A-ZÀ-Þ][\w'-]{1,40})?"),
    "ADDRESS": re.compile(r"\b(?:[\w-]{1,63}\.){1,6}(?:com|net|org|io|de|at|ch|es|fr|pt|br|jp|uk|eu|example|local)\b"),
    "ID": re.compile(r"\b(?=[\w-]{0,40}\d)(?=[\w-]{0,40}[A-Za-z])[\w-]{6,64}\b|\b[UWCDGBT][A-Z0-9]{7,}\b"),
    "NUMBER": re.compile(r"\+?\d(?:[\d ./()-]{2,24})\d"),
}
TITLED = re.compile(
    r"\b(?i:mr|mrs|ms|mx|dr|prof|herrn?|frau|señora?|sra?|don|doña|monsieur|madame|mme|senhora?|dona)\b\.?"
    r"(?: (?i:dr|prof|ing)\b\.?){0,3} [A-ZÀ-Þ][\w'-]{1,40}"
)
JAPANESE = re.compile(
    r"(?!(?:皆|みな|お客|お母|お父)(?:さん|様))[一-龯々ァ-ヶー]{1,8}(?=さん|様|くん|君|ちゃん|氏|先輩)"
)
_EVERY_COMPANY = """
and bank company consulting corp digital europe for gmbh global group holding inc international limited llc ltd of
services software solutions systems team tech technologies technology the und your
"""
_WORDS_TOO = """
all an any art august autumn bo but can dawn das de del den der di do faith for grace her his hope
joy la le long mark may men min my no not of one our out pat rich rose she so son sue summer sun sunny the to two van
von will win you young
"""
NOT_DISTINCT = frozenset(_EVERY_COMPANY.split())  # words of company names that everybody uses
ORDINARY = names.ORDINARY | frozenset(_WORDS_TOO.split())  # names that are words, too: only with their capital
GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
UNSPACED = "\u2e80"  # from here on scripts stand that put no spaces between words
SHORT = 2  # letters up to which a name needs its capital


@dataclass(frozen=True)
class Masked:
    """A reply as it may be read elsewhere; `hidden` maps each placeholder to what stands for it in the reply."""

    text: str
    hidden: Mapping[str, str]
    whole: str

    def words(self, quoted: str) -> str | None:
        """Return the words of the reply that a quote stands for, None where they don't stand in it just so."""
        if quoted not in self.text:
            return None
        words = PLACEHOLDER.sub(lambda found: self.hidden.get(found.group(), found.group()), quoted)
        return words if words in self.whole else None


def masked(reply: Utterance, *, company: str = "") -> Masked:
    """Hide names, addresses, numbers, links and code; the same words get the same placeholder.

    The writer's own name has to be among `others`, else it is hidden only where it looks like a name.
    """
    whole = plain(reply.text)[:LONGEST]
    hidden: dict[str, str] = {}
    known = {"MANAGER": reply.superiors, "COLLEAGUE": reply.others, "COMPANY": _of_company(company)}
    out, at = [], 0
    for start, end, kind in _spans(whole, known):
        out += [whole[at:start], _placeholder(whole[start:end], kind, hidden)]
        at = end
    return Masked("".join((*out, whole[at:])), hidden, whole)


def _placeholder(words: str, kind: str, hidden: dict[str, str]) -> str:
    known = next((one for one, stands_for in hidden.items() if stands_for == words), None)
    placeholder = known or f"[{kind}_{len(hidden) + 1}]"
    hidden[placeholder] = words
    return placeholder


def _spans(text: str, known: Mapping[str, Iterable[str]]) -> list[tuple[int, int, str]]:
    """Return what is hidden, in order, without overlaps: of two that begin together the longer."""
    found = sorted(_found(text, known), key=lambda one: (one[0], -one[1]))
    kept: list[tuple[int, int, str]] = []
    for start, end, kind in found:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end, kind))
        elif end > kept[-1][1]:  # it reaches further than what it overlaps: both are hidden as one
            kept[-1] = (kept[-1][0], end, kept[-1][2])
    return kept


def _found(text: str, known: Mapping[str, Iterable[str]]) -> Iterator[tuple[int, int, str]]:
    for kind, pattern in (*PATTERNS.items(), ("COLLEAGUE", TITLED), ("COLLEAGUE", JAPANESE)):
        for one in pattern.finditer(text):
            yield one.start(), one.end(), kind
    for kind, called in known.items():
        yield from _called(text, called, kind)
    yield from _unknown(text)


def _called(text: str, called: Iterable[str], kind: str) -> Iterator[tuple[int, int, str]]:
    """Find the names that the bot knows, by each of their parts, in scripts without spaces anywhere."""
    parts = {part for name in called for part in _parts(name)}
    for one in names.WORD.finditer(text):
        if _is(one.group(), parts):
            yield one.start(), one.end(), kind
    for part in (part for part in parts if part[0] >= UNSPACED and len(part) > 1 and part in text):
        for one in re.finditer(re.escape(part), text, re.IGNORECASE):
            yield one.start(), one.end(), kind


@lru_cache(maxsize=65_536)  # everybody's names are looked for in each reply
def _parts(name: str) -> frozenset[str]:
    return frozenset(spelt for part in names.WORD.findall(plain(name)) for spelt in _spelt(part))


def _is(word: str, parts: Collection[str]) -> bool:
    bare = word.casefold().removesuffix("'s").removesuffix("'")
    spelt = (one for part in (bare, bare.removesuffix("s"), *bare.split("-")) for one in _spelt(part))
    found = [one for one in spelt if one in parts]
    needs_capital = all(len(part) <= SHORT or part in ORDINARY for part in found)
    return bool(found) and (word[0].isupper() or not needs_capital)


def _spelt(part: str) -> frozenset[str]:
    """Return how a part of a name may be typed: as it is, and without its accents."""
    whole = part.casefold()
    return frozenset(
        {whole, whole.translate(GERMAN), "".join(one for one in normalize("NFKD", whole) if one.isalpha())}
    )


def _unknown(text: str) -> Iterator[tuple[int, int, str]]:
    """Find what looks like a name: a first name of many, or a capital where none belongs."""
    german = names.GERMAN.search(text) is not None
    for one in names.WORD.finditer(text):
        word, bare = one.group(), one.group().casefold().removesuffix("'s")
        common = bare in names.FIRST_NAMES and (word[0].isupper() or bare not in ORDINARY)
        if common or (not german and _stands_out(text, one) and not _no_name(bare)):
            yield one.start(), one.end(), "COLLEAGUE"
    for one in names.BARE_NOUN.finditer(text) if german else ():
        if one["noun"].casefold() not in names.CAPITALISED | names.THINGS:
            yield one.start("noun"), one.end("noun"), "COLLEAGUE"


def _no_name(bare: str) -> bool:
    return bool({bare, bare.removesuffix("s")} & names.CAPITALISED)  # "on Sundays"


def _stands_out(text: str, found: re.Match[str]) -> bool:
    word = found.group()
    if not word[0].isupper() or not word[1:].islower():
        return False
    before = text[max(found.start() - names.LOOK_AROUND, 0) : found.start()]
    return names.SENTENCE_START.search(before) is None


def _of_company(name: str) -> tuple[str, ...]:
    return tuple(word for word in names.WORD.findall(name) if word.casefold() not in NOT_DISTINCT)
