"""Messages that became part of another one, which their reader has already."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.outbox import Envelope, MessageState
from onboardbot.store.erasing import WITHDRAWN
from onboardbot.store.outbox import again, columns_of_envelope, envelope_of
from onboardbot.store.tables import MessageRow

NOTE = "tell"


async def unread(session: AsyncSession, person_id: str, since: datetime) -> list[Envelope]:
    """Return the notes that a person got since then, not touched yet, in messages of their own; the newest first."""
    found = select(*columns_of_envelope()).where(
        MessageRow.person_id == person_id,
        MessageRow.kind == NOTE,
        MessageRow.state == MessageState.SENT,
        col(MessageRow.sent_at) > since,
        col(MessageRow.opened_at).is_(None),
        col(MessageRow.added_to).is_(None),
    )
    return [envelope_of(row) for row in await session.exec(found.order_by(col(MessageRow.seq).desc()))]


async def begin(session: AsyncSession, envelope: Envelope, host: Envelope, body: str | None) -> None:
    """Keep that a note becomes part of another message, which is drawn anew for that."""
    values = {"state": MessageState.ADDING, "added_to": host.id, "body": body, "claimed_at": envelope.claimed_at}
    await session.exec(update(MessageRow).where(col(MessageRow.id) == envelope.id).values(**values))
    await session.exec(update(MessageRow).where(col(MessageRow.id) == host.id).values(**again()))


async def alone(session: AsyncSession, envelope: Envelope) -> None:
    """Let a note be a message of its own for good, as the other one can't be changed any more."""
    values = {"state": MessageState.PENDING, "added_to": envelope.id, "lease_until": None}
    await session.exec(update(MessageRow).where(col(MessageRow.id) == envelope.id).values(**values))


async def added(session: AsyncSession, host_ids: Collection[str]) -> list[Envelope]:
    """Return what is, or is to become, part of these messages, in the order in which it was added."""
    own = col(MessageRow.added_to)
    found = select(*columns_of_envelope()).where(own.in_(host_ids), own != col(MessageRow.id))
    order = col(MessageRow.claimed_at), col(MessageRow.seq)
    return [envelope_of(row) for row in await session.exec(found.order_by(*order))]


async def whole(session: AsyncSession, stale: Sequence[Envelope]) -> list[list[Envelope]]:
    """Return these messages, each with all that stands in one with it; the first is the message itself."""
    if not any(one.kind in {NOTE, WITHDRAWN} or one.added_to for one in stale):  # nothing else is ever added to
        return [[one] for one in stale]
    own = {one.id: one for one in stale if one.added_to in {None, one.id}}
    missing = {one.added_to for one in stale if one.added_to} - own.keys() - {one.id for one in stale}
    found = select(*columns_of_envelope()).where(col(MessageRow.id).in_(missing))
    own |= {one.id: one for one in map(envelope_of, await session.exec(found))} if missing else {}
    parts = await added(session, own.keys())
    return [[one, *(part for part in parts if part.added_to == one.id)] for one in own.values()]
