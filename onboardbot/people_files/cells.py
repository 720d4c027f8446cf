"""CSV text as rows of cells that know their line and column.

The standard library's reader tells neither where a cell begins nor where a quote was left open.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

DELIMITERS = ",;\t"
SEPARATOR_LINE = re.compile(r"sep=(.)(\r\n|\r|\n|$)")  # Excel's own first line
NEWLINE = re.compile(r"\r\n|\r|\n")
QUOTED = re.compile(r'[ \u00a0]*"((?:[^"]++|"")*+)"[ \u00a0]*')
OPEN_QUOTE = re.compile(r'[ \u00a0]*"')


@dataclass(frozen=True)
class Cell:
    """A cell without its quotes and outer blanks; `line` and `column` count from 1, in characters.

    `mistake` says what is wrong with its quotes.
    """

    text: str
    line: int
    column: int
    mistake: str = ""


Cells = tuple[Cell, ...]


def read_cells(text: str) -> tuple[Cells, ...]:
    """Return the rows that hold anything, the header first."""
    started = SEPARATOR_LINE.match(text)
    delimiter = started[1] if started else _delimiter(text)
    rows = _Reader(text, delimiter, started.end() if started else 0).rows()
    return tuple(row for row in rows if any(cell.text or cell.mistake for cell in row))


def _delimiter(text: str) -> str:
    """Return the sign that parts most cells of the header; a comma where none does."""
    header = NEWLINE.split(text.lstrip("\r\n"), maxsplit=1)[0]
    bare = re.sub(r'"[^"]*"', "", header)
    return max(DELIMITERS, key=bare.count)


class _Reader:
    """One pass over the text; `at` is the position, `line` and `begin` the line there and where it starts."""

    def __init__(self, text: str, delimiter: str, at: int) -> None:
        self.text, self.delimiter, self.at = text, delimiter, at
        self.line, self.begin = 1 + len(NEWLINE.findall(text, 0, at)), at
        self.bare = re.compile(rf"[^{re.escape(delimiter)}\r\n]*+")

    def rows(self) -> Iterator[Cells]:
        while self.at < len(self.text):
            yield tuple(self._row())

    def _row(self) -> Iterator[Cell]:
        while True:
            yield self._cell()
            if self.text.startswith(self.delimiter, self.at):
                self.at += 1
                continue
            self._end_line()
            return

    def _cell(self) -> Cell:
        line, column = self.line, self.at - self.begin + 1
        quoted = QUOTED.match(self.text, self.at)
        if quoted:
            return self._quoted(quoted, line, column)
        if OPEN_QUOTE.match(self.text, self.at):
            self.at = len(self.text)
            return Cell("", line, column, "the quote that begins here is never closed")
        return Cell(self._bare().strip(), line, column)

    def _quoted(self, match: re.Match[str], line: int, column: int) -> Cell:
        self._pass(match)
        rest = self._bare()
        mistake = "there is text after the closing quote" if rest.strip() else ""
        return Cell(match[1].replace('""', '"').strip(), line, column, mistake)

    def _bare(self) -> str:
        match = self.bare.match(self.text, self.at)
        found = match[0] if match else ""
        self.at += len(found)
        return found

    def _pass(self, match: re.Match[str]) -> None:
        for newline in NEWLINE.finditer(self.text, match.start(), match.end()):
            self.line, self.begin = self.line + 1, newline.end()
        self.at = match.end()

    def _end_line(self) -> None:
        newline = NEWLINE.match(self.text, self.at)
        if newline:
            self._pass(newline)
