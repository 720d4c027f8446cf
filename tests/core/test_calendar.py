from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onboardbot.core.calendar import Calendar, NoWorkingDayError, at_local_time, hire_calendar, other_calendar
from onboardbot.core.company import Company, Days, Hours, Place
from onboardbot.core.hire import Hire
from onboardbot.core.zones import zone_named
from tests.helpers.calendars import DATES, ZONES, calendars, instants
from tests.helpers.slow_calendar import SlowCalendar, instant_of

BERLIN = Calendar(zone_named("Europe/Berlin"), country="DE", subdivision="BE")
SUNDAY_TO_THURSDAY = frozenset({6, 0, 1, 2, 3})
TEL_AVIV = Calendar(
    zone_named("Asia/Jerusalem"), SUNDAY_TO_THURSDAY, Hours(begin=time(8, 30), end=time(17)), country="IL"
)
MONDAY = date(2026, 3, 2)
A_YEAR_OFF = Days(first=MONDAY, last=MONDAY + timedelta(days=366))


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


# The wall clock


@pytest.mark.parametrize(
    ("zone", "day", "clock", "instant"),
    [
        ("Europe/Berlin", date(2026, 3, 2), time(9), "2026-03-02T08:00Z"),
        ("Europe/Berlin", date(2026, 3, 29), time(2, 30), "2026-03-29T01:30Z"),  # skipped: 03:30
        ("Europe/Berlin", date(2026, 10, 25), time(2, 30), "2026-10-25T00:30Z"),  # twice: the first
        ("Europe/Berlin", date(2026, 10, 25), time(2, 30, fold=1), "2026-10-25T00:30Z"),
        ("Australia/Lord_Howe", date(2026, 10, 4), time(2, 15), "2026-10-03T15:45Z"),  # skipped by half an hour: 02:45
        ("America/Santiago", date(2026, 9, 6), time(0), "2026-09-06T04:00Z"),  # skipped at midnight: 01:00
        ("Pacific/Kiritimati", date(2026, 3, 2), time(9), "2026-03-01T19:00Z"),
    ],
)
def test_the_instant_at_which_the_wall_clock_shows_a_time(zone: str, day: date, clock: time, instant: str) -> None:
    assert at_local_time(day, clock, zone_named(zone)) == utc(instant)


@given(day=DATES, minutes=st.integers(0, 24 * 60 - 1), zone=st.sampled_from(ZONES))
@settings(max_examples=25, deadline=None)
def test_wall_clocks_agree_with_a_look_at_every_minute(day: date, minutes: int, zone: str) -> None:
    clock = time(*divmod(minutes, 60))
    assert at_local_time(day, clock, zone_named(zone)) == instant_of(day, clock, zone_named(zone))


# Working days


@pytest.mark.parametrize(
    ("calendar", "day", "works"),
    [
        (BERLIN, date(2026, 3, 6), True),
        (BERLIN, date(2026, 3, 7), False),
        (BERLIN, date(2026, 4, 3), False),  # Good Friday
        (replace(BERLIN, country=None), date(2026, 4, 3), True),
        (replace(BERLIN, closed=(Days(first=MONDAY, last=MONDAY),)), MONDAY, False),
        (replace(BERLIN, leave=(Days(first=date(2026, 2, 26), last=MONDAY),)), MONDAY, False),
        (replace(BERLIN, leave=(Days(first=date(2026, 2, 26), last=MONDAY),)), date(2026, 3, 3), True),
        (TEL_AVIV, date(2026, 3, 1), True),
        (TEL_AVIV, date(2026, 3, 6), False),
    ],
)
def test_a_working_day(calendar: Calendar, day: date, *, works: bool) -> None:
    assert calendar.is_workday(day) is works


@pytest.mark.parametrize(
    ("start", "n", "day"),
    [
        (date(2026, 3, 2), 1, date(2026, 3, 2)),
        (date(2026, 2, 28), 1, date(2026, 3, 2)),  # a Saturday: the Monday after it
        (date(2026, 3, 2), 6, date(2026, 3, 9)),
        (date(2026, 3, 2), -1, date(2026, 2, 27)),
        (date(2026, 2, 28), -1, date(2026, 2, 27)),
        (date(2026, 3, 2), -5, date(2026, 2, 23)),
        (date(2026, 4, 2), 2, date(2026, 4, 7)),  # over Easter
    ],
)
def test_the_nth_working_day(start: date, n: int, day: date) -> None:
    assert BERLIN.nth_workday(start, n) == day
    assert BERLIN.workday_number(start, day) == n


