"""Whatever goes wrong, each message comes once, in time and in order, and what did not come is told.

A seed that fails is named: `python -m benchmarks.simulation 1 --first SEED` tells its story again.
"""

import logging
from collections.abc import Iterator

import pytest

from onboardbot.core.delivery import Posted
from onboardbot.core.message import Message
from onboardbot.flows.bot import Place
from tests.simulation.simulator import simulate
from tests.simulation.slack import Client

SEEDS = range(5)  # thousands are for `python -m benchmarks.simulation`
HARD = 3  # a seed with crashes, lost answers and clocks that jump
UNSURE = 1  # one in which answers are lost that whoever does not look sends again, or never


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """A month of bad luck fills a log."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_goes_wrong_nothing_is_lost_or_twice_or_at_a_bad_time(seed: int) -> None:
    report = simulate(seed)
    assert not report.wrong, f"seed {seed}: {report.wrong}"
    assert report.posts


def test_two_processes_on_postgresql_share_the_bad_luck() -> None:
    report = simulate(HARD, kind="postgresql")
    assert not report.wrong, f"seed {HARD}: {report.wrong}"
    assert report.posts


def test_a_seed_is_one_story() -> None:
    first, second = simulate(HARD), simulate(HARD)
    assert (first.trace, first.faults, first.lives) == (second.trace, second.faults, second.lives)


class Blind(Client):
    """Sees nothing in any history."""

    async def find(self, message_id: str, place: Place) -> Posted | None:
        del message_id, place
        return None


class Forgetful(Client):
    """Says that it posted what it never did."""

    async def post(self, message: Message, *, to: str, message_id: str, thread_ts: str | None = None) -> Posted:
        if "Step lunch" in message.model_dump_json():
            return Posted(channel=to if to.startswith("D/") else f"D/{to}", ts="1.0")
        return await super().post(message, to=to, message_id=message_id, thread_ts=thread_ts)


def test_a_bot_that_sends_again_without_looking_is_found_out() -> None:
    wrong = simulate(UNSURE, Blind).wrong
    assert any(sentence.startswith("one_message_each: 2 times") for sentence in wrong), wrong


def test_a_message_that_never_arrived_is_found_out() -> None:
    wrong = simulate(UNSURE, Forgetful).wrong
    assert any(sentence.startswith("sent_is_what_stands: sent, but not there") for sentence in wrong), wrong
