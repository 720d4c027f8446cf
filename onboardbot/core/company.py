"""The company: its hours, closures, places and the people behind its roles."""

from collections.abc import Mapping
from datetime import date, time

from pydantic import Field

from onboardbot.core.when import Value

MONDAY_TO_FRIDAY = frozenset(range(5))


class Hours(Value):
    """Local working hours of whoever receives, both ends included."""

    begin: time = time(9, 0)
    end: time = time(17, 30)


class Days(Value):
    """A range of dates, both ends included."""

    first: date
    last: date


class Contact(Value):
    """A person behind a role; the e-mail is lower-cased."""

    email: str
    name: str | None = None


class Resource(Value):
    """Help outside of the company, shown in distress."""

    name: str
    phone: str | None = None
    url: str | None = None
    hours: str | None = None


class Place(Value):
    """What a location says of its own; None means: ask the company."""

    time_zone: str | None = None
    country: str | None = None
    subdivision: str | None = None
    hours: Hours | None = None
    week: frozenset[int] | None = None


class Company(Value):
    """`company.yaml`; its defaults are those of a folder without one."""

    name: str = "Your company"
    language: str = "en"
    time_zone: str | None = None
    country: str | None = None
    subdivision: str | None = None
    hours: Hours = Hours()
    week: frozenset[int] = MONDAY_TO_FRIDAY
    closed: tuple[Days, ...] = ()
    people: Mapping[str, tuple[Contact, ...]] = Field(default_factory=dict)
    columns: tuple[str, ...] = ()
    reports_to: Mapping[str, str] = Field(default_factory=dict)
    resources: Mapping[str, tuple[Resource, ...]] = Field(default_factory=dict)
    locations: Mapping[str, Place] = Field(default_factory=dict)
