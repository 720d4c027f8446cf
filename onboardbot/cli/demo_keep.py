"""Where a demo lives: in a folder that goes with it, or in one that was named and is taken up again."""

import asyncio
import json
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from secrets import token_hex

from onboardbot import app
from onboardbot.flows.clock import machine_now
from onboardbot.sandbox import keeping
from onboardbot.sandbox.errors import RefusedError
from onboardbot.sandbox.state import State
from onboardbot.settings import Settings
from onboardbot.store import workspace
from onboardbot.store.alone import only_one
from onboardbot.store.database import sqlite_file

DATABASE, MARK, WORKSPACE = "demo.sqlite3", "demo.json", "demo-workspace.json"
EVERY = 2.0  # seconds between two looks whether there is something new to keep


def new_run() -> str:
    """Return a name for a demo, by which a browser tells it from an earlier one."""
    return token_hex(4)


@dataclass
class Kept:
    """One folder; `monday` is Nadia's first day, and None until the demo has begun there. `run` names this demo."""

    folder: Path
    promise: str
    lasting: bool = False
    monday: date | None = None
    now: datetime | None = None
    run: str = field(default_factory=new_run)

    @property
    def database_url(self) -> str:
        return f"sqlite:///{self.folder / DATABASE}"

    def find(self) -> None:
        """Look whether a demo is kept here.

        Raises:
            RefusedError: it can't be read.
        """
        mark = self.folder / MARK
        if not mark.exists():
            self.clear()  # of a demo that ended while it was prepared
            return
        try:
            kept = json.loads(mark.read_text(encoding="utf-8"))
            self.monday, self.now = date.fromisoformat(kept["monday"]), datetime.fromisoformat(kept["now"])
            self.run = str(kept["run"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise RefusedError(f"{mark} can't be read; begin with an empty folder") from error

    async def take_up(self, settings: Settings, state: State) -> None:
        """Let time and workspace stand where they stood when it ended, however long ago that is."""
        if self.now is None:
            return
        keeping.load(state, self.folder / WORKSPACE)
        with only_one(sqlite_file(settings.database_url)):
            database = await app.database_of(settings)
            try:
                async with database.write() as session:
                    await workspace.set_clock_offset(session, self.now - machine_now())
            finally:
                await database.close()

    def save(self, state: State, monday: date, now: datetime) -> None:
        if self.lasting:
            keeping.save(state, self.folder / WORKSPACE)
            mark = json.dumps({"run": self.run, "monday": monday.isoformat(), "now": now.isoformat()})
            part = self.folder / f"{MARK}.part"
            part.write_text(mark, encoding="utf-8")
            part.replace(self.folder / MARK)

    @asynccontextmanager
    async def saving(self, state: State, monday: date, now: Callable[[], datetime]) -> AsyncIterator[None]:
        """Keep what is new every two seconds, and at the end."""

        async def again() -> None:
            while True:
                self.save(state, monday, now())
                await asyncio.sleep(EVERY)

        task = asyncio.create_task(again())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
            self.save(state, monday, now())

    def clear(self) -> None:
        """Take our own files away, and nothing else."""
        for name in (MARK, WORKSPACE):
            (self.folder / name).unlink(missing_ok=True)
        for file in self.folder.glob(f"{DATABASE}*"):
            file.unlink()
        self.monday, self.now, self.run = None, None, new_run()


@contextmanager
def place(folder: Path | None) -> Iterator[Kept]:
    """Give the demo a folder: this one, or one that goes with it.

    Raises:
        RefusedError: the folder can't be used.
    """
    if folder is None:
        with tempfile.TemporaryDirectory(prefix="onboardbot-demo-") as temporary:
            yield Kept(Path(temporary), "nothing is kept")
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RefusedError(f"{folder} can't be used: {error.strerror}") from error
    kept = Kept(folder, f"it goes on from {folder}", lasting=True)
    kept.find()
    yield kept