@pytest.mark.parametrize(
    ("day", "number"),
    [
        (date(2026, 2, 28), -1),  # the weekend before the first day: there is no day 0
        (date(2026, 3, 1), -1),
        (date(2026, 2, 22), -6),
        (date(2026, 3, 7), 5),
    ],
)
def test_a_day_off_has_the_number_of_the_working_day_before(day: date, number: int) -> None:
    assert BERLIN.workday_number(MONDAY, day) == number


@pytest.mark.parametrize(
    ("day", "count", "found"),
    [
        (date(2026, 3, 6), 1, date(2026, 3, 9)),
        (date(2026, 3, 7), 1, date(2026, 3, 9)),
        (date(2026, 3, 9), -1, date(2026, 3, 6)),
        (date(2026, 3, 6), 0, date(2026, 3, 6)),
        (date(2026, 3, 7), 0, date(2026, 3, 9)),
    ],
)
def test_working_days_are_added(day: date, count: int, found: date) -> None:
    assert BERLIN.add_workdays(day, count) == found


@given(calendar=calendars(), start=DATES, n=st.integers(-40, 40).filter(bool))
@settings(max_examples=60, deadline=None)
def test_working_days_agree_with_a_list_of_all_days(calendar: Calendar, start: date, n: int) -> None:
    slow = SlowCalendar(calendar)
    day = calendar.nth_workday(start, n)
    assert day == slow.nth(start, n)
    assert calendar.workday_number(start, day) == n
    assert calendar.next_workday(start) == next(slow.after(start - timedelta(days=1)))
    assert calendar.previous_workday(start) == next(slow.before(start + timedelta(days=1)))


def test_a_year_without_a_working_day_is_an_error_in_a_sentence() -> None:
    away = replace(BERLIN, leave=(A_YEAR_OFF,))
    with pytest.raises(NoWorkingDayError, match="no working day within 366 days after 2026-03-02; look at"):
        away.nth_workday(MONDAY, 1)
    with pytest.raises(NoWorkingDayError, match="no working day within 366 days before 2027-03-03"):
        away.previous_workday(A_YEAR_OFF.last)


def test_the_last_of_366_days_is_still_looked_at() -> None:
    nearly = Days(first=MONDAY, last=MONDAY + timedelta(days=365))
    everyday = replace(BERLIN, week=frozenset(range(7)), country=None, leave=(nearly,))
    assert everyday.next_workday(MONDAY) == nearly.last + timedelta(days=1)


def test_the_calendar_ends_in_a_sentence_too() -> None:
    with pytest.raises(NoWorkingDayError, match="the calendar does not reach"):
        BERLIN.add_workdays(date(9998, 12, 30), 3)
    with pytest.raises(NoWorkingDayError, match="the calendar does not reach"):
        BERLIN.next_workday(date(1, 1, 1))


# Working hours


@pytest.mark.parametrize(
    ("instant", "opens"),
    [
        ("2026-03-02T09:00+01:00", "2026-03-02T09:00+01:00"),  # both ends included
        ("2026-03-02T17:30+01:00", "2026-03-02T17:30+01:00"),
        ("2026-03-02T17:30:01+01:00", "2026-03-03T09:00+01:00"),
        ("2026-03-02T08:59:59+01:00", "2026-03-02T09:00+01:00"),
        ("2026-03-06T18:00+01:00", "2026-03-09T09:00+01:00"),
        ("2026-03-07T10:00+01:00", "2026-03-09T09:00+01:00"),
        ("2026-03-27T18:00+01:00", "2026-03-30T09:00+02:00"),  # over the change of clocks
        ("2026-04-02T18:00+02:00", "2026-04-07T09:00+02:00"),  # over Easter
    ],
)
def test_the_next_working_instant(instant: str, opens: str) -> None:
    assert BERLIN.next_working_instant(utc(instant)) == utc(opens)
    assert BERLIN.within_hours(utc(instant)) is (instant == opens)


