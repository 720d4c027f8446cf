"""The database of a command: opened, and closed again; where it can't be opened, a sentence says why."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.app import database_of
from onboardbot.cli import settings
from onboardbot.settings import Settings
from onboardbot.store.database import Database, DatabaseError


@asynccontextmanager
async def opened(read: Settings) -> AsyncIterator[Database]:
    """Open the database of these settings as long as the block lasts; the command ends where it can't be opened."""
    try:
        database = await database_of(read)
    except DatabaseError as error:
        settings.fail(str(error))
    try:
        yield database
    finally:
        await database.close()


@asynccontextmanager
async def reading(read: Settings) -> AsyncIterator[AsyncSession]:
    """Open the database to read in it."""
    async with opened(read) as database, database.read() as session:
        yield session
