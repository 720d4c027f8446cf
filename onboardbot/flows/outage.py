"""A database that is away: said once when it begins and once when it is over, however often it is tried meanwhile."""

import logging
import time
from dataclasses import dataclass

from onboardbot.store.passing import passes, sentence

log = logging.getLogger(__name__)


@dataclass
class Outage:
    """`since` is monotonic time, None while all is well."""

    since: float | None = None

    def causes(self, error: Exception) -> bool:
        """Say whether it is the database that is in trouble, and no mistake of ours: the same work is done later."""
        if not passes(error):
            return False
        if self.since is None:
            self.since = time.monotonic()
            log.error("database_not_usable", extra={"why": sentence(error), "hint": "it is tried again each second"})
        return True

    def over(self) -> None:
        """It can be used."""
        if self.since is not None:
            log.warning("database_usable_again", extra={"after_seconds": round(time.monotonic() - self.since)})
            self.since = None
