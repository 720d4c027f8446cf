"""Calendars of all sorts, for properties."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import strategies as st

from onboardbot.core.calendar import Calendar
from onboardbot.core.company import Days, Hours
from onboardbot.core.zones import zone_named

ZONES = (
    "UTC",
    "America/New_York",
    "America/Santiago",  # its clocks change at midnight
    "Africa/Casablanca",  # standard time in Ramadan alone
    "Antarctica/Troll",  # moves by two hours
    "Asia/Jerusalem",
    "Asia/Kolkata",
    "Australia/Lord_Howe",  # moves by half an hour
    "Europe/Berlin",
    "Pacific/Auckland",
    "Pacific/Chatham",
    "Pacific/Kiritimati",
    "Pacific/Honolulu",
)
REGIONS = (
    (None, None),
    ("DE", "BE"),
    ("DE", "BY"),
    ("GB", "SCT"),
    ("IL", None),
    ("IN", "MH"),
    ("JP", None),
    ("US", None),
    ("US", "NY"),
    ("ZZ", None),
)
EARLIEST, LATEST = date(2025, 6, 1), date(2028, 6, 1)
DATES = st.dates(EARLIEST, LATEST)


@st.composite
def ranges(draw: st.DrawFn) -> Days:
    first = draw(DATES)
    length = draw(st.integers(0, 20))
    return Days(first=first, last=date.fromordinal(first.toordinal() + length))


@st.composite
def hours(draw: st.DrawFn) -> Hours:
    """Draw hours of the day; those of the night, when clocks change, have tests of their own."""
    begin = draw(st.integers(4 * 60, 20 * 60))
    end = draw(st.integers(begin + 1, 23 * 60 + 59))
    return Hours(begin=time(*divmod(begin, 60)), end=time(*divmod(end, 60)))


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    country, subdivision = draw(st.sampled_from(REGIONS))
    return Calendar(
        zone=zone_named(draw(st.sampled_from(ZONES))),
        week=draw(st.frozensets(st.integers(0, 6), min_size=1)),
        hours=draw(hours()),
        country=country,
        subdivision=subdivision,
        closed=tuple(draw(st.lists(ranges(), max_size=2))),
        leave=tuple(draw(st.lists(ranges(), max_size=2))),
    )


def instants() -> st.SearchStrategy[datetime]:
    """Draw whole minutes of three years, in UTC."""
    return st.integers(0, 3 * 365 * 24 * 60).map(lambda n: datetime(2025, 6, 1, tzinfo=UTC) + timedelta(minutes=n))
