"""Move all that one database holds into another that is empty, row by row and as it is: locked text stays locked."""

from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any

from sqlalchemy import Column, LargeBinary, MetaData, Table, func, insert, literal, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from onboardbot.store import errands, meetings, pace_tables, tables
from onboardbot.store.database import Database, DatabaseError
from onboardbot.store.migrate import newest, revision_of
from onboardbot.store.passing import sentence
from onboardbot.store.types import EncryptedText

BATCH = 1_000  # rows at a time
Progress = Callable[[int], None]


def _plain(table: Table) -> Table:
    """Return a table whose encrypted columns are read and written as the bytes that they are."""
    columns = [
        Column(column.name, LargeBinary() if isinstance(column.type, EncryptedText) else column.type)
        for column in table.columns
    ]
    return Table(table.name, MetaData(), *columns)


WHOLE = (tables, pace_tables, errands, meetings)  # the modules that hold tables: all of these are moved
TABLES = {table.name: _plain(table) for table in tables.Table.metadata.sorted_tables}
KEYS = {table.name: list(table.primary_key.columns.keys()) for table in tables.Table.metadata.sorted_tables}


async def count(source: Database) -> int:
    """Return how many rows there are.

    Raises:
        DatabaseError: the database can't be read, or is not of this version's form.
    """
    try:
        async with source.reader.connect() as connection:
            if await connection.run_sync(revision_of) != newest():
                raise DatabaseError("the database is not of this version's form; run `onboardbot doctor` on it first")
            return sum([await _count(connection, table) for table in TABLES.values()])
    except DBAPIError as error:
        raise DatabaseError(f"the database can't be read: {sentence(error)}") from error


async def move(source: Database, target: Database, *, progress: Progress) -> dict[str, int]:
    """Copy all rows in one transaction, count them, and let new rows be numbered after them.

    The source is only read. `progress` hears how many rows came since it was called last.

    Returns:
        How many rows each table holds.

    Raises:
        DatabaseError: the target is not empty, or does not take a row; it is as it was before.
    """
    try:
        async with source.reader.connect() as old, target.writer.begin() as new:
            await _refuse_what_is_used(new)
            for table in TABLES.values():
                async for rows in _rows(old, table):
                    await new.execute(insert(table), rows)
                    progress(len(rows))
            moved = {name: await _count(new, table) for name, table in TABLES.items()}
            there = {name: await _count(old, table) for name, table in TABLES.items()}
            if moved != there:
                raise DatabaseError(f"not all rows arrived ({there} became {moved}), so nothing was moved")
            await _number_on(new)
            return moved
    except DBAPIError as error:
        raise DatabaseError(f"nothing was moved: {sentence(error)}") from error


async def _refuse_what_is_used(new: AsyncConnection) -> None:
    """Make sure that nothing would be mixed; a row that says no more than "this is a database" is none."""
    await new.execute(text("DELETE FROM workspace WHERE team_id IS NULL AND clock_offset_us = 0"))
    await new.execute(text("DELETE FROM budget WHERE full_at IS NULL AND paused_until IS NULL"))
    used = [name for name, table in TABLES.items() if await _count(new, table)]
    if used:
        raise DatabaseError(f"the target is not empty (there are rows in {', '.join(used)}); name an empty database")


async def _count(connection: AsyncConnection, table: Table) -> int:
    return int(await connection.scalar(select(func.count()).select_from(table)) or 0)


async def _rows(old: AsyncConnection, table: Table) -> AsyncIterator[Sequence[dict[str, Any]]]:
    """Yield the rows in batches, by their key: what is numbered keeps its order."""
    found = await old.stream(select(table).order_by(*(table.c[key] for key in KEYS[table.name])))
    async for some in found.mappings().partitions(BATCH):
        yield [dict(row) for row in some]


async def _number_on(new: AsyncConnection) -> None:
    """Let what the database numbers by itself go on after the rows that came with their numbers."""
    for name, keys in KEYS.items():
        column = TABLES[name].c[keys[0]]
        sequence = await new.scalar(select(func.pg_get_serial_sequence(name, keys[0])))
        highest = await new.scalar(select(func.max(column))) if sequence else None
        if highest is not None:
            await new.execute(select(func.setval(literal(sequence), highest)))
