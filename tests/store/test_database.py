"""Which databases are taken, and the key of what people wrote."""

import asyncio
import logging
import sqlite3
import stat
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import make_url, text
from sqlalchemy.exc import OperationalError

from onboardbot.app import database_of
from onboardbot.cli.db import command
from onboardbot.settings import Settings
from onboardbot.store import workspace
from onboardbot.store.database import Database, DatabaseError, async_url, secret_key, sqlite_file
from tests.helpers.databases import KEY, on_each, on_postgresql, opened, settings_in
from tests.helpers.postgres import shared


@pytest.mark.parametrize(
    "url", ["sqlite:///bot.sqlite3", "sqlite+aiosqlite:///bot.sqlite3", "sqlite+pysqlite:///bot.sqlite3"]
)
def test_the_driver_may_be_left_out_and_ours_is_taken(url: str) -> None:
    assert async_url(url).render_as_string() == "sqlite+aiosqlite:///bot.sqlite3"


@pytest.mark.parametrize("driver", ["postgresql", "postgres", "postgresql+asyncpg", "postgresql+psycopg"])
def test_postgresql_may_be_spelled_as_people_do(driver: str) -> None:
    url = f"{driver}://bot@db.example/bot?sslmode=require"
    assert async_url(url).render_as_string() == "postgresql+asyncpg://bot@db.example/bot?sslmode=require"


def test_postgresql_needs_a_key_that_is_given() -> None:
    with pytest.raises(DatabaseError, match=r"ONBOARDBOT_SECRET_KEY is not set; PostgreSQL needs one"):
        secret_key("postgresql://db.example/bot", None)


@on_postgresql
@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"port": 1}, "behind ONBOARDBOT_DATABASE_URL can't be opened: .*Connect call failed"),
        ({"database": "nowhere"}, 'can\'t be opened: database "nowhere" does not exist'),
        ({"query": {"sslmode": "require"}}, "can't be opened: .* rejected SSL upgrade"),
    ],
)
async def test_a_server_that_does_not_let_us_in_is_a_sentence(
    tmp_path: Path, change: dict[str, Any], sentence: str
) -> None:
    usual = settings_in(tmp_path)
    url = make_url(usual["database_url"]).set(**change).render_as_string(hide_password=False)
    with pytest.raises(DatabaseError, match=sentence):
        await database_of(Settings(_env_file=None, database_url=url, secret_key=KEY))


@on_postgresql
async def test_a_socket_of_postgresql_is_named_as_its_own_tools_do(tmp_path: Path) -> None:
    named = make_url(settings_in(tmp_path)["database_url"])
    url = f"postgresql:///{named.database}?host={shared().folder}&port={named.port}&user=postgres"
    await (await database_of(Settings(_env_file=None, database_url=url, secret_key=KEY))).close()


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("mysql://localhost/bot", 'names "mysql"'),
        ("bot.sqlite3", "is no SQLAlchemy URL"),
        ("", "is no SQLAlchemy URL"),
    ],
)
def test_a_database_that_can_not_be_used_is_a_sentence(url: str, sentence: str) -> None:
    with pytest.raises(DatabaseError, match=sentence):
        async_url(url)


def test_what_is_kept_in_memory_only_is_refused() -> None:
    with pytest.raises(DatabaseError, match="names no file"):
        sqlite_file("sqlite://")


def test_a_key_is_made_beside_the_file_once_and_for_its_owner_only(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'bot.sqlite3'}"
    made = secret_key(url, None)
    assert secret_key(url, None) == made
    assert stat.S_IMODE((tmp_path / "bot.sqlite3.key").stat().st_mode) == 0o600


def test_a_key_that_is_none_is_a_sentence() -> None:
    with pytest.raises(DatabaseError, match="is not a key"):
        secret_key("sqlite:///bot.sqlite3", "secret")


async def test_a_file_that_is_no_database_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "bot.sqlite3").write_text("a letter to grandmother, and quite a long one at that" * 40)
    settings = Settings(_env_file=None, database_url=f"sqlite:///{tmp_path / 'bot.sqlite3'}")
    with pytest.raises(DatabaseError, match="can't be opened: file is not a database"):
        await database_of(settings)


