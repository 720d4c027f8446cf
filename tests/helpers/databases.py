"""On which database a test runs: an SQLite file in its folder, or a database of its own on the shared server."""

import asyncio
import itertools
import os
import tempfile
from functools import cache
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import create_engine

from onboardbot.app import database_of
from onboardbot.settings import Settings
from onboardbot.store.database import Database
from onboardbot.store.migrate import upgrade
from tests.helpers import postgres

KINDS = ("sqlite", "postgresql")
KEY = "pn6S0oqJ0AFm2S2f1mRrCLlT8gqyOZbEW1MSbmzmQ4k="  # of no use to anybody
TEMPLATE = "template_of_ours"
_numbers = itertools.count(1)


def settings_in(folder: Path) -> dict[str, str]:
    """Return the settings of the database that a test in this folder runs on."""
    named = folder / "database_url"
    if named.exists():
        key = folder / "secret_key"  # of a database that was moved
        used = key.read_text(encoding="utf-8") if key.exists() else KEY
        return {"database_url": named.read_text(encoding="utf-8"), "secret_key": used}
    return {"database_url": f"sqlite:///{folder / 'bot.sqlite3'}"}


def made_in(folder: Path) -> dict[str, str]:
    """Return these settings, the database made already: making it anew takes longer than most tests."""
    settings, file = settings_in(folder), folder / "bot.sqlite3"
    if settings["database_url"].startswith("sqlite") and not file.exists():
        file.write_bytes(_empty_file())
    return settings


@cache
def _empty_file() -> bytes:
    """Return an SQLite file of the newest form; made without asyncio, as a test's own loop is running here."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "bot.sqlite3"
        engine = create_engine(f"sqlite:///{file}")
        with engine.begin() as connection:
            upgrade(connection, None)
        engine.dispose()
        return file.read_bytes()


async def opened(folder: Path) -> Database:
    """Open the database that a test in this folder runs on, in its newest form."""
    return await database_of(Settings(_env_file=None, **made_in(folder)))  # type: ignore[arg-type]


def choose(kind: str, folder: Path) -> None:
    """Let what runs in this folder use a database of this kind."""
    if kind == "postgresql":
        (folder / "database_url").write_text(fresh(postgres.shared()), encoding="utf-8")


def fresh(server: postgres.Server) -> str:
    """Make a database, in the newest form without being migrated itself, and return its URL."""
    with postgres.locked(server.folder):
        if not (server.folder / "template").exists():
            _on(server, f"CREATE DATABASE {TEMPLATE}")
            asyncio.run(_migrated(server.url(TEMPLATE)))
            (server.folder / "template").touch()
    name = f"test_{os.getpid()}_{next(_numbers)}"
    _on(server, f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
    return server.url(name)


def empty(server: postgres.Server) -> str:
    """Make a database in which there is nothing, and return its URL."""
    name = f"empty_{os.getpid()}_{next(_numbers)}"
    _on(server, f"CREATE DATABASE {name}")
    return server.url(name)


async def _migrated(url: str) -> None:
    await (await database_of(Settings(_env_file=None, database_url=url, secret_key=KEY))).close()


def _on(server: postgres.Server, statement: str) -> None:
    async def run() -> None:
        connection = await asyncpg.connect(server.url("postgres"))
        try:
            await connection.execute(statement)
        finally:
            await connection.close()

    asyncio.run(run())


on_each = pytest.mark.usefixtures("on_each_database")
on_postgresql = pytest.mark.usefixtures("on_postgresql_only")
