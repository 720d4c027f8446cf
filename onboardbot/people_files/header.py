"""The first line of a people file: which column is where."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from onboardbot.core.problem import Level, Problem
from onboardbot.people_files.cells import Cell, Cells
from onboardbot.people_files.slip import nearest

REQUIRED = ("email", "name", "start_date")
OPTIONAL = (
    "time_zone", "country", "subdivision", "department", "location", "employment", "title", "week", "leave",
    "language", "manager_email", "buddy_email", "playbook",
)  # fmt: skip
KNOWN = REQUIRED + OPTIONAL
SQUASHED = {name.replace("_", ""): name for name in KNOWN}
OTHER_NAMES = {
    "mail": "email",
    "start": "start_date",
    "manager": "manager_email",
    "buddy": "buddy_email",
    "zone": "time_zone",
    "tz": "time_zone",
    "state": "subdivision",
    "job_title": "title",
}


@dataclass(frozen=True)
class Header:
    """The columns in the order of the file; an empty name is a column without a heading."""

    columns: tuple[str, ...]
    problems: tuple[Problem, ...]

    def readable(self) -> bool:
        """Say whether rows can be read at all: some column must be one of those that every hire needs."""
        return any(name in REQUIRED for name in self.columns)


def read_header(cells: Cells, file: str, *, columns: Collection[str] = ()) -> Header:
    """Return the header; `columns` are those of company.yaml, which are never taken for a slip."""
    names = tuple(column_name(cell.text) for cell in cells)
    problems = (*_quotes(cells, file), *_twice(names, cells, file), *_missing(names, cells[0], file))
    doubtful = tuple(_doubtful(names, cells, file, columns))
    return Header(names, (*problems, *doubtful))


def column_name(written: str) -> str:
    """Return the name of a column: `Start Date` and `start-date` are start_date, `E-Mail` is email."""
    name = re.sub(r"[\s_-]+", "_", written.strip().lower())
    return SQUASHED.get(name.replace("_", ""), name)


def _quotes(cells: Cells, file: str) -> Iterator[Problem]:
    for cell in cells:
        if cell.mistake:
            yield Problem(file, cell.line, cell.column, cell.mistake, 'a quote inside of a text is written twice: ""')


def _twice(names: tuple[str, ...], cells: Cells, file: str) -> Iterator[Problem]:
    for i, (name, cell) in enumerate(zip(names, cells, strict=True)):
        first = names.index(name)
        if name and first < i:
            message = f'the column "{name}" stands here a second time; the first is at column {cells[first].column}'
            yield Problem(file, cell.line, cell.column, message, "keep one of them")


def _missing(names: tuple[str, ...], first: Cell, file: str) -> Iterator[Problem]:
    missing = [name for name in REQUIRED if name not in names]
    if len(missing) == len(REQUIRED):
        message = "this line does not name the columns: email, name and start_date are needed"
        hint = "begin with a line as in email,name,start_date,manager_email"
        yield Problem(file, first.line, 1, message, hint)
        return
    for name in missing:
        near = next((written for written in names if _meant(written) == name), "")
        hint = f'rename the column "{near}"' if near else f"add the column {name}"
        yield Problem(file, first.line, 1, f'there is no column "{name}"', hint)


def _doubtful(names: tuple[str, ...], cells: Cells, file: str, columns: Collection[str]) -> Iterator[Problem]:
    for name, cell in zip(names, cells, strict=True):
        meant = "" if name in columns else _meant(name)
        if meant and meant not in names and meant not in REQUIRED:
            message = f'the column "{name}" is kept as text'
            yield Problem(file, cell.line, cell.column, message, f'did you mean "{meant}"?', Level.WARNING)


def _meant(name: str) -> str:
    """Return the known column that an unknown one comes near, or an empty text."""
    if not name or name in KNOWN:
        return ""
    return OTHER_NAMES.get(name) or nearest(name, KNOWN)
