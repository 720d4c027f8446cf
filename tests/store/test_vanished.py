"""A database file that is removed or replaced under a running bot: the bot stops, and nothing is lost."""

import asyncio
from pathlib import Path

import pytest

from onboardbot.app import database_of
from onboardbot.settings import Settings
from onboardbot.store import people, vanished
from onboardbot.store.database import DatabaseError
from tests.helpers.world import NADIA

PATIENCE = 10  # seconds; a look is one a second


@pytest.mark.parametrize("replaced", [False, True], ids=["removed", "replaced"])
async def test_what_the_file_held_is_saved_before_the_bot_stops(tmp_path: Path, *, replaced: bool) -> None:
    file = tmp_path / "bot.sqlite3"
    settings = Settings(_env_file=None, database_url=f"sqlite:///{file}")
    database = await database_of(settings)
    async with database.write() as session:
        await people.ensure(session, NADIA, name="Nadia")
    watching = asyncio.create_task(vanished.watch(file, database))
    await asyncio.sleep(0)
    file.rename(tmp_path / "elsewhere")
    if replaced:
        file.write_bytes(b"")
        (tmp_path / "bot.sqlite3.saved").write_text("from the last time")
    saved = tmp_path / ("bot.sqlite3.saved1" if replaced else "bot.sqlite3.saved")
    with pytest.raises(DatabaseError, match=f"was removed or replaced .* what it held is in {saved}"):
        await asyncio.wait_for(watching, PATIENCE)
    await database.close()
    for name in ("bot.sqlite3", "bot.sqlite3-wal", "bot.sqlite3-shm"):
        (tmp_path / name).unlink(missing_ok=True)
    saved.rename(file)
    again = await database_of(settings)
    async with again.read() as session:
        person = await people.by_email(session, NADIA)
    assert person is not None
    assert person.name == "Nadia"
    await again.close()
