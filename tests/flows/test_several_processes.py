"""Several bots on one PostgreSQL share the work: nothing happens twice, nothing is lost, and each in its order."""

import asyncio
import itertools
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path

from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.enrollment import EnrollmentState
from onboardbot.flows import inbox, tick
from onboardbot.flows.bot import Bot
from onboardbot.store import enrollments, holding, people, touchpoints
from onboardbot.store import inbox as kept
from onboardbot.store.tables import EnrollmentRow, InboxRow, TouchpointRow, WatchRow
from onboardbot.store.turns import only_here
from tests.helpers.databases import on_postgresql
from tests.helpers.office import Office, another, office
from tests.helpers.world import MAREK, NADIA, PRIYA

pytestmark = on_postgresql
PLAYBOOK = """\
title: First days
steps:
  - id: hello
    when: day 1 at 09:00
    message: Hello {{ hire.first_name }}
  - id: second
    when: day 1 at 09:00
    message: And a second one
  - id: note
    when: day 1 at 09:00
    to: manager
    message: "{{ hire.first_name }} starts today"
"""
EARLY, NINE = "2026-03-02T07:30:00+00:00", "2026-03-02T08:00:00+00:00"
HIRES = [f"hire{number}@northwind.example" for number in range(12)]
SECOND = timedelta(seconds=1)  # in which a conversation gets one message
EVERYBODY = (*HIRES, NADIA, MAREK, PRIYA)


async def _together(here: Office, *others: Bot) -> None:
    """Let each work until none finds anything to do, all at the same time, as often as a manager of all gets notes."""
    for _ in HIRES:
        await asyncio.gather(*(tick.tick(bot) for bot in (here.bot, *others)))
        here.watch.at += SECOND


async def _enrolled(here: Office) -> None:
    await here.enroll(*(f"{email},Hire,2026-03-02,{MAREK}" for email in HIRES))


async def test_each_message_goes_once_and_in_its_order_however_many_send(tmp_path: Path) -> None:
    async with office(tmp_path, PLAYBOOK, now=EARLY, known=EVERYBODY) as here:
        await _enrolled(here)
        async with another(here, tmp_path) as second, another(here, tmp_path) as third:
            here.watch.at += timedelta(minutes=31)
            await _together(here, second, third)
        assert {email: here.post.to(email) for email in HIRES} == {
            email: ["Hello Hire", "And a second one"] for email in HIRES
        }
        assert here.post.to(MAREK) == ["Hire starts today"] * len(HIRES)
        assert here.post.to(PRIYA) == []


async def test_an_import_is_settled_once_and_watched_and_ended_once(tmp_path: Path) -> None:
    async with office(tmp_path, PLAYBOOK, now=EARLY, known=EVERYBODY) as here, another(here, tmp_path) as second:
        async with here.bot.database.write() as session:
            await people.ensure(session, NADIA)
        await asyncio.gather(_enrolled(here), tick.tick(second))
        async with here.bot.database.write() as session:
            await session.exec(update(EnrollmentRow).values(unsettled=True))
            await session.exec(update(WatchRow).values(due_at=here.bot.clock.now()))
        await _together(here, second)
        async with here.bot.database.read() as session:
            planned = Counter(await session.exec(select(TouchpointRow.enrollment_id)))
            assert set(planned.values()) == {3}
            assert not (await session.exec(select(EnrollmentRow.id).where(col(EnrollmentRow.unsettled)))).all()
        here.watch.at += timedelta(days=60)
        await _together(here, second)
        async with here.bot.database.read() as session:
            assert {one.state for one in await enrollments.everyone(session)} == {EnrollmentState.ENDED}
        assert {who: number for who, number in Counter(here.post.posts).items() if number > 1} == {}


async def test_what_somebody_decides_about_waits_for_them_and_others_go_on(tmp_path: Path) -> None:
    async with office(tmp_path, PLAYBOOK, now=EARLY, known=EVERYBODY) as here, another(here, tmp_path) as second:
        await _enrolled(here)
        here.watch.at += timedelta(minutes=31)
        async with second.database.write() as busy:
            person = await people.by_email(busy, HIRES[0])
            assert person is not None
            await holding.hold_of_persons(busy, [person.id])
            await tick.tick(here.bot)
            assert here.post.to(HIRES[0]) == []
            assert here.post.to(HIRES[1]) == ["Hello Hire"]
        await tick.tick(here.bot)
        await here.wait(SECOND)
        assert here.post.to(HIRES[0]) == here.post.to(HIRES[1]) == ["Hello Hire", "And a second one"]


