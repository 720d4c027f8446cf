"""Bringing a database of the first form to the newest: `python -m benchmarks.upgrade [ROWS]`.

Half of the rows are touchpoints, half messages that were sent. The baseline is a copy of the same file by SQLite
itself, which the upgrade makes first.
"""

import asyncio
import logging
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from onboardbot.app import database_of
from onboardbot.settings import Settings
from onboardbot.store.migrate import SCRIPTS

HIRES = 1_000
AT = "2026-03-02 08:00:00.000000"


def first_form(file: Path) -> None:
    """Make a database as the first version made it."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    engine.dispose()


def fill(file: Path, rows: int) -> None:
    """Store so many rows, as bare as the first form lets them be."""
    with closing(sqlite3.connect(file)) as base, base:
        base.execute("INSERT OR IGNORE INTO workspace (id) VALUES (1)")
        base.executemany(
            "INSERT INTO person (id, workspace_id, email, name, named, deactivated) VALUES (?, 1, ?, 'P', 0, 0)",
            ((f"p{one}", f"p{one}@northwind.example") for one in range(HIRES)),
        )
        base.executemany(
            "INSERT INTO enrollment (id, person_id, state, start_date, leave, earlier, pace, pause_wanted, unsettled)"
            " VALUES (?, ?, 'active', '2026-03-02', '[]', '[]', 'normal', 0, 0)",
            ((f"e{one}", f"p{one}") for one in range(HIRES)),
        )
        base.executemany(
            "INSERT INTO touchpoint (enrollment_id, step_id, occurrence, recipient, kind, position, state)"
            " VALUES (?, ?, 1, 'hire', 'message', 0, 'sent')",
            ((f"e{one % HIRES}", f"s{one // HIRES}") for one in range(rows // 2)),
        )
        base.executemany(
            "INSERT INTO message (id, kind, person_id, subject, dedupe_key, priority, due_at, state, attempts,"
            " stale, introduces, late, channel, ts, sent_at)"
            " VALUES (?, 'message', ?, '', ?, 4, ?, 'sent', 1, 0, 0, 0, ?, ?, ?)",
            (
                (f"m{one}", f"p{one % HIRES}", f"m{one}", AT, f"D{one % HIRES}", f"{one}.000001", AT)
                for one in range(rows // 2)
            ),
        )


def copied(file: Path) -> float:
    """Return the seconds that a copy takes."""
    begins = time.perf_counter()
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(file.with_suffix(".copy"))) as copy:
        source.backup(copy)
    return time.perf_counter() - begins


async def upgraded(file: Path) -> float:
    """Return the seconds until the database is open in its newest form."""
    begins = time.perf_counter()
    await (await database_of(Settings(_env_file=None, database_url=f"sqlite:///{file}"))).close()
    return time.perf_counter() - begins


def main(rows: int) -> None:
    logging.disable()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "bot.sqlite3"
        first_form(file)
        fill(file, rows)
        bare = copied(file)
        took = asyncio.run(upgraded(file))
        print(f"{rows:,} rows, {file.stat().st_size / 1e6:.0f} MB: {took:.1f} s, {took / bare:.1f} times a copy")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
