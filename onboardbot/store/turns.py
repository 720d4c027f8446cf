"""Locks with a name, which several processes share on PostgreSQL; on SQLite one process is all there is."""

import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.store.database import Database

OURS = 0x0B0A2D  # the first half of each lock: other programs' are not ours


def number_of(name: str) -> int:
    """Return a name as the second half of a lock: 32 bits with a sign."""
    return zlib.crc32(name.encode()) - 2**31


async def take_turns(session: AsyncSession, name: str) -> None:
    """Wait until no other transaction has this name, and keep it until ours ends."""
    if session.get_bind().dialect.name == "postgresql":
        await session.exec(select(func.pg_advisory_xact_lock(OURS, number_of(name))))  # type: ignore[call-overload]


@asynccontextmanager
async def only_here(database: Database, name: str) -> AsyncIterator[bool]:
    """Yield whether no other process does what has this name; none will until the block ends, or our process does.

    Unlike a transaction it may be held over a call to Slack.
    """
    if not database.shared:
        yield True
        return
    async with database.writer.connect() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        ours = bool(await connection.scalar(select(func.pg_try_advisory_lock(OURS, number_of(name)))))
        try:
            yield ours
        finally:
            if ours:
                await connection.execute(select(func.pg_advisory_unlock(OURS, number_of(name))))
