"""Faults on request: what goes wrong, for whom, how often; the same from page, command and test.

A fault strikes calls of the app (429, 500, a lost or a late answer, an error code), its
connections (cut, an address that never opens), or what the app says of payloads (a lost
acknowledgement). It strikes `times` times, or until it is cleared.
"""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from fnmatch import fnmatchcase

from onboardbot.sandbox.errors import JSON, RefusedError


class Kind(StrEnum):
    RATE_LIMITED = "rate_limited"  # 429; `seconds` is its Retry-After
    SERVER_ERROR = "server_error"  # `status`, 500 if left out
    LOST_BEFORE = "lost_before"  # the connection breaks, and nothing was done
    LOST_AFTER = "lost_after"  # it was done, but the connection breaks before the answer
    SLOW = "slow"  # the answer takes so many `seconds`
    ERROR = "error"  # {"ok": false, "error": …}
    SOCKET_CUT = "socket_cut"  # the WebSocket ends without a word
    DEAD_URL = "dead_url"  # an address for a WebSocket that never opens
    ACK_LOST = "ack_lost"  # an acknowledgement does not arrive


OF_CALLS = (Kind.RATE_LIMITED, Kind.SERVER_ERROR, Kind.LOST_BEFORE, Kind.LOST_AFTER, Kind.SLOW, Kind.ERROR)
SECONDS = {Kind.RATE_LIMITED: 1.0, Kind.SLOW: 1.0}  # where a fault does not say; 0 for the others
UNTIL_CLEARED = 0


@dataclass(frozen=True)
class Fault:
    kind: Kind
    methods: tuple[str, ...] = ()  # names or patterns such as chat.*; none means any
    times: int = 1
    skip: int = 0  # how many that it would strike it lets pass first
    user: str = ""  # id of the only person whom it concerns
    channel: str = ""  # id of the only conversation that it concerns
    probability: float = 1.0
    seed: int = 0
    seconds: float = 0.0
    error: str = ""
    status: int = 500
    accepted: bool = False  # the call is done all the same: of server_error, error, slow

    def __post_init__(self) -> None:
        if self.kind is Kind.ERROR and not self.error:
            raise RefusedError("an error needs its code in `error`, such as user_disabled")
        if not 0 < self.probability <= 1:
            raise RefusedError(f"probability should be above 0 and at most 1, not {self.probability:g}")
        if not 500 <= self.status <= 599:  # noqa: PLR2004 - what HTTP calls a server's error
            raise RefusedError(f"status should be from 500 to 599, not {self.status}")

    @property
    def does_it(self) -> bool:
        """Whether a call that is struck is done."""
        return self.kind is Kind.LOST_AFTER or (self.accepted and self.kind is not Kind.LOST_BEFORE)


@dataclass(frozen=True)
class Occasion:
    """Something that a fault might strike: what it is called, whom and which conversation it concerns."""

    names: tuple[str, ...]
    people: frozenset[str] = frozenset()
    channel: str = ""


@dataclass
class Armed:
    """A fault at work, with its own dice, so that a seed gives the same run again."""

    id: str
    fault: Fault
    struck: int = 0
    passed: int = 0
    dice: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.dice = random.Random(self.fault.seed)  # noqa: S311 - a repeatable run, no secret

    @property
    def left(self) -> int | None:
        """How often it will still strike; None until it is cleared."""
        return None if self.fault.times == UNTIL_CLEARED else self.fault.times - self.struck

    def strikes(self, occasion: Occasion) -> bool:
        """Tell whether it strikes this, and count it."""
        if self.left == 0 or not self._concerns(occasion):
            return False
        if self.passed < self.fault.skip:
            self.passed += 1
            return False
        hit = self.fault.probability == 1 or self.dice.random() < self.fault.probability
        self.struck += hit
        return hit

    def _concerns(self, occasion: Occasion) -> bool:
        fault = self.fault
        return (
            (not fault.methods or any(fnmatchcase(name, one) for name in occasion.names for one in fault.methods))
            and (not fault.user or fault.user in occasion.people)
            and (not fault.channel or fault.channel == occasion.channel)
        )

    def shape(self) -> JSON:
        fault = self.fault
        said = {name: getattr(fault, name) for name in Fault.__dataclass_fields__}
        return {"id": self.id} | said | {"methods": list(fault.methods), "struck": self.struck, "left": self.left}


@dataclass(frozen=True)
class Blow:
    """What faults do to one call."""

    fault: Fault | None = None
    wait_before: float = 0.0  # seconds before the call is done
    wait_after: float = 0.0  # seconds between that and its answer

    @property
    def does_it(self) -> bool:
        return self.fault is None or self.fault.does_it

    @property
    def kind(self) -> str:
        """What the journal says of it; empty where nothing happened."""
        if self.fault is None:
            return Kind.SLOW if self.wait_before or self.wait_after else ""
        return self.fault.kind


@dataclass
class Faults:
    """The faults that were asked for, in the order in which they came."""

    armed: dict[str, Armed] = field(default_factory=dict)
    made: int = 0

    def add(self, fault: Fault) -> Armed:
        self.made += 1
        armed = Armed(f"F{self.made}", fault)
        self.armed[armed.id] = armed
        return armed

    def clear(self, fault_id: str | None = None) -> int:
        """Take one fault away, or all; return how many.

        Raises:
            RefusedError: there is no such fault.
        """
        if fault_id is not None and fault_id not in self.armed:
            raise RefusedError(f"there is no fault {fault_id!r}", status=404)
        gone = [fault_id] if fault_id is not None else list(self.armed)
        for one in gone:
            del self.armed[one]
        return len(gone)

    def of_call(self, occasion: Occasion) -> Blow:
        """Return what happens to a call: the first fault that strikes, later than all slow ones want."""
        before = after = 0.0
        for fault in self._striking(occasion, OF_CALLS):
            if fault.kind is not Kind.SLOW:
                return Blow(fault, before, after)
            before += 0.0 if fault.accepted else fault.seconds
            after += fault.seconds if fault.accepted else 0.0
        return Blow(None, before, after)

    def strike(self, kind: Kind, occasion: Occasion) -> Fault | None:
        """Return the first fault of this kind that strikes."""
        return next(self._striking(occasion, (kind,)), None)

    def _striking(self, occasion: Occasion, kinds: Iterable[Kind]) -> Iterator[Fault]:
        return (one.fault for one in self.armed.values() if one.fault.kind in kinds and one.strikes(occasion))
