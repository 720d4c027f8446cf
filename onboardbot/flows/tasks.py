"""Tasks of guides: done, or help is asked of whoever helps with them."""

import json

from onboardbot.core.outbox import Priority
from onboardbot.core.steps.guide import Guide
from onboardbot.flows import care, scene
from onboardbot.flows.tap import Tap
from onboardbot.store import findings, outbox, tasks, touchpoints
from onboardbot.store.tasks import TaskState


async def done(tap: Tap) -> None:
    """The hire ticked a task off: the guide shows it, and whoever was asked for help reads so."""
    known = await _tapped(tap)
    if known is None or known.done_at is not None:
        return
    await tasks.mark(tap.session, _enrollment(tap), known.touchpoint_id, known.task_id, done_at=tap.now)
    current = await scene.load(tap.bot, tap.session, _enrollment(tap))
    await care.task_done(tap.bot, tap.session, current, _name(known), now=tap.now)


async def help_asked(tap: Tap) -> None:
    """The hire needs help with a task: its owner is asked, with the task and never a feeling."""
    known = await _tapped(tap)
    if known is None or known.done_at is not None or known.help_asked_at is not None:
        return
    await tasks.mark(tap.session, _enrollment(tap), known.touchpoint_id, known.task_id, help_asked_at=tap.now)
    current = await scene.load(tap.bot, tap.session, _enrollment(tap))
    await care.need_help(tap.bot, tap.session, current, _name(known), now=tap.now)


async def _tapped(tap: Tap) -> TaskState | None:
    """Return the task whose button was tapped, as the guide has it: an id that it does not have is none."""
    touchpoint_id = tap.envelope.touchpoint_id
    if tap.envelope.kind != "guide" or touchpoint_id is None:
        return None
    current = await scene.load(tap.bot, tap.session, _enrollment(tap))
    step = current.step_of(await touchpoints.by_id(tap.session, touchpoint_id))
    if not isinstance(step, Guide) or all(task.id != tap.detail for task in step.tasks):
        return None
    fresh = TaskState(touchpoint_id=touchpoint_id, task_id=tap.detail)
    return (await tasks.of_touchpoint(tap.session, touchpoint_id)).get(tap.detail, fresh)


def _enrollment(tap: Tap) -> str:
    return tap.envelope.enrollment_id or ""


def _name(task: TaskState) -> str:
    return f"{task.touchpoint_id}/{task.task_id}"


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
