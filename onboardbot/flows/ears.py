"""Optional listeners: asked before anything is decided, outside of any transaction, with masked words, never for long.

What they heard is handed to the decision as data. Where they are slow, broken or resting nothing was heard by them, and
what the rules hear stands. They are not asked where the rules heard what can't wait.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from time import monotonic
from typing import Any, Protocol

from onboardbot.core.language.hiding import Masked
from onboardbot.core.language.remark import Remark

log = logging.getLogger(__name__)
LIMIT = 5.0  # seconds in which an answer must be there
FAILURES = 3  # in a row, after which a listener rests
REST = 60.0  # seconds
LONGEST_REST = 600.0
MOST = 1000  # replies of which it is known what was heard until they are handled


class EarsError(Exception):
    """An optional listener that is asked for can't be used at all; the sentence says what to do."""


class EarError(Exception):
    """An optional listener did not hear; `cause` is a word for the log and never what anybody wrote.

    `rest`: for so many seconds it asks to be left alone.
    """

    def __init__(self, cause: str, *, rest: float | None = None) -> None:
        super().__init__(cause)
        self.cause, self.rest = cause, rest


class Ear(Protocol):
    """Hears one masked reply."""

    @property
    def name(self) -> str:
        """Return the name that the log knows it by."""

    async def hear(self, said: Masked) -> tuple[Remark, ...]:
        """Return what it remarks; raises EarError where it can't hear."""


@dataclass
class Resting:
    """Which listeners rest because they failed again and again, in monotonic time."""

    clock: Callable[[], float] = monotonic
    failed: dict[str, int] = field(default_factory=dict)
    until: dict[str, float] = field(default_factory=dict)

    def rests(self, name: str) -> bool:
        return self.clock() < self.until.get(name, 0.0)

    def heard(self, name: str) -> None:
        self.failed.pop(name, None)

    def fails(self, name: str, rest: float | None) -> bool:
        """Count a failure; True if it rests from now on."""
        self.failed[name] = self.failed.get(name, 0) + 1
        if rest is None and self.failed[name] < FAILURES:
            return False
        self.until[name] = self.clock() + min(max(rest or REST, 1.0), LONGEST_REST)
        return True


@dataclass
class Ears:
    """The optional listeners of this process; `reader` is the host that newcomers read of, where words go to one.

    `limit`: seconds that a reply waits for them. `wanted`: replies that are about to be asked about; `heard`: what was
    heard in those that wait to be handled, both by their place in the inbox.
    """

    ears: tuple[Ear, ...] = ()
    reader: str | None = None
    limit: float = LIMIT
    resting: Resting = field(default_factory=Resting)
    wanted: dict[int, Masked] = field(default_factory=dict)
    heard: dict[int, tuple[Remark, ...]] = field(default_factory=dict)
    asked: dict[int, asyncio.Task[None]] = field(default_factory=dict)

    @property
    def lease(self) -> timedelta:
        """How long a reply is left alone while it is asked about."""
        return timedelta(seconds=self.limit + 2)

    @property
    def listening(self) -> bool:
        return any(not self.resting.rests(ear.name) for ear in self.ears)

    def keep(self, seq: int, remarks: tuple[Remark, ...]) -> None:
        """Keep what was heard until the reply is handled; another process may have done that."""
        self.heard[seq] = remarks
        while len(self.heard) > MOST:
            del self.heard[next(iter(self.heard))]

    def begin(self, then: Callable[[int], Any]) -> None:
        """Ask about what is wanted; each call of `then` is made once what was heard is known."""
        for seq in [one for one in self.wanted if one not in self.asked]:
            task = asyncio.create_task(self._listen(seq, self.wanted.pop(seq), then))
            self.asked[seq] = task
            task.add_done_callback(lambda _, seq=seq: self.asked.pop(seq, None))  # type: ignore[misc]
        self.wanted.clear()

    async def _listen(self, seq: int, said: Masked, then: Callable[[int], Any]) -> None:
        self.keep(seq, await ask(self, said, inbox_seq=seq))
        await then(seq)

    async def close(self) -> None:
        """Ask no more: what was not heard is still in the inbox."""
        under_way = list(self.asked.values())
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)


async def ask(ears: Ears, said: Masked, **ids: object) -> tuple[Remark, ...]:
    """Return what all listeners that do not rest remark in a masked reply; `ids` are for the log."""
    awake = [ear for ear in ears.ears if not ears.resting.rests(ear.name)]
    found = await asyncio.gather(*(_one(ears, ear, said, ids) for ear in awake))
    return tuple(dict.fromkeys(remark for remarks in found for remark in remarks))


async def _one(ears: Ears, ear: Ear, said: Masked, ids: Mapping[str, object]) -> tuple[Remark, ...]:
    try:
        async with asyncio.timeout(ears.limit):
            remarks = await ear.hear(said)
    except TimeoutError:
        return _failed(ears, ear, EarError("timeout"), ids)
    except EarError as error:
        return _failed(ears, ear, error, ids)
    except Exception as error:  # noqa: BLE001 - whatever is wrong with an optional listener, the reply must be handled
        return _failed(ears, ear, EarError(type(error).__name__), ids)
    ears.resting.heard(ear.name)
    return remarks


def _failed(ears: Ears, ear: Ear, error: EarError, ids: Mapping[str, object]) -> tuple[Remark, ...]:
    log.warning("ear_failed", extra={"ear": ear.name, "cause": error.cause, **ids})
    if ears.resting.fails(ear.name, error.rest):
        log.warning("ear_rests", extra={"ear": ear.name, "hint": "what the rules hear stands; it is asked again later"})
    return ()
