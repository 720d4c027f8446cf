"""Settle what was wanted for a hire: choose the playbook, plan the steps, and reconcile them with what is stored."""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.audience import choose_playbook
from onboardbot.core.easing import ease, wished
from onboardbot.core.enrollment import Enrollment, EnrollmentState
from onboardbot.core.history import Pause
from onboardbot.core.outbox import Cause, MessageState, Priority
from onboardbot.core.pace import Pace
from onboardbot.core.plan import UNSENT, Changes, Plan, Planned, StoredTouchpoint, TouchpointState, plan, reconcile
from onboardbot.core.playbook import Playbook
from onboardbot.core.steps.base import HIRE
from onboardbot.flows import care, eve, failures, nudges, resending, scene, wishes
from onboardbot.flows.bot import Bot
from onboardbot.flows.guard import each
from onboardbot.flows.scene import Scene
from onboardbot.store import answers, enrollments, outbox, playbooks, touchpoints
from onboardbot.store.touchpoints import Became, Touchpoint

log = logging.getLogger(__name__)
BATCH = 10  # hires at a time: who writes or taps meanwhile is answered in between, also while hundreds are imported
SENT = frozenset({TouchpointState.SENT, TouchpointState.SENDING, TouchpointState.RETRY, TouchpointState.UNSURE})


async def settle(bot: Bot, *, now: datetime) -> bool:
    """Apply what import, HR's modal and other commands wrote; True if there was anything."""

    async def pick(session: AsyncSession, only: str | None) -> Mapping[str, str]:
        return {one: one for one in await enrollments.take_unsettled(session, BATCH, only)}

    async def look(session: AsyncSession, ids: Sequence[str]) -> None:
        await _settle_all(bot, session, ids, now=now)

    async def push_on(enrollment_id: str) -> None:
        await _push_on(bot, enrollment_id, now=now)

    return await each(bot.database, pick, look, push_on, of="enrollment_id")


async def _settle_all(bot: Bot, session: AsyncSession, ids: Sequence[str], *, now: datetime) -> None:
    """Settle some onboardings, as they stand by now: another command may have ended one since."""
    scenes = await scene.load_all(bot, session, ids)
    await enrollments.settled(session, scenes)
    for current in scenes.values():
        if current.enrollment.state is not EnrollmentState.ENDED:
            await _settle(bot, session, current, now=now)


async def _push_on(bot: Bot, enrollment_id: str, *, now: datetime) -> None:
    """Let others go first, and tell HR: nothing can be planned for this hire as things stand."""
    async with bot.database.write() as session:
        await enrollments.settled(session, [enrollment_id])
        about = f"enrollment/{enrollment_id}"
        await failures.record(session, Cause.RENDER, about=about, now=now, enrollment_id=enrollment_id)


async def _settle(bot: Bot, session: AsyncSession, current: Scene, *, now: datetime) -> None:
    bot.planned.clear()  # somebody is being onboarded now
    await eve.plan(session, current, now=now)
    if current.enrollment.version is None:
        if not await _start(bot, session, current, now=now):
            return
        current = await scene.load(bot, session, current.enrollment.id)
    await replan(session, current, now=now)
    await nudges.plan(bot, session, current, now=now)
    await care.changed(session, current, now=now)
    await outbox.refresh_open(session, current.enrollment.id, ("question",))


async def _start(bot: Bot, session: AsyncSession, current: Scene, *, now: datetime) -> bool:
    """Put a hire on the current version of the playbook that fits; without one HR chooses."""
    hire, offered = current.enrollment.hire, tuple(bot.library.playbooks.values())
    chosen = choose_playbook(hire, offered, country=current.calendar.country)
    if not isinstance(chosen, Playbook):
        log.info("playbook_asked", extra={"enrollment_id": current.enrollment.id})
        await ask_for_playbook(session, current, now=now)
        return False
    await start(bot, session, current.enrollment, chosen, now=now)
    return True


async def start(bot: Bot, session: AsyncSession, enrollment: Enrollment, playbook: Playbook, *, now: datetime) -> None:
    """Begin the onboarding: from here on the hire stays on this version."""
    text = bot.library.texts[f"{playbook.name}.yaml"]
    await playbooks.keep(session, playbook.version, playbook.name, text, now)
    await enrollments.change(
        session,
        enrollment.id,
        state=EnrollmentState.ACTIVE,
        playbook=playbook.name,
        version=playbook.version,
        enrolled_at=now,
    )
    if enrollment.pause_wanted:
        await wishes.hold(session, await enrollments.by_id(session, enrollment.id), now=now)
    await failures.clear(session, f"enrollment/{enrollment.id}", now=now)
    await outbox.refresh(session, "choose_playbook", enrollment.id)
    log.info("hire_enrolled", extra={"enrollment_id": enrollment.id, "playbook": playbook.name})


async def migrate(
    bot: Bot, session: AsyncSession, enrollment: Enrollment, playbook: Playbook, *, now: datetime
) -> None:
    """Move a hire to another playbook, or to the current version of theirs; what was sent stays as it was."""
    if enrollment.version is None:
        await start(bot, session, enrollment, playbook, now=now)
    elif enrollment.version != playbook.version:
        await playbooks.keep(session, playbook.version, playbook.name, bot.library.texts[f"{playbook.name}.yaml"], now)
        await touchpoints.keep_version(session, enrollment.id, enrollment.version)
        earlier = list(dict.fromkeys((*enrollment.earlier, enrollment.version)))
        await enrollments.change(
            session, enrollment.id, playbook=playbook.name, version=playbook.version, earlier=earlier
        )
        log.info("hire_moved", extra={"enrollment_id": enrollment.id, "playbook": playbook.name})
    await enrollments.change(session, enrollment.id, unsettled=True)


