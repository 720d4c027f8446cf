"""The pace follows the newcomer's moods: the next check-in is dated anew where a low one comes or goes."""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.enrollment import EnrollmentState
from onboardbot.core.signals.low_mood import LOW
from onboardbot.flows import settle
from onboardbot.flows.scene import Scene
from onboardbot.store.answers import Answer


async def follow(session: AsyncSession, current: Scene, moved: Iterable[Answer | None], *, now: datetime) -> None:
    """Plan again if one of these answers, as it was or as it is, is a low mood."""
    low = any(answer is not None and answer.kind == "mood" and int(answer.value) <= LOW for answer in moved)
    if low and current.enrollment.state is EnrollmentState.ACTIVE:
        await settle.replan(session, current, now=now)