async def test_a_folder_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    settings = Settings(_env_file=None, database_url=f"sqlite:///{tmp_path / 'nowhere' / 'bot.sqlite3'}")
    with pytest.raises(DatabaseError, match="nowhere"):
        await database_of(settings)


def test_a_new_key_is_one_that_is_taken(capsys: pytest.CaptureFixture[str]) -> None:
    command(["new-key"], standalone_mode=False)
    Fernet(capsys.readouterr().out.strip())


async def test_whoever_waits_for_another_process_to_finish_writing_holds_nobody_else_up(tmp_path: Path) -> None:
    file = tmp_path / "bot.sqlite3"
    database = await database_of(Settings(_env_file=None, database_url=f"sqlite:///{file}"))
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        waiting = asyncio.create_task(_set_team(database, "T1"))
        async with database.read() as session:
            assert await workspace.team(session) is None
        await asyncio.sleep(0.05)
        assert not waiting.done()
        other.execute("COMMIT")
    await waiting
    async with database.read() as session:
        assert await workspace.team(session) == "T1"
    await database.close()


async def _set_team(database: Database, team: str) -> None:
    async with database.write() as session:
        await workspace.set_team(session, team)


async def _two_changes_of_which_one_fails(database: Database) -> None:
    async with database.write() as session:
        await workspace.set_team(session, "T1")
        await session.flush()
        raise LookupError


@on_each
async def test_what_fails_half_way_is_undone_and_the_next_can_write(tmp_path: Path) -> None:
    database = await opened(tmp_path)
    with pytest.raises(LookupError):
        await _two_changes_of_which_one_fails(database)
    async with database.read() as session:
        assert await workspace.team(session) is None
    await _set_team(database, "T2")
    await database.close()


async def test_each_connection_keeps_what_it_committed_and_a_reading_one_can_not_write(tmp_path: Path) -> None:
    database = await database_of(Settings(_env_file=None, database_url=f"sqlite:///{tmp_path / 'bot.sqlite3'}"))
    for engine, reads_only in ((database.writer, 0), (database.reader, 1)):
        async with engine.connect() as connection:
            wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
            for pragma, value in (wanted | {"query_only": reads_only}).items():
                assert (await connection.exec_driver_sql(f"PRAGMA {pragma}")).scalar() == value
    async with database.read() as session:
        await workspace.set_team(session, "T1")
        with pytest.raises(OperationalError, match="readonly"):
            await session.flush()
    await database.close()


async def test_a_statement_goes_to_the_thread_of_sqlite_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    database = await opened(tmp_path)
    async with database.read() as session:
        await workspace.team(session)
    with caplog.at_level(logging.DEBUG, "aiosqlite"):
        async with database.read() as session:
            assert await workspace.team(session) is None
    trips = [record for record in caplog.records if record.message.startswith("executing")]
    assert len(trips) == len(("BEGIN", "the query", "ROLLBACK"))
    await database.close()


async def test_many_rows_are_written_and_read_and_counted(tmp_path: Path) -> None:
    database = await opened(tmp_path)
    async with database.writer.begin() as connection:
        await connection.exec_driver_sql("CREATE TABLE thing (id INTEGER PRIMARY KEY, name TEXT)")
        await connection.exec_driver_sql("INSERT INTO thing (name) VALUES (?)", [("a",), ("b",), ("c",)])
        added = await connection.exec_driver_sql("INSERT INTO thing (name) VALUES ('d')")
        assert added.lastrowid == 4
        changed = await connection.exec_driver_sql("UPDATE thing SET name = 'x' WHERE id > 2")
        assert changed.rowcount == 2
        with pytest.raises(OperationalError, match="nothing"):
            await connection.exec_driver_sql("SELECT * FROM nothing")
    async with database.reader.connect() as connection:
        found = await connection.exec_driver_sql("SELECT name FROM thing ORDER BY id")
        assert (list(found.keys()), found.scalars().all()) == (["name"], ["a", "b", "x", "x"])
        streamed = await connection.stream(text("SELECT id FROM thing ORDER BY id"))
        assert [row.id async for row in streamed] == [1, 2, 3, 4]
    await database.close()
