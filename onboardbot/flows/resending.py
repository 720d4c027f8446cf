"""What HR does about what did not go out: a tap sends it, and a role that is filled lets it go by itself."""

import json
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.enrollment import EnrollmentState
from onboardbot.core.outbox import Cause, Envelope, MessageState, Priority
from onboardbot.core.plan import TouchpointState
from onboardbot.flows import scene, sending
from onboardbot.flows.drawing import voice_of
from onboardbot.flows.scene import Scene
from onboardbot.flows.tap import Tap
from onboardbot.store import failures, outbox, touchpoints
from onboardbot.store.touchpoints import Touchpoint

UNSENT = frozenset({TouchpointState.MISSED, TouchpointState.WAITING})
STOPPED = frozenset({MessageState.UNSURE, MessageState.FAILED})


async def send_anyway(tap: Tap) -> None:
    """HR wants a step to go out all the same; where nobody can get it yet, they read so."""
    touchpoint = await touchpoints.by_id(tap.session, int(tap.value))
    current = await scene.load(tap.bot, tap.session, touchpoint.enrollment_id)
    if current.enrollment.state is EnrollmentState.ENDED:
        return
    person = current.reachable(touchpoint.recipient)
    if person is None:
        await _say_not_yet(tap, current, touchpoint)
    elif touchpoint.state in UNSENT:
        await sending.send_now(tap.session, current, touchpoint, now=tap.now)
    else:  # it was on its way when Slack refused it
        for envelope in await outbox.of_touchpoint(tap.session, touchpoint.id):
            await sending.send_again(tap.session, envelope.id, now=tap.now)
    await outbox.refresh(tap.session, tap.envelope.kind, tap.envelope.subject)


async def send_again(tap: Tap) -> None:
    """HR looked, and the message is not there: send it once more."""
    await sending.send_again(tap.session, tap.value, now=tap.now)
    await outbox.refresh(tap.session, tap.envelope.kind, tap.envelope.subject)


async def roles_filled(session: AsyncSession, current: Scene, *, now: datetime) -> None:
    """Take back what could not be said as nobody was in a role that somebody has now: it waits for its turn again."""
    for failure in await failures.of_empty_roles(session, current.enrollment.id):
        envelope = await outbox.by_id(session, failure.message_id or "")
        if envelope is None or envelope.state not in STOPPED or current.first(failure.detail or "") is None:
            continue
        await failures.clear(session, failure.about, now)
        await _take_back(session, envelope)


async def _take_back(session: AsyncSession, envelope: Envelope) -> None:
    """Let the first message of a step be posted anew when its turn comes; any other one goes now."""
    if envelope.touchpoint_id and (await outbox.of_touchpoint(session, envelope.touchpoint_id))[0].id == envelope.id:
        free = {"touchpoint_id": None, "dedupe_key": f"taken_back/{envelope.id}"}
        await outbox.change(session, envelope.id, state=MessageState.CANCELLED, **free)
        await touchpoints.change(
            session, [envelope.touchpoint_id], state=TouchpointState.WAITING, cause=Cause.ROLE_EMPTY
        )
    else:
        await outbox.change(session, envelope.id, state=MessageState.PENDING, **sending.AFRESH)


async def _say_not_yet(tap: Tap, current: Scene, touchpoint: Touchpoint) -> None:
    voice = voice_of(tap.bot, tap.person)
    words = voice.words("failures.not_yet", name=current.hire.name, step=touchpoint.step_id)
    await outbox.post(
        tap.session,
        "words",
        tap.person.id,
        subject=f"not_yet/{tap.key}",
        args=json.dumps({"words": words}),
        due_at=tap.now,
        priority=Priority.CLICK,
    )
