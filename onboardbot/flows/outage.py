"""A database that is away: said once when it begins and once when it is over, however often it is tried meanwhile."""

import logging
import time
from dataclasses import dataclass

from onboardbot.store.passing import conflicts, passes, sentence

log = logging.getLogger(__name__)
QUIET = 3.0  # seconds; a full disk may still take a little, and what failed is tried again each second


@dataclass
class Outage:
    """`since` and `last` are monotonic time; None while all is well."""

    since: float | None = None
    last: float = 0.0

    def causes(self, error: Exception) -> bool:
        """Say whether it is the database that is in trouble, and no mistake of ours: the same work is done later."""
        if not passes(error):
            return False
        if conflicts(error):  # somebody else was first, and the next round does what is left
            log.info("transaction_undone", extra={"why": sentence(error)})
            return True
        self.last = time.monotonic()
        if self.since is None:
            self.since = self.last
            log.error("database_not_usable", extra={"why": sentence(error), "hint": "it is tried again each second"})
        return True

    def over(self) -> None:
        """Something went well: the trouble is over where nothing else has failed for a while."""
        if self.since is not None and time.monotonic() - self.last > QUIET:
            log.warning("database_usable_again", extra={"after_seconds": round(time.monotonic() - self.since)})
            self.since = None
