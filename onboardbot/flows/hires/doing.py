"""What HR does on a hire's page at once: pause, go on, end; skip a step, send it now, or try it."""

import json
from collections.abc import Awaitable, Callable, Mapping

from onboardbot.core.enrollment import Enrollment, EnrollmentState
from onboardbot.core.outbox import Priority
from onboardbot.core.plan import TouchpointState
from onboardbot.flows import eve, failures, scene, sending, wishes
from onboardbot.flows.bot import Bot
from onboardbot.flows.hires.card import UNSENT, mark_of
from onboardbot.flows.hires.desk import Desk, desk
from onboardbot.store import enrollments, outbox, people, touchpoints
from onboardbot.store.touchpoints import Touchpoint

PREPARED = ("message", "guide", "question", "still_right", "about_hire")


async def whole(bot: Bot, enrollment_id: str, deed: str, *, mark: str, slack_user: str) -> str:
    """Pause, resume or end an onboarding, as far as it is there and whoever asks is HR.

    Returns:
        The mark of the page from now on: what somebody else changed before stays unseen.
    """
    async with desk(bot, slack_user, changes=enrollment_id) as at:
        enrollment = await enrollments.find(at.session, enrollment_id) if at else None
        if at is None or enrollment is None:
            return mark
        seen = mark == mark_of(enrollment)
        if deed == "pause":
            await wishes.hold(at.session, enrollment, now=at.now)
        elif deed == "resume":
            await wishes.release(at.session, enrollment, now=at.now)
        elif deed == "end":
            await _call_off(at, enrollment)
            await wishes.end(at.session, enrollment, now=at.now)
        fresh = mark_of(await enrollments.by_id(at.session, enrollment.id))
    bot.wake.set()
    return fresh if seen else mark


async def _call_off(at: Desk, enrollment: Enrollment) -> None:
    """Tell those who prepared for somebody that they don't start after all, if that is before their first day."""
    current = await scene.of_enrollment(at.bot, at.session, enrollment)
    begun = current.day_one is not None and at.now >= current.calendar.opening(current.day_one)
    if enrollment.state is EnrollmentState.ENDED or begun:
        return
    told = await outbox.to_others(at.session, enrollment.id, enrollment.person_id, PREPARED)
    others = dict.fromkeys(envelope.person_id for envelope in told if envelope.person_id != at.person.id)
    known = await people.by_ids(at.session, others)
    reachable = [known[one] for one in others if known[one].reachable]
    await eve.tell(at.session, current, reachable, {"key": "eve.called_off"}, subject="called_off", now=at.now)


async def one_step(bot: Bot, enrollment_id: str, deed: str, touchpoint_id: int, *, key: str, slack_user: str) -> str:
    """Do something about one step; return in words what became of it.

    `key` is the tap: a second one with the same key is the same try.
    """
    async with desk(bot, slack_user, changes=enrollment_id) as at:
        enrollment = await enrollments.find(at.session, enrollment_id) if at else None
        if at is None or enrollment is None:
            return ""
        current = await scene.of_enrollment(bot, at.session, enrollment)
        touchpoint = await touchpoints.by_id(at.session, touchpoint_id)
        if touchpoint.enrollment_id != enrollment_id or deed not in DEEDS:
            return ""
        done = await DEEDS[deed](at, current, touchpoint, key)
    bot.wake.set()
    return done


async def _send(at: Desk, current: scene.Scene, touchpoint: Touchpoint, key: str) -> str:
    del key
    why = sending.hindrance(current, touchpoint, at.voice)
    if why is not None or not await sending.send_now(at.session, current, touchpoint, now=at.now):
        return at.voice.plain("failed.cannot", why=why)
    return at.voice.plain("step_done.send", step=touchpoint.step_id)


async def _again(at: Desk, current: scene.Scene, touchpoint: Touchpoint, key: str) -> str:
    del current, key
    for envelope in await outbox.of_touchpoint(at.session, touchpoint.id):
        if await sending.send_again(at.session, envelope.id, now=at.now):
            return at.voice.plain("step_done.send", step=touchpoint.step_id)
    why = at.voice.plain("why_not.on_its_way", step=touchpoint.step_id)
    return at.voice.plain("failed.cannot", why=why)


async def _skip(at: Desk, current: scene.Scene, touchpoint: Touchpoint, key: str) -> str:
    """Leave a step out for this hire; a later change of dates does not bring it back."""
    del key
    if touchpoint.state not in UNSENT or current.enrollment.state is EnrollmentState.ENDED:
        why = at.voice.plain("why_not.on_its_way", step=touchpoint.step_id)
        return at.voice.plain("failed.cannot", why=why)
    await touchpoints.change(at.session, [touchpoint.id], state=TouchpointState.CANCELLED, cause=None, wake_at=None)
    await failures.clear(at.session, f"touchpoint/{touchpoint.id}", at.now)
    return at.voice.plain("step_done.skip", step=touchpoint.step_id)


async def _try(at: Desk, current: scene.Scene, touchpoint: Touchpoint, key: str) -> str:
    """Send a step to whoever asks, marked as a try; nothing changes for the hire."""
    await outbox.post(
        at.session,
        "try",
        at.person.id,
        subject=f"{touchpoint.id}/{key}",
        enrollment_id=current.enrollment.id,
        args=json.dumps({"touchpoint": touchpoint.id}),
        due_at=at.now,
        priority=Priority.CLICK,
    )
    return at.voice.plain("step_done.try", step=touchpoint.step_id)


DEEDS: Mapping[str, Callable[[Desk, scene.Scene, Touchpoint, str], Awaitable[str]]] = {
    "send": _send,
    "again": _again,
    "skip": _skip,
    "try": _try,
}
