"""The database of a seed as an SQLite file, without a thread: what it is asked is done here and at once."""

import asyncio
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import aiosqlite
from sqlalchemy import event

from onboardbot.store.database import Database, open_database
from tests.simulation.faults import Disk, Faults
from tests.simulation.life import LIFE, MOMENT, Life, Row

FAILS = frozenset({"commit", "execute", "executemany"})  # calls of the driver in which a disk may be full
TIDIES = frozenset({"rollback", "close"})


class SQLite:
    """A file; one process works on it."""

    replicas = 1

    def __init__(self, file: Path, key: bytes) -> None:
        self.file, self._key = file, key

    async def opened(self, life: Life) -> Database:
        """Open the database as the app does, with connections that answer when the running life says so."""
        del life
        database = _engines(self._key)
        await database.close()  # what the life before had
        return Database(database.writer, database.reader, asyncio.Lock())

    def connect(self, *given: Any, **named: Any) -> aiosqlite.Connection:
        """Return a connection without a thread."""
        connection, life = aiosqlite.connect(*given, **named), LIFE.get()
        connection._tx = connection._thread = _Driver(life)  # type: ignore[assignment]  # noqa: SLF001 - no other way
        life.connections.append(connection)
        return connection

    def tear(self, connection: aiosqlite.Connection) -> None:
        """Leave a file as its process left it: what was not committed is gone, and nothing is locked."""
        raw = connection._connection  # noqa: SLF001 - the file itself, without the driver's good manners
        if raw is not None:
            raw.rollback()  # a cursor that is still read would keep the file locked
            raw.close()
            connection._connection = None  # noqa: SLF001

    async def buried(self, life: Life) -> None:
        """Nothing is left of a process but its file."""

    async def rows(self, *names: str) -> Mapping[str, Sequence[Row]]:
        with sqlite3.connect(self.file) as connection:
            connection.row_factory = sqlite3.Row
            found = {name: [dict(row) for row in connection.execute(f"SELECT * FROM {name}")] for name in names}  # noqa: S608
        connection.close()
        return found

    async def close(self) -> None:
        """The file goes with its folder."""


class _Driver:
    """Stands where the driver's queue to its thread was, and where its thread was."""

    def __init__(self, life: Life) -> None:
        self._life = life

    def put_nowait(self, call: "tuple[asyncio.Future[Any] | None, Callable[[], Any]]") -> None:
        """Do what the driver's thread would do, here and at once; the answer comes a moment later, or never."""
        future, function = call
        name = getattr(getattr(function, "func", None), "__name__", "")
        if self._life.dead.is_set():
            tidies = name in TIDIES or getattr(function, "__name__", "") == "close_and_stop"
            _answer(future, None, None if tidies else sqlite3.OperationalError("the process is dead"))
            return
        fate = self._life.faults.of_disk(commits=name == "commit") if name in FAILS else Disk.DONE
        if fate is Disk.DIES_BEFORE:
            self._life.die()
            return
        self._does(future, function, fate, commits=name == "commit")

    def _does(
        self, future: "asyncio.Future[Any] | None", function: Callable[[], Any], fate: Disk, *, commits: bool
    ) -> None:
        if fate is Disk.FULL and commits:
            _undone(function)
        result, error = _tried(function) if fate is not Disk.FULL else (None, _full())
        if fate in {Disk.DIES_AFTER, Disk.DIES_AFTER_COMMIT}:
            self._life.die()
        elif commits or self._life.faults.random.random() < 0.05:  # others come in between
            loop = asyncio.get_running_loop()
            loop.call_later(self._life.faults.seconds(0, MOMENT), _answer, future, result, error)
        else:
            _answer(future, result, error)

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
            ground = LIFE.get().ground
            given[:] = [str(ground.file)]  # type: ignore[attr-defined]
            named["async_creator_fn"] = ground.connect  # type: ignore[attr-defined]

        @event.listens_for(engine, "connect")
        def quick(connection: Any, _record: Any) -> None:
            cursor = connection.cursor()
            cursor.execute("PRAGMA synchronous=OFF")  # a process dies here, never the machine
            cursor.close()

    return database


async def warmed_up(file: Path, key: bytes) -> None:
    """Let the engines ask of a first connection what they never ask again, so that no seed differs by that."""
    ground = SQLite(file, key)
    life = Life(Faults(Random(0), calm=True), ground)  # noqa: S311 - luck, no secret
    life.owns_what_follows()
    database = await ground.opened(life)
    async with database.read() as reading, database.write() as writing:
        for session in (reading, writing):
            await session.connection()
    await database.close()
