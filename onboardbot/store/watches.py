"""When the next look at a hire's silence and open tasks is due."""

from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.store.tables import WatchRow


async def look(session: AsyncSession, enrollment_id: str, at: datetime | None) -> None:
    """Look at this onboarding at `at`; None: only when something happens."""
    row = await session.get(WatchRow, enrollment_id) or WatchRow(enrollment_id=enrollment_id)
    row.due_at = at
    session.add(row)


async def due(session: AsyncSession, now: datetime, limit: int) -> list[tuple[str, datetime]]:
    """Return the onboardings to look at now, each with when that was due, in order."""
    found = select(WatchRow.enrollment_id, WatchRow.due_at).where(col(WatchRow.due_at) <= now)
    rows = await session.exec(found.order_by(col(WatchRow.due_at)).limit(limit))
    return [(enrollment_id, due_at) for enrollment_id, due_at in rows if due_at is not None]
