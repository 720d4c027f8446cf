"""How much is stored must not matter: `python -m benchmarks.rows [STORED ...]`.

A round that finds nothing to do, and claiming 50 due messages, with more and more touchpoints and sent messages in the
database; the baseline is the smallest of the same run on the same kind of database: SQLite, and the PostgreSQL that
the tests bring up.
"""

import asyncio
import itertools
import logging
import statistics
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta
from typing import Any

from sqlalchemy import insert

from benchmarks.office import Office, office
from onboardbot.core.outbox import Priority
from onboardbot.flows import tick
from onboardbot.store import claims
from onboardbot.store.claims import Body
from onboardbot.store.tables import EnrollmentRow, MessageRow, PersonRow, TouchpointRow
from tests.helpers import databases, postgres

STEPS = 40  # an onboarding has about as many
AT_ONCE = 5_000  # rows an insert
CLAIMED = 50
OFTEN = 100
FLAT = 1.5  # times the smallest: what counts as flat


async def filled(here: Office, stored: int) -> None:
    """Store so many touchpoints: half of them sent long ago, each with its message, half of them to come."""
    now = here.bot.clock.now()
    hires = max(stored // STEPS, CLAIMED * 2)
    people = (
        {"id": f"p{one}", "email": f"p{one}@northwind.example", "name": "P", "slack_id": f"U{one}"}
        for one in range(hires)
    )
    await _write(here, PersonRow, people)
    started = {
        "state": "active",
        "start_date": now.date(),
        "unsettled": False,
        "leave": [],
        "earlier": [],
        "pause_wanted": False,
    }
    await _write(
        here,
        EnrollmentRow,
        ({"id": f"e{one}", "person_id": f"p{one}", "pace": "normal", **started} for one in range(hires)),
    )
    await _write(here, TouchpointRow, _touchpoints(stored, hires, now))
    await _write(here, MessageRow, (_message(one, hires, now, "sent") for one in range(stored // 2)))
    if here.bot.database.shared:  # as its own housekeeping would have done by the next day
        async with here.bot.database.write() as session:
            await (await session.connection()).exec_driver_sql("ANALYZE")


def _touchpoints(stored: int, hires: int, now: Any) -> Iterator[dict[str, Any]]:
    for one in range(stored):
        sent = one % 2 == 0
        due = now + timedelta(days=1 + one % 90) * (-1 if sent else 1)
        yield {
            "enrollment_id": f"e{one % hires}", "step_id": f"s{one // hires}", "occurrence": 1, "recipient": "hire",
            "kind": "message", "position": one // hires, "due_at": due, "wake_at": None if sent else due,
            "state": "sent" if sent else "waiting",
        }  # fmt: skip


def _message(one: int, hires: int, now: Any, state: str) -> dict[str, Any]:
    return {
        "id": f"{state}{one}", "kind": "message", "person_id": f"p{one % hires}", "enrollment_id": f"e{one % hires}",
        "subject": "", "dedupe_key": f"{state}{one}", "priority": int(Priority.DUE),
        "due_at": now - timedelta(minutes=1),
        "state": state, "attempts": 0, "stale": False, "introduces": False, "late": False,
        "sent_at": now if state == "sent" else None,
    }  # fmt: skip


async def _write(here: Office, table: Any, rows: Iterator[dict[str, Any]]) -> None:
    while batch := list(itertools.islice(rows, AT_ONCE)):
        async with here.bot.database.write() as session:
            await (await session.connection()).execute(insert(table.__table__), batch)


async def _idle(here: Office) -> None:
    await tick.tick(here.bot)


async def _claim(here: Office) -> None:
    """Claim, and leave it as it was: only what an undone transaction does not do is missing."""
    async with here.bot.database.write() as session:
        clock = here.bot.clock
        found = await claims.ready(session, now=clock.now(), machine=clock.machine(), limit=CLAIMED, paced=True)
        claimed = [claims.claimed(one, now=clock.now(), machine=clock.machine()) for one in found]
        await claims.intend(session, claimed, [Body(one.id, "{}", introduces=False) for one in claimed])
        await session.flush()
        await session.rollback()
    assert len(claimed) == CLAIMED


async def median(work: Callable[[], Awaitable[None]]) -> float:
    """Return the median of many runs in milliseconds."""
    taken = []
    for _ in range(OFTEN):
        begins = time.perf_counter()
        await work()
        taken.append((time.perf_counter() - begins) * 1000)
    return statistics.median(taken)


async def measured(stored: int, on: dict[str, str]) -> tuple[float, float]:
    """Return the milliseconds of an idle round and of a claim with so much stored, on this database or a file."""
    async with office(None, **on) as here:
        await filled(here, stored)
        idle = await median(lambda: _idle(here))
        now = here.bot.clock.now()
        await _write(here, MessageRow, (_message(one, CLAIMED * 2, now, "pending") for one in range(CLAIMED * 2)))
        return idle, await median(lambda: _claim(here))


def database(kind: str) -> dict[str, str]:
    """Return the settings of a fresh database; none for a file that goes with its office."""
    if kind == "sqlite":
        return {}
    return {"database_url": databases.fresh(postgres.shared()), "secret_key": databases.KEY}


def measure(sizes: list[int], kind: str) -> None:
    print(f"{kind:>11}  {'idle ms':>8}  {'ratio':>6}  {'claim 50 ms':>11}  {'ratio':>6}")
    first: tuple[float, float] | None = None
    for stored in sizes:
        idle, claim = asyncio.run(measured(stored, database(kind)))
        first = first or (idle, claim)
        print(
            f"{stored:>11,}  {idle:>8.2f}  {idle / first[0]:>6.2f}  {claim:>11.2f}  {claim / first[1]:>6.2f}",
            flush=True,
        )


def main(sizes: list[int]) -> None:
    logging.disable()
    postgres.prepare()
    try:
        for kind in databases.KINDS:
            measure(sizes, kind)
    finally:
        postgres.remove()
    print(f"flat means a ratio of {FLAT} or less")


if __name__ == "__main__":
    main([int(given) for given in sys.argv[1:]] or [1_000, 100_000, 1_000_000])
