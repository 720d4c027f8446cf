"""How fast messages go: Slack's limits are kept, and where Slack asks to wait only what must wait does."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from onboardbot.core.delivery import DeliveryError
from onboardbot.core.outbox import Cause, Priority
from onboardbot.core.throttle import METHODS, MINUTE, Budget
from onboardbot.flows import tick, travel
from onboardbot.flows.pace import Meter, Pace, pause_method
from onboardbot.flows.room import Rooms
from onboardbot.store import conversations, outbox, people
from tests.helpers.office import Office, PostOffice, office
from tests.helpers.world import BEA, MAREK, NADIA, OTTO, PRIYA

PLAYBOOK = """\
title: First days
steps:
  - {id: hello, when: day 1 at 09:00, late: same day, message: "Hello {{ hire.first_name }}"}
"""
EARLY, NINE = "2026-03-02T07:30:00+00:00", "2026-03-02T08:00:00+00:00"
SECOND = timedelta(seconds=1)


def asked_to_wait(seconds: int) -> DeliveryError:
    return DeliveryError(Cause.RATE_LIMITED, "Slack asked to wait", retry_after=timedelta(seconds=seconds))


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path, PLAYBOOK, now=EARLY, known=(NADIA, MAREK, BEA, PRIYA, OTTO)) as here:
        async with here.bot.database.write() as session:
            await people.ensure_all(session, dict.fromkeys((NADIA, MAREK, BEA, PRIYA, OTTO)))
        await tick.tick(here.bot)
        yield here


async def say(here: Office, email: str, *words: str, priority: Priority = Priority.DUE) -> None:
    """Put messages into the outbox, to go now."""
    async with here.bot.database.write() as session:
        person = (await people.by_emails(session, [email]))[email]
        for one in words:
            args, now = json.dumps({"words": one}), here.bot.clock.now()
            await outbox.post(session, "words", person.id, subject=one, args=args, due_at=now, priority=priority)


async def test_a_conversation_gets_a_message_a_second(here: Office) -> None:
    await say(here, MAREK, "one", "two", "three")
    await say(here, BEA, "hello")
    await tick.tick(here.bot)
    assert (here.post.to(MAREK), here.post.to(BEA)) == (["one"], ["hello"])
    await here.wait(SECOND - timedelta(milliseconds=1))
    assert here.post.to(MAREK) == ["one"]
    await here.wait(timedelta(milliseconds=1))
    assert here.post.to(MAREK) == ["one", "two"]
    await here.wait(SECOND)
    assert here.post.to(MAREK) == ["one", "two", "three"]


async def test_who_tapped_does_not_wait_for_the_second_and_what_is_unasked_makes_up_for_it(here: Office) -> None:
    await say(here, NADIA, "one", "two", "three", priority=Priority.CLICK)
    await say(here, NADIA, "due")
    await tick.tick(here.bot)
    assert here.post.to(NADIA) == ["one", "two", "three"]
    await here.wait(2 * SECOND)
    assert here.post.to(NADIA) == ["one", "two", "three"]
    await here.wait(SECOND)
    assert here.post.to(NADIA) == ["one", "two", "three", "due"]


async def test_even_answers_come_in_no_endless_burst(here: Office) -> None:
    await say(here, NADIA, *(str(n) for n in range(9)), priority=Priority.CLICK)
    await tick.tick(here.bot)
    assert len(here.post.to(NADIA)) == 5
    await here.wait(SECOND)
    assert len(here.post.to(NADIA)) == 6


async def test_while_time_is_moved_by_hand_nothing_waits_for_a_pace(here: Office) -> None:
    here.bot.pace.posts = Budget(1)
    await say(here, MAREK, "one", "two", "three")
    await travel.move(here.bot, timedelta())
    assert here.post.to(MAREK) == ["one", "two", "three"]


async def test_where_the_other_side_asks_to_wait_in_a_move_the_pace_holds_from_then_on(here: Office) -> None:
    here.post.trouble(MAREK, asked_to_wait(1))
    await say(here, MAREK, "one", "two")
    with here.bot.pace.played():
        await tick.tick(here.bot)
    assert here.post.to(MAREK) == []
    here.watch.at += SECOND
    with here.bot.pace.played():
        await tick.tick(here.bot)
    assert here.post.to(MAREK) == ["one"]


async def test_a_workspace_gets_no_more_messages_a_minute_than_allowed_and_urgent_ones_first(here: Office) -> None:
    here.bot.pace.posts = Budget(4)
    await say(here, MAREK, "digest", priority=Priority.DIGEST)
    await say(here, BEA, "due")
    await say(here, OTTO, "alert", priority=Priority.ALERT)
    await say(here, PRIYA, "protected", priority=Priority.PROTECTED)
    await say(here, NADIA, "answer", priority=Priority.CLICK)
    await tick.tick(here.bot)
    for _ in range(4):
        await here.wait(timedelta(seconds=15))
    said = [words.splitlines()[0] for _, words in here.post.posts]
    assert said == ["answer", "protected", "alert", "due", "digest"]


async def test_processes_share_the_budget_of_the_workspace(here: Office) -> None:
    here.bot.pace.posts = Budget(4)
    await say(here, NADIA, "one")
    await say(here, MAREK, "two")
    await tick.tick(here.bot)
    beside = PostOffice([])
    other = replace(here.bot, slack=beside, rooms=Rooms(), pace=Pace(Budget(4)))
    await tick.tick(other)
    assert (len(here.post.posts), beside.posts) == (1, [])
    here.watch.at += timedelta(seconds=15)
    await tick.tick(other)
    assert (len(here.post.posts), len(beside.posts)) == (1, 1)


async def test_a_channel_that_slack_wants_left_alone_waits_and_no_other(here: Office) -> None:
    here.post.trouble(MAREK, asked_to_wait(40))
    await say(here, MAREK, "one", "two")
    await say(here, NADIA, "hello")
    await tick.tick(here.bot)
    await say(here, MAREK, "answer", priority=Priority.CLICK)
    await say(here, NADIA, "more")
    await here.wait(39 * SECOND)
    assert (here.post.tried.count(MAREK), here.post.to(NADIA)) == (1, ["hello", "more"])
    await here.wait(SECOND)
    assert here.post.to(MAREK)[0] == "answer"
    assert here.post.to(PRIYA) == []


async def test_an_answer_that_comes_late_does_not_shorten_a_pause(here: Office) -> None:
    async with here.bot.database.write() as session:
        marek = (await people.by_emails(session, [MAREK]))[MAREK]
        for seconds in (40, 10):
            machine = here.bot.clock.machine()
            await conversations.pause(session, marek.id, machine, machine + seconds * SECOND)
    await say(here, MAREK, "one")
    await here.wait(39 * SECOND)
    assert here.post.to(MAREK) == []
    await here.wait(SECOND)
    assert here.post.to(MAREK) == ["one"]


async def test_a_second_channel_meanwhile_pauses_all_posts_and_nothing_else(here: Office) -> None:
    here.post.trouble(MAREK, asked_to_wait(40))
    here.post.trouble(BEA, asked_to_wait(20))
    await say(here, OTTO, "earlier")
    await say(here, MAREK, "one")
    await tick.tick(here.bot)
    await say(here, BEA, "two")
    await tick.tick(here.bot)
    await say(here, NADIA, "answer", priority=Priority.CLICK)
    await redraw(here, OTTO, "earlier", "now")
    await here.wait(19 * SECOND)
    assert (here.post.to(NADIA), here.post.updates) == ([], [(OTTO, "now")])
    await here.wait(SECOND)
    assert (here.post.to(NADIA), here.post.to(BEA), here.post.to(MAREK)) == (["answer"], ["two"], [])
    await here.wait(20 * SECOND)
    assert here.post.to(MAREK) == ["one"]


async def test_a_channel_after_the_other_pause_is_over_pauses_itself_only(here: Office) -> None:
    here.post.trouble(MAREK, asked_to_wait(10))
    await say(here, MAREK, "one")
    await tick.tick(here.bot)
    await here.wait(10 * SECOND)
    here.post.trouble(BEA, asked_to_wait(40))
    await say(here, BEA, "two")
    await tick.tick(here.bot)
    await say(here, NADIA, "hello")
    await tick.tick(here.bot)
    assert (here.post.to(MAREK), here.post.to(NADIA)) == (["one"], ["hello"])


async def test_updates_have_a_budget_of_their_own_and_rest_as_long_as_slack_says(here: Office) -> None:
    await say(here, MAREK, "one")
    await tick.tick(here.bot)
    here.post.trouble(MAREK, asked_to_wait(30))
    await redraw(here, MAREK, "one", "changed")
    await tick.tick(here.bot)
    await say(here, MAREK, "two")
    await here.wait(SECOND)
    assert (here.post.updates, here.post.to(MAREK)) == ([], ["one", "two"])
    await here.wait(28 * SECOND)
    assert here.post.updates == []
    await here.wait(SECOND)
    assert here.post.updates == [(MAREK, "changed")]


async def test_no_more_messages_are_drawn_anew_a_minute_than_slack_allows(here: Office) -> None:
    burst = METHODS["chat.update"].at_once
    for number in range(burst + 2):
        await say(here, MAREK, str(number))
        await here.wait(SECOND)
        await redraw(here, MAREK, str(number), f"changed {number}")
    here.watch.at += MINUTE
    await tick.tick(here.bot)
    here.watch.at += MINUTE
    here.post.updates.clear()
    for number in range(burst + 2):
        await redraw(here, MAREK, str(number), f"again {number}")
    await tick.tick(here.bot)
    assert len(here.post.updates) == burst
    await here.wait(METHODS["chat.update"].apart)
    assert len(here.post.updates) == burst + 1


async def redraw(here: Office, email: str, subject: str, words: str) -> None:
    """Change what a message that was sent says."""
    async with here.bot.database.write() as session:
        (sent,) = await outbox.about(session, "words", subject)
        await outbox.change(session, sent.id, args=json.dumps({"words": words}), stale=True)
    assert here.post.to(email)


async def test_what_needs_many_calls_of_a_method_takes_them_one_by_one(here: Office) -> None:
    bot, budget = here.bot, METHODS["users.list"]
    meter = Meter(bot.database, bot.pace, bot.clock.machine)
    for _ in range(budget.at_once):
        await meter.take("users.list")
    with pytest.raises(DeliveryError) as caught:
        await meter.take("users.list")
    assert (caught.value.cause, caught.value.retry_after) == (Cause.RATE_LIMITED, budget.apart)
    here.watch.at += budget.apart
    await meter.take("users.list")
    async with bot.database.write() as session:
        await pause_method(session, "users.list", MINUTE, machine=bot.clock.machine())
    with pytest.raises(DeliveryError) as caught:
        await meter.take("users.list")
    assert caught.value.retry_after == MINUTE
