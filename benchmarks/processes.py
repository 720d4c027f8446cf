"""What a process costs: `python -m benchmarks.processes`.

`onboardbot check` and `preview`, the start of `run` until it is ready, and its memory with a thousand hires, each as a
process of its own. The baseline is a Python that imports the libraries which a Slack bot on Bolt and SQLModel imports.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.office import SHIPPED
from tests.helpers.processes import Place, log_of, place, sandbox, started

TIMES = 5
HIRES = 1_000
LIBRARIES = "import slack_bolt.async_app, sqlmodel.ext.asyncio.session, alembic.command, apscheduler, babel, liquid"
BOT = "from onboardbot.cli import main; main()"
PREVIEW = ("preview", str(SHIPPED / "office.yaml"), "--start", "2026-03-02", "--zone", "Europe/Berlin")


def run(code: str, *arguments: str) -> float:
    """Return the seconds that a Python takes for this, start and end included."""
    begins = time.perf_counter()
    subprocess.run([sys.executable, "-c", code, *arguments], check=True, capture_output=True)
    return time.perf_counter() - begins


def memory(process_id: int) -> float:
    """Return the resident memory of a process in MB."""
    pages = int(Path(f"/proc/{process_id}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def libraries_alone() -> float:
    """Return the MB of a process that holds just the libraries."""
    code = f"{LIBRARIES}; input()"
    with subprocess.Popen([sys.executable, "-c", f"{LIBRARIES}; print(); input()"], stdin=-1, stdout=-1) as process:
        assert process.stdout is not None, code
        process.stdout.readline()
        found = memory(process.pid)
        process.kill()
    return found


@contextmanager
def thousand(folder: Path) -> Iterator[Place]:
    """Yield a place whose thousand hires are imported and known to Slack."""
    here = place(folder, {path.name: path.read_text(encoding="utf-8") for path in SHIPPED.glob("*.yaml")})
    rows = "".join(f"hire{one}@northwind.example,Hire {one},2026-03-02\n" for one in range(HIRES))
    (folder / "people.csv").write_text(f"email,name,start_date\n{rows}", encoding="utf-8")
    with sandbox(here, "--people", str(folder / "people.csv")):
        yield here


def ready(here: Place, *, work: Callable[[int], None] = lambda _: None) -> float:
    """Return the seconds from start to ready, having done some work with the process."""
    begins = time.perf_counter()
    with started(here, clock_start="2026-02-20T08:00:00Z") as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        took = time.perf_counter() - begins
        assert line.startswith("ready"), log_of(here)
        work(process.pid)
    return took


def settled(here: Place, sizes: list[float]) -> Callable[[int], None]:
    """Return what waits until all are planned, and notes the memory of the bot then."""

    def work(process_id: int) -> None:
        while len({line["hire"] for line in here.status()}) < HIRES:
            time.sleep(1)
        sizes.append(memory(process_id))

    return work


def shown(what: str, values: Sequence[float], baseline: float, goal: float, unit: str) -> None:
    value = statistics.median(values)
    print(f"{what:<28} {value:>8.2f} {unit:<3} {value / baseline:>6.2f} times   goal {goal:g} {unit}", flush=True)


def main() -> None:
    bare = statistics.median(run(LIBRARIES) for _ in range(TIMES))
    held = libraries_alone()
    print(f"the libraries alone: {bare:.2f} s, {held:.0f} MB")
    shown("check", [run(BOT, "check", str(SHIPPED)) for _ in range(TIMES)], bare, 0.5, "s")
    shown("preview", [run(BOT, *PREVIEW) for _ in range(TIMES)], bare, 0.7, "s")
    with tempfile.TemporaryDirectory() as folder, thousand(Path(folder)) as here:
        shown("start until ready", [ready(here) for _ in range(TIMES)], bare, 3, "s")
        assert here.command("import", "people.csv").exit_code == 0
        sizes: list[float] = []
        ready(here, work=settled(here, sizes))
        shown("memory with 1 000 hires", sizes, held, 130, "MB")
        shown("start with 1 000 hires", [ready(here) for _ in range(TIMES)], bare, 3, "s")


if __name__ == "__main__":
    main()
