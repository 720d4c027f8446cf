"""A diary: what people get and do, day by day in local time, as it is written in a story.

    Thu 2026-03-12
      15:00 Nadia gets week-two
      15:20 Nadia taps mood:2
      15:20 Nadia gets offer | Friday at 12:00

"Gets" names the words of a new message, and what fills their `{0}`, `{1}`; a `*` behind the name says that the bot
introduces itself under them. "Reads" names what an older one says now. All else is done, see `tests.helpers.story`.
The times are those of whoever is named.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

GETS, READS = "gets", "reads"
DAY = re.compile(r"(?P<weekday>[A-Z][a-z]{2}) (?P<date>\d{4}-\d\d-\d\d)")
LINE = re.compile(r"  (?P<time>\d\d:\d\d) (?P<who>\w+) (?P<verb>[a-z]+) (?P<what>.+)")


@dataclass(frozen=True)
class Entry:
    """One line: at this local time somebody gets or does something."""

    day: date
    time: time
    who: str
    verb: str
    what: str

    @property
    def local(self) -> str:
        return f"{self.day:%a %Y-%m-%d} {self.time:%H:%M}"

    @property
    def name(self) -> str:
        """The words that somebody gets."""
        return self.what.split(" | ")[0].removesuffix(" *")

    @property
    def fields(self) -> list[str]:
        return self.what.split(" | ")[1:]

    @property
    def introduces(self) -> bool:
        return self.what.split(" | ")[0].endswith(" *")

    def instant(self, zones: Mapping[str, ZoneInfo]) -> datetime:
        return datetime.combine(self.day, self.time, zones[self.who]).astimezone(UTC)


def read(text: str) -> Iterator[Entry]:
    """Yield the entries of a diary; a weekday that is not that of its date is a slip of the author."""
    day = None
    for line in filter(None, (line.split("#")[0].rstrip() for line in text.splitlines())):
        if found := DAY.fullmatch(line):
            day = date.fromisoformat(found["date"])
            assert f"{day:%a}" == found["weekday"], line
            continue
        found = LINE.fullmatch(line)
        assert found is not None, line
        assert day is not None, line
        yield Entry(day, time.fromisoformat(found["time"]), found["who"], found["verb"], found["what"])
