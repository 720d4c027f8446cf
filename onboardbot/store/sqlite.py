"""SQLite beside an event loop: what may wait for a lock or the disk runs in a thread, all else is done at once.

A way to a thread and back takes several times as long as SQLite takes for one of our statements, and SQLAlchemy goes
it four times a statement. Only opening, committing, and beginning while another process writes can wait for something;
a statement within a transaction finds its lock taken and its pages in memory, and turning its rows into values happens
in the loop anyway.
"""

import sqlite3
from collections.abc import Iterable
from functools import partial
from typing import Any, Self

import aiosqlite

BEGIN = "BEGIN IMMEDIATE"  # takes the lock of whoever writes


class Connection(aiosqlite.Connection):
    """A connection as SQLAlchemy uses it; one that `reads_only` never waits for a lock, as the journal is a WAL."""

    def __init__(self, file: str, *, reads_only: bool, patience: float) -> None:
        """Open `file` with `open`; `patience` in seconds is for locks of other processes."""
        how = partial(sqlite3.connect, file, timeout=patience, isolation_level=None, check_same_thread=False)
        super().__init__(how, iter_chunk_size=1)
        self._reads_only, self._patience = reads_only, patience
        self._thread.daemon = True  # as SQLAlchemy wants it: what nobody closed must not keep the process

    async def open(self, *pragmas: str) -> None:
        """Connect and set up; from then on nothing waits for a lock but `run_with_patience`."""
        await self
        for pragma in (*pragmas, f"query_only={int(self._reads_only)}", "busy_timeout=0"):
            await self._set(pragma)

    async def _set(self, pragma: str) -> None:
        await (await self.execute(f"PRAGMA {pragma}")).close()

    async def run_with_patience(self, statement: str) -> None:
        """Run a statement for which another process must finish first."""
        await self._set(f"busy_timeout={int(self._patience * 1000)}")
        try:
            await (await self.execute(statement)).close()
        finally:
            await self._set("busy_timeout=0")

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
        self._cursor = self._connection.at_once()
        try:
            getattr(self._cursor, how)(statement, parameters)
        except sqlite3.OperationalError as error:
            if statement != BEGIN or error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            await self._connection.run_with_patience(statement)

    async def fetchall(self) -> Iterable[Any]:
        found: list[Any] = self._cursor.fetchall()
        return found

    async def close(self) -> None:
        if self._cursor is not None:
            self._cursor.close()

    def __getattr__(self, name: str) -> Any:
        """Tell of the statement that was run: `description`, `rowcount`, `lastrowid`."""
        return getattr(self._cursor, name)
