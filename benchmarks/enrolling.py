"""Planning and storing many hires: `python -m benchmarks.enrolling [HIRES ...]`.

The baseline is writing the same touchpoints bare, in one transaction for each hire, on the same
database. The last column is one more
hire once all those are there.
"""

import asyncio
import logging
import sys
import time

from sqlalchemy import func, insert, select

from benchmarks.office import Office, office
from onboardbot.flows import tick
from onboardbot.store.tables import TouchpointRow

STEPS = 40
PLAYBOOK = "title: Forty steps\nsteps:\n" + "".join(
    f"  - {{id: s{day}, when: day {day + 1} at 09:15, message: Day {day}}}\n" for day in range(STEPS)
)
BARE = 50  # hires whose rows are written bare


async def bare(here: Office) -> float:
    """Return the milliseconds that the rows of one hire take without planning them."""
    columns = [column for column in TouchpointRow.__table__.columns if column.name != "id"]  # type: ignore[attr-defined]
    async with here.bot.database.read() as session:
        found = await (await session.connection()).execute(select(*columns).limit(STEPS))
        rows = [dict(row) for row in found.mappings()]
    begins = time.perf_counter()
    for number in range(BARE):
        async with here.bot.database.write() as session:
            fresh = [row | {"occurrence": number + 2} for row in rows]
            await (await session.connection()).execute(insert(TouchpointRow.__table__), fresh)  # type: ignore[attr-defined]
    return (time.perf_counter() - begins) / BARE * 1000


async def measured(hires: int) -> None:
    async with office({"forty.yaml": PLAYBOOK}) as here:
        wall, cpu = time.perf_counter(), time.process_time()
        await here.enroll(hires)
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        statements = here.count.statements
        async with here.bot.database.read() as session:
            asked = select(func.count()).select_from(TouchpointRow)
            stored = (await (await session.connection()).execute(asked)).scalar_one()
        assert stored == hires * STEPS
        begins = time.perf_counter()
        await here.enroll(1, first=hires)
        one = (time.perf_counter() - begins) * 1000
        line = await bare(here)
        await tick.tick(here.bot)
        each = wall / hires * 1000
        print(
            f"{hires:>6,}  {each:>9.1f}  {cpu / hires * 1000:>9.1f}  {statements / hires:>10.1f}  {line:>7.1f}  "
            f"{each / line:>5.1f}  {one:>11.1f}",
            flush=True,
        )


async def main(sizes: list[int]) -> None:
    logging.disable()
    print(" hires  ms a hire  CPU a hire  statements  bare ms  ratio  one more ms")
    for hires in sizes:
        await measured(hires)


if __name__ == "__main__":
    asyncio.run(main([int(given) for given in sys.argv[1:]] or [100, 10_000]))
