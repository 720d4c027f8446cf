"""One bad row must not stop the others: it is logged, pushed on, and looked at again later."""

import logging
from collections.abc import Awaitable
from datetime import timedelta

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
