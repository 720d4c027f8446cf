"""kill -9 at random moments, on both databases: `python -m benchmarks.kills [ROUNDS] [--first N] [--kills N]`.

Each round is a morning on which many begin, a real bot that is killed again and again, and a real Slack of our own that
counts what arrived. What is looked for takes its half minute, and on PostgreSQL its lease, as it does in life.
"""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from random import Random

from tests.helpers import databases, postgres
from tests.helpers.killing import arrived, killed, lived_to_the_end, morning, wanted

HIRES = 30
PATIENCE = 300.0  # seconds


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the rounds; 1 where something arrived twice, or never."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.kills", description="kill -9 at random moments.")
    parser.add_argument("rounds", nargs="?", type=int, default=10, help="how many, on each database")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--kills", type=int, default=6, help="how many times the bot is killed in a round")
    given = parser.parse_args(arguments)
    postgres.prepare()
    try:
        seeds = range(given.first, given.first + given.rounds)
        wrong = [sentence for seed in seeds for kind in databases.KINDS for sentence in _round(kind, seed, given.kills)]
    finally:
        postgres.remove()
    print(f"{given.rounds} rounds on each database; wrong: {len(wrong)}")
    return int(bool(wrong))


def _round(kind: str, seed: int, kills: int) -> list[str]:
    """Run one, and return what was wrong in it."""
    with tempfile.TemporaryDirectory() as folder:
        databases.choose(kind, Path(folder))
        with morning(Path(folder), HIRES) as here:
            killed(here, Random(seed), kills)  # noqa: S311 - luck, no secret
            lived_to_the_end(here, PATIENCE)
            found = {email: arrived(here, email) for email in (f"hire{n}@northwind.example" for n in range(HIRES))}
    wrong = [f"seed {seed} on {kind}: {email} got {dict(got)}" for email, got in found.items() if got != wanted(email)]
    print(
        f"seed {seed} on {kind}: {kills} kills, {sum(sum(got.values()) for got in found.values())} messages", flush=True
    )
    print("".join(f"  {sentence}\n" for sentence in wrong), end="", flush=True)
    return wrong


if __name__ == "__main__":
    sys.exit(main())
