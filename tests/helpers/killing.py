"""A bot that is killed at moments from a seed, as by kill -9 or a machine that loses its power, and started again."""

import asyncio
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import asyncpg

from tests.helpers.processes import Place, log_of, place, sandbox, started

STEPS = ("one", "two", "three")
STEP = '  - {{id: {0}, when: day 1 at 09:00, late: same day, message: "{0} for {{{{ hire.first_name }}}}"}}\n'
PLAYBOOK = "title: First days\nsteps:\n" + "".join(STEP.format(step) for step in STEPS)
NINE = datetime(2026, 3, 2, 8, tzinfo=UTC)
SLOW = 0.6  # seconds until Slack answers a post, which stands there at once: what is killed is mostly in between
LONGEST = 1.5  # seconds that a bot lives, from its start or from when it is ready
HELD_BACK = "UPDATE message SET lease_until = lease_until - interval '2 minutes' WHERE state = 'sending'"


def name(email: str) -> str:
    return email.partition("@")[0]


@contextmanager
def morning(folder: Path, hires: int) -> Iterator[Place]:
    """Yield a place where so many begin, some seconds before nine; who they are is in its `hires.csv`."""
    here = place(folder, {"first.yaml": PLAYBOOK}, clock_start=(NINE - timedelta(seconds=4)).isoformat())
    rows = "".join(f"hire{number}@northwind.example,Hire{number} Ng,2026-03-02\n" for number in range(hires))
    text = f"email,name,start_date\n{rows}"
    (folder / "hires.csv").write_text(text, encoding="utf-8")
    with sandbox(here, "--people", "hires.csv"):
        assert here.people(text).exit_code == 0
        here.control("fault", kind="slow", seconds=SLOW, methods=["chat.postMessage"], times=0, accepted=True)
        yield here


def killed(here: Place, random: Random, times: int) -> None:
    """Start the bot and kill it, again and again; now and then before it is ready."""
    for _ in range(times):
        with started(here) as victim:
            assert victim.stdout is not None
            if random.random() < 0.7:
                assert victim.stdout.readline().startswith("ready"), log_of(here)
            time.sleep(random.uniform(0, LONGEST))
            victim.kill()
            victim.wait()


def let_leases_end(here: Place) -> None:
    """Let two minutes pass for what a dead process was posting: on PostgreSQL another one might still be at it."""

    async def pass_() -> None:
        connection = await asyncpg.connect(here.settings["database_url"])
        try:
            await connection.execute(HELD_BACK)
        finally:
            await connection.close()

    if here.settings["database_url"].startswith("postgresql"):
        asyncio.run(pass_())


def lived_to_the_end(here: Place, seconds: float) -> None:
    """Run the bot until nothing waits any more."""
    with started(here) as survivor:
        assert survivor.stdout is not None
        assert survivor.stdout.readline().startswith("ready"), log_of(here)
        here.until(lambda: {line["state"] for line in here.status()} == {"sent"}, seconds)
        survivor.terminate()
        survivor.wait(timeout=10)


def arrived(here: Place, email: str) -> Counter[str]:
    """Count what somebody got, by its first line."""
    return Counter(words.splitlines()[0] for words in here.words(email))


def wanted(email: str) -> Counter[str]:
    return Counter(f"{step} for {name(email).title()}" for step in STEPS)
