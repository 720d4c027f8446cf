"""One bad row must not stop the others: it is logged, pushed on, and looked at again later."""

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta
from typing import TypeVar

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.store.database import Database
from onboardbot.store.passing import passes

T = TypeVar("T")
log = logging.getLogger(__name__)
LATER = timedelta(hours=1)  # of business time, until a row that failed is tried again


async def succeeded(work: Awaitable[None], **facts: object) -> bool:
    """Return whether the work went well; what went wrong is in the log, and its transaction is undone.

    Raises:
        Exception: the database itself is in trouble, which is no mistake of this row.
    """
    try:
        await work
    except Exception as error:  # a bug in one hire's row is not everybody's outage
        if passes(error):
            raise
        log.exception("row_failed", extra=facts)
        return False
    return True


async def each(
    database: Database,
    pick: Callable[[AsyncSession, str | None], Awaitable[Mapping[str, T]]],
    work: Callable[[AsyncSession, Sequence[T]], Awaitable[None]],
    push_on: Callable[[T], Awaitable[None]],
    *,
    of: str,
) -> bool:
    """Pick rows and work on them in one transaction; where that fails on each alone: only bad ones are pushed on.

    `pick` returns rows by an id, a batch of them or only one, and keeps them from other processes; `of` says in the
    log what it is the id of.

    Returns:
        Whether there were any.
    """
    picked: dict[str, T] = {}

    async def do(only: str | None) -> None:
        async with database.write() as session:
            rows = await pick(session, only)
            picked.update(rows)
            if rows:
                await work(session, tuple(rows.values()))

    if await succeeded(do(None), of=of):
        return bool(picked)
    for row_id, row in list(picked.items()):
        if not await succeeded(do(row_id), **{of: row_id}):
            await push_on(row)
    return True
