"""What is worked on together is worked on alone where one of it is bad."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.flows.guard import each
from tests.helpers.databases import opened


@pytest.mark.parametrize(
    ("bad", "tries", "pushed"),
    [
        ((), [("Nadia", "Otto", "Bea")], []),
        (("Otto",), [("Nadia", "Otto", "Bea"), ("Nadia",), ("Otto",), ("Bea",)], ["Otto"]),
    ],
)
async def test_only_what_is_bad_is_pushed_on(
    tmp_path: Path, bad: Sequence[str], tries: list[tuple[str, ...]], pushed: list[str]
) -> None:
    tried: list[tuple[str, ...]] = []
    waiting: list[str] = []

    async def pick(session: AsyncSession, only: str | None) -> dict[str, str]:
        del session
        rows = {"1": "Nadia", "2": "Otto", "3": "Bea"}
        return rows if only is None else {only: rows[only]}

    async def work(session: AsyncSession, rows: Sequence[str]) -> None:
        del session
        tried.append(tuple(rows))
        if set(rows) & set(bad):
            raise ValueError

    async def push_on(row: str) -> None:
        waiting.append(row)

    database = await opened(tmp_path)
    assert await each(database, pick, work, push_on, of="enrollment_id")
    await database.close()
    assert (tried, waiting) == (tries, pushed)
