"""One, two and four `run` on one PostgreSQL: `python -m benchmarks.replicas [MESSAGES]`.

So many messages fall due at one instant, for a Slack that takes 100 ms to answer; what counts is the rate of several
processes against one of the same run. All of them, the database and the Slack share the cores of the machine.
"""

import asyncio
import contextlib
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import asyncpg

from tests.helpers import databases, postgres
from tests.helpers.processes import Place, free_port, log_of, place, sandbox, started

PLAYBOOK = "title: One\nsteps:\n  - {id: welcome, when: day 1 at 09:00, message: Welcome!}\n"
ANSWER = 0.1  # seconds until Slack answers a post
PROCESSES = (1, 2, 4)


@contextmanager
def office(folder: Path, messages: int) -> Iterator[Place]:
    """Yield a place whose hires are imported and known to Slack, on a database of its own."""
    databases.choose("postgresql", folder)
    here = place(folder, {"one.yaml": PLAYBOOK}, messages_per_minute="0")
    rows = "".join(f"hire{number}@northwind.example,Hire {number},2026-03-02\n" for number in range(messages))
    (folder / "people.csv").write_text(f"email,name,start_date\n{rows}", encoding="utf-8")
    with sandbox(here, "--people", str(folder / "people.csv"), "--no-rate-limits"):
        assert here.command("import", "people.csv").exit_code == 0
        here.control("fault", kind="slow", seconds=ANSWER, methods=["chat.postMessage"], times=0)
        yield here


PLANNED = "SELECT count(*) FROM touchpoint WHERE state = 'planned'"
SENT = "SELECT count(*) FROM message WHERE kind = 'message' AND state = 'sent'"


def count(here: Place, query: str) -> int:
    async def asked() -> Any:
        connection = await asyncpg.connect(here.settings["database_url"])
        try:
            return await connection.fetchval(query)
        finally:
            await connection.close()

    return int(asyncio.run(asked()))


def seconds_until(here: Place, query: str, messages: int) -> float:
    begins = time.perf_counter()
    while count(here, query) < messages:
        time.sleep(0.1)
    return time.perf_counter() - begins


def measured(processes: int, messages: int) -> float:
    """Return the messages a second of so many processes."""
    with tempfile.TemporaryDirectory() as name, contextlib.ExitStack() as stack:
        Path(name).chmod(0o755)
        here = stack.enter_context(office(Path(name), messages))
        ways = {"clock_start": "2026-03-01T08:00:00Z"}
        for number in range(processes):
            port = {"clock_port": str(free_port())} if number == 0 else {}
            process = stack.enter_context(started(here, **ways, **port))
            if number == 0:
                first = dict(here.settings)
            assert process.stdout is not None
            assert process.stdout.readline().startswith("ready"), log_of(here)
            here.settings.pop("clock_port", None)
        here.settings = first
        seconds_until(here, PLANNED, messages)
        here.to("2026-03-02T07:59:58Z")
        while count(here, PLANNED) == messages:
            time.sleep(0.02)
        return messages / seconds_until(here, SENT, messages)


def main(messages: int) -> None:
    postgres.prepare()
    try:
        print(f"{'processes':>9}  {'messages/s':>10}  {'times one':>9}   on {os.cpu_count()} cores")
        alone = 0.0
        for processes in PROCESSES:
            rate = measured(processes, messages)
            alone = alone or rate
            print(f"{processes:>9}  {rate:>10.0f}  {rate / alone:>9.2f}", flush=True)
    finally:
        postgres.remove()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000)
