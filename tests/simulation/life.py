"""One life of the bot: a process that works on the database file, until it crashes as kill -9 would have it."""

import asyncio
import contextlib
import logging
import sqlite3
from collections.abc import Callable
from contextvars import ContextVar
from datetime import timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import aiosqlite
from sqlalchemy import event

from onboardbot.flows import clockwork, directory, files, inbox, lookup, tick
from onboardbot.flows.bot import Bot, Slack
from onboardbot.flows.clock import Clock
from onboardbot.flows.clockwork import Looked
from onboardbot.flows.library import Library
from onboardbot.store.database import Database, open_database
from tests.simulation.faults import Disk, Faults
from tests.simulation.loop import OWNER

log = logging.getLogger(__name__)
SOONEST, LATEST = 0.002, 6 * 3600.0  # seconds between two rounds
STALLED = 3600.0  # seconds at most between two rounds while something waits for others
FAILS = frozenset({"commit", "execute", "executemany"})  # calls of the driver in which a disk may be full
TIDIES = frozenset({"rollback", "close"})
MOMENT = 0.003  # seconds that a statement takes at most


class Life:
    """A process; `tasks` are all that run in it. Once dead it does nothing any more, whatever still runs."""

    def __init__(self, faults: Faults, file: Path) -> None:
        self.faults, self.file = faults, file
        self.dead = asyncio.Event()
        self.tasks: set[asyncio.Task[Any]] = set()
        self.connections: list[aiosqlite.Connection] = []
        self.bot: Bot | None = None  # as soon as it hears what people do

    def owns_what_follows(self) -> None:
        """Let what the running task does, and begins, be a part of this process."""
        OWNER.set(self.tasks)
        LIFE.set(self)

    def connect(self, *given: Any, **named: Any) -> aiosqlite.Connection:
        """Return a connection without a thread: what it is asked to do is done by `of_driver`."""
        connection = aiosqlite.connect(*given, **named)
        connection._tx = connection._thread = _Driver(self)  # type: ignore[assignment]  # noqa: SLF001 - no other way
        self.connections.append(connection)
        return connection

    def die(self) -> None:
        """End at once: nothing is committed, told or tidied up."""
        if self.dead.is_set():
            return
        for connection in self.connections:
            _torn(connection)
        self.dead.set()
        for task in list(self.tasks):
            asyncio.get_running_loop().call_soon(task.cancel)

    async def buried(self) -> None:
        """Wait until nothing of it runs any more."""
        while self.tasks:
            await asyncio.wait(self.tasks, timeout=1)
            for task in list(self.tasks):
                task.cancel()

    def of_driver(self, future: "asyncio.Future[Any] | None", function: Callable[[], Any]) -> None:
        """Do what the driver's thread would do, here and at once; the answer comes a moment later, or never."""
        name = getattr(getattr(function, "func", None), "__name__", "")
        if self.dead.is_set():
            tidies = name in TIDIES or getattr(function, "__name__", "") == "close_and_stop"
            _answer(future, None, None if tidies else sqlite3.OperationalError("the process is dead"))
            return
        commits = name == "commit"
        fate = self.faults.of_disk(commits=commits) if name in FAILS else Disk.DONE
        if fate is Disk.DIES_BEFORE:
            self.die()
            return
        if fate is Disk.FULL and commits:
            _undone(function)
        result, error = _tried(function) if fate is not Disk.FULL else (None, _full())
        if fate in {Disk.DIES_AFTER, Disk.DIES_AFTER_COMMIT}:
            self.die()
        elif commits or self.faults.random.random() < 0.05:  # others come in between
            loop = asyncio.get_running_loop()
            loop.call_later(self.faults.seconds(0, MOMENT), _answer, future, result, error)
        else:
            _answer(future, result, error)


def _torn(connection: aiosqlite.Connection) -> None:
    """Leave a file as its process left it: what was not committed is gone, and nothing is locked."""
    raw = connection._connection  # noqa: SLF001 - the file itself, without the driver's good manners
    if raw is not None:
        raw.rollback()  # a cursor that is still read would keep the file locked
        raw.close()
        connection._connection = None  # noqa: SLF001


LIFE: ContextVar[Life] = ContextVar("LIFE")


