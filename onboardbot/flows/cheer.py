"""Cheerful messages wait on the day of a low mood."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.easing import is_cheerful, waits_until
from onboardbot.core.steps.base import HIRE
from onboardbot.flows.scene import Scene
from onboardbot.store import answers
from onboardbot.store.touchpoints import Touchpoint

A_DAY = timedelta(hours=25)  # the longest that a local day can be


async def waits(
    session: AsyncSession, scenes: Mapping[str, Scene], found: Sequence[Touchpoint], *, now: datetime
) -> dict[int, datetime]:
    """Return which of these touchpoints wait, and until when."""
    cheerful = [one for one in found if cheerful_step(scenes[one.enrollment_id], one)]
    hires = {one.enrollment_id for one in cheerful}
    lows = await answers.lows(session, hires, now - A_DAY) if hires else {}
    mornings = {
        one.id: waits_until(
            lows.get(one.enrollment_id, ()), one.late_until, calendar=scenes[one.enrollment_id].calendar, now=now
        )
        for one in cheerful
    }
    return {touchpoint_id: morning for touchpoint_id, morning in mornings.items() if morning is not None}


def cheerful_step(current: Scene, touchpoint: Touchpoint) -> bool:
    """Say whether it is a message to the hire that sounds cheerful."""
    if touchpoint.kind != "message" or touchpoint.recipient != HIRE or current.playbook is None:
        return False
    step = current.step_of(touchpoint)
    return step.kind == "message" and is_cheerful(step.message)
