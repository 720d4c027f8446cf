"""The inbox: what Slack told us, kept before it was acknowledged, handled once."""

from datetime import datetime, timedelta

from sqlalchemy.orm import aliased
from sqlmodel import col, exists, or_, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.when import Value
from onboardbot.store.tables import InboxRow
from onboardbot.store.types import upsert

KEEP = timedelta(days=7)  # after that a payload is cleared
NEW, HANDLED, FAILED = "new", "handled", "failed"


class Incoming(Value):
    """One thing that a person did in Slack; `payload` is Slack's JSON without tokens."""

    seq: int
    kind: str
    slack_user: str
    payload: str | None
    received_at: datetime
    attempts: int


async def put(session: AsyncSession, *, key: str, kind: str, slack_user: str, payload: str, now: datetime) -> bool:
    """Keep what came in; False where the same key was kept before."""
    values = {
        "key": key, "kind": kind, "slack_user": slack_user, "payload": payload, "received_at": now,
        "state": NEW, "attempts": 0,
    }  # fmt: skip
    statement = upsert(session, InboxRow).values(**values)
    done = await session.exec(statement.on_conflict_do_nothing().returning(col(InboxRow.seq)))
    return done.first() is not None


async def oldest(session: AsyncSession, machine: datetime) -> Incoming | None:
    """Return the oldest row that may be handled now: what a person did waits for what they did before."""
    older = aliased(InboxRow)
    blocked = exists().where(
        col(older.slack_user) == col(InboxRow.slack_user), col(older.state) == NEW, col(older.seq) < col(InboxRow.seq)
    )
    ready = or_(col(InboxRow.retry_at).is_(None), col(InboxRow.retry_at) <= machine)
    found = select(InboxRow).where(InboxRow.state == NEW, ready, ~blocked).order_by(col(InboxRow.seq)).limit(1)
    row = (await session.exec(found)).first()
    return Incoming.model_validate(row.model_dump(include=set(Incoming.model_fields))) if row else None


async def finish(session: AsyncSession, seq: int, state: str, now: datetime) -> None:
    await session.exec(update(InboxRow).where(col(InboxRow.seq) == seq).values(state=state, handled_at=now))


async def tried(session: AsyncSession, seq: int, attempts: int, retry_at: datetime) -> None:
    """Keep that handling failed, and when to try again, in machine time."""
    values = {"attempts": attempts, "retry_at": retry_at}
    await session.exec(update(InboxRow).where(col(InboxRow.seq) == seq).values(**values))


async def forget(session: AsyncSession, now: datetime) -> None:
    """Clear what rows held that are done with; their keys stay against redelivery."""
    done = col(InboxRow.handled_at) < now - KEEP
    await session.exec(update(InboxRow).where(col(InboxRow.payload).is_not(None), done).values(payload=None))
