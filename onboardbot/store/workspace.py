"""The workspace row: the team behind the token, and how far business time is from the machine's."""

from datetime import timedelta

from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.store.tables import WorkspaceRow
from onboardbot.store.types import upsert

OURS = 1


async def ensure(session: AsyncSession) -> None:
    """Make the one workspace row, if it is not there."""
    await session.exec(upsert(session, WorkspaceRow).values(id=OURS).on_conflict_do_nothing())


async def hold(session: AsyncSession) -> None:
    """Let no other process change what this row says until the transaction ends."""
    await session.exec(select(WorkspaceRow.id).where(col(WorkspaceRow.id) == OURS).with_for_update())


async def clock_offset(session: AsyncSession) -> timedelta:
    row = await session.get(WorkspaceRow, OURS)
    return offset_of(row.clock_offset_us if row else None)


def offset_of(microseconds: int | None) -> timedelta:
    """Return what the column means."""
    return timedelta(microseconds=microseconds or 0)


async def set_clock_offset(session: AsyncSession, offset: timedelta) -> None:
    us = offset // timedelta(microseconds=1)
    await session.exec(update(WorkspaceRow).where(col(WorkspaceRow.id) == OURS).values(clock_offset_us=us))


async def team(session: AsyncSession) -> str | None:
    row = await session.get(WorkspaceRow, OURS)
    return row.team_id if row else None


async def set_team(session: AsyncSession, team_id: str) -> None:
    row = await session.get_one(WorkspaceRow, OURS)
    row.team_id = team_id
    session.add(row)
