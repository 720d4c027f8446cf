"""What is under way to Slack: so many calls at once, the most urgent first; one that is slow holds no other up."""

import asyncio
import heapq
import itertools
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Generic, TypeVar

from onboardbot.core.delivery import Addressed, Outcome

IN_FLIGHT = 32  # posts under way at once; more gains nothing against Slack's own pace
STOCK = 4 * IN_FLIGHT  # claimed and drawn ahead, so that no place is empty while the next are claimed
PLENTY = 2 * IN_FLIGHT  # what came back and is worth a transaction at once
TOGETHER = 0.02  # seconds: what comes back at nearly one moment is kept together
TOGETHER_IN_A_RUSH = 0.06  # while more waits at the door: fewer, larger transactions, and no place is empty for it
LOOKS_AT_ONCE = 4
T = TypeVar("T")
R = TypeVar("R")
log = logging.getLogger(__name__)


class Room(Generic[T, R]):
    """Calls of one kind. `back` holds what came of them until it is kept.

    `news` says that something came back, `plenty` that it is much.
    """

    def __init__(self, places: int, stock: int, news: asyncio.Event) -> None:
        self._places, self._stock, self.news = places, stock, news
        self.plenty = asyncio.Event()
        self._order = itertools.count()
        self._waiting: list[tuple[int, int, T, Callable[[], Awaitable[R]]]] = []
        self.under_way: dict[asyncio.Task[None], T] = {}
        self.back: list[tuple[T, R]] = []

    @property
    def space(self) -> int:
        """How many more may be handed in: some wait at the door, so that a place is never empty for long."""
        return self._places + self._stock - len(self._waiting) - len(self.under_way)

    @property
    def rushed(self) -> bool:
        """There is more to do than there are places."""
        return bool(self._waiting)

    @property
    def busy(self) -> bool:
        return bool(self._waiting or self.under_way or self.back)

    @property
    def items(self) -> list[T]:
        """Return all that is here: at the door, under way, or back and not kept yet."""
        waiting = [item for _, _, item, _ in self._waiting]
        return [*waiting, *self.under_way.values(), *(item for item, _ in self.back)]

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
        self.plenty.clear()

    def cancel(self) -> None:
        """Leave what is under way as it is."""
        for task in self.under_way:
            task.cancel()

    def _fill(self) -> None:
        while self._waiting and len(self.under_way) < self._places:
            _, _, item, call = heapq.heappop(self._waiting)
            task = asyncio.create_task(self._call(item, call))
            self.under_way[task] = item
            task.add_done_callback(self._done)

    async def _call(self, item: T, call: Callable[[], Awaitable[R]]) -> None:
        self.back.append((item, await call()))
        if len(self.back) >= PLENTY:
            self.plenty.set()

    def _done(self, task: asyncio.Task[None]) -> None:
        self.under_way.pop(task, None)
        if not task.cancelled() and task.exception() is not None:
            log.error("call_failed", exc_info=task.exception())
        if not task.cancelled():
            self._fill()
        self.news.set()


async def _any_of(*events: asyncio.Event, within: float | None = None) -> None:
    """Wait until one of the events is set, no longer than so many seconds."""
    if any(event.is_set() for event in events):
        return
    waits = [asyncio.create_task(event.wait()) for event in events]
    try:
        await asyncio.wait(waits, timeout=within, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()


class Rooms:
    """All that is under way to Slack, and how many messages have `arrived`.

    `wake` asks for a round of work; while `closing` nothing new begins. `unseen` holds when a message was looked for
    and not found, by its id, in steady seconds.
    """

    def __init__(self) -> None:
        self.wake, self.came_back = asyncio.Event(), asyncio.Event()
        self.posts: Room[Addressed, Outcome] = Room(IN_FLIGHT, STOCK, self.came_back)
        self.looks: Room[Addressed, Outcome] = Room(LOOKS_AT_ONCE, 0, self.came_back)
        self.closing = False
        self.arrived = 0
        self.unseen: dict[str, float] = {}
        self._errands: dict[str, asyncio.Task[bool]] = {}
        self._ended: dict[str, bool] = {}

    @property
    def ids(self) -> set[str]:
        """Return the ids of all messages that this process is posting, or looking for."""
        return {one.envelope.id for one in (*self.posts.items, *self.looks.items)}

    @property
    def busy(self) -> bool:
        return self.posts.busy or self.looks.busy or bool(self._errands)

    def run(self, name: str, errand: Callable[[], Coroutine[Any, Any, bool]]) -> None:
        """Do a whole piece of work beside the rounds, one of a name at a time; it says whether it did anything."""
        if name in self._errands or self.closing:
            return
        task = asyncio.create_task(errand())
        self._errands[name] = task
        task.add_done_callback(lambda done: self._end(name, done))

    def _end(self, name: str, task: asyncio.Task[bool]) -> None:
        self._errands.pop(name, None)
        if not task.cancelled() and task.exception() is not None:
            log.error("errand_failed", extra={"errand": name}, exc_info=task.exception())
        self._ended[name] = not task.cancelled() and task.exception() is None and task.result()
        self.came_back.set()

    def ended(self) -> dict[str, bool]:
        """Return which errands have ended since this was asked last, and whether they did anything."""
        ended, self._ended = self._ended, {}
        return ended

    async def news(self) -> None:
        """Wait until something came back, and a little longer for what comes with it, or until a round is asked for."""
        await _any_of(self.came_back, self.wake)
        self.came_back.clear()
        if self.posts.under_way:
            await _any_of(self.posts.plenty, self.wake, within=TOGETHER_IN_A_RUSH if self.posts.rushed else TOGETHER)

    def cancel(self) -> None:
        """Leave what is under way: its rows say so."""
        self.posts.cancel()
        self.looks.cancel()
        for errand in self._errands.values():
            errand.cancel()
