"""The database is brought to its newest form at the start: once, and after a copy."""

import asyncio
import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from onboardbot.store import people, workspace
from onboardbot.store.database import DatabaseError, open_database
from onboardbot.store.migrate import SCRIPTS, migrate

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
