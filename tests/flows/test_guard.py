"""What is worked on together is worked on alone where one of it is bad."""

from collections.abc import Sequence

import pytest

from onboardbot.flows.guard import each


@pytest.mark.parametrize(
    ("bad", "tries", "pushed"),
    [
        ((), [("Nadia", "Otto", "Bea")], []),
        (("Otto",), [("Nadia", "Otto", "Bea"), ("Nadia",), ("Otto",), ("Bea",)], ["Otto"]),
    ],
)
async def test_only_what_is_bad_is_pushed_on(
    bad: Sequence[str], tries: list[tuple[str, ...]], pushed: list[str]
) -> None:
    tried: list[tuple[str, ...]] = []
    waiting: list[str] = []

    async def work(rows: Sequence[str]) -> None:
        tried.append(tuple(rows))
        if set(rows) & set(bad):
            raise ValueError

    async def push_on(row: str) -> None:
        waiting.append(row)

    await each({"1": "Nadia", "2": "Otto", "3": "Bea"}, work, push_on, of="enrollment_id")
    assert (tried, waiting) == (tries, pushed)