async def ask_for_playbook(session: AsyncSession, current: Scene, *, now: datetime) -> None:
    """Ask HR which playbook a hire gets, once; the buttons follow what is in the folder."""
    await outbox.refresh(session, "choose_playbook", current.enrollment.id)
    if hr := current.reachable(scene.HR):
        await outbox.post(
            session,
            "choose_playbook",
            hr.id,
            subject=current.enrollment.id,
            enrollment_id=current.enrollment.id,
            due_at=now,
            priority=Priority.ALERT,
        )


def plan_of(current: Scene, playbook: Playbook, *, enrolled_at: datetime) -> Plan:
    """Return the plan of a hire on a playbook, with the calendars of those around them."""
    return plan(
        playbook,
        start_date=current.enrollment.hire.start_date,
        calendar=current.calendar,
        enrolled_at=enrolled_at,
        recipients={
            step.to: current.calendar_of(person)
            for step in playbook.steps
            if step.to != HIRE and (person := current.first(step.to))
        },
    )


async def replan(session: AsyncSession, current: Scene, *, now: datetime) -> None:
    """Plan again and compare with what is stored: unsent steps move or go, sent ones never change."""
    enrollment, playbook = current.enrollment, current.playbook
    if playbook is None or enrollment.enrolled_at is None:
        return
    stored = await touchpoints.of_enrollment(session, enrollment.id)
    known = await stored_of(session, stored)
    planned = plan_of(current, playbook, enrolled_at=enrollment.enrolled_at)
    lows = await _lows(session, current, stored)
    fresh = ease(planned, lows, known, calendar=current.calendar, now=now) if lows else planned
    await _apply(session, current, reconcile(fresh.touchpoints, known, now=now), fresh, stored, now=now)
    await resending.roles_filled(session, current, now=now)
    if enrollment.ends_at != fresh.ends_at:
        await enrollments.change(session, enrollment.id, ends_at=fresh.ends_at)
    if enrollment.state is EnrollmentState.PAUSED:
        await touchpoints.hold(session, enrollment.id)
    else:
        await touchpoints.wake_waiting(session, [enrollment.id], now)


async def _lows(session: AsyncSession, current: Scene, stored: Sequence[Touchpoint]) -> Sequence[datetime]:
    """Return the low moods that the pace follows; whoever wants it slower, or paused since, has set their own."""
    asked = any(row.kind == "check_in" and row.state not in UNSENT for row in stored)
    if not asked or current.enrollment.pace is Pace.SLOWER:
        return ()
    lows = await answers.lows(session, [current.enrollment.id])
    pauses = await enrollments.pauses(session, current.enrollment.id) if lows else ()
    return wished(lows.get(current.enrollment.id, ()), [Pause(since=a, until=b) for a, b in pauses])


async def _apply(
    session: AsyncSession, current: Scene, changes: Changes, fresh: Plan, stored: list[Touchpoint], *, now: datetime
) -> None:
    await touchpoints.add(session, [_row(current, planned, now) for planned in changes.add])
    for move in changes.move:
        values = _times(move.planned, now)
        await touchpoints.change(session, [int(move.stored.id)], **values, state=TouchpointState.PLANNED, cause=None)
    kinds = {one.key: one.kind for one in fresh.touchpoints}
    for row in stored:  # another playbook may have made a guide of a message
        kind = kinds.get((row.step_id, row.occurrence, row.recipient), row.kind)
        if row.state in UNSENT and kind != row.kind:
            await touchpoints.change(session, [row.id], kind=kind)
    gone = [int(row.id) for row in changes.cancel]
    await touchpoints.change(session, gone, state=TouchpointState.CANCELLED, wake_at=None)


async def stored_of(session: AsyncSession, rows: Sequence[Touchpoint]) -> list[StoredTouchpoint]:
    """Return the touchpoints of one onboarding as the core compares them."""
    states = await touchpoints.sent_states(session, rows[0].enrollment_id) if rows else {}
    return [_stored(row, states.get(row.id)) for row in rows]


def _stored(row: Touchpoint, sent: Became | None) -> StoredTouchpoint:
    """Return a row as the core compares it; what is in the outbox has the state of its message."""
    state = row.state
    if row.state is TouchpointState.SENDING and sent is not None and sent.state != MessageState.PENDING:
        state = TouchpointState(sent.state)
    return StoredTouchpoint(
        id=row.id,
        step_id=row.step_id,
        occurrence=row.occurrence,
        recipient=row.recipient,
        due_at=row.due_at,
        late_until=row.late_until,
        state=state,
        eased_from=row.eased_from,
    )


def _times(planned: Planned, now: datetime) -> dict[str, object]:
    return {
        "planned_at": now,
        "due_at": planned.due_at,
        "late_until": planned.late_until,
        "wake_at": planned.due_at,
        "position": planned.order,
        "eased_from": planned.eased_from,
        "version": None,
    }


def _row(current: Scene, planned: Planned, now: datetime) -> dict[str, object]:
    return {
        "enrollment_id": current.enrollment.id,
        "step_id": planned.step_id,
        "occurrence": planned.occurrence,
        "recipient": planned.recipient,
        "kind": planned.kind,
        "state": TouchpointState.PLANNED,
        **_times(planned, now),
    }
