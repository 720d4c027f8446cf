"""An event loop whose time passes only while everybody waits: an hour of pauses takes no time, and no thread runs."""

import asyncio
import selectors
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

ANSWER = 0.02  # real seconds for which a database is waited for before a moment passes
MOMENT = 0.001  # virtual seconds
RESOLUTION = 1e-6  # seconds; a month of virtual time as a float is less exact than asyncio's own nanosecond
OWNER: ContextVar[set["asyncio.Task[Any]"] | None] = ContextVar("OWNER", default=None)


class StalledError(Exception):
    """Everybody waits for something that never comes."""


class _Patience(selectors.DefaultSelector):
    """Waits for nothing: what would be waited for has passed already.

    `asked` counts what a database beside us was asked and did not answer yet: that takes real time, not ours.
    """

    def __init__(self, passed: Callable[[float], None]) -> None:
        super().__init__()
        self._passed = passed
        self.asked = 0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if ready or timeout == 0:
            return ready
        if self.asked and (ready := super().select(ANSWER)):
            return ready
        if timeout is None and not self.asked:
            raise StalledError
        self._passed(MOMENT if timeout is None else min(timeout, MOMENT) if self.asked else timeout)
        return ready


class VirtualLoop(asyncio.SelectorEventLoop):
    """Runs what is ready, then jumps to what is next; tasks belong to whom `OWNER` names where they are made."""

    def __init__(self) -> None:
        self._virtual = 0.0
        self._patience = _Patience(self._pass)
        super().__init__(self._patience)
        self._clock_resolution = RESOLUTION
        self.set_task_factory(_owned)  # type: ignore[arg-type]

    def time(self) -> float:
        return self._virtual

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Let no time to speak of pass while a database is asked in the block."""
        self._patience.asked += 1
        try:
            yield
        finally:
            self._patience.asked -= 1

    def _pass(self, seconds: float) -> None:
        self._virtual += seconds


def _owned(loop: asyncio.AbstractEventLoop, coro: Coroutine[Any, Any, Any], **named: Any) -> "asyncio.Task[Any]":
    task: asyncio.Task[Any] = asyncio.Task(coro, loop=loop, **named)
    owner = OWNER.get()
    if owner is not None:
        owner.add(task)
        task.add_done_callback(owner.discard)
    return task
