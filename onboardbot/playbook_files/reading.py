"""A file's bytes -> text that YAML can be read from, or the reason why not."""

import codecs
import re
from bisect import bisect_right
from dataclasses import dataclass
from errno import EINVAL
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from onboardbot.playbook_files.notes import TOP, Notes, Place
from onboardbot.playbook_files.sentences import Rule

BIGGEST = 1_000_000  # bytes
BOM = "\ufeff"
BREAK = re.compile(r"\r\n|\r|\n")
# YAML 1.2, production 1 (c-printable), without the byte order mark
HIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
# A no-break space is a space. YAML 1.1, which PyYAML reads, breaks lines at three characters more than YAML 1.2 does:
# they sleep as private ones while it reads.
ASLEEP = {"\xa0": " ", "\x85": "\uf880", "\u2028": "\uf881", "\u2029": "\uf882"}
AWAKE = {"\uf880": "\x85", "\uf881": "\u2028", "\uf882": "\u2029"}
TO_SLEEP = str.maketrans(ASLEEP)
TO_WAKE = str.maketrans(AWAKE)


@dataclass(frozen=True)
class Source:
    """A file as read: `raw` as it stands, `text` as YAML reads it, each character in its place."""

    raw: str
    text: str

    @cached_property
    def lines(self) -> tuple[int, ...]:
        """Where each line begins."""
        return (0, *(line_break.end() for line_break in BREAK.finditer(self.text)))

    def place(self, index: int) -> Place:
        """Return the line and column of the character at `index` of the text."""
        line = bisect_right(self.lines, index)
        return Place(line, index - self.lines[line - 1] + 1)

    @property
    def version(self) -> str:
        """The SHA-256 of the file's bytes, in hex."""
        return sha256(self.raw.encode()).hexdigest()


def read(path: Path, notes: Notes) -> Source | None:
    """Return what is in the file, or None with the reason noted; at most 1 MB and a byte are read.

    Raises:
        OSError: the file can't be read at all.
    """
    if path.is_fifo():  # nobody may ever write into it
        raise OSError(EINVAL, "it is a pipe, not a file", str(path))
    with path.open("rb") as file:
        content = file.read(BIGGEST + 1)
    if len(content) > BIGGEST:
        notes.add(TOP, Rule.TOO_BIG)
        return None
    return decode(content, notes)


def decode(content: bytes, notes: Notes) -> Source | None:
    """Return the text of `content`, or None with the place of the first byte that is not UTF-8."""
    try:
        raw = content.decode()
    except UnicodeDecodeError as error:
        utf16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        good = content[: error.start].decode().removeprefix(BOM)
        notes.add(TOP if utf16 else Source(good, good).place(len(good)), Rule.NOT_UTF8)
        return None
    return prepare(raw, notes)


def prepare(raw: str, notes: Notes) -> Source | None:
    """Return `raw` made ready for YAML, or None with the place of a character that no text has."""
    text = raw.removeprefix(BOM)
    hidden = HIDDEN.search(text)
    if hidden:
        code = f"U+{ord(hidden.group()):04X}"
        notes.add(Source(raw, text).place(hidden.start()), Rule.HIDDEN_CHARACTER, code=code)
        return None
    return Source(raw, text.translate(TO_SLEEP))
