"""The inbox: what Slack told us, kept before it was acknowledged, handled once."""

from datetime import datetime

from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.when import Value
from onboardbot.store.tables import InboxRow

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
    dialect = session.get_bind().dialect.name
    statement = (sqlite_insert if dialect == "sqlite" else postgres_insert)(InboxRow).values(**values)
    done = await session.exec(statement.on_conflict_do_nothing().returning(col(InboxRow.seq)))
    return done.first() is not None


async def oldest(session: AsyncSession) -> Incoming | None:
    """Return the oldest row that was not handled."""
    row = (await session.exec(select(InboxRow).where(InboxRow.state == NEW).order_by(col(InboxRow.seq)))).first()
    return Incoming.model_validate(row.model_dump(include=set(Incoming.model_fields))) if row else None


async def finish(session: AsyncSession, seq: int, state: str, now: datetime) -> None:
    await session.exec(update(InboxRow).where(col(InboxRow.seq) == seq).values(state=state, handled_at=now))


async def tried(session: AsyncSession, seq: int, attempts: int) -> None:
    await session.exec(update(InboxRow).where(col(InboxRow.seq) == seq).values(attempts=attempts))


async def clear_payloads(session: AsyncSession, before: datetime) -> None:
    """Forget what handled rows held, seven days on; their keys stay against redelivery."""
    await session.exec(
        update(InboxRow)
        .where(col(InboxRow.state) == HANDLED, col(InboxRow.handled_at) < before, col(InboxRow.payload).is_not(None))
        .values(payload=None)
    )
