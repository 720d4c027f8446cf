"""A database file that vanishes under a running bot: what it held is saved before the bot stops.

The bot could go on for days with a file that has no name any more; all of it would be gone at its next start.
"""

import asyncio
from pathlib import Path
from typing import NoReturn

from onboardbot.store.database import Database, DatabaseError

EACH = 1  # seconds between two looks


async def watch(file: Path, database: Database) -> NoReturn:
    """Wait until another file, or none, stands in the place of the database.

    Raises:
        DatabaseError: it is gone; the sentence says where its copy is.
    """
    known = _which(file)
    while _which(file) == known:  # noqa: ASYNC110 - a file has no event
        await asyncio.sleep(EACH)
    saved = _free_name(file)
    await _save(database, saved)
    sentence = (
        f"the database {file} was removed or replaced while onboardbot ran, so it has stopped; "
        f"what it held is in {saved}: put the right one in its place, then start again"
    )
    raise DatabaseError(sentence)


def _which(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _free_name(file: Path) -> Path:
    names = (file.with_name(f"{file.name}.saved{number or ''}") for number in range(1_000))
    return next(name for name in names if not name.exists())


async def _save(database: Database, target: Path) -> None:
    """Write a whole copy through the open connection, the only way left to what the file held."""
    async with database.writer.connect() as connection:
        await connection.exec_driver_sql("SELECT 1")
        await connection.exec_driver_sql("COMMIT")  # SQLAlchemy began by itself, and a copy needs no transaction
        await connection.exec_driver_sql("VACUUM INTO ?", (str(target),))
