"""People files: the CSV that HR imports, read whole before anything is changed."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from onboardbot.core.company import Company
from onboardbot.core.problem import Level, Problem
from onboardbot.people_files.cells import Cell, read_cells
from onboardbot.people_files.checks import check_rows
from onboardbot.people_files.decode import decode, read_bytes
from onboardbot.people_files.header import read_header
from onboardbot.people_files.rows import Row, merge, read_row

__all__ = ["PeopleFile", "Row", "load", "merge", "parse", "parse_row"]


@dataclass(frozen=True)
class PeopleFile:
    """What a file says: all its rows, or none where there is an error; and the problems in the order of the file."""

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]


def load(path: Path, *, company: Company, playbooks: Collection[str]) -> PeopleFile:
    """Read the file at `path`; `playbooks` are the names that a row may give."""
    data = read_bytes(path, str(path))
    if isinstance(data, Problem):
        return PeopleFile((), (data,))
    return parse(data, str(path), company=company, playbooks=playbooks)


def parse(data: bytes, file: str, *, company: Company, playbooks: Collection[str]) -> PeopleFile:
    """Read the bytes of a file that is called `file` in the problems."""
    text = decode(data, file)
    if isinstance(text, Problem):
        return PeopleFile((), (text,))
    first, *others = read_cells(text)
    header = read_header(first, file, columns=company.columns)
    if not header.readable():
        return PeopleFile((), header.problems)
    read = [read_row(header.columns, cells, file) for cells in others]
    rows = tuple(row for row, _ in read)
    mistakes = [problem for _, problems in read for problem in problems]
    more = check_rows(rows, file, company=company, playbooks=playbooks)
    nobody = () if rows else (Problem(file, first[0].line, 1, "there is nobody in this file", level=Level.WARNING),)
    return _file(rows, (*header.problems, *mistakes, *more, *nobody))


def parse_row(values: Mapping[str, str], *, company: Company, playbooks: Collection[str]) -> PeopleFile:
    """Read one row that is given by columns, as in a form; a problem's `column` counts the columns from 1."""
    names = tuple(values)
    cells = tuple(Cell(text.strip(), 1, at) for at, text in enumerate(values.values(), 1))
    row, mistakes = read_row(names, cells, "")
    return _file((row,), (*mistakes, *check_rows((row,), "", company=company, playbooks=playbooks)))


def _file(rows: tuple[Row, ...], problems: Iterable[Problem]) -> PeopleFile:
    ordered = tuple(sorted(problems, key=lambda problem: (problem.line, problem.column)))
    broken = any(problem.level is Level.ERROR for problem in ordered)
    return PeopleFile(() if broken else rows, ordered)
