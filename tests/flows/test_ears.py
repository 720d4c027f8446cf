"""Optional listeners: whatever goes wrong with one, the reply is handled, and after some failures it rests."""

import asyncio
import logging
from dataclasses import dataclass, field

import pytest

from onboardbot.core.language.heard import Category
from onboardbot.core.language.hiding import Masked, masked
from onboardbot.core.language.remark import Remark
from onboardbot.core.language.utterance import Utterance
from onboardbot.flows.ears import FAILURES, LONGEST_REST, MOST, REST, Ear, EarError, Ears, Resting, ask

SAID = masked(Utterance("I eat alone every day"))
ALONE = Remark(about=Category.ISOLATION, words="I eat alone")


@dataclass
class Hears:
    """Hears the same in each reply, or fails as it is told; it counts how often it was asked."""

    name: str = "one"
    remarks: tuple[Remark, ...] = (ALONE,)
    error: Exception | None = None
    delay: float = 0.0
    asked: list[str] = field(default_factory=list)

    async def hear(self, said: Masked) -> tuple[Remark, ...]:
        self.asked.append(said.text)
        await asyncio.sleep(self.delay)
        if self.error is not None:
            raise self.error
        return self.remarks


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def ears_of(*ears: Ear, limit: float = 30) -> tuple[Ears, Clock]:
    clock = Clock()
    return Ears(ears=ears, limit=limit, resting=Resting(clock)), clock


async def test_what_several_hear_is_together_and_each_thing_once() -> None:
    other = Remark(about=Category.OVERLOAD, words="every day")
    ears, _ = ears_of(Hears(), Hears("two", (other, ALONE)))
    assert await ask(ears, SAID) == (ALONE, other)


@pytest.mark.parametrize(
    ("error", "cause"),
    [(EarError("429"), "429"), (ZeroDivisionError("I eat alone"), "ZeroDivisionError"), (TimeoutError(), "timeout")],
)
async def test_one_that_fails_takes_nothing_from_the_others_and_the_log_holds_no_words(
    error: Exception, cause: str, caplog: pytest.LogCaptureFixture
) -> None:
    ears, _ = ears_of(Hears("broken", error=error), Hears("two"))
    with caplog.at_level(logging.WARNING):
        assert await ask(ears, SAID, inbox_seq=7) == (ALONE,)
    (record,) = caplog.records
    assert (record.message, vars(record)["ear"], vars(record)["cause"]) == ("ear_failed", "broken", cause)
    assert vars(record)["inbox_seq"] == 7
    assert "alone" not in str(vars(record))


async def test_a_slow_one_is_waited_for_no_longer_than_the_limit() -> None:
    ears, _ = ears_of(Hears(delay=600), limit=0.05)
    assert await ask(ears, SAID) == ()


async def test_after_some_failures_it_rests_and_is_asked_again_later() -> None:
    broken = Hears(error=EarError("500"))
    ears, clock = ears_of(broken)
    for _ in range(FAILURES + 2):
        await ask(ears, SAID)
    assert (len(broken.asked), ears.listening) == (FAILURES, False)
    clock.now += REST
    broken.error = None
    assert ears.listening
    assert await ask(ears, SAID) == (ALONE,)
    broken.error = EarError("500")
    await ask(ears, SAID)
    assert ears.listening  # what it heard in between ended the row of failures


@pytest.mark.parametrize(("wanted", "rests"), [(30.0, 30.0), (0.0, REST), (1e9, LONGEST_REST)])
async def test_one_that_asks_for_a_rest_gets_it_at_once(wanted: float, rests: float) -> None:
    ears, clock = ears_of(Hears(error=EarError("429", rest=wanted)))
    await ask(ears, SAID)
    assert not ears.listening
    clock.now += rests
    assert ears.listening


async def test_what_was_heard_is_kept_until_it_is_handled_and_not_without_end() -> None:
    ears, _ = ears_of(Hears())
    for seq in range(MOST + 1):
        ears.keep(seq, (ALONE,))
    assert (len(ears.heard), 0 in ears.heard) == (MOST, False)


async def test_a_reply_is_asked_about_once_and_then_goes_on() -> None:
    hears, gone_on = Hears(), asyncio.Event()
    ears, _ = ears_of(hears)

    async def then(seq: int) -> None:
        assert ears.heard[seq] == (ALONE,)
        gone_on.set()

    for _ in range(2):
        ears.wanted[7] = SAID
        ears.begin(then)
    async with asyncio.timeout(30):
        await asyncio.gather(gone_on.wait(), *ears.asked.values())
    assert hears.asked == [SAID.text]
    assert ears.wanted == {}


async def test_at_the_end_nobody_is_waited_for() -> None:
    ears, _ = ears_of(Hears(delay=600))

    async def never(seq: int) -> None:
        raise AssertionError(seq)

    ears.wanted[7] = SAID
    ears.begin(never)
    await asyncio.sleep(0)
    async with asyncio.timeout(30):
        await ears.close()
    assert ears.heard == {}
