"""What is used of each method's budget, shared by all processes; machine time."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.outbox import SKEW
from onboardbot.store.pace_tables import BudgetRow
from onboardbot.store.types import upsert

POSTS = "chat.postMessage"


class Used(NamedTuple):
    """When nothing of a budget is used any more, and when and until when Slack asked for silence."""

    full_at: datetime | None = None
    paused_until: datetime | None = None
    paused_since: datetime | None = None

    def rests_until(self, machine: datetime) -> datetime | None:
        """Return until when nothing may be asked, None: something may; a clock set to before the pause ends it."""
        begun = self.paused_since is None or self.paused_since <= machine + SKEW
        return self.paused_until if begun and self.paused_until and self.paused_until > machine else None


async def used(session: AsyncSession, method: str, *, to_take: bool) -> Used:
    """Return what is used of a budget; `to_take`: other processes wait until this transaction has taken its part."""
    columns: list[Any] = [getattr(BudgetRow, name) for name in Used._fields]
    found = select(*columns).where(col(BudgetRow.method) == method)
    if to_take:
        found = found.with_for_update()
    row = (await session.exec(found)).first()
    if row is None and to_take:  # the first time there is no row to wait for
        await session.exec(upsert(session, BudgetRow).values(method=method).on_conflict_do_nothing())
        row = (await session.exec(found)).first()
    return Used(*row) if row else Used()


async def keep(session: AsyncSession, method: str, **values: datetime | None) -> None:
    """Set when a budget is free again (`full_at`), or when and until when Slack asked for silence."""
    statement = upsert(session, BudgetRow).values(method=method, **values)
    await session.exec(statement.on_conflict_do_update(index_elements=["method"], set_=values))
