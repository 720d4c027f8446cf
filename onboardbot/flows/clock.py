"""Business time: the machine's UTC clock plus an offset that the database keeps."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta


def machine_now() -> datetime:
    """Return the machine's UTC clock; the only place that reads it."""
    return datetime.now(UTC)


class Clock:
    """`now` decides what is due; `machine` rules leases and pauses between tries."""

    def __init__(self, machine: Callable[[], datetime] = machine_now) -> None:
        self.machine = machine
        self.offset = timedelta()

    def now(self) -> datetime:
        """Return business time in UTC."""
        return self.machine() + self.offset
