"""Slack's message timestamps: seconds and microseconds of the machine's clock, unique and always rising."""

import time
from dataclasses import dataclass

MICRO = 1_000_000


@dataclass
class Stamps:
    """One source for a whole workspace, so that no two messages ever share a `ts`."""

    last: int = 0

    def next(self) -> str:
        """Return a `ts` such as "1772442000.000123", later than every one before it."""
        self.last = max(self.last + 1, time.time_ns() // 1000)
        return f"{self.last // MICRO}.{self.last % MICRO:06d}"
