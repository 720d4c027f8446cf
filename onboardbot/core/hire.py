"""A hire: the new employee while onboarding, as the people file or HR's modal describes them."""

from collections.abc import Mapping
from datetime import date

from pydantic import Field

from onboardbot.core.company import Days
from onboardbot.core.when import Value


class Hire(Value):
    """One row of the people file; e-mails are lower-cased, None means: not said.

    `extra` keeps every other column; those that `columns` of company.yaml names are placeholders.
    """

    email: str
    name: str
    start_date: date
    time_zone: str | None = None
    country: str | None = None
    subdivision: str | None = None
    department: str | None = None
    location: str | None = None
    employment: str | None = None
    title: str | None = None
    week: frozenset[int] | None = None
    leave: tuple[Days, ...] = ()
    language: str | None = None
    manager_email: str | None = None
    buddy_email: str | None = None
    playbook: str | None = None
    extra: Mapping[str, str] = Field(default_factory=dict)

    @property
    def first_name(self) -> str:
        """The first word of the name; the name itself where that is blank."""
        return (self.name.split() or [self.name])[0]
