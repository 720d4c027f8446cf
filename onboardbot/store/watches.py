"""When the next look at a hire's silence and open tasks is due."""

from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.store.tables import WatchRow
from onboardbot.store.types import upsert

Look = tuple[str, datetime]  # an onboarding, and when to look at it


async def look(session: AsyncSession, enrollment_id: str, at: datetime | None) -> None:
    """Look at this onboarding at `at`; None: only when something happens."""
    values = {"enrollment_id": enrollment_id, "due_at": at}
    statement = upsert(session, WatchRow).values(**values)
    await session.exec(statement.on_conflict_do_update(index_elements=["enrollment_id"], set_={"due_at": at}))


async def due(session: AsyncSession, now: datetime, limit: int) -> list[Look]:
    """Return the onboardings to look at now, each with when that was due, in order."""
    found = select(WatchRow.enrollment_id, WatchRow.due_at).where(col(WatchRow.due_at) <= now)
    rows = await session.exec(found.order_by(col(WatchRow.due_at)).limit(limit))
    return [(enrollment_id, due_at) for enrollment_id, due_at in rows if due_at is not None]
