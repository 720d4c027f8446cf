"""The people of a file (CSV or JSON) with whom the sandbox starts."""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from onboardbot.sandbox.errors import RefusedError
from onboardbot.sandbox.people import Directory, Person, person_from

ALIASES = {"time_zone": "tz", "language": "locale"}
ID = re.compile(r"[UW][A-Z0-9]{2,}")


def read_people(path: Path) -> tuple[Person, ...]:
    """Return the people of the file, in its order.

    Raises:
        RefusedError: the file can't be read, or a row is wrong; the sentence names the row.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise RefusedError(f"can't read {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise RefusedError(f"{path} is not UTF-8 (save it as UTF-8)") from error
    is_json = path.suffix.lower() == ".json" or text.lstrip().startswith(("[", "{"))
    directory = Directory()
    for number, written in _json_rows(text, path) if is_json else _csv_rows(text):
        row = _named(written)
        _check(row, place := f"{path}, row {number}")
        try:
            directory.add(person_from(row, directory.people))
        except RefusedError as error:
            raise RefusedError(f"{place}: {error}") from error
    if not directory.people:
        raise RefusedError(f"{path} names nobody")
    return tuple(directory.people.values())


def _named(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the row with our names of the columns, so that a file for `onboardbot import` serves as well."""
    lower = {str(name or "").strip().lower(): value for name, value in row.items()}
    renamed = {ours: lower[theirs] for theirs, ours in ALIASES.items() if lower.get(theirs)}
    return lower | {ours: value for ours, value in renamed.items() if not lower.get(ours)}


def _csv_rows(text: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    head = text.split("\n", maxsplit=1)[0]
    rows = csv.DictReader(io.StringIO(text), delimiter=";" if head.count(";") > head.count(",") else ",")
    return ((rows.line_num, row) for row in rows if any(row.values()))


def _json_rows(text: str, path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        raise RefusedError(f"{path}:{error.lineno}:{error.colno}: not JSON ({error.msg})") from error
    rows = found.get("people") if isinstance(found, dict) else found
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise RefusedError(f'{path} should be a list of people, each like {{"email": …, "name": …}}')
    return iter(enumerate(rows, start=1))


def _check(row: Mapping[str, Any], place: str) -> None:
    if not str(row.get("email") or "").strip():
        raise RefusedError(f"{place}: no email")
    given = str(row.get("id") or "").strip()
    if given and not ID.fullmatch(given):
        raise RefusedError(f"{place}: {given!r} is no user id (capital letters and digits, beginning with U)")
    zone = str(row.get("tz") or "").strip()
    if zone and not known_zone(zone):
        raise RefusedError(f"{place}: no time zone {zone!r} (like Europe/Berlin)")


def known_zone(name: str) -> bool:
    """Tell whether this is a time zone of the IANA database."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # a folder of the database is an OSError
        return False
    return True
