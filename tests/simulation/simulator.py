"""A month in the life of the bot, from a seed: the real flows, a real database file, and everything that goes wrong.

Nothing waits and nothing is left to chance: the same seed is the same story.
"""

import asyncio
import contextlib
import shutil
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random

from cryptography.fernet import Fernet

from onboardbot.app import database_of
from onboardbot.flows.bot import Bot, Slack
from onboardbot.flows.clock import Clock
from onboardbot.settings import Settings
from tests.helpers.world import NADIA
from tests.simulation import invariants
from tests.simulation.cast import COMPANY, HIRES, PLAYBOOK, START, TOM, ZONES, profile, row
from tests.simulation.deeds import People
from tests.simulation.faults import Faults
from tests.simulation.life import Ground, Life, jump, live
from tests.simulation.loop import StalledError, VirtualLoop
from tests.simulation.postgresql import PostgreSQL, untidy
from tests.simulation.slack import Client, Workspace, utc
from tests.simulation.sqlite import SQLite, warmed_up

KEY = Fernet.generate_key()
DAY = 24 * 60 * 60.0
STORM = 14 * DAY  # how long things go wrong
LAST_DEEDS = 2 * DAY  # until nobody does anything any more
AFTERWARDS = 28 * DAY  # until all is over, with time to spare


@dataclass
class Report:
    """What came of a seed: nothing wrong, or sentences; and what went wrong on purpose."""

    seed: int
    wrong: list[str]
    faults: Counter[str]
    posts: int
    lives: int
    trace: list[str] = field(default_factory=list)


