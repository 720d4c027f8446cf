"""Somebody sets the machine's clock: no pause lasts an hour longer, and nothing is sent again too soon."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from onboardbot.core.delivery import DeliveryError, Posted
from onboardbot.core.outbox import Cause, Priority
from onboardbot.core.throttle import METHODS, Budget
from onboardbot.flows import inbox, tick
from onboardbot.store import outbox, people
from tests.helpers.databases import on_each
from tests.helpers.office import Office, office
from tests.helpers.world import BEA, MAREK, NADIA, OTTO, PRIYA

PLAYBOOK = "title: First days\nsteps:\n  - {id: hello, when: day 1 at 09:00, message: Hello}\n"
NOON = "2026-03-02T11:00:00+00:00"
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
AWAY = DeliveryError(Cause.UNREACHABLE, "refused")
LOST = DeliveryError(Cause.UNSURE, "the answer was lost", lost=True)


def asked_to_wait(pause: timedelta) -> DeliveryError:
    return DeliveryError(Cause.RATE_LIMITED, "Slack asked to wait", retry_after=pause)


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path, PLAYBOOK, now=NOON, known=(NADIA, MAREK, BEA, PRIYA, OTTO)) as here:
        async with here.bot.database.write() as session:
            await people.ensure_all(session, dict.fromkeys((NADIA, MAREK, BEA, PRIYA, OTTO)))
        await tick.tick(here.bot)
        yield here


async def say(here: Office, email: str, words: str, *, priority: Priority = Priority.CLICK) -> str:
    async with here.bot.database.write() as session:
        person = (await people.by_emails(session, [email]))[email]
        args, now = json.dumps({"words": words}), here.bot.clock.now()
        said = await outbox.post(session, "words", person.id, subject=words, args=args, due_at=now, priority=priority)
    await tick.tick(here.bot)
    assert said is not None
    return said


async def set_clock(here: Office, ahead: timedelta) -> None:
    here.watch.set(ahead)
    await tick.tick(here.bot)


def slack_takes(here: Office, message_id: str, email: str, words: str) -> None:
    """Let a message whose answer was lost arrive late."""
    here.post.posts.append((email, words))
    here.post.ids[message_id] = Posted(channel=f"D/{email}", ts="99.000000")


@on_each
@pytest.mark.parametrize("trouble", [AWAY, asked_to_wait(MINUTE)], ids=["away", "429"])
async def test_an_answer_that_is_tried_again_comes_within_its_pause(here: Office, trouble: DeliveryError) -> None:
    here.post.trouble(NADIA, trouble)
    await say(here, NADIA, "Thanks")
    await set_clock(here, -HOUR)
    await here.wait(MINUTE)
    assert here.post.to(NADIA) == ["Thanks"]


async def test_a_conversation_that_was_left_alone_opens_and_is_left_alone_anew(here: Office) -> None:
    here.post.trouble(NADIA, asked_to_wait(3 * HOUR))
    await say(here, NADIA, "Thanks")
    here.post.trouble(NADIA, asked_to_wait(MINUTE))
    await set_clock(here, -HOUR)
    assert (here.post.tried.count(NADIA), here.post.to(NADIA)) == (2, [])
    await here.wait(MINUTE - SECOND)
    assert here.post.to(NADIA) == []
    await here.wait(SECOND)
    assert here.post.to(NADIA) == ["Thanks"]


async def test_a_long_pause_that_slack_asked_for_holds_while_the_clock_runs_as_it_should(here: Office) -> None:
    here.post.trouble(NADIA, asked_to_wait(HOUR))
    await say(here, NADIA, "Thanks")
    await here.wait(HOUR - SECOND)
    assert here.post.tried.count(NADIA) == 1
    await here.wait(SECOND)
    assert here.post.to(NADIA) == ["Thanks"]


async def test_all_posts_rest_no_hour_longer(here: Office) -> None:
    for email in (NADIA, MAREK):
        here.post.trouble(email, asked_to_wait(MINUTE))
        await say(here, email, "Thanks")
    await say(here, BEA, "Hello")
    assert here.post.to(BEA) == []
    await set_clock(here, -HOUR)
    assert here.post.to(BEA) == ["Hello"]


async def test_updates_rest_no_hour_longer(here: Office) -> None:
    said = await say(here, MAREK, "one")
    here.post.trouble(MAREK, asked_to_wait(MINUTE))
    async with here.bot.database.write() as session:
        await outbox.change(session, said, args=json.dumps({"words": "changed"}), stale=True)
    await tick.tick(here.bot)
    assert here.post.updates == []
    await set_clock(here, -HOUR)
    await here.wait(METHODS["chat.update"].apart)
    assert here.post.updates == [(MAREK, "changed")]


async def test_a_budget_that_is_used_up_fills_again(here: Office) -> None:
    here.bot.pace.posts = budget = Budget(8)
    for email in (NADIA, MAREK, BEA):
        await say(here, email, "Hello")
    assert here.post.tried == [NADIA, MAREK]
    await set_clock(here, -HOUR)
    await here.wait(budget.apart)
    assert here.post.tried == [NADIA, MAREK, BEA]


@on_each
async def test_a_lost_message_is_looked_for_within_its_half_minute(here: Office) -> None:
    here.post.trouble(NADIA, LOST)
    await say(here, NADIA, "Thanks")
    await set_clock(here, -HOUR)
    await here.wait(MINUTE)
    assert here.post.to(NADIA) == ["Thanks"]


async def test_who_waits_behind_a_message_that_is_held_up_waits_no_hour_longer(here: Office) -> None:
    here.post.trouble(NADIA, *[AWAY] * 60)
    async with here.bot.database.write() as session:
        person = (await people.by_emails(session, [NADIA]))[NADIA]
        for words, ago in (("first", 3), ("second", 2)):
            due_at = here.bot.clock.now() - ago * HOUR
            args = json.dumps({"words": words})
            await outbox.post(
                session, "words", person.id, subject=words, args=args, due_at=due_at, priority=Priority.DUE
            )
    await tick.tick(here.bot)
    assert here.post.tried.count(NADIA) == 1
    here.post.troubles[NADIA].clear()
    here.watch.set(-HOUR)
    here.post.trouble(NADIA, AWAY)
    await tick.tick(here.bot)
    await here.wait(SECOND)
    assert "second" in here.post.to(NADIA)


async def test_what_could_not_be_handled_is_tried_again_within_its_pause(here: Office) -> None:
    async def keep(payload: dict[str, object]) -> None:
        await inbox.receive(here.bot, key="1", kind="message", slack_user=NADIA, payload=payload)

    await keep({"user": NADIA})  # a payload without words
    await tick.tick(here.bot)
    await set_clock(here, -HOUR)
    await set_clock(here, -HOUR)
    (said,) = here.post.to(NADIA)
    assert said.startswith("I'm sorry, nadia: something went wrong on my side")


@on_each
async def test_a_clock_that_is_set_forward_makes_no_half_a_minute(here: Office) -> None:
    here.post.trouble(NADIA, LOST)
    said = await say(here, NADIA, "Thanks")
    await set_clock(here, HOUR)
    await here.wait(29 * SECOND)
    assert here.post.to(NADIA) == []
    slack_takes(here, said, NADIA, "Thanks")
    await here.wait(SECOND)
    assert here.post.to(NADIA) == ["Thanks"]


async def test_a_clock_that_is_set_forward_while_a_message_is_under_way_sends_it_once(here: Office) -> None:
    here.post.doors[NADIA] = asyncio.Event()
    saying = asyncio.create_task(say(here, NADIA, "Thanks"))
    while here.post.tried != [NADIA]:  # noqa: ASYNC110 - a post that waits at the door has no event
        await asyncio.sleep(0)
    here.watch.set(HOUR)
    here.bot.wake.set()
    for _ in range(3):
        here.watch.at += MINUTE
        here.bot.wake.set()
        await asyncio.sleep(0.05)
    here.post.doors[NADIA].set()
    await saying
    await here.wait(MINUTE)
    assert here.post.to(NADIA) == ["Thanks"]