async def test_what_is_due_is_shared_out(tmp_path: Path) -> None:
    async with office(tmp_path, PLAYBOOK, now=EARLY, known=EVERYBODY) as here, another(here, tmp_path) as second:
        await _enrolled(here)
        now = datetime.fromisoformat(NINE)
        async with here.bot.database.write() as one, second.database.write() as two:
            found = [await touchpoints.take_due(session, now, limit=len(HIRES) // 2) for session in (one, two)]
        hires = [{touchpoint.enrollment_id for touchpoint in some} for some in found]
        assert [len(some) for some in hires] == [len(HIRES) // 2] * 2
        assert hires[0].isdisjoint(hires[1])


async def _receive(bot: Bot, number: int, user: str = NADIA) -> None:
    payload = {"user": user, "text": f"number {number}", "ts": f"{number}.0", "channel": f"D/{user}"}
    await inbox.receive(bot, key=f"{user}/{number}", kind="message", slack_user=user, payload=payload)


async def _rows(bot: Bot) -> list[InboxRow]:
    async with bot.database.read() as session:
        return list(await session.exec(select(InboxRow).order_by(col(InboxRow.handled_at), col(InboxRow.seq))))


async def test_what_comes_in_twice_is_kept_once(tmp_path: Path) -> None:
    async with office(tmp_path, PLAYBOOK, now=EARLY, known=EVERYBODY) as here, another(here, tmp_path) as second:
        await asyncio.gather(*(_receive(bot, number) for bot in (here.bot, second) for number in range(10)))
        assert len(await _rows(here.bot)) == 10


async def test_one_person_is_heard_in_their_order_while_others_are_heard_at_the_same_time(tmp_path: Path) -> None:
    async with office(tmp_path, PLAYBOOK, now=EARLY, known=EVERYBODY) as here, another(here, tmp_path) as second:
        for number, user in itertools.product(range(5), (NADIA, MAREK)):
            await _receive(here.bot, number, user)
        taken = []
        async with here.bot.database.write() as one, second.database.write() as two:
            taken += [await kept.take(session, here.watch.at) for session in (one, two, two)]
        assert [row and (row.seq, row.slack_user) for row in taken] == [(1, NADIA), (2, MAREK), (2, MAREK)]
        bots = itertools.cycle((here.bot, second))
        done: list[bool] = []
        while len(done) < 10:
            here.watch.at += timedelta(seconds=1)
            now = here.bot.clock.now()
            done += [did for did in await asyncio.gather(*(inbox.handle(next(bots), now=now) for _ in range(2))) if did]
        handled = [row for row in await _rows(here.bot) if row.state == kept.HANDLED]
        for user in (NADIA, MAREK):
            assert [row.key for row in handled if row.slack_user == user] == [f"{user}/{n}" for n in range(5)]


async def test_what_one_person_does_is_numbered_as_it_can_be_seen(tmp_path: Path) -> None:
    async with office(tmp_path, PLAYBOOK, now=EARLY, known=EVERYBODY) as here, another(here, tmp_path) as second:
        async with here.bot.database.write() as session:
            now = here.watch.at
            await kept.put(session, key="first", kind="message", slack_user=NADIA, payload="{}", now=now)
            waiting = asyncio.create_task(_receive(second, 2))
            await _receive(second, 1, MAREK)
            assert not waiting.done()
        await waiting
        assert [row.key for row in await _rows(here.bot)] == ["first", f"{MAREK}/1", f"{NADIA}/2"]


async def _add_one(session: AsyncSession, enrollment_id: str) -> None:
    """Read, think, and write: what is lost if two do it at once."""
    enrollment = await enrollments.by_id(session, enrollment_id)
    await asyncio.sleep(0.01)
    await enrollments.change(session, enrollment_id, earlier=[*enrollment.earlier, "one more"])


async def _enrollment_ids(here: Office) -> list[str]:
    async with here.bot.database.read() as session:
        return sorted(one.id for one in await enrollments.everyone(session))[:2]


async def test_two_who_decide_about_the_same_at_once_see_what_the_other_did(tmp_path: Path) -> None:
    async with office(tmp_path, PLAYBOOK, now=EARLY, known=EVERYBODY) as here, another(here, tmp_path) as second:
        await _enrolled(here)
        ids = await _enrollment_ids(here)

        def both(order: list[str]) -> Callable[[AsyncSession], Awaitable[None]]:
            async def work(session: AsyncSession) -> None:
                for one in order:
                    await _add_one(session, one)

            return work

        orders = [ids, ids[::-1]] * 5
        bots = itertools.cycle((here.bot, second))
        await asyncio.gather(*(holding.decide(next(bots).database, both(order)) for order in orders))
        async with here.bot.database.read() as session:
            assert [len(one.earlier) for one in await enrollments.by_ids(session, ids)] == [10, 10]


async def test_only_one_process_does_what_has_a_name_and_a_dead_one_lets_go(tmp_path: Path) -> None:
    async with office(tmp_path, PLAYBOOK, now=EARLY, known=EVERYBODY) as here, another(here, tmp_path) as second:
        async with only_here(here.bot.database, "home") as first, only_here(second.database, "home") as other:
            assert (first, other) == (True, False)
            async with only_here(second.database, "redraw") as another_name:
                assert another_name
        async with only_here(second.database, "home") as now:
            assert now
