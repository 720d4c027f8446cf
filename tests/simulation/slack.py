"""A Slack in memory: conversations that stay when the bot dies, and a client that fails as its seed has it.

What was taken stands in its conversation with a ts of Slack's own clock, whether or not anybody heard so.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from onboardbot.core.delivery import DeliveryError, Posted
from onboardbot.core.message import Message
from onboardbot.core.outbox import Cause
from onboardbot.flows.bot import Place, Profile
from onboardbot.slack.blocks import fallback
from tests.simulation.faults import LOOKS, OTHERS, POSTS, Call, Faults
from tests.simulation.life import Life

GIVEN_UP = 30.0  # seconds after which the client waits no longer
BEHIND = 20.0  # seconds that a request may still be under way after its answer was lost
HEARD = 5.0  # seconds in which what Slack answered is surely kept
FIRST_TS = 1_770_000_000
LOST = (Call.NOT_TAKEN, Call.SERVER_ERROR, Call.UNFORESEEN)
LOST_BUT_TAKEN = (Call.TAKEN, Call.SERVER_ERROR_TAKEN, Call.TIMEOUT)


@dataclass
class Standing:
    """A message in a conversation; `called` is business time when the bot made the call, `at` the loop's."""

    message_id: str
    channel: str
    ts: str
    thread_ts: str | None
    message: Message
    called: datetime
    at: float

    @property
    def words(self) -> str:
        return fallback(self.message.model_copy(update={"fallback": None}))


@dataclass
class Made:
    """A call to post: by the loop's time `at`, by business time `called`."""

    message_id: str
    channel: str
    called: datetime
    at: float


@dataclass
class Workspace:
    """Who is there, what was said, and who asked for silence until when."""

    faults: Faults
    now: Callable[[], datetime]
    people: dict[str, Profile] = field(default_factory=dict)
    messages: list[Standing] = field(default_factory=list)
    made: list[Made] = field(default_factory=list)
    early: list[str] = field(default_factory=list)  # calls that came while Slack had asked for silence
    unreadable: set[str] = field(default_factory=set)  # messages whose history could not be read
    seen: Callable[[Standing], None] = field(default=lambda _: None)
    jumped: float = -1e9  # when somebody set the machine's clock
    died: list[float] = field(default_factory=list)  # when lives of the bot ended
    _silent: dict[str, tuple[float, float]] = field(default_factory=dict)  # since when, and until when
    _stamps: int = 0

    def email_of(self, channel: str) -> str:
        return self.people[channel.removeprefix("D/")].email

    def stamp(self) -> str:
        """Return a ts that nothing else has."""
        self._stamps += 1
        at = FIRST_TS + asyncio.get_running_loop().time()
        return f"{int(at)}.{self._stamps % 1_000_000:06d}"

    def take(self, message: Message, made: Made, thread_ts: str | None) -> Posted:
        """Let a message stand in its conversation."""
        at = asyncio.get_running_loop().time()
        standing = Standing(made.message_id, made.channel, self.stamp(), thread_ts, message, made.called, at)
        self.messages.append(standing)
        self.seen(standing)
        return Posted(channel=standing.channel, ts=standing.ts)

    def asks_for_silence(self, channel: str, seconds: float) -> None:
        at = asyncio.get_running_loop().time()
        since, until = self._silent.get(channel, (at, 0))
        self._silent[channel] = (at, at + seconds) if at + seconds > until else (since, until)

    def hears(self, channel: str) -> None:
        """Note a call that comes although Slack asked to wait.

        A clock that was set tells nobody how long, and a life that ended at that moment told nobody.
        """
        at = asyncio.get_running_loop().time()
        since, until = self._silent.get(channel, (0, 0))
        known = until - at > 0.5 and not any(since <= death < since + HEARD for death in self.died)
        if known and at - self.jumped > 2 * 60 * 60:
            self.early.append(f"a post to {channel} came {until - at:.0f} s before Slack wanted one")


