"""The inbox: what Slack told us, kept before it was acknowledged, handled once."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement
from sqlalchemy.orm import aliased
from sqlmodel import col, exists, or_, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.outbox import SKEW
from onboardbot.core.when import Value
from onboardbot.store.tables import InboxRow, literally
from onboardbot.store.turns import take_turns
from onboardbot.store.types import upsert

KEEP = timedelta(days=7)  # after it was handled a payload is cleared
KEEP_FAILED = timedelta(days=30)  # after it came; time for a mend of what could not be handled, and no longer
PAUSES = (timedelta(seconds=1), timedelta(seconds=5))  # between tries, of machine time
LONGEST_WAIT = timedelta(minutes=1)  # of what is left alone for a while
NEW, HANDLED, FAILED = "new", "handled", "failed"


class Incoming(Value):
    """One thing that a person did in Slack; `payload` is Slack's JSON without tokens."""

    seq: int
    kind: str
    slack_user: str
    payload: str | None
    received_at: datetime
    attempts: int


class Failed(NamedTuple):
    """Something that could not be handled; it is kept until it can be."""

    seq: int
    kind: str
    received_at: datetime


async def put(session: AsyncSession, *, key: str, kind: str, slack_user: str, payload: str, now: datetime) -> bool:
    """Keep what came in; False where the same key was kept before.

    What one person does is numbered one after the other, whichever process hears of it: the next is numbered once
    this one can be seen.
    """
    await take_turns(session, f"inbox/{slack_user}")
    values = {
        "key": key, "kind": kind, "slack_user": slack_user, "payload": payload, "received_at": now,
        "state": NEW, "attempts": 0,
    }  # fmt: skip
    statement = upsert(session, InboxRow).values(**values)
    done = await session.exec(statement.on_conflict_do_nothing().returning(col(InboxRow.seq)))
    return done.first() is not None


async def take(session: AsyncSession, machine: datetime) -> Incoming | None:
    """Return the oldest row that may be handled now, and keep it from other processes until the transaction ends.

    A wait that is longer than any can be began before the machine's clock was set back.

    What a person did waits for what they did before, also for what another process is handling.
    """
    older = aliased(InboxRow)
    blocked = exists().where(
        col(older.slack_user) == col(InboxRow.slack_user),
        literally(col(older.state), NEW),
        col(older.seq) < col(InboxRow.seq),
    )
    retry_at = col(InboxRow.retry_at)
    ready = or_(retry_at.is_(None), retry_at <= machine, retry_at > machine + LONGEST_WAIT + SKEW)
    found = select(InboxRow).where(literally(col(InboxRow.state), NEW), ready, ~blocked)
    found = found.order_by(col(InboxRow.seq)).limit(1).with_for_update(of=InboxRow, skip_locked=True)
    row = (await session.exec(found)).first()
    return Incoming.model_validate(row.model_dump(include=set(Incoming.model_fields))) if row else None


async def handled(session: AsyncSession, seq: int, now: datetime) -> None:
    await session.exec(update(InboxRow).where(col(InboxRow.seq) == seq).values(state=HANDLED, handled_at=now))


async def wait(session: AsyncSession, seq: int, until: datetime) -> None:
    """Leave a row alone until then, in machine time."""
    await session.exec(update(InboxRow).where(col(InboxRow.seq) == seq).values(retry_at=until))


async def ready(session: AsyncSession, seq: int) -> None:
    """End the wait of a row."""
    waits = (col(InboxRow.seq) == seq, literally(col(InboxRow.state), NEW))
    await session.exec(update(InboxRow).where(*waits).values(retry_at=None))


async def tried(session: AsyncSession, row: Incoming, retry_at: datetime) -> None:
    """Keep that handling failed, and when to try again, in machine time."""
    await session.exec(update(InboxRow).where(*_as_it_was(row)).values(attempts=row.attempts + 1, retry_at=retry_at))


async def give_up(session: AsyncSession, row: Incoming) -> bool:
    """Let others go first for good; False where another process took the row meanwhile. It stays, and is shown."""
    statement = update(InboxRow).where(*_as_it_was(row)).values(state=FAILED)
    return (await session.exec(statement.returning(col(InboxRow.seq)))).first() is not None


def _as_it_was(row: Incoming) -> tuple[ColumnElement[bool], ...]:
    return col(InboxRow.seq) == row.seq, col(InboxRow.state) == NEW, col(InboxRow.attempts) == row.attempts


async def failed(session: AsyncSession) -> list[Failed]:
    """Return what could not be handled and still can be, oldest first; never what it says."""
    columns: list[Any] = [getattr(InboxRow, name) for name in Failed._fields]
    found = select(*columns).where(*_waits_for_a_mend()).order_by(col(InboxRow.seq))
    return [Failed(*row) for row in await session.exec(found)]


def _waits_for_a_mend() -> tuple[ColumnElement[bool], ...]:
    return literally(col(InboxRow.state), FAILED), col(InboxRow.payload).is_not(None)


def is_done(handled: Any, given_up: Any) -> ColumnElement[bool]:
    """Ask for what still holds something though it was handled before `handled`, or came before `given_up`."""
    failed = col(InboxRow.handled_at).is_(None) & literally(col(InboxRow.state), FAILED)
    old = (col(InboxRow.handled_at) < handled, failed & (col(InboxRow.received_at) < given_up))
    return col(InboxRow.payload).is_not(None) & or_(*old)


async def try_again(session: AsyncSession) -> int:
    """Hand over once more what could not be handled, as after a mend; return how much it was."""
    again = update(InboxRow).where(*_waits_for_a_mend())
    done = await session.exec(again.values(state=NEW, attempts=0, retry_at=None).returning(col(InboxRow.seq)))
    return len(done.all())


async def forget(session: AsyncSession, now: datetime) -> None:
    """Clear what rows held that are done with; their keys stay against redelivery."""
    done = is_done(now - KEEP, now - KEEP_FAILED)
    await session.exec(update(InboxRow).where(done).values(payload=None))


async def clear_of(session: AsyncSession, slack_user: str) -> None:
    """Clear at once what a person did and what was handled or given up, as `forget` does in time."""
    ended = col(InboxRow.handled_at).is_not(None) | literally(col(InboxRow.state), FAILED)
    mine = (col(InboxRow.slack_user) == slack_user, col(InboxRow.payload).is_not(None))
    await session.exec(update(InboxRow).where(ended, *mine).values(payload=None))


async def kept_of(session: AsyncSession, slack_user: str) -> list[Incoming]:
    """Return what a person did of which the payload is still kept, the oldest first."""
    found = select(InboxRow).where(InboxRow.slack_user == slack_user, col(InboxRow.payload).is_not(None))
    rows = await session.exec(found.order_by(col(InboxRow.seq)))
    return [Incoming.model_validate(row.model_dump(include=set(Incoming.model_fields))) for row in rows]
