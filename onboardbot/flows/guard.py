"""One bad row must not stop the others: it is logged, pushed on, and looked at again later."""

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta
from typing import TypeVar

T = TypeVar("T")
log = logging.getLogger(__name__)
LATER = timedelta(hours=1)  # of business time, until a row that failed is tried again


async def succeeded(work: Awaitable[None], **facts: object) -> bool:
    """Return whether the work went well; what went wrong is in the log, and its transaction is undone."""
    try:
        await work
    except Exception:  # a bug in one hire's row is not everybody's outage
        log.exception("row_failed", extra=facts)
        return False
    return True


async def each(
    rows: Mapping[str, T],
    work: Callable[[Sequence[T]], Awaitable[None]],
    push_on: Callable[[T], Awaitable[None]],
    *,
    of: str,
) -> None:
    """Work on all rows in one transaction; where that fails on each alone, so that only the bad ones are pushed on.

    `rows` stand by their id; `of` says in the log what it is the id of.
    """
    if len(rows) > 1 and await succeeded(work(tuple(rows.values())), rows=len(rows)):
        return
    for row_id, row in rows.items():
        if not await succeeded(work([row]), **{of: row_id}):
            await push_on(row)
