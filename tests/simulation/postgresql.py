"""The database of a seed on a real PostgreSQL: two processes work on it, and what one that dies held is let go.

A seed is no single story there: which of two comes first to a row is the server's business.
"""

import asyncio
import gc
import warnings
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, NamedTuple, cast

import asyncpg
from sqlalchemy.exc import SAWarning
from sqlalchemy.ext.asyncio import AsyncEngine

from onboardbot.store import postgresql
from onboardbot.store.database import Database, async_url
from onboardbot.store.types import lock_with
from tests.helpers import databases, postgres
from tests.simulation.faults import Disk
from tests.simulation.life import LIFE, MOMENT, Life, Row
from tests.simulation.loop import VirtualLoop

FAILS = frozenset({"query", "bind_execute", "bind_execute_many"})  # calls of the driver in which a disk may be full
ASKS = FAILS | {"bind", "close", "close_portal", "close_statement", "execute", "prepare"}
GONE = "SELECT NOT EXISTS (SELECT FROM pg_stat_activity WHERE pid = ANY($1))"


class Held(NamedTuple):
    """A connection of a life, and the server's process for it."""

    opened: asyncpg.Connection
    pid: int


class PostgreSQL:
    """A database of its own on the server of this run."""

    replicas = 2

    def __init__(self, key: bytes) -> None:
        self._url, self._key = databases.fresh(postgres.shared()), key

    async def opened(self, life: Life) -> Database:
        """Return the engine of a process's place, with none of the connections that the one before had."""
        engine = _engine(self._url, self._key, life.slot)
        await engine.dispose(close=False)
        return Database(engine, engine, None)

    def tear(self, connection: Held) -> None:
        """Let the server find that nobody is there any more."""
        connection.opened.terminate()

    async def buried(self, life: Life) -> None:
        """Wait until the server has seen it, and undone what was not committed."""
        pids = [held.pid for held in life.connections]
        with _loop().asking():
            connection = await asyncpg.connect(self._url)
            while not await connection.fetchval(GONE, pids):  # noqa: ASYNC110 - the server tells nobody
                await asyncio.sleep(0)
            await connection.close()

    async def rows(self, *names: str) -> Mapping[str, Sequence[Row]]:
        with _loop().asking():
            connection = await asyncpg.connect(self._url)
            found = {name: [dict(row) for row in await connection.fetch(f"SELECT * FROM {name}")] for name in names}  # noqa: S608
            await connection.close()
        return found

    async def close(self) -> None:
        """Remove the database: thousands of seeds would fill the disk."""
        name = async_url(self._url).database
        with _loop().asking():
            connection = await asyncpg.connect(postgres.shared().url("postgres"))
            await connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
            await connection.close()


@contextmanager
def untidy() -> Iterator[None]:
    """Let processes die in the block that give nothing back to their pools, without a complaint."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SAWarning)
        yield
        gc.collect()


def _loop() -> VirtualLoop:
    return cast("VirtualLoop", asyncio.get_running_loop())


@cache
def _engine(url: str, key: bytes, slot: int) -> AsyncEngine:
    """Return the app's own engine, made once for a seed and a place: a new one would learn all statements anew."""
    del slot
    engine = postgresql.engine(async_url(url), patient=False, connect=_connected)
    lock_with(engine.sync_engine.dialect, key)
    return engine


async def _connected(*given: Any, **named: Any) -> asyncpg.Connection:
    """Open a connection of the running life."""
    life = LIFE.get()
    if life.dead.is_set():
        raise ConnectionRefusedError("the process is dead")
    with _loop().asking():
        connection = await asyncpg.connect(*given, **named)
    connection._protocol = _Driver(connection._protocol, life)  # noqa: SLF001 - all that it asks goes through here
    life.connections.append(Held(connection, connection.get_server_pid()))
    if life.dead.is_set():
        connection.terminate()
    return connection


class _Driver:
    """Stands where the driver's protocol was, and lets what it is asked fail as the seed has it."""

    def __init__(self, protocol: Any, life: Life) -> None:
        self._protocol, self._life = protocol, life

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._protocol, name)
        if name not in ASKS:
            return found

        async def asked(*given: Any, **named: Any) -> Any:
            return await self._asked(name, lambda: found(*given, **named), str(given[0]) if name == "query" else "")

        return asked

    async def _asked(self, name: str, ask: Callable[[], Coroutine[Any, Any, Any]], query: str) -> Any:
        commits = query.startswith("COMMIT")
        self._must_live()
        fate = self._life.faults.of_disk(commits=commits) if name in FAILS else Disk.DONE
        if fate is Disk.DIES_BEFORE:
            self._life.die()
            self._must_live()
        if fate is Disk.FULL:
            if commits:
                with _loop().asking():
                    await self._protocol.query("ROLLBACK", None)
            raise asyncpg.DiskFullError("could not extend file: No space left on device")
        with _loop().asking():
            answer = await ask()
        if fate in {Disk.DIES_AFTER, Disk.DIES_AFTER_COMMIT}:
            self._life.die()
            self._must_live()
        if commits or self._life.faults.random.random() < 0.05:  # others come in between
            await asyncio.sleep(self._life.faults.seconds(0, MOMENT))
        return answer

    def _must_live(self) -> None:
        if self._life.dead.is_set():
            raise asyncpg.ConnectionDoesNotExistError("the process is dead")
