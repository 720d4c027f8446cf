"""What is under way to Slack: so many calls at once, the most urgent first; one that is slow holds no other up."""

import asyncio
import heapq
import itertools
import logging
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from onboardbot.core.delivery import Addressed, Outcome

IN_FLIGHT = 32  # posts under way at once; more gains nothing against Slack's own pace
LOOKS_AT_ONCE = 4
T = TypeVar("T")
R = TypeVar("R")
log = logging.getLogger(__name__)


class Room(Generic[T, R]):
    """Calls of one kind. `back` holds what came of them until it is kept; `news` says that something came back."""

    def __init__(self, places: int, stock: int, news: asyncio.Event) -> None:
        self._places, self._stock, self.news = places, stock, news
        self._order = itertools.count()
        self._waiting: list[tuple[int, int, T, Callable[[], Awaitable[R]]]] = []
        self._under_way: set[asyncio.Task[None]] = set()
        self.back: list[tuple[T, R]] = []

    @property
    def space(self) -> int:
        """How many more may be handed in: some wait at the door, so that a place is never empty for long."""
        return self._places + self._stock - len(self._waiting) - len(self._under_way)

    @property
    def busy(self) -> bool:
        return bool(self._waiting or self._under_way or self.back)

    def send(self, item: T, call: Callable[[], Awaitable[R]], *, urgency: int = 0) -> None:
        """Make a call as soon as there is a place, the lower number first; it must not raise."""
        heapq.heappush(self._waiting, (urgency, next(self._order), item, call))
        self._fill()

    def leave(self) -> list[T]:
        """Return what waits at the door, and call for none of it any more."""
        left, self._waiting = [item for _, _, item, _ in sorted(self._waiting, key=lambda one: one[:2])], []
        return left

    def kept(self, results: list[tuple[T, R]]) -> None:
        """Forget what came back and has been kept."""
        del self.back[: len(results)]

    def cancel(self) -> None:
        """Leave what is under way as it is."""
        for task in self._under_way:
            task.cancel()

    def _fill(self) -> None:
        while self._waiting and len(self._under_way) < self._places:
            _, _, item, call = heapq.heappop(self._waiting)
            task = asyncio.create_task(self._call(item, call))
            self._under_way.add(task)
            task.add_done_callback(self._done)

    async def _call(self, item: T, call: Callable[[], Awaitable[R]]) -> None:
        self.back.append((item, await call()))

    def _done(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        if not task.cancelled() and task.exception() is not None:
            log.error("call_failed", exc_info=task.exception())
        if not task.cancelled():
            self._fill()
        self.news.set()


class Rooms:
    """All that is under way to Slack. `wake` asks for a round of work; while `closing` nothing new begins."""

    def __init__(self) -> None:
        self.wake = asyncio.Event()
        self.posts: Room[Addressed, Outcome] = Room(IN_FLIGHT, IN_FLIGHT, self.wake)
        self.looks: Room[Addressed, Outcome] = Room(LOOKS_AT_ONCE, 0, self.wake)
        self.closing = False

    @property
    def busy(self) -> bool:
        return self.posts.busy or self.looks.busy

    @property
    def back(self) -> bool:
        """Something came back that was not kept yet."""
        return bool(self.posts.back or self.looks.back)

    def cancel(self) -> None:
        """Leave what is under way: its rows say so."""
        self.posts.cancel()
        self.looks.cancel()
