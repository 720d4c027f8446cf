"""A connection to PostgreSQL that went wrong is left behind, and a query is planned for what it asks."""

from pathlib import Path
from typing import Any

import asyncpg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from onboardbot.store import postgresql
from onboardbot.store.database import Database, async_url
from onboardbot.store.passing import passes
from tests.helpers.databases import on_postgresql, opened, settings_in


class Unlucky:
    """Stands where the driver's protocol was; the BEGIN behind the driver's own first one fails."""

    def __init__(self, protocol: Any) -> None:
        self._protocol, self._begins = protocol, 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._protocol, name)

    async def query(self, query: str, *given: Any) -> Any:
        self._begins += query.startswith("BEGIN")
        if query.startswith("BEGIN") and self._begins == 2:
            raise asyncpg.DiskFullError("no space left on device")
        return await self._protocol.query(query, *given)


async def _asked(database: Database) -> int:
    async with database.write() as session:
        return (await session.exec(select(1))).one()


@on_postgresql
async def test_a_connection_whose_begin_failed_is_no_trap_for_the_next_transaction(tmp_path: Path) -> None:
    opened: list[asyncpg.Connection] = []

    async def connect(*given: Any, **named: Any) -> asyncpg.Connection:
        opened.append(await asyncpg.connect(*given, **named))
        if len(opened) == 1:
            opened[0]._protocol = Unlucky(opened[0]._protocol)  # noqa: SLF001 - no server fails so on request
        return opened[-1]

    engine = postgresql.engine(async_url(settings_in(tmp_path)["database_url"]), patient=False, connect=connect)
    database = Database(engine, engine, None)
    with pytest.raises(DBAPIError) as caught:
        await _asked(database)
    assert passes(caught.value)
    assert [await _asked(database) for _ in range(3)] == [1, 1, 1]
    assert len(opened) == 2
    await database.close()


@on_postgresql
async def test_a_query_is_planned_for_its_own_values_however_often_it_is_asked(tmp_path: Path) -> None:
    database = await opened(tmp_path)
    async with database.reader.connect() as connection:
        for number in range(10):  # from the sixth time on PostgreSQL would plan for any value
            await connection.execute(
                text("SELECT name FROM person WHERE introduced_at > to_timestamp(:at)"), {"at": number}
            )
        told = text(
            """SELECT sum(custom_plans), sum(generic_plans) FROM pg_prepared_statements
            WHERE statement LIKE 'SELECT name FROM person%'"""
        )
        assert (await connection.execute(told)).one() == (10, 0)
    await database.close()
