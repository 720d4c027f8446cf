"""Dates, ranges of dates and weeks, as a cell says them."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from onboardbot.core.company import Days
from onboardbot.people_files.slip import Slip

DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
OTHER_DATES = (  # as people and spreadsheets write them: the pattern, and where year, month and day stand
    (re.compile(r"(\d{4})[-/.](\d\d?)[-/.](\d\d?)(?:[T ].*)?", re.ASCII), ((1, 2, 3),)),
    (re.compile(r"(\d\d?)\.\s?(\d\d?)\.\s?(\d{4})", re.ASCII), ((3, 2, 1),)),
    (re.compile(r"(\d\d?)[/-](\d\d?)[/-](\d{4})", re.ASCII), ((3, 2, 1), (3, 1, 2))),  # the sea decides which
)
SERIAL = re.compile(r"\d{5}", re.ASCII)
SERIAL_ZERO = date(1899, 12, 30)  # day 0 of spreadsheets, which count 1900 as a leap year
FIRST_YEAR, LAST_YEAR = 2000, 2100  # outside of it a year is a slip of the keyboard
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LONG_WEEKDAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)[a-z]+\b")
DAY_TO_DAY = re.compile(r"[ ]?(?:-|–|—|\bto\b|\bbis\b)[ ]?")


def read_date(text: str) -> date | Slip:
    iso = DATE.fullmatch(text)
    if not iso:
        return _unlike_a_date(text)
    day = _calendar_day(*map(int, iso.groups()))
    if day is None:
        return Slip("is not a day in the calendar", "write an existing day as year-month-day", rule="date")
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        facts = {"first": str(FIRST_YEAR), "last": str(LAST_YEAR)}
        return Slip(f"is not between {FIRST_YEAR} and {LAST_YEAR}", "check the year", rule="year", facts=facts)
    return day


def _unlike_a_date(text: str) -> Slip:
    guesses = list(dict.fromkeys(str(day) for day in _guessed_days(text)))
    mend = " or ".join(guesses) if guesses else "year-month-day, as in 2026-03-02"
    facts = {"mend": next(iter(guesses), "")}
    return Slip("is not a date as year-month-day", f"write {mend}", rule="date", facts=facts)


def _guessed_days(text: str) -> Iterable[date]:
    if SERIAL.fullmatch(text):
        yield SERIAL_ZERO + timedelta(days=int(text))
    for pattern, orders in OTHER_DATES:
        if match := pattern.fullmatch(text):
            days = (_calendar_day(*(int(match[group]) for group in order)) for order in orders)
            yield from (day for day in days if day)


def _calendar_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_leave(text: str) -> tuple[Days, ...] | Slip:
    """Read ranges `2026-03-02..2026-03-06` and single dates, parted by `;`, `,` or blanks."""
    joined = re.sub(r"\s*\.\.\s*", "..", text)
    ranges = [_read_range(part) for part in re.split(r"[;,\s]+", joined) if part]
    slips = [read for read in ranges if isinstance(read, Slip)]
    if not slips:
        return tuple(read for read in ranges if not isinstance(read, Slip))
    by_hand = re.fullmatch(r"(\S+)\s*(?:\.{3}|…|–|—| - |\bto\b|\bbis\b|/)\s*(\S+)", text)
    both = [read_date(end) for end in by_hand.groups()] if by_hand else []
    if both and not any(isinstance(end, Slip) for end in both):
        mend = f"{both[0]}..{both[1]}"
        return Slip("is not a range of dates", f"write {mend}", rule="leave", facts={"mend": mend})
    return slips[0]


def _read_range(text: str) -> Days | Slip:
    first, dots, last = text.partition("..")
    ends = [(written, read_date(written)) for written in ((first, last) if dots else (first,))]
    for written, read in ends:
        if isinstance(read, Slip):
            return Slip(f'holds "{written}", which {read.message}', read.hint, rule="leave", facts=read.facts)
    days = [read for _, read in ends if isinstance(read, date)]
    if days[0] > days[-1]:
        mend = f"{days[-1]}..{days[0]}"
        message = f"has a range that ends before it begins, {text}"
        return Slip(message, f"write {mend}", rule="reversed", facts={"mend": mend})
    return Days(first=days[0], last=days[-1])


def read_week(text: str) -> frozenset[int] | Slip:
    """Read working days as in `mon-fri`, `sun-thu` (a week may wrap) or `mon-wed,fri`."""
    days = _week(text.lower())
    if days:
        return days
    tidy = LONG_WEEKDAY.sub(r"\1", re.sub(r"\s+", " ", text.lower()).strip())
    tidy = DAY_TO_DAY.sub("-", tidy)
    tidy = ",".join(re.split(r"[,;/+& ]+", tidy))
    return Slip("is not a week", f'write "{tidy}"' if _week(tidy) else 'write it as in "mon-fri" or "mon,tue,thu"')


def _week(text: str) -> frozenset[int]:
    days: set[int] = set()
    for part in re.split(r"\s*,\s*", text):
        ends = part.split("-")
        numbers = [WEEKDAYS.index(end) for end in ends if end in WEEKDAYS]
        if len(numbers) != len(ends) or len(ends) > 2 or len(set(numbers)) != len(ends):  # noqa: PLR2004 - a range has two ends
            return frozenset()
        days.update((numbers[0] + n) % 7 for n in range((numbers[-1] - numbers[0]) % 7 + 1))
    return frozenset(days)
