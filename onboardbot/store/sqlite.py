"""SQLite beside an event loop: what may wait for a lock or the disk runs in a thread, all else is done at once.

A way to a thread and back takes several times as long as SQLite takes for one of our statements, and SQLAlchemy goes
it four times a statement. Only opening, beginning to write and committing can wait for something; a statement within
a transaction finds its lock taken and its pages in memory, and turning its rows into values happens in the loop anyway.
"""

import sqlite3
from collections.abc import Iterable
from functools import partial
from typing import Any, Self

import aiosqlite


class Connection(aiosqlite.Connection):
    """A connection as SQLAlchemy uses it; one that `reads_only` never waits for a lock, as the journal is a WAL."""

    def __init__(self, file: str, *, reads_only: bool, patience: float) -> None:
        """Open `file` with `open`; `patience` in seconds is for locks of other processes."""
        how = partial(sqlite3.connect, file, timeout=patience, isolation_level=None, check_same_thread=False)
        super().__init__(how, iter_chunk_size=1)
        self.reads_only = reads_only
        self._thread.daemon = True  # as SQLAlchemy wants it: what nobody closed must not keep the process

    async def open(self) -> None:
        await self

    async def set_up(self, pragma: str) -> None:
        await (await self.execute(f"PRAGMA {pragma}")).close()

    @property
    def waits(self) -> bool:
        """Whether the next statement may wait for what other processes hold."""
        return not self.reads_only and not self.in_transaction

    def cursor(self) -> Any:
        return Cursor(self)

    def at_once(self) -> sqlite3.Cursor:
        """Return a cursor of SQLite's own, to be used in the loop."""
        return self._conn.cursor()

    async def rollback(self) -> None:
        """Undo; a connection that comes back after its commit has nothing to undo."""
        if self.in_transaction:
            self._conn.rollback()


class Cursor:
    """The part of a cursor that SQLAlchemy's adapter uses; rows are fetched with their statement."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._cursor: Any = None

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, statement: str, parameters: Iterable[Any] = ()) -> None:
        await self._run("execute", statement, parameters)

    async def executemany(self, statement: str, parameters: Iterable[Iterable[Any]]) -> None:
        await self._run("executemany", statement, parameters)

    async def _run(self, how: str, statement: str, parameters: Iterable[Any]) -> None:
        if self._connection.waits:
            self._cursor = await getattr(self._connection, how)(statement, parameters)
        else:
            self._cursor = self._connection.at_once()
            getattr(self._cursor, how)(statement, parameters)

    async def fetchall(self) -> Iterable[Any]:
        found = self._cursor.fetchall()
        return found if isinstance(found, list) else await found

    async def close(self) -> None:
        if isinstance(self._cursor, sqlite3.Cursor):
            self._cursor.close()
        elif self._cursor is not None:
            await self._cursor.close()

    def __getattr__(self, name: str) -> Any:
        """Tell of the statement that was run: `description`, `rowcount`, `lastrowid`."""
        return getattr(self._cursor, name)
