"""The flows on a real database, with a post office in place of Slack that loses and refuses as it is told."""

import asyncio
import itertools
from collections import deque
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from onboardbot.core.delivery import DeliveryError, Posted
from onboardbot.core.message import Message
from onboardbot.core.outbox import Cause
from onboardbot.flows import importing, tick
from onboardbot.flows.bot import Bot, Place, Profile
from onboardbot.flows.clock import Clock
from onboardbot.flows.library import Library
from onboardbot.people_files import parse
from onboardbot.slack.blocks import fallback
from onboardbot.store import touchpoints
from tests.helpers.databases import opened
from tests.helpers.world import COMPANY


def _words(message: Message) -> str:
    return fallback(message.model_copy(update={"fallback": None}))


class TakenButLostError(DeliveryError):
    """Slack takes the message, and its answer is lost."""

    def __init__(self) -> None:
        super().__init__(Cause.UNSURE, "the answer was lost", lost=True)


@dataclass
class PostOffice:
    """Takes messages as Slack would; `troubles` are raised first, one a post, by recipient."""

    known: list[str]
    troubles: dict[str, deque[Exception]] = field(default_factory=dict)
    posts: list[tuple[str, str]] = field(default_factory=list)
    updates: list[tuple[str, str]] = field(default_factory=list)
    tried: list[str] = field(default_factory=list)
    homes: dict[str, str] = field(default_factory=dict)
    ids: dict[str, Posted] = field(default_factory=dict)
    doors: dict[str, asyncio.Event] = field(default_factory=dict)  # posts to whom it is held wait until it is open
    away: bool = False  # Slack answers nobody
    hidden: DeliveryError | None = None  # why nobody can read what stands in a conversation
    held: dict[str, "Held"] = field(default_factory=dict)
    _stamps: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def trouble(self, email: str, *errors: Exception) -> None:
        self.troubles.setdefault(email, deque()).extend(errors)

    def hold(self, email: str) -> "Held":
        """Take the next thing to somebody, and answer only when that is asked for."""
        self.held[email] = Held()
        return self.held[email]

    async def _wait(self, email: str) -> None:
        if (held := self.held.pop(email, None)) is not None:
            held.reached.set()
            await held.free.wait()

    async def post(self, message: Message, *, to: str, message_id: str, thread_ts: str | None = None) -> Posted:
        del thread_ts
        email = to.removeprefix("D/")
        self.tried.append(email)
        if self.away:
            raise DeliveryError(Cause.UNREACHABLE, "connection refused")
        if door := self.doors.get(email):
            await door.wait()
        trouble = waiting.popleft() if (waiting := self.troubles.get(email)) else None
        if trouble is not None and not isinstance(trouble, TakenButLostError):
            raise trouble
        self.posts.append((email, _words(message)))
        self.ids[message_id] = Posted(channel=f"D/{email}", ts=f"{next(self._stamps)}.000000")
        await self._wait(email)
        if trouble is not None:
            raise trouble
        return self.ids[message_id]

    async def find(self, message_id: str, place: Place) -> Posted | None:
        del place
        if self.hidden is not None:
            raise self.hidden
        return self.ids.get(message_id)

    async def update(self, message: Message, *, at: Posted, message_id: str) -> None:
        del message_id
        email = at.channel.removeprefix("D/")
        if door := self.doors.get(f"update/{email}"):
            await door.wait()
        if waiting := self.troubles.get(email):
            raise waiting.popleft()
        self.updates.append((email, _words(message)))
        await self._wait(email)

    async def publish(self, message: Message, *, to: str) -> None:
        self.homes[to] = _words(message)
        await self._wait(to)

    async def profiles(self, emails: Sequence[str]) -> Sequence[Profile]:
        if waiting := self.troubles.get("profiles"):
            raise waiting.popleft()
        return [Profile(slack_id=one, email=one, name=one.partition("@")[0]) for one in emails if one in self.known]

    def to(self, email: str) -> list[str]:
        """Return the first line of each message that somebody got."""
        return [words.splitlines()[0] for recipient, words in self.posts if recipient == email]


@dataclass
class Held:
    """Something that Slack has, and does not answer yet."""

    reached: asyncio.Event = field(default_factory=asyncio.Event)
    free: asyncio.Event = field(default_factory=asyncio.Event)


class Watch:
    """The machine's clock, in our hands."""

    def __init__(self, now: str) -> None:
        self.at = datetime.fromisoformat(now).astimezone(UTC)
        self.set_by = timedelta()

    def __call__(self) -> datetime:
        return self.at

    def set(self, ahead: timedelta) -> None:
        """Set it, as somebody does whose clock is wrong; no time passes by that."""
        self.at += ahead
        self.set_by += ahead

    def steady(self) -> float:
        return (self.at - self.set_by).timestamp()


@dataclass
class Office:
    bot: Bot
    post: PostOffice
    watch: Watch

    async def enroll(self, *rows: str) -> None:
        """Import rows of email,name,start_date,manager_email and work off what follows."""
        await self.write(*rows)
        await tick.tick(self.bot)

    async def write(self, *rows: str) -> None:
        """Write what rows say, as `import` does beside a running bot."""
        text = "\n".join(["email,name,start_date,manager_email", *rows])
        library = self.bot.library
        found = parse(text.encode(), "people.csv", company=library.company, playbooks=tuple(library.playbooks))
        assert not [problem for problem in found.problems if problem.level == "error"], found.problems
        async with self.bot.database.write() as session:
            await importing.write_rows(session, found.rows)

    async def wait(self, pause: timedelta) -> None:
        """Let time pass, for the machine and for business alike."""
        self.watch.at += pause
        await tick.tick(self.bot)

    async def to(self, instant: str) -> None:
        await self.wait(datetime.fromisoformat(instant) - self.bot.clock.now())

    async def states(self, email: str) -> dict[str | None, tuple[str, str | None]]:
        """Return state and cause of each step of a hire."""
        async with self.bot.database.read() as session:
            return {line.step: (line.state, line.cause) for line in await touchpoints.status(session, email)}


@asynccontextmanager
async def another(here: Office, folder: Path) -> AsyncIterator[Bot]:
    """Run one more bot on the same database, as another process would; it writes to the same people."""
    database = await opened(folder)
    bot = Bot(
        database=database,
        clock=Clock(here.watch, here.watch.steady),
        library=Library(folder / "playbooks"),
        slack=here.post,
    )
    try:
        await tick.tick(bot)
        yield bot
    finally:
        await database.close()


@asynccontextmanager
async def office(folder: Path, playbook: str, *, now: str, known: Sequence[str]) -> AsyncIterator[Office]:
    """Open an office in which these people are in Slack, with one playbook for everybody."""
    playbooks = folder / "playbooks"
    playbooks.mkdir()
    (playbooks / "company.yaml").write_text(COMPANY, encoding="utf-8")
    (playbooks / "first.yaml").write_text(playbook, encoding="utf-8")
    database = await opened(folder)
    watch, post = Watch(now), PostOffice(list(known))
    bot = Bot(database=database, clock=Clock(watch, watch.steady), library=Library(playbooks), slack=post)
    try:
        await tick.tick(bot)
        yield Office(bot, post, watch)
    finally:
        await database.close()
