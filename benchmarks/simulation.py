"""Bad luck from many seeds: `python -m benchmarks.simulation [SEEDS] [--first N] [--postgresql] [--story]`.

Each seed is a month of the real flows on a database of its own, with a Slack that fails and a process that dies; on
PostgreSQL there are two of them, and a seed is no single story.
What must hold whatever happens is in `tests/simulation/invariants.py`; a seed for which something of it is broken is
named with what it was. `--story` shows what stands in Slack afterwards.
"""

import argparse
import logging
import multiprocessing
import os
import sys
import time
from collections import Counter
from collections.abc import Sequence
from functools import partial

from tests.helpers import postgres
from tests.simulation.simulator import Report, simulate

SEEDS = 1_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the seeds on all cores; 1 where one of them found something wrong."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.simulation", description="Bad luck from many seeds.")
    parser.add_argument("seeds", nargs="?", type=int, default=SEEDS, help="how many")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--postgresql", action="store_true", help="two processes on PostgreSQL, in place of SQLite")
    parser.add_argument("--processes", type=int, default=os.cpu_count(), help="seeds at once")
    parser.add_argument("--story", action="store_true", help="show what stands in Slack afterwards")
    given = parser.parse_args(arguments)
    begins = time.perf_counter()
    reports = []
    one = partial(simulate, kind="postgresql" if given.postgresql else "sqlite")
    postgres.prepare()
    try:
        with multiprocessing.get_context("spawn").Pool(given.processes, initializer=_quiet) as pool:
            for report in pool.imap_unordered(one, range(given.first, given.first + given.seeds)):
                reports.append(report)
                _show(report, story=given.story)
    finally:
        postgres.remove()
    _sum_up(reports, time.perf_counter() - begins)
    return int(any(report.wrong for report in reports))


def _quiet() -> None:
    logging.disable(logging.CRITICAL)


def _show(report: Report, *, story: bool) -> None:
    if report.wrong:
        print(f"seed {report.seed} ({report.lives} lives, {sum(report.faults.values())} faults) is wrong:")
        print("".join(f"  {sentence}\n" for sentence in report.wrong), end="", flush=True)
    if story:
        print("\n".join(report.trace))


def _sum_up(reports: Sequence[Report], seconds: float) -> None:
    faults = sum((report.faults for report in reports), Counter[str]())
    posts, lives = sum(report.posts for report in reports), sum(report.lives for report in reports)
    wrong = sum(1 for report in reports if report.wrong)
    print(f"\n{len(reports)} seeds in {seconds:.0f} s: {posts} messages, {lives} lives of the bot; wrong: {wrong}")
    print(f"{sum(faults.values()) / max(posts, 1):.2f} faults a message:")
    for what, count in faults.most_common():
        print(f"{count:8} {count / max(posts, 1):8.3f} a message  {what}")


if __name__ == "__main__":
    sys.exit(main())
