"""The database is brought to its newest form at the start: once, and after a copy."""

import asyncio
import itertools
import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from cryptography.fernet import Fernet
from sqlalchemy import Connection, inspect

from onboardbot.store import people, tables, workspace
from onboardbot.store.database import Database, DatabaseError, open_database
from onboardbot.store.migrate import SCRIPTS, migrate, newest, revision_of
from tests.helpers.databases import KINDS, empty
from tests.helpers.postgres import shared

NEXT = '''"""A later form."""

from alembic import op
import sqlalchemy as sa

revision = "9999"
down_revision = "{newest}"


def upgrade() -> None:
    op.add_column("person", sa.Column("pronouns", sa.String(), nullable=True))
'''
URL = "sqlite:///{}"
NEWEST = max(path.name[:4] for path in (SCRIPTS / "versions").glob("0*.py"))


async def upgraded(file: Path, scripts: Path = SCRIPTS) -> None:
    database = open_database(URL.format(file), Fernet.generate_key())
    try:
        await migrate(database, file, scripts)
    finally:
        await database.close()


def form_of(file: Path) -> str:
    with closing(sqlite3.connect(file)) as database:
        return str(database.execute("SELECT version_num FROM alembic_version").fetchone()[0])


@pytest.fixture
def later(tmp_path: Path) -> Path:
    """Return the scripts of a version that is to come."""
    scripts = tmp_path / "later 100%"
    shutil.copytree(SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    (scripts / "versions" / "9999_later.py").write_text(NEXT.format(newest=NEWEST), encoding="utf-8")
    return scripts


def test_several_that_start_together_upgrade_once(tmp_path: Path) -> None:
    async def together() -> None:
        await asyncio.gather(*(upgraded(file) for _ in range(4)))

    file = tmp_path / "bot.sqlite3"
    asyncio.run(together())
    assert form_of(file) == NEWEST
    assert [path.name for path in tmp_path.glob("*before*")] == []


@pytest.fixture(params=KINDS)
def nothing_yet(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the URL of a database in which there is nothing."""
    return empty(shared()) if request.param == "postgresql" else URL.format(tmp_path / "bot.sqlite3")


def to_revision(connection: Connection, direction: str, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.attributes["connection"] = connection
    (command.upgrade if direction == "up" else command.downgrade)(config, revision)


def form(connection: Connection) -> dict[str, list[str]]:
    """Return the columns and indices of each table."""
    found = inspect(connection)
    return {
        name: sorted(
            [f"{column['name']} {column['type']} {column['nullable']}" for column in found.get_columns(name)]
            + [f"{index['name']} {index['column_names']} {index['unique']}" for index in found.get_indexes(name)]
        )
        for name in sorted(found.get_table_names())
    }


async def test_each_form_after_the_first_can_be_taken_back_and_made_again(nothing_yet: str) -> None:
    database = open_database(nothing_yet, Fernet.generate_key())
    revisions = [script.revision for script in ScriptDirectory(str(SCRIPTS)).walk_revisions()][::-1]
    async with database.writer.connect() as connection:
        await connection.run_sync(to_revision, "up", revisions[0])
        for before, revision in itertools.pairwise(revisions):
            was = await connection.run_sync(form)
            await connection.run_sync(to_revision, "up", revision)
            made = await connection.run_sync(form)
            await connection.run_sync(to_revision, "down", before)
            assert await connection.run_sync(form) == was
            await connection.run_sync(to_revision, "up", revision)
            assert await connection.run_sync(form) == made
        assert await connection.run_sync(revision_of) == newest()
    await database.close()


async def test_the_newest_form_is_what_the_code_works_with(nothing_yet: str) -> None:
    database = open_database(nothing_yet, Fernet.generate_key())
    async with database.writer.connect() as connection:
        await connection.run_sync(to_revision, "up", "head")
        differences = await connection.run_sync(_differences)
    await database.close()
    assert differences == []


def _differences(connection: Connection) -> list[object]:
    from alembic.autogenerate import compare_metadata  # noqa: PLC0415 - most of it is for writing migrations

    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, tables.Table.metadata))


async def test_several_processes_that_start_together_make_one_database(nothing_yet: str) -> None:
    databases = [open_database(nothing_yet, Fernet.generate_key()) for _ in range(4)]

    async def start(database: Database) -> None:
        await migrate(database, None)
        async with database.write() as session:
            await workspace.ensure(session)
            await people.ensure(session, "nadia@northwind.example", "Nadia")

    await asyncio.gather(*(start(database) for database in databases))
    async with databases[0].read() as session:
        assert len(await people.everyone(session)) == 1
    for database in databases:
        await database.close()


async def test_a_database_is_copied_whole_before_it_is_upgraded(tmp_path: Path, later: Path) -> None:
    file = tmp_path / "bot.sqlite3"
    await upgraded(file)
    database = open_database(URL.format(file), Fernet.generate_key())
    async with database.write() as session:  # stands beside the file for now
        await workspace.ensure(session)
        await people.ensure(session, "nadia@northwind.example", "Nadia")

    await upgraded(file, later)

    copy = tmp_path / "bot.sqlite3.before-9999"
    assert (form_of(file), form_of(copy)) == ("9999", NEWEST)
    with closing(sqlite3.connect(copy)) as kept:
        assert kept.execute("SELECT name FROM person").fetchall() == [("Nadia",)]
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    await database.close()


async def test_a_database_of_a_later_version_is_left_as_it_is(tmp_path: Path, later: Path) -> None:
    file = tmp_path / "bot.sqlite3"
    await upgraded(file, later)
    before = file.read_bytes()
    with pytest.raises(DatabaseError, match=r"made by a newer onboardbot \(its form is 9999\)"):
        await upgraded(file)
    assert file.read_bytes() == before
