"""`when`: strict to read, with the mend for nearly everything that people write instead."""

import re
from collections.abc import Callable, Mapping
from datetime import date, time
from typing import TypedDict

from onboardbot.playbook_files.notes import Notes
from onboardbot.playbook_files.sentences import Rule
from onboardbot.playbook_files.times import WEEKDAYS, clock, day
from onboardbot.playbook_files.tree import Scalar
from onboardbot.playbook_files.when_mends import mended

NUMBER = r"[1-9][0-9]*"
DAY = re.compile(rf"days? (-?{NUMBER})")
WEEK = re.compile(rf"weeks? ({NUMBER}) ({'|'.join(WEEKDAYS)})")
DISTANCE = re.compile(rf"({NUMBER}) (day|week|month)s? (after|before) start")
DATED = re.compile(r"on (\d{4}-\d\d-\d\d)", re.ASCII)
DAY_0 = re.compile(r"days? [-+]?0+")
ZERO = re.compile(r"(?:weeks? 0+ .*|0+ (?:day|week|month)s? (?:after|before) start)")
ENROLLMENT = "on enrollment"
FARTHEST = {"workday": 2600, "day": 3650, "week": 520, "month": 120}  # ten years, so that no calendar ends first
CENTURIES = range(1900, 2200)  # nobody means another, and at the calendar's ends an instant may have no UTC
FAR = 20  # working days; what people write beyond it are mostly calendar days
WORKDAYS_A_WEEK = 5


class WhenWritten(TypedDict):
    """A `when` as read: the fields of one kind of day, and the time."""

    day: Mapping[str, object]
    at: time | None


class TooFarError(ValueError):
    """A count that leads beyond any onboarding."""


def parse_when(text: str) -> WhenWritten | None:
    """Return what `text` says, or None; case and further spaces are ignored.

    Raises:
        TooFarError: it is more than ten years away.
    """
    words = " ".join(text.lower().split())
    named, has_time, written = words.partition(" at ")
    at = clock(written) if has_time else None
    found = parse_day(named)
    if found is None or (has_time and (at is None or named == ENROLLMENT)):
        return None
    return {"day": found, "at": at}


def is_before_day_1(day: Mapping[str, object]) -> bool:
    """Return whether the day lies before the start, whenever that is."""
    n = day.get("n")
    return bool(day.get("before")) or (isinstance(n, int) and n < 0)


def parse_day(words: str) -> Mapping[str, object] | None:
    """Return the fields of the day that `words` (lower case, single spaces) name, or None."""
    if words == ENROLLMENT:
        return {}
    for pattern, read in READERS.items():
        match = pattern.fullmatch(words)
        if match:
            return read(match)
    return None


def _near(count: int, unit: str) -> int:
    if abs(count) > FARTHEST[unit]:
        raise TooFarError
    return count


def _number(digits: str) -> int:
    """Return the number; a very long one is only counted as far as it matters."""
    return int(digits[:9])


def _working_day(match: re.Match[str]) -> dict[str, object]:
    return {"n": _near(_number(match[1]), "workday")}


def _weekday(match: re.Match[str]) -> dict[str, object]:
    return {"week": _near(_number(match[1]), "week"), "weekday": WEEKDAYS.index(match[2])}


def _distance(match: re.Match[str]) -> dict[str, object]:
    count = _near(_number(match[1]), match[2])
    return {"count": count, "unit": f"{match[2]}s", "before": match[3] == "before"}


def _dated(match: re.Match[str]) -> dict[str, date] | None:
    found = day(match[1])
    if found and found.year not in CENTURIES:
        raise TooFarError
    return {"day": found} if found else None


READERS: Mapping[re.Pattern[str], Callable[[re.Match[str]], Mapping[str, object] | None]] = {
    DAY: _working_day,
    WEEK: _weekday,
    DISTANCE: _distance,
    DATED: _dated,
}


def read_when(text: Scalar, notes: Notes) -> WhenWritten | None:
    """Return what `text` says; None with the mistake and its mend noted. A far working day is a warning."""
    try:
        when = parse_when(text.words)
    except TooFarError:
        notes.add(text, Rule.TOO_FAR, text=text.words)
        return None
    if when is None:
        sentence, wrong = _mistake(" ".join(text.words.lower().split()), text.words)
        mend = "" if sentence is Rule.NO_DAY_0 else mended(text.words, _can_be_read)
        notes.add(text, sentence, text=wrong, mend=mend)
        return None
    n = when["day"].get("n")
    if isinstance(n, int) and n > FAR:
        said = f"day {n}"
        notes.add(text, Rule.FAR_WORKING_DAY, text=said, weeks=-(-n // WORKDAYS_A_WEEK), mend=f"{n} days after start")
    return when


def read_day(text: Scalar, key: str, notes: Notes) -> WhenWritten | None:
    """Return what `text` says, which has no time of day: for `due` and `ends`."""
    when = read_when(text, notes)
    if when is None or when["at"] is None:
        return when
    named = re.split(r"\s+at\s+", text.words, maxsplit=1, flags=re.IGNORECASE)[0]
    notes.add(text, Rule.NO_TIME_HERE, key=key, mend=named)
    return None


def _can_be_read(text: str) -> bool:
    try:
        return parse_when(text) is not None
    except TooFarError:
        return False


def _mistake(words: str, written: str) -> tuple[Rule, str]:
    """Return the sentence that fits what is wrong, and the word that it is about."""
    named, has_time, at = words.partition(" at ")
    dated = DATED.fullmatch(named)
    if DAY_0.fullmatch(named):
        return Rule.NO_DAY_0, named
    if dated and not day(dated[1]):
        return Rule.NO_SUCH_DATE, dated[1]
    if ZERO.fullmatch(named):
        return Rule.AT_LEAST_ONE, named
    if named == ENROLLMENT:
        return Rule.ENROLLMENT_TIME, named
    if has_time and _can_be_read(named):
        return Rule.BAD_TIME, at
    return Rule.BAD_WHEN, written
