"""Dates, ranges, times of day, hours and weeks: strict to read, with the mend for what people write instead."""

import re
from datetime import date, time
from itertools import pairwise
from typing import TypedDict

from onboardbot.playbook_files.notes import Notes
from onboardbot.playbook_files.sentences import Rule
from onboardbot.playbook_files.tree import Scalar

CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d", re.ASCII)
DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SHORT = tuple(day[:3] for day in WEEKDAYS)
LOOSE_CLOCK = re.compile(
    r"(\d{1,2})(?:[:.h](\d{2}))?(?::00)?\s*(am|pm|a\.m\.|p\.m\.|h|uhr|o'clock)?", re.ASCII | re.IGNORECASE
)
LOOSE_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", re.ASCII)
LOOSE_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", re.ASCII)
DASHES = str.maketrans("–—−‐‑‒", "------")
NOON, END_OF_DAY = 12, "24:00"


class HoursWritten(TypedDict):
    """Hours as read."""

    begin: time
    end: time


class DaysWritten(TypedDict):
    """A range of dates as read, both ends included."""

    first: date
    last: date


def clock(text: str) -> time | None:
    """Return the time of day that `HH:MM` says."""
    return time.fromisoformat(text) if CLOCK.fullmatch(text) else None


def mended_clock(text: str) -> str:
    """Return `text` as HH:MM, or nothing where it can't be told: 9:00, 9.00, 9am, noon."""
    named = {"noon": "12:00", "midday": "12:00", "midnight": "00:00", END_OF_DAY: "23:59"}
    match = LOOSE_CLOCK.fullmatch(text.strip())
    if text.strip().lower() in named or not match:
        return named.get(text.strip().lower(), "")
    hour, minute, half = int(match[1]), match[2] or "00", (match[3] or "").lower()
    if half.startswith("p") and hour < NOON:
        hour += NOON
    elif half.startswith("a") and hour == NOON:
        hour = 0
    mended = f"{hour:02}:{minute}"
    return mended if clock(mended) else ""


def day(text: str) -> date | None:
    """Return the date that `YYYY-MM-DD` says."""
    if not DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def mended_day(text: str) -> str:
    """Return `text` as YYYY-MM-DD, or nothing; a day that its month has not is the month's last."""
    words = text.strip().translate(DASHES)
    iso, day_first = LOOSE_ISO.fullmatch(words), LOOSE_DAY_FIRST.fullmatch(words)
    if iso:
        year, month, number = (int(part) for part in iso.groups())
    elif day_first:
        number, month, year = (int(part) for part in day_first.groups())
    else:
        return ""
    dates = (f"{year:04}-{month:02}-{last:02}" for last in range(min(number, 31), 27, -1))
    exact = f"{year:04}-{month:02}-{number:02}"
    return exact if day(exact) else next((candidate for candidate in dates if day(candidate)), "")


def read_days(text: Scalar, notes: Notes) -> DaysWritten | None:
    """Return the date or range `2026-12-24..2026-12-31` that `text` says; None with the mistake noted."""
    words = text.words
    first, _, last = words.partition("..")
    begin, end = day(first), day(last or first)
    if begin and end and not words.endswith(".."):
        if begin <= end:
            return {"first": begin, "last": end}
        notes.add(text, Rule.REVERSED_DATES, text=words, mend=f"{last}..{first}")
        return None
    impossible = DATE.fullmatch(first) and DATE.fullmatch(last or first) and not words.endswith("..")
    sentence = Rule.NO_SUCH_DATE if impossible else Rule.BAD_DATES
    wrong = first if impossible and not begin else last or words
    notes.add(text, sentence, text=wrong if impossible else words, mend=_mended_days(words))
    return None


def _mended_days(words: str) -> str:
    apart = r"\.{2,}|…|\s+(?:to|until|till|bis|-|–|—)\s+|(?<=\d{4}-\d\d-\d\d)[-–—/](?=\d{4})"
    ends = [mended_day(part) for part in re.split(apart, words)]
    return "..".join(sorted(ends)) if all(ends) and len(ends) <= 2 else ""  # noqa: PLR2004 - a range has two ends


def read_hours(text: Scalar, notes: Notes) -> HoursWritten | None:
    """Return the hours `09:00-17:30` that `text` says; None with the mistake noted."""
    begin, dash, end = text.words.partition("-")
    first, last = clock(begin), clock(end)
    if first and last and first < last:
        return {"begin": first, "end": last}
    if first and last:
        notes.add(text, Rule.BACKWARD_HOURS, text=text.words)
        return None
    parts = re.split(r"\s*-\s*|\s+(?:to|until|till|bis)\s+", text.words.translate(DASHES).removeprefix("from "))
    ends = [mended_clock(part) for part in parts]
    mend = "-".join(ends) if len(ends) == 2 and all(ends) and ends[0] < ends[1] else ""  # noqa: PLR2004 - two ends
    notes.add(text, Rule.BAD_HOURS, text=text.words, mend=mend if dash or mend else "")
    return None


def read_week(text: Scalar, notes: Notes) -> frozenset[int] | None:
    """Return the weekdays (0 = Monday) that `mon-fri`, `sun-thu` or `mon-wed,fri` says; None with the mistake noted."""
    week = week_of(text.words)
    if week is None:
        notes.add(text, Rule.BAD_WEEK, text=text.words, mend=_mended_week(text.words))
    return week


def week_of(words: str) -> frozenset[int] | None:
    """Return the weekdays that `words` say, or None; a range may wrap, no day may come twice."""
    found: list[int] = []
    for part in words.split(","):
        ends = part.split("-")
        if len(ends) > 2 or any(end not in SHORT for end in ends) or (len(ends) > 1 and ends[0] == ends[1]):  # noqa: PLR2004 - a range has two ends
            return None
        first, last = SHORT.index(ends[0]), SHORT.index(ends[-1])
        found += [(first + step) % 7 for step in range((last - first) % 7 + 1)]
    return frozenset(found) if len(set(found)) == len(found) else None


def _mended_week(words: str) -> str:
    text = re.sub(r"\s+(?:and|und|&)\s+", ",", words.lower().translate(DASHES))
    text = re.sub(r"\s*\b(?:to|until|bis|through)\b\s*", "-", text)
    text = re.sub(r"\s*([-,;/])\s*", lambda match: "-" if match[1] == "-" else ",", text.strip())
    text = re.sub(r"\s+", ",", text)
    short = re.sub(r"[a-z]+", lambda match: _short_day(match[0]), text)
    if week_of(short):
        return short
    days = sorted({number for part in short.split(",") for number in week_of(_unrepeated(part)) or ()})
    return _written_week(days)


def _unrepeated(part: str) -> str:
    first, _, last = part.partition("-")
    return first if first == last else part


def _short_day(word: str) -> str:
    return next(
        (
            short
            for short, whole in zip(SHORT, WEEKDAYS, strict=True)
            if len(word) > 1 and (whole.startswith(word) or word.startswith(short))
        ),
        word,
    )


def _written_week(days: list[int]) -> str:
    if len(days) > 2 and all(later - earlier == 1 for earlier, later in pairwise(days)):  # noqa: PLR2004 - a range saves nothing for two
        return f"{SHORT[days[0]]}-{SHORT[days[-1]]}"
    return ",".join(SHORT[number] for number in days)
