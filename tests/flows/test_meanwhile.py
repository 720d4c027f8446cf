"""What happens while messages are on their way: people are heard, and what changes is not lost."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.flows import inbox, tick
from onboardbot.scheduler import working
from onboardbot.store import enrollments, outbox, people, touchpoints
from onboardbot.store.inbox import HANDLED
from onboardbot.store.tables import InboxRow
from tests.helpers.databases import on_each
from tests.helpers.office import Office, office
from tests.helpers.world import MAREK, NADIA, PRIYA

pytestmark = on_each
PLAYBOOK = """\
title: First days
steps:
  - id: hello
    when: day 1 at 09:00
    message: Hello {{ hire.first_name }}
  - id: note
    when: day 1 at 09:00
    to: manager
    message: "{{ hire.first_name }} starts today"
"""
EARLY, NINE = "2026-03-02T07:30:00+00:00", "2026-03-02T08:00:00+00:00"
ROW = f"{NADIA},Nadia Haddad,2026-03-02,{MAREK}"
NADJA = ROW.replace("Nadia Haddad", "Nadja Haddad")
PATIENCE = 20.0  # seconds


@asynccontextmanager
async def at_nine(folder: Path) -> AsyncIterator[Office]:
    """Come to where both steps are about to go out."""
    async with office(folder, PLAYBOOK, now=EARLY, known=(NADIA, MAREK, PRIYA)) as here:
        await here.enroll(ROW)
        yield here


@asynccontextmanager
async def under_way(here: Office, who: str) -> AsyncIterator[None]:
    """Be where Slack has a message to somebody, but has not answered yet; it does so at the end."""
    held = here.post.hold(who)
    moving = asyncio.create_task(here.to(NINE))
    await asyncio.wait_for(held.reached.wait(), PATIENCE)
    try:
        yield
    finally:
        held.free.set()
        await moving


async def refresh(here: Office) -> None:
    """Say that the facts behind Marek's note have changed."""
    async with here.bot.database.write() as session:
        await outbox.refresh(session, "message", await _note(session))


async def _note(session: AsyncSession) -> str:
    person = await people.by_email(session, NADIA)
    assert person is not None
    (nadia,) = await enrollments.of_person(session, person.id)
    (note,) = (one for one in await touchpoints.of_enrollment(session, nadia.id) if one.step_id == "note")
    return str(note.id)


async def until(holds: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not await holds():  # noqa: ASYNC110 - a row has no event
            await asyncio.sleep(0.02)


async def says(here: Office, who: str, text: str, number: int = 1) -> None:
    payload = {"user": who, "text": text, "ts": f"{number}.5", "channel": f"D/{who}"}
    await inbox.receive(here.bot, key=f"{who}/{number}", kind="message", slack_user=who, payload=payload)


async def states(here: Office) -> list[str]:
    async with here.bot.database.read() as session:
        return list(await session.exec(select(InboxRow.state).order_by(col(InboxRow.seq))))


async def test_people_are_heard_while_slack_takes_its_time_with_others(tmp_path: Path) -> None:
    async with at_nine(tmp_path) as here, working(here.bot), under_way(here, MAREK):

        async def heard() -> bool:
            return await states(here) == [HANDLED]

        await says(here, PRIYA, "hello")
        await until(heard)
        assert here.post.to(MAREK) == ["Nadia starts today"]


async def test_who_is_quicker_than_our_mark_is_heard_once_it_is_there(tmp_path: Path) -> None:
    async with at_nine(tmp_path) as here:
        async with under_way(here, NADIA):
            await says(here, NADIA, "thanks")
            assert await inbox.handle(here.bot, now=here.bot.clock.now())
            assert not await inbox.handle(here.bot, now=here.bot.clock.now())
            assert await states(here) == ["new"]
        here.watch.at += inbox.SOON
        await tick.tick(here.bot)
        assert await states(here) == [HANDLED]
        assert len(here.post.to(NADIA)) == 2


async def test_what_somebody_writes_does_not_wait_for_our_mark_for_long(tmp_path: Path) -> None:
    async with at_nine(tmp_path) as here, under_way(here, NADIA):
        await says(here, NADIA, "hello")
        assert await inbox.handle(here.bot, now=here.bot.clock.now())
        assert await states(here) == ["new"]
        here.watch.at += inbox.A_POST + inbox.SOON
        assert await inbox.handle(here.bot, now=here.bot.clock.now())
        assert await states(here) == [HANDLED]


async def test_what_changes_while_a_message_is_sent_is_drawn_anew(tmp_path: Path) -> None:
    async with at_nine(tmp_path) as here:
        async with under_way(here, MAREK):
            await here.write(NADJA)
            await refresh(here)
        await tick.tick(here.bot)
        assert here.post.updates == [(MAREK, "Nadja starts today")]


async def test_what_changes_while_a_message_is_drawn_anew_is_drawn_once_more(tmp_path: Path) -> None:
    async with at_nine(tmp_path) as here:
        await here.to(NINE)
        await here.write(NADJA)
        await refresh(here)
        held = here.post.hold(MAREK)
        moving = asyncio.create_task(tick.tick(here.bot))
        await asyncio.wait_for(held.reached.wait(), PATIENCE)
        await here.write(ROW)
        await refresh(here)
        held.free.set()
        await moving
        await tick.tick(here.bot)
        assert here.post.updates == [(MAREK, "Nadja starts today"), (MAREK, "Nadia starts today")]


async def test_a_home_that_is_asked_for_while_it_is_drawn_is_drawn_once_more(tmp_path: Path) -> None:
    async with at_nine(tmp_path) as here:
        await _opens(here, 1)
        held = here.post.hold(NADIA)
        moving = asyncio.create_task(tick.tick(here.bot))
        await asyncio.wait_for(held.reached.wait(), PATIENCE)
        await here.write(NADJA)
        await _opens(here, 2)
        await inbox.handle(here.bot, now=here.bot.clock.now())
        held.free.set()
        await moving
        await tick.tick(here.bot)
        assert "Nadja" in here.post.homes[NADIA]


async def _opens(here: Office, number: int) -> None:
    await inbox.receive(here.bot, key=f"home/{number}", kind="home", slack_user=NADIA, payload={"user": NADIA})
