"""The day before the start: is it still right, asks the bot, and tells IT and HR if there is no account."""

import json
from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.enrollment import EnrollmentState
from onboardbot.core.eve import eve
from onboardbot.core.outbox import Priority
from onboardbot.core.person import Person
from onboardbot.flows import nudges, scene
from onboardbot.flows.bot import Bot
from onboardbot.flows.guard import LATER, succeeded
from onboardbot.flows.scene import Scene
from onboardbot.store import errands, outbox
from onboardbot.store.errands import Errand, ErrandKind

BATCH = 50
OF_THE_EVE = frozenset({ErrandKind.STILL_RIGHT, ErrandKind.ACCOUNT})
IT = "it"
ASKED = "still_right"
TOLD = "about_hire"


def whom_to_ask(current: Scene) -> Person | None:
    """Return who knows whether a hire still comes: the manager, or HR in place of one who is not in Slack.

    Where no manager is named HR entered the date themselves, and nobody else knows better.
    """
    if not current.roles[scene.MANAGER]:
        return None
    return current.reachable(scene.MANAGER) or current.reachable(scene.HR)


async def plan(session: AsyncSession, current: Scene, *, now: datetime) -> None:
    """Date both errands anew, as when the start, the zone or the manager changed; each is done once for a start."""
    person = whom_to_ask(current)
    asked = current.calendar_of(person) if person else current.calendar
    found = eve(current.enrollment.hire.start_date, calendar=current.calendar, asked=asked, now=now)
    ask_at = found.ask_at if person else None
    account_at = None if current.hire.reachable else found.account_at
    all_of_them = await errands.of_enrollment(session, current.enrollment.id)
    known = {kind: errand for kind, errand in all_of_them.items() if kind in OF_THE_EVE}
    done = {kind for kind, errand in known.items() if errand.done_for == found.day_one}
    due = {ErrandKind.STILL_RIGHT: ask_at, ErrandKind.ACCOUNT: account_at} | dict.fromkeys(done)
    await errands.put(session, current.enrollment.id, due, found.day_one)
    if known:
        await outbox.refresh_open(session, current.enrollment.id, (ASKED,))


async def run(bot: Bot, *, now: datetime) -> bool:
    """Do the errands that are due; True if there were any."""
    async with bot.database.read() as session:
        waiting = await errands.due(session, now, BATCH)
    for errand in waiting:
        if not await succeeded(_run(bot, errand, now=now), enrollment_id=errand.enrollment_id):
            async with bot.database.write() as session:
                await errands.change(session, errand.enrollment_id, errand.kind, due_at=now + LATER)
    return bool(waiting)


async def _run(bot: Bot, errand: Errand, *, now: datetime) -> None:
    """Do one errand; in a pause it is left, and dated again when the pause ends."""
    async with bot.database.write() as session:
        taken = await errands.take(session, errand, now)
        if taken is None:
            return
        await errands.change(session, errand.enrollment_id, errand.kind, due_at=None)
        current = await scene.load(bot, session, errand.enrollment_id)
        if current.enrollment.state not in {EnrollmentState.ACTIVE, EnrollmentState.WAITING}:
            return
        if errand.kind not in OF_THE_EVE:
            await nudges.run(bot, session, current, taken, now=now)
            return
        done = await {ErrandKind.STILL_RIGHT: _ask, ErrandKind.ACCOUNT: _account}[errand.kind](
            session, current, taken.day, now
        )
        if done:
            await errands.change(session, errand.enrollment_id, errand.kind, done_for=taken.day)


async def _ask(session: AsyncSession, current: Scene, day: date, now: datetime) -> bool:
    person = whom_to_ask(current)
    if person is None:
        return False
    await outbox.post(
        session,
        ASKED,
        person.id,
        subject=f"{current.enrollment.id}/{day}",
        enrollment_id=current.enrollment.id,
        args=json.dumps({"day": day.isoformat()}),
        due_at=now,
        priority=Priority.DUE,
    )
    return True


async def _account(session: AsyncSession, current: Scene, day: date, now: datetime) -> bool:
    """Tell IT and HR, once, of somebody who starts and can't be reached in Slack."""
    if current.hire.reachable:
        return True
    it, hr = current.reachable(IT), current.reachable(scene.HR)
    for key, person in (("no_account_it", it), ("no_account_hr", hr)):
        if person is not None and not (key == "no_account_hr" and it is not None and it.id == person.id):
            args: dict[str, object] = {"key": f"eve.{key}", "day": day.isoformat(), "it": it.first_name if it else None}
            await tell(session, current, [person], args, subject=f"{day}/{key}", now=now)
    return it is not None or hr is not None


async def tell(
    session: AsyncSession,
    current: Scene,
    persons: Sequence[Person],
    args: dict[str, object],
    *,
    subject: str,
    now: datetime,
) -> None:
    """Tell people something about a hire, in words that fit the day on which they read it."""
    for person in persons:
        await outbox.post(
            session,
            TOLD,
            person.id,
            subject=f"{current.enrollment.id}/{subject}",
            enrollment_id=current.enrollment.id,
            args=json.dumps(args),
            due_at=now,
            priority=Priority.ALERT,
        )