class Client:
    """What the bot of one life calls."""

    def __init__(self, workspace: Workspace, life: Life) -> None:
        self._slack, self._life, self._faults = workspace, life, workspace.faults

    async def post(self, message: Message, *, to: str, message_id: str, thread_ts: str | None = None) -> Posted:
        channel = to if to.startswith("D/") else f"D/{to}"
        loop = asyncio.get_running_loop()
        made = Made(message_id, channel, self._slack.now(), loop.time())
        fate = self._faults.of_call(POSTS, self._faults.calls_fail)
        await self._dies_before(fate)
        self._slack.made.append(made)
        self._slack.hears(channel)
        if self._slack.people[channel.removeprefix("D/")].deactivated:
            raise DeliveryError(Cause.DEACTIVATED, "user_disabled", permanent=True)
        refusal = self._refusal(fate, channel)
        taken = loop.create_future()
        if refusal is None and fate not in LOST:
            loop.call_later(self._under_way(fate), lambda: taken.set_result(self._slack.take(message, made, thread_ts)))
        return await self._answer(fate, refusal, taken)

    async def _dies_before(self, fate: Call) -> None:
        if fate is Call.DIES_BEFORE:
            self._life.die()
        if self._life.dead.is_set():
            await asyncio.Event().wait()

    def _refusal(self, fate: Call, channel: str) -> DeliveryError | None:
        if fate is Call.REFUSED:
            return DeliveryError(Cause.UNREACHABLE, "refused")
        if fate is Call.REVOKED:
            return DeliveryError(Cause.TOKEN_REVOKED, "token_revoked")
        if fate in {Call.LIMITED, Call.ALL_LIMITED}:
            seconds = int(self._faults.seconds(1, 90))
            self._slack.asks_for_silence(channel, seconds)
            return DeliveryError(Cause.RATE_LIMITED, "Slack asked to wait", retry_after=timedelta(seconds=seconds))
        return None

    def _under_way(self, fate: Call) -> float:
        """Return in how many seconds a post stands in its conversation."""
        if fate in {Call.TAKEN_LATER, Call.DIES_AFTER}:
            return self._faults.seconds(0.01, BEHIND)
        return self._faults.seconds(0.01, 10) if fate is Call.SLOW else self._faults.seconds(0.01, 0.2)

    async def _answer(self, fate: Call, refusal: DeliveryError | None, taken: "asyncio.Future[Posted]") -> Posted:
        if fate is Call.DIES_AFTER:
            await asyncio.sleep(self._faults.seconds(0, 1))
            self._life.die()
            await asyncio.Event().wait()
        if refusal is not None:
            await asyncio.sleep(self._faults.seconds(0.01, 0.5))
            raise refusal
        if fate in {*LOST, Call.TAKEN_LATER}:
            await asyncio.sleep(self._faults.seconds(0.01, 2))
            raise _lost(fate)
        posted = await taken
        await asyncio.sleep(GIVEN_UP if fate is Call.TIMEOUT else self._faults.seconds(0.01, 15 * (fate is Call.SLOW)))
        if fate in LOST_BUT_TAKEN:
            raise _lost(fate)
        return posted

    async def find(self, message_id: str, place: Place) -> Posted | None:
        fate = self._faults.of_call(LOOKS, self._faults.looks_fail)
        await self._fails(fate, message_id)
        channel = place.channel or f"D/{place.user}"
        for one in self._slack.messages:
            there = one.channel == channel and one.message_id == message_id and one.thread_ts == place.thread_ts
            if there and one.ts > (place.since or ""):
                return Posted(channel=channel, ts=one.ts)
        return None

    async def update(self, message: Message, *, at: Posted, message_id: str) -> None:
        del message_id
        fate = self._faults.of_call(OTHERS, self._faults.calls_fail)
        await self._fails(fate, "", before=fate is not Call.TAKEN)
        for one in self._slack.messages:
            if (one.channel, one.ts) == (at.channel, at.ts):
                one.message = message
        if fate is Call.TAKEN:
            raise _lost(fate)

    async def publish(self, message: Message, *, to: str) -> None:
        del message, to
        await self._fails(self._faults.of_call(OTHERS, self._faults.calls_fail), "")

    async def profiles(self, emails: Sequence[str]) -> Sequence[Profile]:
        await self._fails(self._faults.of_call(OTHERS, self._faults.calls_fail), "")
        return [one for one in self._slack.people.values() if one.email in emails]

    async def _fails(self, fate: Call, message_id: str, *, before: bool = True) -> None:
        await self._dies_before(fate)
        await asyncio.sleep(self._faults.seconds(0.01, 20 if fate is Call.SLOW else 0.3))
        if fate is Call.DIES_AFTER:
            self._life.die()
            await asyncio.Event().wait()
        if fate is Call.LIMITED:
            raise DeliveryError(Cause.RATE_LIMITED, "wait", retry_after=timedelta(seconds=self._faults.seconds(1, 60)))
        if fate is Call.REFUSED:
            raise DeliveryError(Cause.UNREACHABLE, "refused")
        if fate is Call.UNREADABLE:
            self._slack.unreadable.add(message_id)
            raise DeliveryError(Cause.MISSING_SCOPE, "missing_scope", permanent=True)
        if before and fate in {Call.NOT_TAKEN, Call.TAKEN}:
            raise _lost(fate)


def _lost(fate: Call) -> Exception:
    if fate is Call.UNFORESEEN:
        return RuntimeError(fate)
    return DeliveryError(Cause.UNSURE, fate, lost=True)


async def within(seconds: float, call: Callable[[], Awaitable[Any]]) -> None:
    await asyncio.sleep(seconds)
    await call()


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
