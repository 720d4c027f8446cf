"""The direct message with each person: where it is, what the newest known ts is, and when it may be written to."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import case
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.outbox import SKEW, Envelope
from onboardbot.store.pace_tables import ConversationRow
from onboardbot.store.types import upsert


async def written_to(session: AsyncSession, full_at: Mapping[str, datetime]) -> None:
    """Keep until when these people's conversations have had their seconds."""
    await _put(session, [{"person_id": one, "full_at": at} for one, at in full_at.items()])


async def reached(session: AsyncSession, envelopes: Sequence[Envelope]) -> None:
    """Keep where messages arrived; an older ts never replaces a newer one."""
    newest = {one.person_id: one for one in sorted(envelopes, key=lambda one: one.ts or "")}
    await _put(
        session,
        [{"person_id": one.person_id, "channel": one.channel, "newest_ts": one.ts} for one in newest.values()],
    )


async def pause(session: AsyncSession, person_id: str, since: datetime, until: datetime) -> None:
    """Keep that Slack asked to leave a conversation alone; an answer that comes late does not shorten it."""
    await _put(session, [{"person_id": person_id, "paused_since": since, "paused_until": until}])


async def another_paused(session: AsyncSession, person_id: str, machine: datetime) -> bool:
    """Say whether Slack asked to leave somebody else's conversation alone now."""
    paused = select(ConversationRow.person_id).where(
        col(ConversationRow.paused_until) > machine,
        col(ConversationRow.paused_since) <= machine + SKEW,
        ConversationRow.person_id != person_id,
    )
    return (await session.exec(paused.limit(1))).first() is not None


async def _put(session: AsyncSession, rows: Sequence[dict[str, Any]]) -> None:
    """Set columns of conversations, made where they are unknown."""
    if not rows:
        return
    statement = upsert(session, ConversationRow)
    new, old = statement.excluded, ConversationRow.__table__.c  # type: ignore[attr-defined]
    values = {name: new[name] for name in rows[0] if name != "person_id"}
    if "newest_ts" in values:
        behind = old.newest_ts.is_(None) | (old.newest_ts < new.newest_ts)
        values["newest_ts"] = case((behind, new.newest_ts), else_=old.newest_ts)
    if "paused_until" in values:
        begun = old.paused_since <= rows[0]["paused_since"] + SKEW  # else the machine's clock was set back since
        longer = (old.paused_until > new.paused_until) & begun
        values |= {name: case((longer, old[name]), else_=new[name]) for name in ("paused_since", "paused_until")}
    connection = await session.connection()
    await connection.execute(statement.on_conflict_do_update(index_elements=["person_id"], set_=values), rows)
