"""The database: one writing connection on SQLite, a reading pool, and the key of its encrypted columns."""

import asyncio
import logging
import os
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet
from sqlalchemy import URL, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.store.one_trip import OneTrip
from onboardbot.store.types import lock_with

log = logging.getLogger(__name__)
DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}
BUSY_SECONDS = 30  # another command may be writing beside the bot
READERS = 4
SWITCHES, SWITCH_PAUSE = 100, 0.05  # tries, and seconds between them, while another process switches the journal


class DatabaseError(Exception):
    """The database can't be used; the sentence says why and what to do."""


@dataclass(frozen=True)
class Database:
    """Sessions to read with and sessions to write with; a write commits at the end of its block."""

    writer: AsyncEngine
    reader: AsyncEngine
    lock: asyncio.Lock | None

    @property
    def shared(self) -> bool:
        """Several processes may run on it at once."""
        return self.lock is None

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncSession]:
        """A transaction that commits when the block ends and is undone when it fails; never hold it over a call."""
        async with self.lock or nullcontext(), AsyncSession(self.writer, expire_on_commit=False) as session:
            yield session
            await session.commit()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        """A session that only reads."""
        async with AsyncSession(self.reader, expire_on_commit=False) as session:
            yield session

    async def close(self) -> None:
        await self.writer.dispose()
        await self.reader.dispose()


def async_url(url: str) -> URL:
    """Return the URL with the async driver that we use, whether or not it named one."""
    parsed = _parsed(url)
    name = parsed.get_backend_name()
    if name not in DRIVERS:
        sentence = f'ONBOARDBOT_DATABASE_URL names "{name}"; onboardbot works with sqlite and postgresql'
        raise DatabaseError(sentence)
    return parsed.set(drivername=DRIVERS[name])


def _parsed(url: str) -> URL:
    try:
        return make_url(url)
    except ArgumentError as error:
        sentence = f'ONBOARDBOT_DATABASE_URL "{url}" is no SQLAlchemy URL; write it as sqlite:///onboardbot.sqlite3'
        raise DatabaseError(sentence) from error


def sqlite_file(url: str) -> Path | None:
    """Return the SQLite file that the URL names, or None for another kind of database.

    Raises:
        DatabaseError: it names no file, or one in a folder that is not there.
    """
    parsed = _parsed(url)
    if parsed.get_backend_name() != "sqlite":
        return None
    if not parsed.database or parsed.database == ":memory:":
        sentence = "ONBOARDBOT_DATABASE_URL names no file, so nothing would be kept; use sqlite:///onboardbot.sqlite3"
        raise DatabaseError(sentence)
    file = Path(parsed.database)
    if not file.parent.is_dir():
        sentence = f"the folder {file.parent} of ONBOARDBOT_DATABASE_URL does not exist; make it first"
        raise DatabaseError(sentence)
    return file


def secret_key(url: str, given: str | None) -> bytes:
    """Return the key of the encrypted columns; beside an SQLite file it is made once, with mode 0600.

    Raises:
        DatabaseError: no key where one must be given, or one that is none.
    """
    async_url(url)  # a database that we can't use needs no key
    file = sqlite_file(url)
    if given is None and file is None:
        sentence = "ONBOARDBOT_SECRET_KEY is not set; PostgreSQL needs one (`onboardbot db new-key` prints one)"
        raise DatabaseError(sentence)
    try:
        key = given.encode() if given is not None else _key_beside(file or Path())
        Fernet(key)
    except ValueError as error:
        where = "ONBOARDBOT_SECRET_KEY" if given is not None else f"what stands in {file}.key"
        sentence = f"{where} is not a key: 32 bytes as URL-safe base64 (`onboardbot db new-key` prints one)"
        raise DatabaseError(sentence) from error
    except OSError as error:
        raise DatabaseError(f"the key in {file}.key can't be read or made: {error.strerror}") from error
    return key


def _key_beside(file: Path) -> bytes:
    path = file.with_name(f"{file.name}.key")
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_bytes().strip()
    with os.fdopen(handle, "wb") as out:
        key = Fernet.generate_key()
        out.write(key)
    hint = "back it up, too; without it nobody can read what people wrote"
    log.warning("secret_key_made", extra={"file": str(path), "hint": hint})
    return key


def open_database(url: str, key: bytes, *, patient: bool = False) -> Database:
    """Return the database behind `url`; nothing is connected yet. `patient`: for what may take long."""
    target = async_url(url)
    if target.get_backend_name() != "sqlite":
        return _on_postgresql(target, key, patient=patient)
    # hide_parameters: an error that is logged must not show what people wrote
    options: dict[str, Any] = {"max_overflow": 0, "connect_args": {"timeout": BUSY_SECONDS}, "hide_parameters": True}
    options["module"] = OneTrip()
    writer = create_async_engine(target, pool_size=1, **options)
    reader = create_async_engine(target, pool_size=READERS, **options)
    for engine, begin in ((writer, "BEGIN IMMEDIATE"), (reader, "BEGIN")):
        lock_with(engine.sync_engine.dialect, key)
        _begin_ourselves(engine, begin, reads_only=engine is reader)
    return Database(writer, reader, asyncio.Lock())


def _on_postgresql(target: URL, key: bytes, *, patient: bool) -> Database:
    from onboardbot.store import postgresql  # noqa: PLC0415 - its driver is none of SQLite's business

    engine = postgresql.engine(target, patient=patient)
    lock_with(engine.sync_engine.dialect, key)
    return Database(engine, engine, None)


def _keep_a_wal(cursor: Any) -> None:
    """Switch the journal to a WAL, once for a file.

    While another process does the same, SQLite says "locked" at once, whatever `busy_timeout` is
    (sqlite.org/wal.html, "Sometimes Queries Return SQLITE_BUSY In WAL Mode").
    """
    for left in reversed(range(SWITCHES)):
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if not left or "locked" not in str(error):
                raise
            time.sleep(SWITCH_PAUSE)
        else:
            return


def fold_wal(file: Path) -> None:
    """Fold the journal of an SQLite file into it, as what was erased still stands there; as far as nobody reads."""
    with closing(sqlite3.connect(file, timeout=BUSY_SECONDS)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()


def _begin_ourselves(engine: AsyncEngine, begin: str, *, reads_only: bool) -> None:
    """Set each connection up and begin as told: the driver's own begin comes too late to lock."""

    @event.listens_for(engine.sync_engine, "connect")
    def connected(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (f"busy_timeout={BUSY_SECONDS * 1000}", "synchronous=FULL", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        _keep_a_wal(cursor)
        cursor.execute("PRAGMA query_only=ON" if reads_only else "PRAGMA secure_delete=ON")  # erased is overwritten
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begun(connection: Any) -> None:
        connection.exec_driver_sql(begin)