@pytest.mark.parametrize(
    ("instant", "opens"),
    [
        ("2026-10-25T01:15+02:00", "2026-10-25T02:30+02:00"),
        ("2026-10-25T02:15+01:00", "2026-10-25T02:15+01:00"),  # began the first time the clock showed 02:30
        ("2026-03-29T01:59+01:00", "2026-03-29T03:30+02:00"),  # 02:30 is skipped
    ],
)
def test_hours_of_the_night_when_clocks_change(instant: str, opens: str) -> None:
    night = Calendar(BERLIN.zone, frozenset(range(7)), Hours(begin=time(2, 30), end=time(10)))
    assert night.next_working_instant(utc(instant)) == utc(opens)


@given(calendar=calendars(), instant=instants())
@settings(max_examples=40, deadline=None)
def test_working_hours_agree_with_a_look_at_every_minute(calendar: Calendar, instant: datetime) -> None:
    found = calendar.next_working_instant(instant)
    assert found == SlowCalendar(calendar).next_working_minute(instant)
    assert calendar.within_hours(found)
    assert calendar.within_hours(instant) is (found == instant)


@pytest.mark.parametrize(
    ("earlier", "later", "days"),
    [
        ("2026-03-02T10:00+01:00", "2026-03-03T09:59+01:00", 0),
        ("2026-03-02T10:00+01:00", "2026-03-03T10:00+01:00", 1),
        ("2026-03-06T10:00+01:00", "2026-03-08T23:00+01:00", 0),
        ("2026-03-06T10:00+01:00", "2026-03-10T10:00+01:00", 2),
        ("2026-03-07T10:00+01:00", "2026-03-09T10:00+01:00", 1),
        ("2026-03-27T10:00+01:00", "2026-03-30T10:00+02:00", 1),
        ("2026-03-03T10:00+01:00", "2026-03-02T10:00+01:00", 0),
    ],
)
def test_working_days_between_two_instants(earlier: str, later: str, days: int) -> None:
    assert BERLIN.workdays_between(utc(earlier), utc(later)) == days


@given(calendar=calendars(), instant=instants(), hours=st.integers(0, 24 * 12))
@settings(max_examples=25, deadline=None)
def test_working_days_between_agree_with_a_list_of_all_days(calendar: Calendar, instant: datetime, hours: int) -> None:
    later = instant + timedelta(hours=hours)
    assert calendar.workdays_between(instant, later) == SlowCalendar(calendar).workdays_between(instant, later)


def test_a_day_has_its_hours_and_its_noon() -> None:
    assert TEL_AVIV.opening(MONDAY) == utc("2026-03-02T08:30+02:00")
    assert TEL_AVIV.closing(MONDAY) == utc("2026-03-02T17:00+02:00")
    assert TEL_AVIV.local_noon(MONDAY) == utc("2026-03-02T12:00+02:00")
    assert TEL_AVIV.local_date(utc("2026-03-01T22:00Z")) == MONDAY


# Whose values count

COMPANY = Company(
    time_zone="Europe/Berlin",
    country="DE",
    subdivision="BE",
    closed=(Days(first=date(2026, 12, 24), last=date(2026, 12, 31)),),
    locations={
        "Tel Aviv": Place(time_zone="Asia/Jerusalem", country="IL", week=SUNDAY_TO_THURSDAY, hours=TEL_AVIV.hours),
        "Munich": Place(country="DE", subdivision="BY"),
        "Moon": Place(subdivision="BY"),
    },
)
ROW = Hire(email="nadia@northwind.example", name="Nadia Haddad", start_date=MONDAY)


def row(**values: object) -> Hire:
    return ROW.model_copy(update=values)


@pytest.mark.parametrize(
    ("hire", "zone"),
    [
        (row(time_zone="Asia/Tokyo", location="Tel Aviv"), "Asia/Tokyo"),
        (row(location="Tel Aviv"), "Asia/Jerusalem"),
        (row(location="tel aviv"), "Asia/Jerusalem"),
        (row(location="Atlantis"), "Europe/Berlin"),
        (ROW, "Europe/Berlin"),
    ],
)
def test_the_zone_of_a_hire(hire: Hire, zone: str) -> None:
    assert hire_calendar(hire, COMPANY, slack_zone="America/New_York").zone.key == zone


