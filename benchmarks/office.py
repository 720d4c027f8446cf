"""The flows on a database of their own, with a Slack that answers at once and a count of what is asked of SQLite."""

import itertools
import tempfile
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import event

from onboardbot.app import database_of
from onboardbot.core.delivery import Posted
from onboardbot.core.message import Message
from onboardbot.flows import clockwork, importing, tick
from onboardbot.flows.bot import Bot, Place, Profile
from onboardbot.flows.clock import Clock
from onboardbot.flows.library import Library
from onboardbot.people_files import parse
from onboardbot.settings import Settings
from onboardbot.store.database import Database

SHIPPED = Path(__file__).parents[1] / "playbooks"
START = datetime(2026, 2, 20, 8, tzinfo=UTC)  # ten days before the first of the hires begins


@dataclass
class Instant:
    """A Slack that knows everybody and takes everything at once."""

    posts: int = 0
    updates: int = 0
    _stamps: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    async def post(self, message: Message, *, to: str, message_id: str, thread_ts: str | None = None) -> Posted:
        del message, message_id, thread_ts
        self.posts += 1
        return Posted(channel=f"D/{to}", ts=f"{next(self._stamps)}.000000")

    async def update(self, message: Message, *, at: Posted, message_id: str) -> None:
        del message, at, message_id
        self.updates += 1

    async def publish(self, message: Message, *, to: str) -> None:
        del message, to

    async def find(self, message_id: str, place: Place) -> Posted | None:
        del message_id, place
        return None

    async def profiles(self, emails: Sequence[str]) -> Sequence[Profile]:
        return [Profile(slack_id=email, email=email, name=email.partition("@")[0]) for email in emails]


@dataclass
class Count:
    """Statements that reached SQLite, with `BEGIN` and `COMMIT` of what wrote; jumps of the clock among them."""

    statements: int = 0
    commits: int = 0
    jumps: int = 0

    def watch(self, database: Database) -> None:
        def asked(_: Any, __: Any, statement: str, *___: Any) -> None:
            self.statements += 1
            self.jumps += statement.startswith("UPDATE workspace SET clock_offset_us")

        def committed(_: Any) -> None:
            self.statements += 1
            self.commits += 1

        for engine in (database.writer.sync_engine, database.reader.sync_engine):
            event.listen(engine, "before_cursor_execute", asked)
        event.listen(database.writer.sync_engine, "commit", committed)


@dataclass
class Office:
    bot: Bot
    slack: Instant
    count: Count

    async def enroll(self, hires: int, first: int = 0, *, days: int = 5, helped: bool = True) -> None:
        """Import hires who start within so many days, with the same manager and buddy, and work off what follows."""
        lines = ["email,name,start_date,manager_email,buddy_email"]
        helpers = "marek@northwind.example,bea@northwind.example" if helped else ","
        for number in range(first, first + hires):
            day = START.date() + timedelta(days=10 + number % days)
            lines.append(f"hire{number}@northwind.example,Hire {number},{day},{helpers}")
        library = self.bot.library
        text = "\n".join(lines).encode()
        found = parse(text, "people.csv", company=library.company, playbooks=tuple(library.playbooks))
        async with self.bot.database.write() as session:
            await importing.write_rows(session, found.rows)
        await tick.tick(self.bot)


def _written(folder: Path, playbooks: Mapping[str, str] | None) -> Path:
    """Return a folder of playbooks."""
    if playbooks is None:
        return SHIPPED
    files = {"company.yaml": (SHIPPED / "company.yaml").read_text(encoding="utf-8"), **playbooks}
    home = folder / "playbooks"
    home.mkdir()
    for name, text in files.items():
        (home / name).write_text(text, encoding="utf-8")
    return home


@asynccontextmanager
async def office(playbooks: Mapping[str, str] | None = None, **database: str) -> AsyncIterator[Office]:
    """Open an office with these playbooks beside the shipped company, or the shipped ones, business time at `START`.

    `database`: the settings of an empty one; without them it is a file that lasts as long as the office.
    """
    with tempfile.TemporaryDirectory() as folder:
        home = _written(Path(folder), playbooks)
        where = {"database_url": f"sqlite:///{Path(folder) / 'bot.sqlite3'}"} | database
        opened = await database_of(Settings(_env_file=None, playbooks=home, **where))  # type: ignore[arg-type]
        count, slack, clock = Count(), Instant(), Clock()
        count.watch(opened)
        await clockwork.start_at(opened, clock, START)
        bot = Bot(database=opened, clock=clock, library=Library(home), slack=slack)
        try:
            await tick.tick(bot)
            yield Office(bot, slack, count)
        finally:
            await opened.close()
