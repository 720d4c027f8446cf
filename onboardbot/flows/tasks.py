"""Tasks of guides: done, or help is asked of whoever helps with them."""

import json

from onboardbot.core.outbox import Priority
from onboardbot.flows import care, scene
from onboardbot.flows.tap import Tap
from onboardbot.store import findings, outbox, tasks


async def done(tap: Tap) -> None:
    """The hire ticked a task off: the guide shows it, and whoever was asked for help reads so."""
    touchpoint_id, _, task_id = tap.value.partition("/")
    await _mark_done(tap, int(touchpoint_id), task_id)


async def _mark_done(tap: Tap, touchpoint_id: int, task_id: str) -> None:
    known = (await tasks.of_touchpoint(tap.session, touchpoint_id)).get(task_id)
    if known is not None and known.done_at is not None:
        return
    enrollment_id = tap.envelope.enrollment_id or ""
    await tasks.mark(tap.session, enrollment_id, touchpoint_id, task_id, done_at=tap.now)
    current = await scene.load(tap.bot, tap.session, enrollment_id)
    await care.task_done(tap.bot, tap.session, current, f"{touchpoint_id}/{task_id}", now=tap.now)


async def help_asked(tap: Tap) -> None:
    """The hire needs help with a task: its owner is asked, with the task and never a feeling."""
    touchpoint_id, _, task_id = tap.value.partition("/")
    known = (await tasks.of_touchpoint(tap.session, int(touchpoint_id))).get(task_id)
    if known is not None and (known.done_at or known.help_asked_at):
        return
    enrollment_id = tap.envelope.enrollment_id or ""
    await tasks.mark(tap.session, enrollment_id, int(touchpoint_id), task_id, help_asked_at=tap.now)
    current = await scene.load(tap.bot, tap.session, enrollment_id)
    await care.need_help(tap.bot, tap.session, current, tap.value, now=tap.now)


async def works_now(tap: Tap) -> None:
    """Whoever helped says that it works now: the task is done for the hire too."""
    found = await findings.by_id(tap.session, tap.value)
    if found is None:
        return
    enrollment_id, finding = found
    if tap.person.id not in finding.told or not finding.live:
        return
    for task in finding.evidence:
        touchpoint_id, _, task_id = task.partition("/")
        await tasks.mark(tap.session, enrollment_id, int(touchpoint_id), task_id, done_at=tap.now)
        current = await scene.load(tap.bot, tap.session, enrollment_id)
        await care.task_done(tap.bot, tap.session, current, task, now=tap.now)
        await _tell_hire(tap, current, finding.id, task)


async def _tell_hire(tap: Tap, current: scene.Scene, finding_id: str, task: str) -> None:
    """The newcomer reads who says that it works, so that they can say if it does not."""
    await outbox.post(
        tap.session,
        "works_now",
        current.hire.id,
        subject=finding_id,
        enrollment_id=current.enrollment.id,
        args=json.dumps({"task": task, "person": tap.person.id}),
        due_at=tap.now,
        priority=Priority.CLICK,
    )