def test_slack_is_asked_last_for_the_zone_and_nobody_means_utc() -> None:
    assert hire_calendar(ROW, Company(), slack_zone="America/New_York").zone.key == "America/New_York"
    assert hire_calendar(ROW, Company(), slack_zone="Invented/Place").zone.key == "UTC"
    assert hire_calendar(ROW, Company()).zone.key == "UTC"


@pytest.mark.parametrize(
    ("hire", "region"),
    [
        (row(country="US", subdivision="NY", location="Munich"), ("US", "NY")),
        (row(country="US", location="Munich"), ("US", None)),
        (row(subdivision="SN"), ("DE", "BE")),  # without its country it says nothing
        (row(location="Munich", subdivision="SN"), ("DE", "BY")),
        (row(location="Tel Aviv"), ("IL", None)),
        (row(location="Moon"), ("DE", "BE")),
        (ROW, ("DE", "BE")),
    ],
)
def test_a_subdivision_counts_with_the_country_of_the_same_place(
    hire: Hire, region: tuple[str | None, str | None]
) -> None:
    calendar = hire_calendar(hire, COMPANY)
    assert (calendar.country, calendar.subdivision) == region


def test_without_a_country_there_is_no_subdivision() -> None:
    calendar = hire_calendar(row(subdivision="BE"), Company(subdivision="BE"))
    assert (calendar.country, calendar.subdivision) == (None, None)


def test_week_hours_closures_and_leave_of_a_hire() -> None:
    leave = (Days(first=MONDAY, last=MONDAY),)
    calendar = hire_calendar(row(location="Tel Aviv", week=frozenset({0, 1}), leave=leave), COMPANY)
    assert calendar.week == frozenset({0, 1})
    assert calendar.hours == TEL_AVIV.hours
    assert calendar.closed == COMPANY.closed
    assert calendar.leave == leave
    assert hire_calendar(row(location="Tel Aviv"), COMPANY).week == SUNDAY_TO_THURSDAY
    assert hire_calendar(ROW, COMPANY).week == COMPANY.week


def test_somebody_without_a_row_has_the_zone_of_slack_or_the_hire_and_all_else_of_the_company() -> None:
    marek = other_calendar(None, COMPANY, TEL_AVIV, slack_zone="America/New_York")
    assert marek == Calendar(zone_named("America/New_York"), country="DE", subdivision="BE", closed=COMPANY.closed)
    assert other_calendar(None, COMPANY, TEL_AVIV, slack_zone=None).zone is TEL_AVIV.zone


def test_somebody_with_a_row_has_their_own_values() -> None:
    own = row(location="Tel Aviv", leave=(A_YEAR_OFF,))
    bea = other_calendar(own, COMPANY, BERLIN, slack_zone="America/New_York")
    assert bea == replace(TEL_AVIV, closed=COMPANY.closed, leave=(A_YEAR_OFF,))
    assert other_calendar(row(time_zone="Asia/Tokyo", week=frozenset({5})), COMPANY, BERLIN) == Calendar(
        zone_named("Asia/Tokyo"), frozenset({5}), country="DE", subdivision="BE", closed=COMPANY.closed
    )


@pytest.mark.parametrize(
    ("week", "day", "begins"),
    [
        ((0, 1, 2, 3, 4), "2026-03-04", "2026-03-09"),
        ((0, 1, 2, 3, 4), "2026-03-08", "2026-03-09"),  # on a Sunday, the next day
        ((6, 0, 1, 2, 3), "2026-03-04", "2026-03-08"),  # Sunday to Thursday
        ((0, 1, 3), "2026-03-03", "2026-03-05"),  # a day off within the week begins a new one
        ((0, 1, 2, 3, 4, 5, 6), "2026-03-04", "2026-03-09"),
        ((0, 1, 2, 3, 4), "2026-04-02", "2026-04-07"),  # Easter Monday is no working day
    ],
)
def test_the_next_working_week_begins_after_a_day_off(week: tuple[int, ...], day: str, begins: str) -> None:
    calendar = Calendar(zone_named("Europe/Berlin"), week=frozenset(week), country="DE")
    assert calendar.next_week(date.fromisoformat(day)) == date.fromisoformat(begins)
