"""A real bot beside a real sandbox, killed at random moments and started again: each message arrives once."""

from pathlib import Path
from random import Random

from tests.helpers.databases import on_each
from tests.helpers.killing import arrived, killed, let_leases_end, lived_to_the_end, morning, wanted

SEED = 5  # thousands of moments are for `python -m benchmarks.kills`
HIRES, KILLS = 10, 3
PATIENCE = 100  # seconds; what was claimed and never posted is looked for twice, half a minute apart


@on_each
def test_whenever_it_is_killed_each_message_arrives_once(tmp_path: Path) -> None:
    with morning(tmp_path, HIRES) as here:
        killed(here, Random(SEED), KILLS)  # noqa: S311 - luck, no secret
        let_leases_end(here)
        lived_to_the_end(here, PATIENCE)
        for email in (f"hire{number}@northwind.example" for number in range(HIRES)):
            assert arrived(here, email) == wanted(email)
