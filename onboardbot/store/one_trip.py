"""SQLite in one trip: a statement goes to its thread and comes back with all of its rows.

The way there and back takes longer than most statements. SQLAlchemy's own cursor goes four times for a query: to be
opened, executed, read and closed; and once more when a connection whose transaction is over is given back.
"""

import sqlite3
from collections import deque
from collections.abc import Sequence
from typing import Any, NamedTuple, cast

import aiosqlite
from sqlalchemy.connectors.asyncio import AsyncAdapt_dbapi_cursor
from sqlalchemy.dialects.sqlite.aiosqlite import (
    AsyncAdapt_aiosqlite_connection,
    AsyncAdapt_aiosqlite_cursor,
    AsyncAdapt_aiosqlite_dbapi,
)


class Answer(NamedTuple):
    """What a statement left behind, in place of a cursor that would still be open on the thread."""

    rows: Sequence[Any] = ()
    description: Any = None
    rowcount: int = -1
    lastrowid: int | None = None

    def close(self) -> None:
        """Nothing is open."""


def _asked(connection: sqlite3.Connection, statement: str, parameters: Any, many: bool) -> Answer:  # noqa: FBT001 - the thread passes no names
    """Run on the thread of the connection."""
    cursor = connection.cursor()
    try:
        (cursor.executemany if many else cursor.execute)(statement, parameters)
        rows = cursor.fetchall() if cursor.description else ()
        return Answer(rows, cursor.description, cursor.rowcount, cursor.lastrowid)
    finally:
        cursor.close()


class _Cursor(AsyncAdapt_aiosqlite_cursor):
    __slots__ = ()
    _awaitable_cursor_close = False

    def _make_new_cursor(self, connection: Any) -> Any:
        del connection
        return Answer()

    def _aenter_cursor(self, cursor: Any) -> Any:
        return cursor

    async def _execute_async(self, operation: Any, parameters: Any) -> Any:
        return await self._ask(operation, () if parameters is None else parameters, many=False)

    async def _executemany_async(self, operation: Any, seq_of_parameters: Any) -> Any:
        return await self._ask(operation, seq_of_parameters, many=True)

    async def _ask(self, statement: str, parameters: Any, *, many: bool) -> Any:
        driver = cast("Any", self._connection)
        async with self._adapt_connection._execute_mutex:  # noqa: SLF001 - that of SQLAlchemy, held while a statement is on its way
            run = driver._execute  # noqa: SLF001 - what is public makes one of the four trips each
            answer = await run(_asked, driver._conn, statement, parameters, many)  # noqa: SLF001 - as above
        self._cursor, self._rows = answer, deque(answer.rows)
        return self


class _Connection(AsyncAdapt_aiosqlite_connection):
    """`used`: something was asked since the last transaction was over; nothing else can have begun one."""

    __slots__ = ("used",)
    _cursor_cls = _Cursor

    def __init__(self, dbapi: Any, connection: Any) -> None:
        super().__init__(dbapi, connection)
        self.used = False

    def cursor(self, server_side: bool = False) -> AsyncAdapt_dbapi_cursor:  # noqa: FBT001, FBT002 - as SQLAlchemy has it
        self.used = True
        return super().cursor(server_side)

    def commit(self) -> None:
        super().commit()
        self.used = False

    def rollback(self) -> None:
        """Undo a transaction, if there may be one: the pool asks for it whenever it gets a connection back."""
        if self.used:
            super().rollback()
            self.used = False


class OneTrip(AsyncAdapt_aiosqlite_dbapi):
    """The driver, for `create_async_engine(module=...)`."""

    def __init__(self) -> None:
        super().__init__(aiosqlite, sqlite3)

    def connect(self, *arg: Any, **kw: Any) -> AsyncAdapt_aiosqlite_connection:
        made = super().connect(*arg, **kw)
        return _Connection(self, made._connection)  # noqa: SLF001 - what it wraps
