"""The lines that `onboardbot simulate` reads: what happened to whom and when, each mistake with its line."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from onboardbot.core.calendar import FIRST_DAY, LAST_DAY
from onboardbot.core.finding import Choice, Danger, Helped, Within
from onboardbot.core.questions.base import SeenBy
from onboardbot.playbook_files import regions, times
from onboardbot.playbook_files.notes import TOP, Notes
from onboardbot.playbook_files.suggest import listed, nearest
from onboardbot.playbook_files.tree import Scalar

LONGEST = 60  # characters of a mistaken value that are shown again
Reader = Callable[[Any], Any]


class MistakeError(Exception):
    """What is wrong with a value, as the end of a sentence that begins with its key."""


@dataclass(frozen=True)
class Line:
    """One event; `values` are read, keys that were not given are left out."""

    number: int
    hire: str
    at: datetime
    event: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Keys:
    """What an event says: each key with its reader; `one_of`: exactly one of these must be given."""

    needed: Mapping[str, Reader] = field(default_factory=dict)
    optional: Mapping[str, Reader] = field(default_factory=dict)
    one_of: tuple[str, ...] = ()

    @property
    def all(self) -> Mapping[str, Reader]:
        return {**self.needed, **self.optional}


def read(lines: Iterable[bytes]) -> tuple[list[Line], list[str], list[str]]:
    """Return the events, the mistakes and the warnings, each as a sentence with its line."""
    found: list[Line] = []
    mistakes: list[str] = []
    warnings: list[str] = []
    for number, raw in enumerate(lines, 1):
        if not raw.strip():
            continue
        try:
            line, unknown = _line(number, raw)
        except MistakeError as mistake:
            mistakes.append(f"line {number}: {mistake}")
            continue
        found.append(line)
        warnings += [f"line {number}: {sentence}" for sentence in unknown]
    return found, [*mistakes, *_out_of_place(found)], warnings


def _line(number: int, raw: bytes) -> tuple[Line, list[str]]:
    said = _object(raw)
    hire, event = _required(said, "hire", words), _required(said, "event", words)
    at = _required(said, "at", instant)
    if event not in EVENTS:
        raise MistakeError(f"there is no event {_short(event)}{_mend(event, EVENTS)}")
    keys = EVENTS[event]
    values = {key: _required(said, key, reader) for key, reader in keys.needed.items()}
    values |= {key: _value(key, said[key], reader) for key, reader in keys.optional.items() if key in said}
    _just_one(keys.one_of, values)
    if event == "enrolled":
        _region(values)
    if event == "leave" and values.get("from") and values["from"] > values["until"]:
        raise MistakeError('"until" lies before "from"')
    unknown = said.keys() - keys.all.keys() - {"hire", "at", "event"}
    return Line(number, hire, at, event, values), [
        f'"{key}" is not read here{_mend(key, keys.all)}' for key in sorted(unknown)
    ]


def _object(raw: bytes) -> dict[str, Any]:
    try:
        said = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise MistakeError("this is no UTF-8") from None
    except json.JSONDecodeError as error:
        raise MistakeError(f"this is no JSON ({error.msg.lower()}, column {error.colno})") from None
    except (RecursionError, ValueError):
        raise MistakeError("this can't be read as JSON") from None
    if not isinstance(said, dict):
        raise MistakeError('this is no JSON object, as in {"hire": "nadia", "at": "…", "event": "tick"}')
    return said


def _required(said: Mapping[str, Any], key: str, reader: Reader) -> Any:
    if key not in said:
        raise MistakeError(f'"{key}" is missing')
    return _value(key, said[key], reader)


def _value(key: str, value: object, reader: Reader) -> Any:
    try:
        return reader(value)
    except MistakeError as mistake:
        raise MistakeError(f'"{key}" {mistake}') from None


def _just_one(keys: tuple[str, ...], values: Mapping[str, Any]) -> None:
    given = [key for key in keys if values.get(key) is not None]
    names = " and ".join(f'"{key}"' for key in keys)
    if keys and len(given) != 1:
        raise MistakeError(f"one of {names} is needed" if not given else f"{names} can't stand together")


def _region(values: dict[str, Any]) -> None:
    """Read the subdivision, which only means something within its country."""
    subdivision, country = values.get("subdivision"), values.get("country")
    if subdivision is not None and country is None:
        raise MistakeError('"subdivision" counts only together with "country"')
    if subdivision is not None:
        _value(
            "subdivision", subdivision, _by_rules(lambda text, notes: regions.read_subdivision(text, country, notes))
        )


def _out_of_place(found: list[Line]) -> list[str]:
    """Return what is said of somebody who is not enrolled by then, and answers to what was never asked."""
    mistakes: list[str] = []
    enrolled: dict[str, Line] = {}
    asked: dict[tuple[str, str], int] = {}
    for line in sorted(found, key=lambda one: one.at):
        first = enrolled.setdefault(line.hire, line) if line.event == "enrolled" else enrolled.get(line.hire)
        if first is None:
            mistakes.append(f'line {line.number}: "{line.hire}" is not enrolled by then')
        elif line.event == "enrolled" and first is not line:
            mistakes.append(f'line {line.number}: "{line.hire}" is enrolled already, in line {first.number}')
        elif line.event == "check_in" and asked.setdefault(_check_in(line), line.number) != line.number:
            mistakes.append(f'line {line.number}: there is a check-in "{line.values["id"]}" already')
        elif line.event == "answer" and _check_in(line) not in asked:
            mistakes.append(f'line {line.number}: there is no check-in "{line.values["id"]}" before it')
    return mistakes


def _check_in(line: Line) -> tuple[str, str]:
    return line.hire, line.values["id"]


def words(value: object) -> str:
    """Read a text that says something."""
    if not isinstance(value, str) or not value.strip():
        raise MistakeError("must be a text that says something")
    return " ".join(value.split())


def text(value: object) -> str:
    """Read what somebody wrote, as it is."""
    if not isinstance(value, str):
        raise MistakeError("must be a text")
    return value


def person(value: object) -> str | None:
    """Read a name; null or empty: nobody."""
    return None if value is None or value == "" else words(value)


def persons(value: object) -> tuple[str, ...]:
    """Read a list of names; a single one may stand alone."""
    found = value if isinstance(value, list) else [value]
    return tuple(dict.fromkeys(name for one in found if (name := person(one)) is not None))


def above(value: object) -> dict[str, str]:
    """Read who reports to whom."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise MistakeError('must be an object, as in {"Marek": "Lena"}')
    return {words(one): boss for one, other in value.items() if (boss := person(other)) is not None}


