"""Say what the bot can do for a hire, with the ways to a human, to a pause, and to what is kept."""

import json
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.enrollment import Enrollment, EnrollmentState
from onboardbot.core.outbox import Priority
from onboardbot.core.person import Person
from onboardbot.store import outbox


async def help_hire(
    session: AsyncSession,
    enrollment: Enrollment,
    person: Person,
    *,
    subject: str,
    now: datetime,
    key: str = "help.hire",
) -> None:
    """Say what the bot can do, with the ways to a human, to a pause, and to what is kept."""
    pause = "button.resume" if enrollment.state is EnrollmentState.PAUSED else "button.pause"
    await outbox.post(
        session,
        "help",
        person.id,
        subject=subject,
        enrollment_id=enrollment.id,
        args=json.dumps({"key": key, "buttons": True, "pause": pause}),
        due_at=now,
        priority=Priority.CLICK,
    )
