"""What is used of each method's budget, shared by all processes; machine time."""

from datetime import datetime
from typing import NamedTuple

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.store.pace_tables import BudgetRow
from onboardbot.store.types import upsert

POSTS = "chat.postMessage"


class Used(NamedTuple):
    """When nothing of a budget is used any more, and until when Slack asked for silence."""

    full_at: datetime | None = None
    paused_until: datetime | None = None


async def used(session: AsyncSession, method: str, *, to_take: bool) -> Used:
    """Return what is used of a budget; `to_take`: other processes wait until this transaction has taken its part."""
    found = select(BudgetRow.full_at, BudgetRow.paused_until).where(col(BudgetRow.method) == method)
    if to_take:
        found = found.with_for_update()
    row = (await session.exec(found)).first()
    if row is None and to_take:  # the first time there is no row to wait for
        await session.exec(upsert(session, BudgetRow).values(method=method).on_conflict_do_nothing())
        row = (await session.exec(found)).first()
    return Used(*row) if row else Used()


async def keep(session: AsyncSession, method: str, **values: datetime | None) -> None:
    """Set when a budget is free again (`full_at`), or until when Slack asked for silence (`paused_until`)."""
    statement = upsert(session, BudgetRow).values(method=method, **values)
    await session.exec(statement.on_conflict_do_update(index_elements=["method"], set_=values))
