"""The options of `onboardbot preview`, read by the rules of company.yaml, each mistake with its mend."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import TypeVar

import click

from onboardbot.core.calendar import FIRST_DAY, LAST_DAY, Calendar, at_local_time, hire_calendar, place_of, shift
from onboardbot.core.company import Company, Days, Hours
from onboardbot.core.hire import Hire
from onboardbot.playbook_files import regions, times
from onboardbot.playbook_files.notes import TOP, Notes
from onboardbot.playbook_files.suggest import listed, nearest
from onboardbot.playbook_files.tree import Scalar

T = TypeVar("T")
LEAD = 7  # days from the usual enrollment to the start
NINE = time(9, 0)
NAME, EMAIL = "Sam Sample", "sam@example.com"


@dataclass(frozen=True)
class Written:
    """The options as typed; None or empty: not given."""

    start: str
    zone: str | None = None
    location: str | None = None
    country: str | None = None
    subdivision: str | None = None
    week: str | None = None
    hours: str | None = None
    leave: tuple[str, ...] = ()
    enrolled_at: str | None = None


@dataclass(frozen=True)
class Sample:
    """Whom the preview is for: a hire with a calendar, enrolled at an instant."""

    hire: Hire
    calendar: Calendar
    enrolled_at: datetime


def read_sample(written: Written, company: Company) -> Sample:
    """Return what the options and the company say together; the options go first.

    Raises:
        click.UsageError: an option can't be read, or nobody says the zone.
        NoWorkingDayError: the calendar does not reach that far.
    """
    country = _read("--country", written.country, regions.read_country)
    leave = (_read("--leave", days, times.read_days) for days in written.leave)
    hire = Hire(
        email=EMAIL,
        name=NAME,
        start_date=_day(written.start),
        time_zone=_read("--zone", written.zone, regions.read_zone),
        country=country,
        subdivision=_subdivision(written.subdivision, country),
        location=_location(written.location, company),
        week=_read("--week", written.week, times.read_week),
        leave=tuple(Days(**days) for days in leave if days),
    )
    if not (hire.time_zone or place_of(company, hire.location).time_zone or company.time_zone):
        raise click.UsageError("Nobody says the time zone; add one, as in --zone Europe/Berlin.")
    calendar = hire_calendar(hire, company)
    if hours := _read("--hours", written.hours, times.read_hours):
        calendar = replace(calendar, hours=Hours(**hours))
    return Sample(hire, calendar, _enrolled_at(written.enrolled_at, hire.start_date, calendar))


def _read(option: str, text: str | None, read: Callable[[Scalar, Notes], T | None]) -> T | None:
    """Return what an option says; None where it is not given."""
    if text is None:
        return None
    notes = Notes(option)
    found = read(Scalar(text, TOP), notes)
    for problem in notes.problems:
        raise refused(option, problem.message, problem.hint)
    return found


def refused(option: str, message: str, hint: str) -> click.BadParameter:
    """Return the sentence that says what is wrong with an option, and the mend."""
    advice = f" ({hint})" if hint else ""
    return click.BadParameter(f"{message}{advice}", param_hint=option)


def _day(text: str) -> date:
    if found := times.day(text):
        return found
    mend = times.mended_day(text)
    hint = f'did you mean "{mend}"?' if mend else "write it like 2026-03-02"
    raise refused("--start", f'"{text}" is not a date', hint)


def _subdivision(text: str | None, country: str | None) -> str | None:
    if text is not None and country is None:
        click.echo("--subdivision counts only together with --country, so it is left out.", err=True)
        return None
    return _read("--subdivision", text, lambda scalar, notes: regions.read_subdivision(scalar, country, notes))


def _location(text: str | None, company: Company) -> str | None:
    """Return the location as company.yaml spells it."""
    if text is None:
        return None
    found = next((name for name in company.locations if name.casefold() == text.casefold()), None)
    if found is None:
        known = listed(company.locations) if company.locations else "none"
        mend = nearest(text, company.locations)
        hint = f'did you mean "{mend}"?' if mend else f"known are: {known}"
        raise refused("--location", f'company.yaml beside the playbook has no location "{text}"', hint)
    return found


def _enrolled_at(text: str | None, start: date, calendar: Calendar) -> datetime:
    """Return the instant in UTC, to the second; without one 09:00 local on the 7th day before the start."""
    if text is None:
        return at_local_time(shift(start, -LEAD), NINE, calendar.zone)
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise refused("--enrolled-at", f'"{text}" is not an instant', "write it like 2026-03-02T08:00:00Z") from None
    if found.tzinfo is None:
        raise refused("--enrolled-at", f'"{text}" needs an offset', "as in 2026-03-02T08:00:00Z or 09:00:00+01:00")
    if not FIRST_DAY < found.date() < LAST_DAY:
        raise refused("--enrolled-at", f'"{text}" is too far away', "check the year")
    return found.astimezone(UTC).replace(microsecond=0)