@dataclass
class Simulation:
    """One seed's world; `client` makes what a life of the bot calls Slack by."""

    seed: int
    folder: Path
    ground: Ground
    client: Callable[[Workspace, Life], Slack] = Client
    skew: timedelta = timedelta()
    living: dict[int, Life] = field(default_factory=dict)  # by the place of a process
    lives: int = 0
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.faults = Faults(Random(self.seed))  # noqa: S311 - luck, no secret
        self.slack = Workspace(self.faults, self.now)
        self.people = People(self.faults, self.slack, self._one)

    def machine(self) -> datetime:
        return utc(START) + timedelta(seconds=asyncio.get_running_loop().time()) + self.skew

    def now(self) -> datetime:
        """Return business time, as the bot of this life has it."""
        bots = self._bots()
        return bots[0].clock.now() if bots else self.machine()

    def _bots(self) -> list[Bot]:
        return [life.bot for life in self.living.values() if life.bot and not life.dead.is_set()]

    def _one(self) -> Life | None:
        """Return the process that Slack reaches now."""
        listening = [life for life in self.living.values() if life.bot and not life.dead.is_set()]
        return self.faults.random.choice(listening) if len(listening) > 1 else next(iter(listening), None)

    async def run(self) -> Report:
        self._prepare()
        lives = [asyncio.create_task(self._live_again_and_again(slot)) for slot in range(self.ground.replicas)]
        await self.people.imports(row(NADIA, "2026-03-02"), row(TOM, "2026-03-03"))
        self.people.plans(STORM)
        self._joins_later(TOM)
        self._clock_jumps()
        await asyncio.sleep(STORM)
        self.faults.calm = True
        await asyncio.sleep(LAST_DEEDS)
        for email in HIRES:
            await self.people.comes_back(email)
        await asyncio.sleep(AFTERWARDS)
        now = self.now()
        await self.people.leave()
        for one in lives:
            one.cancel()
        for slot in self.living:
            await self._bury(slot)
        rows = await self.ground.rows(*invariants.TABLES)
        await self.ground.close()
        self.wrong += self.slack.early + invariants.broken(rows, self.slack, self.people, now=now)
        return Report(self.seed, self.wrong, self.faults.counts, len(self.slack.messages), self.lives, self._trace())

    def _prepare(self) -> None:
        (self.folder / "playbooks").mkdir()
        for name, text in (("company", COMPANY), ("first", PLAYBOOK)):
            (self.folder / "playbooks" / f"{name}.yaml").write_text(text, encoding="utf-8")
        for email in ZONES:
            if email != TOM:
                known = profile(email)
                self.slack.people[known.slack_id] = known
        self.slack.seen = self.people.reads

    def _joins_later(self, email: str) -> None:
        async def join() -> None:
            await asyncio.sleep(self.faults.seconds(0, 7 * DAY))
            known = profile(email)
            self.slack.people[known.slack_id] = known
            await self.people.joins(known)

        self.people.begin(join())

    def _clock_jumps(self) -> None:
        async def jumps(after: float, ahead: timedelta, *, machine: bool) -> None:
            await asyncio.sleep(after)
            self.faults.happened(f"clock {'of the machine ' if machine else ''}set by {ahead}")
            self.slack.jumped = asyncio.get_running_loop().time()
            if machine:
                self.skew += ahead
            else:
                with contextlib.suppress(Exception):
                    await self.people.within_a_life(lambda bot: jump(bot, ahead))
            for bot in self._bots():
                bot.wake.set()

        hour = timedelta(hours=1)
        for _ in range(self.faults.random.choice((0, 0, 1, 3))):
            machine = self.faults.random.random() < 0.7
            ahead = self.faults.random.choice((hour, -hour)) if machine else hour
            self.people.begin(jumps(self.faults.seconds(0, STORM), ahead, machine=machine))

    async def _live_again_and_again(self, slot: int) -> None:
        clock = Clock(self.machine, asyncio.get_running_loop().time)
        while True:
            self.living[slot], self.lives = life, _ = Life(self.faults, self.ground, slot), self.lives + 1
            client = self.client(self.slack, life)
            task = asyncio.create_task(live(life, clock, self.folder / "playbooks", client))
            await asyncio.wait({task, asyncio.ensure_future(life.dead.wait())}, return_when="FIRST_COMPLETED")
            if not life.dead.is_set():
                self.wrong.append("".join(traceback.format_exception(task.exception())[-12:]))
            await self._bury(slot)
            await asyncio.sleep(self.faults.seconds(0.5, self.faults.random.choice((5, 5, 300, 20_000))))

    async def _bury(self, slot: int) -> None:
        life = self.living[slot]
        self.slack.died.append(asyncio.get_running_loop().time())
        life.die()
        await life.buried()

    def _trace(self) -> list[str]:
        return [f"{one.at:.3f} {one.channel} {one.ts} {one.words[:60]}" for one in self.slack.messages]


@cache
def _template() -> Path:
    """Return a database in its newest form, to be copied."""
    folder = Path(tempfile.mkdtemp(prefix="onboardbot-simulation-"))
    file = folder / "template.sqlite3"

    async def made() -> None:
        settings = Settings(_env_file=None, database_url=f"sqlite:///{file}", secret_key=KEY.decode())
        await (await database_of(settings)).close()
        await warmed_up(file, KEY)

    asyncio.run(made())
    return file


@contextlib.contextmanager
def _folder() -> Iterator[Path]:
    memory = Path("/dev/shm")  # noqa: S108 - where there is one, as a disk only makes it slow
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder)


def simulate(seed: int, client: Callable[[Workspace, Life], Slack] = Client, kind: str = "sqlite") -> Report:
    """Run the story of a seed to its end on this kind of database, and say what was wrong."""
    with _folder() as folder:
        if kind == "postgresql":
            with untidy():
                return _simulated(Simulation(seed, folder, PostgreSQL(KEY), client))
        return _simulated(Simulation(seed, folder, SQLite(_copied(folder), KEY), client))


def _copied(folder: Path) -> Path:
    return Path(shutil.copy(_template(), folder / "bot.sqlite3"))


def _simulated(simulation: Simulation) -> Report:
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        try:
            return runner.run(simulation.run())
        except StalledError:
            faults = simulation.faults.counts
            return Report(
                simulation.seed, ["everybody waits for something that never comes"], faults, 0, simulation.lives
            )
