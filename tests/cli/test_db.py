"""All moves from SQLite to PostgreSQL by one command, and what could not be handled is handled again by another."""

import asyncio
import hashlib
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import col, func, select, update

from onboardbot.flows import inbox
from onboardbot.store import inbox as kept
from onboardbot.store.alone import only_one
from onboardbot.store.moving import TABLES
from onboardbot.store.tables import InboxRow, MessageRow
from tests.helpers import postgres
from tests.helpers.databases import KEY, empty, fresh, opened
from tests.helpers.processes import Place, place
from tests.helpers.pulse import pulse
from tests.helpers.world import NADIA, world

LATER = "2026-03-03T09:30:00+00:00"


def sums(folder: Path) -> dict[str, str]:
    """Return what tells whether the database was touched."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("bot.sqlite3")}


async def lived(folder: Path) -> dict[str, int]:
    """Let Nadia live through her first days on SQLite, and return how many rows each table holds then."""
    async with pulse(folder) as here:
        await here.click(NADIA, "task_done:laptop")
        await here.click(NADIA, "mood:1")
        await here.say(NADIA, "zanzibar is in my way")
        await here.hold(NADIA)
        await here.release(NADIA)
        await inbox.receive(here.bot, key="broken", kind="message", slack_user="U0NOBODY", payload={"user": {}})
        async with here.bot.database.read() as session:
            counts = select(*(select(func.count()).select_from(table).scalar_subquery() for table in TABLES.values()))
            return dict(zip(TABLES, (await session.exec(counts)).one(), strict=True))


async def goes_on(folder: Path) -> None:
    """Go on with the story where the database is now."""
    async with world(folder, start=LATER, playbooks=folder / "playbooks") as here:
        await here.home(NADIA)
        await here.to("2026-03-06T10:00:00+00:00")


def test_all_moves_and_the_bot_goes_on_there(tmp_path: Path) -> None:
    here = place(tmp_path, {})
    rows = asyncio.run(lived(tmp_path))
    empty_ones = {"budget", "counted", "declined", "failure", "figure", "meeting", "theme"}
    assert {name for name, number in rows.items() if not number} <= empty_ones
    before = sums(tmp_path)
    url = empty(postgres.shared())
    done = here.command("db", "move", url)
    assert done.exit_code == 0, done.output
    assert f"{sum(rows.values())} rows were moved, and counted" in done.output
    assert f"ONBOARDBOT_DATABASE_URL={url}" in done.output
    assert "bot.sqlite3.key" in done.output
    assert sums(tmp_path) == before
    there = {"database_url": url, "secret_key": (tmp_path / "bot.sqlite3.key").read_text().strip()}
    commands = (here.command("status", "--format", "json"), here.command("status", "--format", "json", **there))
    assert commands[0].stdout == commands[1].stdout
    assert "planned" in commands[1].stdout

    again = here.command("db", "move", url)
    assert again.exit_code == 1
    assert "the target is not empty (there are rows in " in again.output
    (tmp_path / "database_url").write_text(url)
    (tmp_path / "secret_key").write_text(there["secret_key"])
    asyncio.run(goes_on(tmp_path))
    asyncio.run(read_there(tmp_path, rows))


async def read_there(folder: Path, rows: dict[str, int]) -> None:
    database = await opened(folder)
    async with database.read() as session:
        payloads = list(await session.exec(select(InboxRow.payload).order_by(col(InboxRow.seq))))
        assert [payload for payload in payloads if "zanzibar is in my way" in (payload or "")]
        posted = list(await session.exec(select(MessageRow.seq, MessageRow.state).order_by(col(MessageRow.due_at))))
        assert len(posted) > rows["message"]
        assert sorted(seq or 0 for seq, _ in posted) == list(range(1, len(posted) + 1))
    await database.close()


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("sqlite:///other.sqlite3", "what you move to must be PostgreSQL"),
        ("postgresql://127.0.0.1:1/bot", "can't be opened: .*Connect call failed"),
        ("other", "is no SQLAlchemy URL"),
    ],
)
def test_what_can_not_be_moved_to_is_a_sentence(tmp_path: Path, url: str, sentence: str) -> None:
    here = place(tmp_path, {})
    here.people("email,name,start_date\nnadia@northwind.example,Nadia,2026-03-02\n")
    done = here.command("db", "move", url)
    assert done.exit_code == 1
    assert done.output.count("\n") == 1
    assert re.search(sentence, done.output)


def test_there_must_be_a_file_and_nobody_who_works_on_it(tmp_path: Path) -> None:
    here = place(tmp_path, {})
    url = fresh(postgres.shared())
    assert "so there is nothing to move" in here.command("db", "move", url).output
    assert "so there is nothing to move" in here.command("db", "move", url, database_url=url, secret_key=KEY).output
    here.people("email,name,start_date\nnadia@northwind.example,Nadia,2026-03-02\n")
    with only_one(tmp_path / "bot.sqlite3"):
        assert "another `onboardbot run` works on" in here.command("db", "move", url).output
    assert here.command("db", "move", url).exit_code == 0  # a database in which nothing was done yet is empty


async def _fail(here: Place) -> None:
    database = await opened(here.folder)
    async with database.write() as session:
        now = datetime(2026, 3, 2, tzinfo=UTC)
        await kept.put(session, key="1", kind="message", slack_user="U1", payload="{}", now=now)
        await session.exec(update(InboxRow).values(state=kept.FAILED, attempts=2))
    await database.close()


def test_what_could_not_be_handled_is_shown_until_it_is_handled_again(tmp_path: Path) -> None:
    here = place(tmp_path, {})
    assert "there is nothing that could not be handled" in here.command("db", "retry").output
    asyncio.run(_fail(here))
    assert "1 thing that people did could not be handled" in here.command("status").stderr
    assert "1 thing that people did could not be handled" in here.command("failures").stderr
    assert here.command("failures", "--format", "json").stdout == "[]\n"
    assert here.status() == []
    assert "onboardbot db retry" in here.command("doctor").output
    assert "1 will be handled again" in here.command("db", "retry").output
    assert here.command("status").stderr == ""
