"""Business time: the machine's UTC clock plus an offset that the database keeps."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


def machine_now() -> datetime:
    """Return the machine's UTC clock; the only place that reads it."""
    return datetime.now(UTC)


class Clock:
    """`now` decides what is due; `machine` rules leases and pauses between tries.

    `steady` counts seconds, whatever somebody sets the machine's clock to; it means something in one process only.
    """

    def __init__(
        self, machine: Callable[[], datetime] = machine_now, steady: Callable[[], float] = time.monotonic
    ) -> None:
        self.machine, self.steady = machine, steady
        self.offset = timedelta()

    def now(self) -> datetime:
        """Return business time in UTC."""
        return self.machine() + self.offset
