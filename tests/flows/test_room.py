"""Many posts are under way at once: none waits for a slow one, and what others do meanwhile is seen."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from onboardbot.flows import dispatch, due, tick
from onboardbot.flows.room import IN_FLIGHT
from onboardbot.store import outbox, people
from tests.helpers.office import Office, office
from tests.helpers.world import MAREK, NADIA, PRIYA

PLAYBOOK = """\
title: First days
steps:
  - {id: hello, when: day 1 at 09:00, late: same day, message: "Hello {{ hire.first_name }}"}
"""
EARLY = "2026-03-02T07:30:00+00:00"
HIRES = [f"hire{n}@northwind.example" for n in range(IN_FLIGHT + 8)]


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Office]:
    """Everybody's hello is in the outbox."""
    async with office(tmp_path, PLAYBOOK, now=EARLY, known=[*HIRES, NADIA, MAREK, PRIYA]) as here:
        await here.enroll(f"{NADIA},Nadia,2026-03-02,", *(f"{email},Hire {email},2026-03-02," for email in HIRES))
        here.watch.at += timedelta(minutes=30)
        while await due.due(here.bot, now=here.bot.clock.now()):
            pass
        yield here


async def until(came: Callable[[], bool]) -> None:
    """Let everything else happen until something holds."""
    async with asyncio.timeout(10):
        while not came():  # noqa: ASYNC110 - what comes is anything
            await asyncio.sleep(0.01)


async def test_a_slow_post_holds_no_other_up(here: Office) -> None:
    door = here.post.doors[NADIA] = asyncio.Event()
    working = asyncio.create_task(tick.tick(here.bot))
    await until(lambda: len(here.post.posts) == len(HIRES))
    async with asyncio.timeout(10):
        while (await here.states(HIRES[-1]))["hello"][0] != "sent":  # noqa: ASYNC110 - as a person would look
            await asyncio.sleep(0.01)
    assert (await here.states(NADIA))["hello"] == ("sending", None)
    door.set()
    await working
    assert (await here.states(NADIA))["hello"][0] == "sent"


async def test_so_many_are_under_way_and_no_more(here: Office) -> None:
    door = asyncio.Event()
    here.post.doors |= dict.fromkeys([*HIRES, NADIA], door)
    working = asyncio.create_task(tick.tick(here.bot))
    await until(lambda: len(here.post.tried) == IN_FLIGHT)
    await asyncio.sleep(0.1)
    assert len(here.post.tried) == IN_FLIGHT
    door.set()
    await working
    assert len(here.post.posts) == len(HIRES) + 1


async def test_work_goes_on_while_a_post_is_under_way(here: Office) -> None:
    door = here.post.doors[NADIA] = asyncio.Event()
    working = asyncio.create_task(tick.tick(here.bot))
    await until(lambda: len(here.post.posts) == len(HIRES))
    await here.write(f"{MAREK},Marek Novak,2026-03-02,")
    here.bot.wake.set()
    await until(lambda: here.post.to(MAREK) == ["Hello Marek"])
    door.set()
    await working


async def test_what_changes_while_it_is_being_sent_is_drawn_anew(here: Office) -> None:
    door = here.post.doors[NADIA] = asyncio.Event()
    working = asyncio.create_task(tick.tick(here.bot))
    await until(lambda: len(here.post.posts) == len(HIRES))
    await here.write(f"{NADIA},Nadja Haddad,2026-03-02,")
    async with here.bot.database.write() as session:
        nadia = (await people.by_emails(session, [NADIA]))[NADIA]
        hello = await outbox.newest(session, "message", nadia.id)
        assert hello is not None
        await outbox.refresh(session, "message", hello.subject)
    door.set()
    await working
    assert (here.post.to(NADIA), here.post.updates) == (["Hello Nadia"], [(NADIA, "Hello Nadja")])


async def test_an_update_that_is_long_in_coming_holds_no_post_up(here: Office) -> None:
    await tick.tick(here.bot)
    door = here.post.doors[f"update/{NADIA}"] = asyncio.Event()
    async with here.bot.database.write() as session:
        hello = await outbox.newest(session, "message", (await people.by_emails(session, [NADIA]))[NADIA].id)
        assert hello is not None
        await outbox.refresh(session, "message", hello.subject)
    await here.write(f"{NADIA},Nadja Haddad,2026-03-02,", f"{MAREK},Marek Novak,2026-03-02,")
    working = asyncio.create_task(tick.tick(here.bot))
    await until(lambda: here.post.to(MAREK) == ["Hello Marek"])
    assert here.post.updates == []
    door.set()
    await working
    assert here.post.updates == [(NADIA, "Hello Nadja")]


async def test_a_post_that_fails_as_nobody_foresaw_counts_as_lost_and_is_looked_for(here: Office) -> None:
    here.post.trouble(NADIA, RuntimeError("nobody foresaw this"))
    await tick.tick(here.bot)
    assert (await here.states(NADIA))["hello"] == ("sending", None)
    await here.wait(timedelta(seconds=30))
    assert here.post.to(NADIA) == ["Hello Nadia"]


async def test_at_the_end_what_is_under_way_gets_its_mark_and_nothing_new_begins(here: Office) -> None:
    door = asyncio.Event()
    here.post.doors |= dict.fromkeys([*HIRES, NADIA], door)
    working = asyncio.create_task(tick.tick(here.bot))
    await until(lambda: len(here.post.tried) == IN_FLIGHT)
    here.bot.rooms.closing = True
    here.bot.wake.set()
    await asyncio.sleep(0.1)
    door.set()
    await working
    assert len(here.post.posts) == IN_FLIGHT
    async with here.bot.database.read() as session:
        states = [
            str(envelope.state)
            for n in range(len(HIRES) + 1)
            for envelope in await outbox.of_touchpoint(session, n + 1)
        ]
    assert (states.count("sent"), states.count("sending")) == (IN_FLIGHT, 0)


async def test_a_claim_that_grew_old_while_the_machine_slept_is_not_posted_and_made_anew(here: Office) -> None:
    await dispatch.dispatch(here.bot, now=here.bot.clock.now())
    await here.wait(timedelta(minutes=3))
    await here.wait(timedelta(seconds=30))
    assert sorted(set(here.post.tried)) == sorted(here.post.tried)
    assert len(here.post.posts) == len(HIRES) + 1


async def test_a_commit_that_fails_after_the_posts_is_made_up_for(here: Office) -> None:
    await dispatch.dispatch(here.bot, now=here.bot.clock.now())
    await until(lambda: len(here.bot.rooms.posts.back) >= IN_FLIGHT)
    broken = [True]

    def write(*given: Any) -> None:
        if broken and "sent_at=?" in given[2]:
            broken.pop()
            raise OSError("the disk is full")

    event.listen(here.bot.database.writer.sync_engine, "before_cursor_execute", write)
    await tick.tick(here.bot)
    assert not broken
    assert sorted(here.post.tried) == sorted([*HIRES, NADIA])
    assert {(await here.states(email))["hello"][0] for email in HIRES} == {"sent"}
