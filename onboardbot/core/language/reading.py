"""A reply as it is read: what is not the writer's own is left out, and whoever is meant is read alike.

Code, links and quotes of others are dropped, and `:tada:` is the emoji. Words are read without case and accents, with
one word for all pronouns, for all groups of people and for all members of a family, so that none of them can change
what is heard. Every position in what is read leads back to the words as they were written.
"""

import re
import tomllib
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from unicodedata import combining, normalize

from onboardbot.core.language.signs import CODE, sign_of

PEOPLE = frozenset({"group", "kin", "her", "herself"})
LONGEST = 40_000  # characters that are read; Slack takes no more
DROPPED = re.compile(
    r"```.*?(?:```|\Z)|`[^`\n]*`|^[ \t]*(?:>|&gt;)[^\n]*|<?(?:https?://|www\.|mailto:)[^\s>|]*(?:\|[^>\n]*)?>?|(?<![\w.+-])[\w.+-]{1,64}@\w[\w.-]{0,64}\.\w+",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)
UNSEEN = re.compile(r"[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
HALVES = re.compile(r"[\ud800-\udfff]")  # of a sign that was cut in two; nothing can be written with them
PLAIN = str.maketrans(
    {"’": "'", "‘": "'", "´": "'", "`": "'", "\u00a0": " ", "\u3000": " ", "“": '"', "”": '"', "„": '"'}
)
PIECE = re.compile(CODE.pattern + r"|[^\W\d_]+(?:['-][^\W\d_]+)*|\n\s*|[^\S\n]+|.", re.DOTALL)

BENT = re.compile(r"(?:isch|los|lich)$")  # German adjectives, which have endings
ENDINGS = ("e", "er", "en", "es", "em")
JOINED = re.compile(r"(['-])")  # "she's", "qu'elle": each part is read by itself


@dataclass(frozen=True)
class Reading:
    """`written` is the reply, `alike` what is read of it, `places` where each sign of that stands in `written`."""

    written: str
    alike: str
    places: Sequence[int]

    def words(self, start: int, end: int) -> str:
        """Return the words as they were written that stand between two positions of what is read."""
        if start >= end:
            return ""
        last = self.places[end] if end < len(self.places) else len(self.written)
        return self.written[self.places[start] : last].strip()


def read(text: str) -> Reading:
    """Return a reply as it is read."""
    written = normalize("NFC", HALVES.sub("\ufffd", text[:LONGEST]))
    seen = UNSEEN.sub(" ", DROPPED.sub(_blank, written)).translate(PLAIN)
    parts: list[str] = []
    places = array("l")
    for piece, start, length in _pieces(seen):
        parts.append(piece)
        places.extend(range(start, start + length) if len(piece) == length else [start] * len(piece))
    return Reading(written, "".join(parts), places)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())


def _pieces(seen: str) -> Iterator[tuple[str, int, int]]:
    """Return what is read of each piece, where it stands, and how long it is there."""
    table = _table()
    for found in PIECE.finditer(seen):
        piece = found.group()
        if piece[0] == "\n":
            yield "\n", found.start(), 1
        elif piece.isspace():
            yield " ", found.start(), 1
        elif piece[0] == ":" and len(piece) > 1:
            yield sign_of(piece), found.start(), len(piece)
        else:
            yield table.get(piece.casefold()) or _alike(piece, table), found.start(), len(piece)


def _alike(piece: str, table: Mapping[str, str]) -> str:
    bare = unaccented(piece.casefold())
    if bare in table or not JOINED.search(bare):
        return table.get(bare, bare)
    return "".join(table.get(part, part) for part in JOINED.split(bare))


def unaccented(text: str) -> str:
    """Return a text in the letters that everybody's keyboard has; signs of Japanese keep their marks."""
    if text.isascii():
        return text
    spread = normalize("NFD", text.replace("ß", "ss").replace("œ", "oe").replace("æ", "ae"))
    kept = (sign for sign in spread if not combining(sign) or sign in "\u3099\u309a")
    return normalize("NFC", "".join(kept))


def people(word: str) -> str:
    """Return a word of a pattern as it is read, where it tells who somebody is."""
    read_as = _table().get(word, word)
    return read_as if read_as in PEOPLE else word


@cache
def _table() -> Mapping[str, str]:
    """Return what is read in the place of a word."""
    text = (files("onboardbot.core.language") / "alike.toml").read_text(encoding="utf-8")
    given = tomllib.loads(text)
    same = given.pop("same")
    table = {word: kind for kind, packs in given.items() for words in packs.values() for word in words.split()}
    bent = {f"{word}{ending}": kind for word, kind in table.items() if BENT.search(word) for ending in ENDINGS}
    return {**bent, **table, **{word: spelt for spelt, words in same.items() for word in words.split()}}
