r"""From a character of a scalar's text to the same character in the file.

YAML folds lines, strips indentation and reads `''` and `\n`, but keeps every other character and their order. So
the n-th visible character of the text is the n-th visible one that is written.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Self

# The header of a block of text: | or >, its signs, a comment
HEADER = re.compile(r"[|>][-+0-9]*[ \t]*(#[^\r\n]*)?(\r\n|\r|\n|$)")
ESCAPE = re.compile(r"\\(?:x..|u.{4}|U.{8}|\r\n|.)", re.DOTALL)
BLANK_ESCAPES = frozenset("abefnrtv0NLP_ \t\r\n")


@dataclass(frozen=True)
class Places:
    """`counts[offset]`: how many visible characters come before; `visible[n]`: where the n-th is written."""

    counts: tuple[int, ...]
    visible: tuple[int, ...]
    end: int

    @classmethod
    def of(cls, text: str, written: str) -> Self:
        """Compare a text with how it is `written`, quotes and all."""
        counts = tuple(accumulate((not char.isspace() for char in text), initial=0))
        return cls(counts, tuple(_visible(written)), len(written))

    def index_of(self, offset: int) -> int:
        """Return where in what is written the character at `offset` of the text stands.

        A blank is where the next visible character is; what is after the last one is at the end.
        """
        count = self.counts[min(offset, len(self.counts) - 1)]
        return self.visible[count] if count < len(self.visible) else self.end


def _visible(written: str) -> Iterator[int]:
    """Yield the index of each written character that is a visible one of the text."""
    if written[:1] in ("|", ">"):
        header = HEADER.match(written)
        yield from _all(written, header.end() if header else 1, len(written))
    elif written[:1] == "'":
        yield from _single_quoted(written)
    elif written[:1] == '"':
        yield from _double_quoted(written)
    else:
        yield from _all(written, 0, len(written))


def _all(written: str, begin: int, end: int) -> Iterator[int]:
    return (index for index in range(begin, end) if not written[index].isspace())


def _single_quoted(written: str) -> Iterator[int]:
    index = 1
    while index < len(written) - 1:
        if not written[index].isspace():
            yield index
        index += 2 if written.startswith("''", index) else 1


def _double_quoted(written: str) -> Iterator[int]:
    index = 1
    while index < len(written) - 1:
        escape = ESCAPE.match(written, index)
        if not (written[index].isspace() or (escape and written[index + 1] in BLANK_ESCAPES)):
            yield index
        index = escape.end() if escape else index + 1
