"""When the next look at a hire's silence and open tasks is due."""

from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.store import holding
from onboardbot.store.tables import WatchRow
from onboardbot.store.types import upsert

Look = tuple[str, datetime]  # an onboarding, and when to look at it


async def look(session: AsyncSession, enrollment_id: str, at: datetime | None) -> None:
    """Look at this onboarding at `at`; None: only when something happens."""
    values = {"enrollment_id": enrollment_id, "due_at": at}
    statement = upsert(session, WatchRow).values(**values)
    await session.exec(statement.on_conflict_do_update(index_elements=["enrollment_id"], set_={"due_at": at}))


async def take_due(session: AsyncSession, now: datetime, limit: int, only: str | None = None) -> dict[str, Look]:
    """Return the onboardings to look at now, each with when that was due, in order; nobody else looks meanwhile.

    `only`: this one.
    """
    column, due_at = col(WatchRow.enrollment_id), col(WatchRow.due_at)
    is_due = due_at <= now if only is None else (due_at <= now) & (column == only)
    mine = await holding.take(session, column, is_due, order_by=[due_at], limit=limit)
    found = select(WatchRow.enrollment_id, WatchRow.due_at).where(due_at <= now, column.in_(mine)).order_by(due_at)
    rows = await session.exec(found) if mine else ()
    return {one: (one, at) for one, at in rows if at is not None}
