"""How fast the bot may ask Slack now, by what all processes have used of each budget; all in machine time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core import throttle
from onboardbot.core.delivery import DeliveryError
from onboardbot.core.outbox import Cause
from onboardbot.core.throttle import METHODS, Budget
from onboardbot.store import budgets, conversations
from onboardbot.store.budgets import POSTS, Used
from onboardbot.store.claims import Ready
from onboardbot.store.database import Database

NO_BUDGET = 10**6  # calls


@dataclass
class Pace:
    """`posts`: the workspace's budget of messages, None for no limit. `opens`: when a budget that is used up opens.

    While business time is moved by hand, weeks pass in seconds: what would have been far apart is not held apart
    then (`lived` is False). Where the other side asks to wait all the same, it counts seconds as Slack does, and from
    then on so do we (`strict`).
    """

    posts: Budget | None = None
    lived: bool = True
    strict: bool = False
    opens: datetime | None = None

    @contextmanager
    def played(self) -> Iterator[None]:
        """Wait for no budget of our own as long as the block lasts, unless the other side counts seconds, too."""
        self.lived = self.strict
        try:
            yield
        finally:
            self.lived = True

    def opens_at(self, instant: datetime) -> None:
        """Keep when to look again."""
        self.opens = min(self.opens or instant, instant)

    async def left(self, session: AsyncSession, method: str, *, machine: datetime) -> int:
        """Return how many calls of a method may go now; processes that ask at the same time wait for each other."""
        budget = self._budget(method)
        used = await budgets.used(session, method, to_take=budget is not None)
        if (rests := used.rests_until(machine)) is not None:
            self.opens_at(rests)
            return 0
        if budget is None:
            return NO_BUDGET
        await _mend(session, method, budget, used, machine=machine)
        left = budget.left(used.full_at, machine=machine)
        if left == 0:
            self.opens_at(budget.opens(used.full_at, machine=machine))
        return left

    async def take(self, session: AsyncSession, method: str, calls: int, *, machine: datetime) -> None:
        """Keep that so many calls are made now."""
        budget = self._budget(method)
        if budget is not None and calls:
            used = await budgets.used(session, method, to_take=True)
            await budgets.keep(session, method, full_at=budget.after(calls, used.full_at, machine=machine))

    async def take_one(self, session: AsyncSession, method: str, *, machine: datetime) -> datetime | None:
        """Keep that one call of a method is made now, and return None; else when the next one may be."""
        budget = self._budget(method)
        used = await budgets.used(session, method, to_take=budget is not None)
        if (rests := used.rests_until(machine)) is not None:
            return rests
        if budget is None:
            return None
        await _mend(session, method, budget, used, machine=machine)
        if not budget.left(used.full_at, machine=machine):
            return budget.opens(used.full_at, machine=machine)
        await budgets.keep(session, method, full_at=budget.after(1, used.full_at, machine=machine))
        return None

    async def give_seconds(self, session: AsyncSession, found: list[Ready], *, machine: datetime) -> None:
        """Keep that each of these conversations gets a message now."""
        if self.lived:
            full_at = {one.envelope.person_id: throttle.channel_after(one.full_at, machine=machine) for one in found}
            await conversations.written_to(session, full_at)

    async def asked_to_wait(
        self, session: AsyncSession, person_id: str, pause: timedelta, *, machine: datetime
    ) -> None:
        """Leave a conversation alone as long as Slack says, and all where it says so of a second one meanwhile."""
        self.lived = self.strict = True
        if await conversations.another_paused(session, person_id, machine):
            await pause_method(session, POSTS, pause, machine=machine)
        await conversations.pause(session, person_id, machine, machine + pause)

    def _budget(self, method: str) -> Budget | None:
        if not self.lived:
            return None
        return self.posts if method == POSTS else METHODS[method]


@dataclass(frozen=True)
class Meter:
    """Takes single calls from the budgets, for what finds out only on the way how many it needs."""

    database: Database
    pace: Pace
    machine: Callable[[], datetime]

    async def take(self, method: str) -> None:
        """Take one call of a method.

        Raises:
            DeliveryError: none may be made now; `retry_after` says for how long.
        """
        machine = self.machine()
        async with self.database.write() as session:
            opens = await self.pace.take_one(session, method, machine=machine)
        if opens is not None:
            used_up = f"the budget of {method} is used up"
            raise DeliveryError(Cause.RATE_LIMITED, used_up, retry_after=opens - machine)


async def _mend(session: AsyncSession, method: str, budget: Budget, used: Used, *, machine: datetime) -> None:
    """Let a budget run from now on that was used before the machine's clock was set back."""
    mended = budget.mended(used.full_at, machine=machine)
    if mended is not None:
        await budgets.keep(session, method, full_at=mended)


async def pause_method(session: AsyncSession, method: str, pause: timedelta, *, machine: datetime) -> None:
    """Ask a method for nothing as long as Slack says."""
    used: Used = await budgets.used(session, method, to_take=True)
    until = max(used.rests_until(machine) or machine, machine + pause)
    await budgets.keep(session, method, paused_since=machine, paused_until=until)
