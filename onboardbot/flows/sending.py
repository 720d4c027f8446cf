"""Send a step at a person's wish: now, whatever its time, or once more."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.enrollment import EnrollmentState
from onboardbot.core.outbox import MessageState, Priority
from onboardbot.core.plan import TouchpointState
from onboardbot.flows import failures
from onboardbot.flows.due import FIRST_KIND, first_subject, unwanted
from onboardbot.flows.scene import Scene
from onboardbot.store import outbox, touchpoints
from onboardbot.store.touchpoints import Touchpoint
from onboardbot.texts.catalogue import Voice

AFRESH = {"cause": None, "retry_at": None, "held_since": None, "claimed_at": None}  # drawn anew, as of its new claim
UNSENT = frozenset(
    {TouchpointState.PLANNED, TouchpointState.WAITING, TouchpointState.MISSED, TouchpointState.CANCELLED}
)


def hindrance(current: Scene, touchpoint: Touchpoint, voice: Voice) -> str | None:
    """Return in words why a step can't be sent now; None: it can."""
    person = current.first(touchpoint.recipient)
    if current.enrollment.state is EnrollmentState.ENDED:
        return voice.plain("why_not.ended", name=current.hire.first_name)
    if touchpoint.state not in UNSENT:
        return voice.plain("why_not.on_its_way", step=touchpoint.step_id)
    if person is None:
        return voice.plain("why_not.nobody", role=touchpoint.recipient)
    if not person.reachable:
        return voice.plain("why_not.deactivated" if person.deactivated else "why_not.absent", name=person.first_name)
    return None


async def send_now(session: AsyncSession, current: Scene, touchpoint: Touchpoint, *, now: datetime) -> bool:
    """Hand a step that was not sent to the outbox; False where nobody can get it."""
    person = current.reachable(touchpoint.recipient)
    if person is None or touchpoint.state not in UNSENT or current.enrollment.state is EnrollmentState.ENDED:
        return False
    left_out = unwanted(current, touchpoint)
    state = TouchpointState.CANCELLED if left_out else TouchpointState.SENDING
    await touchpoints.change(session, [touchpoint.id], state=state, cause=None, wake_at=None)
    await failures.clear(session, f"touchpoint/{touchpoint.id}", now)
    if left_out:  # whether a hire wants to be asked is theirs, and no news to whoever sends it
        return True
    await outbox.post(
        session,
        FIRST_KIND[touchpoint.kind],
        person.id,
        subject=first_subject(current, touchpoint),
        enrollment_id=touchpoint.enrollment_id,
        touchpoint_id=touchpoint.id,
        due_at=now,
        priority=Priority.DUE,
    )
    return True


async def send_again(session: AsyncSession, message_id: str, *, now: datetime) -> bool:
    """HR looked, and the message is not there: send it once more."""
    envelope = await outbox.by_id(session, message_id)
    if envelope is None or envelope.state not in {MessageState.UNSURE, MessageState.FAILED}:
        return False
    await outbox.change(session, envelope.id, state=MessageState.PENDING, **AFRESH, due_at=now)
    await failures.clear(session, f"message/{envelope.id}", now)
    return True