class _Driver:
    """Stands where the driver's queue to its thread was, and where its thread was."""

    def __init__(self, life: Life) -> None:
        self._life = life

    def put_nowait(self, call: "tuple[asyncio.Future[Any] | None, Callable[[], Any]]") -> None:
        self._life.of_driver(*call)

    def start(self) -> None:
        """Nothing: there is no thread."""


def _tried(function: Callable[[], Any]) -> tuple[Any, Exception | None]:
    try:
        return function(), None
    except Exception as error:  # noqa: BLE001 - it is the caller's
        return None, error


def _undone(function: Any) -> None:
    """Undo a transaction that can't be committed, as SQLite does (sqlite.org/lang_transaction.html, section 3)."""
    function.func.__self__.rollback()


def _full() -> Exception:
    return sqlite3.OperationalError("database or disk is full")


def _answer(future: "asyncio.Future[Any] | None", result: Any, error: Exception | None) -> None:
    if future is None or future.done():
        return
    if error is None:
        future.set_result(result)
    else:
        future.set_exception(error)


@cache
def _engines(key: bytes) -> Database:
    """Return the app's own engines, made once: a new one would have to learn all statements anew."""
    database = open_database("sqlite:///of_each_life", key)
    for engine in (database.writer.sync_engine, database.reader.sync_engine):

        @event.listens_for(engine, "do_connect")
        def inline(_dialect: Any, _record: Any, given: list[Any], named: dict[str, Any]) -> None:
            given[:] = [str(LIFE.get().file)]
            named["async_creator_fn"] = LIFE.get().connect

        @event.listens_for(engine, "connect")
        def quick(connection: Any, _record: Any) -> None:
            cursor = connection.cursor()
            cursor.execute("PRAGMA synchronous=OFF")  # a process dies here, never the machine
            cursor.close()

    return database


async def opened(key: bytes) -> Database:
    """Open the database as the app does, with connections that answer when the running life says so."""
    database = _engines(key)
    await database.close()  # what the life before had
    return Database(database.writer, database.reader, asyncio.Lock())


async def warmed_up(file: Path, key: bytes) -> None:
    """Let the engines ask of a first connection what they never ask again, so that no seed differs by that."""
    life = Life(Faults(Random(0), calm=True), file)  # noqa: S311 - luck, no secret
    life.owns_what_follows()
    database = await opened(key)
    async with database.read() as reading, database.write() as writing:
        for session in (reading, writing):
            await session.connection()
    await database.close()


async def live(life: Life, key: bytes, clock: Clock, playbooks: Path, slack: Slack) -> None:
    """Begin as the app does, then work and listen until the life is over."""
    life.owns_what_follows()
    database = await opened(key)
    bot = Bot(database=database, clock=clock, library=Library(playbooks), slack=slack)
    try:
        await lookup.at_start(bot)
        await files.look(bot)
        await directory.match(bot, everyone=True)
    except Exception:  # the process ends, and whoever runs it starts it again
        log.info("start_failed", exc_info=True)
        life.die()
        return
    life.bot = bot
    await asyncio.gather(_work(bot), inbox.listen(bot))


async def _work(bot: Bot) -> None:
    """Work as the scheduler does, but without the seconds in which nothing can happen."""
    patience = 1.0
    while True:
        try:
            looked = await tick.tick(bot)
            bot.outage.over()
        except Exception as error:  # as the scheduler does
            if not bot.outage.causes(error):
                raise
            bot.wake.clear()
            await asyncio.sleep(1)
            continue
        patience = min(patience * 2, STALLED) if looked.kinds else 1.0
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_pause(bot, looked, patience)):
                await bot.wake.wait()
                patience = 1.0


def _pause(bot: Bot, looked: Looked, patience: float) -> float:
    """Return how long nothing can happen by itself."""
    now, machine = bot.clock.now(), bot.clock.machine()
    waits = [looked.following - now] if looked.following else []
    waits += [instant - machine for instant in (looked.again, bot.pace.opens) if instant]
    longest = timedelta(seconds=patience if looked.kinds else LATEST)
    return max(min([*waits, longest]).total_seconds(), SOONEST)


async def jump(bot: Bot, ahead: timedelta) -> None:
    """Move business time, as a demo does."""
    await clockwork.jump(bot, bot.clock.now() + ahead)