def instant(value: object) -> datetime:
    """Read an instant with an offset."""
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        found = None
    if found is None:
        raise MistakeError(f"is no instant: {_short(value)} (write it like 2026-03-02T09:00:00+01:00)")
    if found.tzinfo is None:
        raise MistakeError(f"needs an offset: {_short(value)} (as in 2026-03-02T09:00:00+01:00)")
    if not FIRST_DAY < found.date() < LAST_DAY:
        raise MistakeError(f"is too far away: {_short(value)} (check the year)")
    return found.astimezone(UTC)


def day(value: object) -> date:
    """Read a date."""
    found = times.day(value) if isinstance(value, str) else None
    if found is None:
        mend = times.mended_day(value) if isinstance(value, str) else ""
        hint = f'did you mean "{mend}"?' if mend else "write it like 2026-03-02"
        raise MistakeError(f"is no date: {_short(value)} ({hint})")
    return found


def last_day(value: object) -> date | None:
    """Read the last day of a pause; null: it has no end yet."""
    return None if value is None else day(value)


def mood(value: object) -> int | None:
    """Read a mood."""
    if value is not None and (isinstance(value, bool) or value not in range(1, 6)):
        raise MistakeError(f"must be a whole number from 1 to 5, not {_short(value)}")
    return None if value is None else int(str(value).partition(".")[0])


def answered(value: object) -> str | None:
    return None if value is None else text(value)


def one_of(kind: type[StrEnum]) -> Reader:
    """Return a reader of one of a few words."""
    known = tuple(str(one) for one in kind)

    def found(value: object) -> Any:
        if not isinstance(value, str) or value not in known:
            mend = _mend(value, known) if isinstance(value, str) else ""
            raise MistakeError(f"can't be {_short(value)}; it is one of {listed(known)}{mend}")
        return kind(value)

    return found


def or_null(reader: Reader) -> Reader:
    return lambda value: None if value is None else reader(value)


def _by_rules(reader: Callable[[Scalar, Notes], Any]) -> Reader:
    """Return a reader that reads as company.yaml is read, with its mends."""

    def found(value: object) -> Any:
        notes = Notes("")
        read_value = reader(Scalar(words(value), TOP), notes)
        for problem in notes.problems:
            raise MistakeError(f"can't be read: {problem.message}{f' ({problem.hint})' if problem.hint else ''}")
        return read_value

    return found


def _week(value: object) -> Any:
    return _by_rules(times.read_week)(",".join(map(str, value)) if isinstance(value, list) else value)


def _short(value: object) -> str:
    shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f'"{shown[:LONGEST]}…"' if len(shown) > LONGEST else f'"{shown}"'


def _mend(word: str, known: Iterable[str]) -> str:
    mend = nearest(word, list(known))
    return f' (did you mean "{mend}"?)' if mend else ""


EVENTS: Mapping[str, Keys] = {
    "enrolled": Keys(
        needed={"start": day, "zone": _by_rules(regions.read_zone)},
        optional={
            "week": or_null(_week),
            "country": or_null(_by_rules(regions.read_country)),
            "subdivision": or_null(words),
            "hours": or_null(_by_rules(times.read_hours)),
            "language": person,
            "manager": person,
            "buddy": person,
            "hr": persons,
            "duty": persons,
            "reports_to": above,
            "names": persons,
        },
    ),
    "check_in": Keys(needed={"id": words, "seen_by": one_of(SeenBy)}),
    "answer": Keys(
        needed={"id": words},
        optional={"question": words, "mood": mood, "text": answered, "circle": or_null(one_of(SeenBy))},
        one_of=("mood", "text"),
    ),
    "message": Keys(needed={"text": text}),
    "offer": Keys(needed={"choice": one_of(Choice)}),
    "share_words": Keys(),
    "danger": Keys(needed={"choice": one_of(Danger)}),
    "task_overdue": Keys(needed={"task": words, "due": day}),
    "need_help": Keys(needed={"task": words}, optional={"help": person}),
    "done": Keys(needed={"task": words}),
    "pause": Keys(optional={"until": last_day}),
    "leave": Keys(needed={"until": day}, optional={"from": last_day}),
    "resume": Keys(),
    "manager_changed": Keys(needed={"to": person}),
    "taken": Keys(needed={"by": words}),
    "passed": Keys(needed={"by": words, "to": words}),
    "helped": Keys(needed={"how": one_of(Helped)}),
    "talk": Keys(needed={"to": words}, optional={"within": or_null(one_of(Within))}),
    "met": Keys(needed={"with": words}),
    "tick": Keys(),
}
