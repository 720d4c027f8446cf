"""Sent messages that must be drawn anew, and that are being changed in Slack."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.outbox import LEASE, Envelope
from onboardbot.store.claims import Body, change_each
from onboardbot.store.outbox import columns_of_envelope, envelope_of
from onboardbot.store.tables import MessageRow


async def stale(session: AsyncSession, limit: int) -> list[Envelope]:
    """Return sent messages that must be drawn again; nobody asks for it anew until the transaction ends."""
    found = select(*columns_of_envelope()).where(col(MessageRow.stale), col(MessageRow.ts).is_not(None)).limit(limit)
    return [envelope_of(row) for row in await session.exec(found.with_for_update(skip_locked=True))]


async def begin(session: AsyncSession, ids: Collection[str], machine: datetime) -> datetime:
    """Keep that these sent messages are being changed in Slack: until `redrawn` nobody knows what stands there.

    Returns:
        The lease by which `redrawn` knows that nobody asked anew meanwhile.
    """
    lease = machine + LEASE
    await session.exec(update(MessageRow).where(col(MessageRow.id).in_(ids)).values(lease_until=lease))
    return lease


async def redrawn(session: AsyncSession, bodies: Sequence[Body], lease: datetime) -> None:
    """Keep what sent messages say now; which were asked for anew since `lease` was given are drawn once more."""
    await change_each(session, [{"key": one.id, "its_body": one.body} for one in bodies], "body")
    last = col(MessageRow.id).in_([one.id for one in bodies]) & (col(MessageRow.lease_until) == lease)
    await session.exec(update(MessageRow).where(last).values(stale=False, lease_until=None))


async def left_as_it_is(session: AsyncSession, ids: Collection[str]) -> None:
    """Ask no more that these messages be drawn anew: they say what they said."""
    if ids:
        await session.exec(update(MessageRow).where(col(MessageRow.id).in_(ids)).values(stale=False))
