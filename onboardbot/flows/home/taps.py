"""What people do on their Home: open it, look for somebody, tick a task off, set their pace."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.enrollment import Enrollment, EnrollmentState
from onboardbot.core.outbox import Envelope, MessageState, Priority
from onboardbot.core.pace import Pace
from onboardbot.core.person import Person
from onboardbot.flows import actions, meetings, rights, scene, tasks, wishes
from onboardbot.flows.bot import Bot
from onboardbot.flows.help import UNKNOWN
from onboardbot.flows.hires.listing import LONGEST
from onboardbot.flows.home.page import View
from onboardbot.flows.tap import Tap
from onboardbot.store import enrollments, outbox, people, touchpoints

QUIET = "quiet"


async def opened(bot: Bot, session: AsyncSession, payload: Mapping[str, Any], now: datetime) -> None:
    """Somebody opened their Home: draw it; whoever stands in no file is known from now on."""
    del bot
    person = await people.by_slack_id(session, payload["user"])
    if person is None:
        person = await people.ensure(session, f"{payload['user'].lower()}@{UNKNOWN}")
        await people.change(session, person.id, slack_id=payload["user"])
    await outbox.opened(session, person.id, now)
    await want(session, person, View())


async def want(session: AsyncSession, person: Person, view: View) -> None:
    """Ask that somebody's Home be drawn anew."""
    asked = view.model_copy(update={"asked": people.new_id()})
    await people.want_home(session, person.id, asked.model_dump_json())


async def tapped(bot: Bot, session: AsyncSession, payload: Mapping[str, Any], now: datetime) -> None:
    """Handle a tap on one's own Home, and draw it anew."""
    person = await people.by_slack_id(session, payload["user"])
    if person is None:
        return
    action, _, detail = payload["action_id"].partition(":")
    value = payload.get("value") or ""
    view = View()
    if action in VIEWS:
        view = VIEWS[action](value)
    elif action == "task_done":
        await _task_done(bot, session, person, payload, now=now)
    elif action == "met" and (enrollment := await enrollments.find(session, value.partition("/")[0])) is not None:
        envelope = _of_home(enrollment, now)
        await meetings.met(Tap(bot, session, person, envelope, action, detail, value, None, payload["key"], None, now))
    elif action in OWN and (enrollment := await _theirs(session, person, value)) is not None:
        envelope = _of_home(enrollment, now)
        tap = Tap(bot, session, person, envelope, action, detail, value, None, payload["key"], None, now)
        await OWN[action](tap)
    await want(session, person, view)


def _page(value: str) -> View:
    skip, _, search = value.partition("/")
    return View(search=search, skip=int(skip) if skip.isdecimal() else 0)


def _search(text: str) -> View:
    return View(search=" ".join(text.split())[:LONGEST])


VIEWS: Mapping[str, Callable[[str], View]] = {"home_search": _search, "home_page": _page}


async def _theirs(session: AsyncSession, person: Person, enrollment_id: str) -> Enrollment | None:
    own = await enrollments.of_person(session, person.id)
    return next((one for one in own if one.id == enrollment_id), None)


def _of_home(enrollment: Enrollment, now: datetime) -> Envelope:
    """Return what a tap on the Home is a tap on: a page about the onboarding, which is no message of the outbox."""
    return Envelope(
        id="",
        kind="home",
        person_id=enrollment.person_id,
        enrollment_id=enrollment.id,
        touchpoint_id=None,
        subject="",
        dedupe_key="",
        due_at=now,
        priority=Priority.CLICK,
        state=MessageState.SENT,
    )


async def _task_done(
    bot: Bot, session: AsyncSession, person: Person, payload: Mapping[str, Any], *, now: datetime
) -> None:
    """Tick a task off as its guide's own button does."""
    touchpoint_id, _, task_id = (payload.get("value") or "").partition("/")
    if not touchpoint_id.isdecimal():
        return
    for envelope in await outbox.of_touchpoint(session, int(touchpoint_id)):
        if envelope.kind == "guide" and envelope.person_id == person.id:
            tap = Tap(bot, session, person, envelope, "task_done", task_id, "", None, payload["key"], None, now)
            await tasks.done(tap)


async def _pace(tap: Tap) -> None:
    """Set the pace: normal, one step a day at most, or quiet until the next working week begins."""
    current = await scene.load(tap.bot, tap.session, tap.envelope.enrollment_id or "")
    enrollment = current.enrollment
    if tap.detail == QUIET:
        back = current.calendar.opening(current.calendar.next_week(current.today(tap.now)))
        if await wishes.hold(tap.session, enrollment, now=tap.now):
            await enrollments.change(tap.session, enrollment.id, paused_until=back)
        return
    if tap.detail not in set(Pace) or enrollment.state is EnrollmentState.ENDED:
        return
    await enrollments.change(tap.session, enrollment.id, pace=Pace(tap.detail), unsettled=True)
    await wishes.release(tap.session, enrollment, now=tap.now)
    if tap.detail == Pace.NORMAL:
        await touchpoints.release(tap.session, enrollment.id)


OWN: Mapping[str, Callable[[Tap], Awaitable[None]]] = {
    "pace": _pace,
    "talk": actions.talk,
    **rights.TAPS,
}
