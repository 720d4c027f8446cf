"""One row of a people file: its values or its mistakes, and what it makes of a hire."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from onboardbot.core.company import Days
from onboardbot.core.hire import Hire
from onboardbot.core.problem import Level, Problem
from onboardbot.people_files.cells import Cell, Cells
from onboardbot.people_files.dates import read_date, read_leave, read_week
from onboardbot.people_files.header import KNOWN, REQUIRED
from onboardbot.people_files.places import read_country, read_subdivision, read_zone
from onboardbot.people_files.slip import Slip
from onboardbot.people_files.words import read_email, read_language, read_line, read_text

Value = str | date | frozenset[int] | tuple[Days, ...]
READERS: Mapping[str, Callable[[str], Value | Slip]] = {
    "email": read_email,
    "start_date": read_date,
    "time_zone": read_zone,
    "country": read_country,
    "week": read_week,
    "leave": read_leave,
    "language": read_language,
    "manager_email": read_email,
    "buddy_email": read_email,
}  # any other known column is words on one line
SHOWN = 60  # characters of a wrong value; more would hide the sentence


@dataclass(frozen=True)
class Row:
    """What a row says: only the columns that the file has; None where the cell is empty.

    `places` holds line and column of each cell, `line` the row's first.
    """

    line: int
    values: Mapping[str, Value | None]
    extra: Mapping[str, str | None]
    places: Mapping[str, tuple[int, int]]

    @property
    def email(self) -> str | None:
        email = self.values.get("email")
        return email if isinstance(email, str) else None


def merge(row: Row, known: Hire | None) -> Hire:
    """Return the hire that the row describes: an absent column keeps what is known, an empty cell clears it.

    A new country without a word about its part drops the old part, which belongs to the old country.
    """
    before = {name: getattr(known, name) for name in KNOWN} if known else {}
    if known and row.values.get("country", known.country) != known.country:
        before["subdivision"] = None
    values = before | dict(row.values)
    values["leave"] = values.get("leave") or ()
    extra = {**(known.extra if known else {}), **row.extra}
    return Hire(**values, extra={name: text for name, text in extra.items() if text is not None})


def read_row(columns: tuple[str, ...], cells: Cells, file: str) -> tuple[Row, tuple[Problem, ...]]:
    """Return the row with the values that could be read, and its mistakes."""
    broken = _shape(columns, cells, file)
    if broken:  # what follows the slip may stand in the wrong column, so nothing else is said about this row
        return Row(cells[0].line, {}, {}, {}), (broken,)
    named = {name: cell for name, cell in zip(columns, cells, strict=False) if name}
    read = {name: _read(name, cell) for name, cell in named.items()}
    values = {name: value for name, value in read.items() if not isinstance(value, Slip)}
    known = {name: value for name, value in values.items() if name in KNOWN}
    slips = {name: slip for name, slip in read.items() if isinstance(slip, Slip)}
    slips |= _slips_together(known, slips)
    extra = {name: str(value) if value else None for name, value in values.items() if name not in KNOWN}
    row = Row(cells[0].line, known, extra, {name: (cell.line, cell.column) for name, cell in named.items()})
    return row, tuple(_problem(file, name, named[name], slip) for name, slip in slips.items())


def _shape(columns: tuple[str, ...], cells: Cells, file: str) -> Problem | None:
    """Return the first mistake in how the row is parted into cells."""
    used = max((i for i, name in enumerate(columns, 1) if name), default=0)  # spreadsheets write empty columns behind
    more, fewer = (f"the row has {word} cells ({len(cells)}) than the header ({used})" for word in ("more", "fewer"))
    for i, cell in enumerate(cells):
        if cell.mistake:
            return Problem(file, cell.line, cell.column, cell.mistake, 'a quote inside of a text is written twice: ""')
        if cell.text and i >= used:
            return Problem(file, cell.line, cell.column, more, 'put a text that holds the separator in quotes: "..."')
        if cell.text and not columns[i]:
            return Problem(file, cell.line, cell.column, "the column of this cell has no name", "name it in the header")
    if len(cells) < used:
        return Problem(file, cells[-1].line, cells[-1].column, fewer, "an empty cell still needs its separator")
    return None


def _read(name: str, cell: Cell) -> Value | Slip | None:
    if not cell.text:
        return Slip("is empty", "every row needs it", rule="empty") if name in REQUIRED else None
    words = read_line if name in KNOWN else read_text
    return READERS.get(name, words)(cell.text)


def _slips_together(values: Mapping[str, Value | None], slips: Mapping[str, Slip]) -> dict[str, Slip]:
    """Return what single cells can't tell: a part without its country, someone who is their own manager."""
    found = {}
    part, country = values.get("subdivision"), values.get("country")
    if isinstance(part, str) and "country" not in slips:
        read = read_subdivision(part, country if isinstance(country, str) else "")
        if isinstance(read, Slip):
            found["subdivision"] = read
    for role in ("manager_email", "buddy_email"):
        if values.get(role) and values.get(role) == values.get("email"):
            whose = role.removesuffix("_email")
            message = f"is the new hire's own, and nobody is their own {whose}"
            found[role] = Slip(message, "leave it empty if it is not known yet", rule=f"own_{whose}")
    return found


def _problem(file: str, name: str, cell: Cell, slip: Slip) -> Problem:
    cut = cell.text if len(cell.text) <= SHOWN else cell.text[:SHOWN] + "…"
    shown = "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in cut)  # a terminal obeys the others
    value = f' "{shown}"' if cell.text else ""
    level = Level.WARNING if slip.mild else Level.ERROR
    message = f"{name}{value} {slip.message}"
    return Problem(file, cell.line, cell.column, message, slip.hint, level, slip.rule, slip.facts)
