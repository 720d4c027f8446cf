"""The outbox: messages that wait, are claimed, and become what was sent."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, case
from sqlalchemy.orm import aliased
from sqlmodel import col, delete, distinct, exists, func, or_, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.outbox import HOLD_BACK, LEASE, Cause, Envelope, MessageState, Priority
from onboardbot.store.people import new_id
from onboardbot.store.tables import MessageRow, TouchpointRow, literally
from onboardbot.store.types import upsert

OPEN = (MessageState.PENDING, MessageState.RETRY)
ASKED_ANEW = datetime.min.replace(tzinfo=UTC)  # in place of the lease of an update
UNFINISHED = (MessageState.PENDING, MessageState.SENDING, MessageState.RETRY)


def _envelope(row: MessageRow) -> Envelope:
    return Envelope.model_validate(row.model_dump(include=set(Envelope.model_fields)))


async def post(
    session: AsyncSession,
    kind: str,
    person_id: str,
    *,
    subject: str,
    due_at: datetime,
    priority: Priority,
    enrollment_id: str | None = None,
    touchpoint_id: int | None = None,
    args: str | None = None,
    thread_ts: str | None = None,
    dedupe_key: str | None = None,
    after: str | None = None,
) -> str | None:
    """Put one message into the outbox; the same kind, subject and person twice is one message.

    Returns:
        Its id, or None where it was there already.
    """
    values = {
        "id": new_id(),
        "kind": kind,
        "person_id": person_id,
        "enrollment_id": enrollment_id,
        "touchpoint_id": touchpoint_id,
        "subject": subject,
        "dedupe_key": dedupe_key or f"{kind}/{subject}/{person_id}",
        "priority": int(priority),
        "due_at": due_at,
        "args": args,
        "thread_ts": thread_ts,
        "state": MessageState.PENDING,
        "attempts": 0,
        "stale": False,
        "late": False,
        "after": after,
        "introduces": False,
    }
    statement = upsert(session, MessageRow).values(**values)
    done = await session.exec(statement.on_conflict_do_nothing().returning(col(MessageRow.id)))
    return str(values["id"]) if done.first() else None


async def claim(session: AsyncSession, *, now: datetime, machine: datetime, limit: int) -> list[Envelope]:
    """Mark up to `limit` messages as being sent and return them, most urgent first, one a person.

    Only the oldest unfinished message of a person is claimable, but what is more urgent than a due step
    overtakes, and one that is being retried holds later ones back for 30 minutes at most.
    """
    older = aliased(MessageRow)
    blocked = exists().where(
        col(older.person_id) == col(MessageRow.person_id),
        literally(col(older.state), *UNFINISHED),
        col(older.seq) < col(MessageRow.seq),
        col(older.priority) <= col(MessageRow.priority),
        col(older.due_at) <= now,
        col(older.after).is_(None),
        or_(col(older.held_since).is_(None), col(older.held_since) > machine - HOLD_BACK),
    )
    ready = (
        select(MessageRow)
        .where(
            literally(col(MessageRow.state), *OPEN),
            col(MessageRow.due_at) <= now,
            col(MessageRow.after).is_(None),
            or_(col(MessageRow.retry_at).is_(None), col(MessageRow.retry_at) <= machine),
            ~blocked,
        )
        .order_by(col(MessageRow.priority), col(MessageRow.due_at), col(MessageRow.seq))
        .limit(limit * 2)
        .with_for_update(skip_locked=True)
    )
    first: dict[str, MessageRow] = {}
    for row in await session.exec(ready):
        if len(first) < limit:
            first.setdefault(row.person_id, row)
    claimed = list(first.values())
    for row in claimed:
        row.state = MessageState.SENDING
        row.lease_until = machine + LEASE
        row.attempts += 1
        row.stale = False  # it is drawn with what is true now
        session.add(row)
    return [_envelope(row) for row in claimed]


class Body(NamedTuple):
    """What a message says, as the JSON of its parts; `introduces`: with what the bot is under it."""

    id: str
    body: str | None
    introduces: bool


async def keep_bodies(session: AsyncSession, bodies: Sequence[Body]) -> None:
    """Keep what claimed messages are about to say."""
    values: dict[str, Any] = {"body": bindparam("said"), "introduces": bindparam("is_first")}
    rows = [{"key": one.id, "said": one.body, "is_first": one.introduces} for one in bodies]
    await _change_each(session, values, rows)


async def sent(session: AsyncSession, envelopes: Sequence[Envelope]) -> None:
    """Move claimed messages on that were sent at one moment."""
    values: dict[str, Any] = {name: bindparam(f"its_{name}") for name in ("channel", "ts", "sent_at")}
    done = {"state": MessageState.SENT, "lease_until": None, "cause": None}
    rows = [{"key": one.id, **{f"its_{name}": getattr(one, name) for name in values}} for one in envelopes]
    await _change_each(session, values | done, rows)


async def _change_each(session: AsyncSession, values: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> None:
    """Change many messages by one statement, each to its own values."""
    if rows:
        table = MessageRow.metadata.tables["message"]
        connection = await session.connection()
        await connection.execute(update(table).where(table.c.id == bindparam("key")).values(**values), rows)


async def settle(session: AsyncSession, message_id: str, state: MessageState, **values: object) -> None:
    """Move a claimed message on that was not sent: retry, failed or unsure."""
    await session.exec(
        update(MessageRow).where(col(MessageRow.id) == message_id).values(state=state, lease_until=None, **values)
    )


async def change(session: AsyncSession, message_id: str, **values: object) -> None:
    """Set columns of one message."""
    values |= again() if values.get("stale") else {}
    await session.exec(update(MessageRow).where(col(MessageRow.id) == message_id).values(**values))


async def give_up_on_lost(session: AsyncSession, machine: datetime | None) -> list[Envelope]:
    """Turn what is `sending` past its lease (or at all, with None: at the start of the only process) to `unsure`."""
    state = col(MessageRow.state)
    lost = select(MessageRow).where(literally(state, *UNFINISHED), literally(state, MessageState.SENDING))
    if machine is not None:
        lost = lost.where(col(MessageRow.lease_until) < machine)
    rows = (await session.exec(lost)).all()
    for row in rows:
        row.state, row.cause, row.lease_until = MessageState.UNSURE, Cause.UNSURE, None
        session.add(row)
    return [_envelope(row) for row in rows]


async def by_id(session: AsyncSession, message_id: str) -> Envelope | None:
    row = (await session.exec(select(MessageRow).where(MessageRow.id == message_id))).one_or_none()
    return _envelope(row) if row else None


async def at_place(session: AsyncSession, channel: str, ts: str) -> Envelope | None:
    """Return the message that stands at `ts` of a conversation."""
    found = await session.exec(select(MessageRow).where(MessageRow.channel == channel, MessageRow.ts == ts))
    row = found.first()
    return _envelope(row) if row else None


async def by_key(session: AsyncSession, dedupe_key: str) -> Envelope | None:
    row = (await session.exec(select(MessageRow).where(MessageRow.dedupe_key == dedupe_key))).one_or_none()
    return _envelope(row) if row else None


async def newest(session: AsyncSession, kind: str, person_id: str) -> Envelope | None:
    """Return the newest message of a kind to a person that arrived, or still will."""
    found = select(MessageRow).where(
        MessageRow.kind == kind,
        MessageRow.person_id == person_id,
        col(MessageRow.state).in_((*UNFINISHED, MessageState.SENT)),
    )
    row = (await session.exec(found.order_by(col(MessageRow.seq).desc()).limit(1))).first()
    return _envelope(row) if row else None


class Mark(NamedTuple):
    """What became of one message of an onboarding; `circle`: who was named in a question that was sent."""

    kind: str
    subject: str
    touchpoint_id: int | None
    state: str
    sent_at: datetime | None
    cause: str | None
    circle: list[str] | None


async def marks(session: AsyncSession, enrollment_id: str, kinds: Sequence[str]) -> list[Mark]:
    """Return what became of the messages of these kinds in an onboarding, the oldest first."""
    columns: list[Any] = [getattr(MessageRow, name) for name in Mark._fields]
    found = select(*columns).where(MessageRow.enrollment_id == enrollment_id, col(MessageRow.kind).in_(kinds))
    return [Mark(*row) for row in await session.exec(found.order_by(col(MessageRow.seq)))]


async def about(session: AsyncSession, kinds: str | Sequence[str], subject: str) -> Sequence[Envelope]:
    """Return the messages of a kind, or of several, about one subject, oldest first."""
    wanted = (kinds,) if isinstance(kinds, str) else kinds
    found = select(MessageRow).where(col(MessageRow.kind).in_(wanted), MessageRow.subject == subject)
    return [_envelope(row) for row in await session.exec(found.order_by(col(MessageRow.seq)))]


async def of_touchpoint(session: AsyncSession, touchpoint_id: int) -> Sequence[Envelope]:
    found = select(MessageRow).where(MessageRow.touchpoint_id == touchpoint_id).order_by(col(MessageRow.seq))
    return [_envelope(row) for row in await session.exec(found)]


async def to_others(session: AsyncSession, enrollment_id: str, hire_id: str, kinds: Sequence[str]) -> list[Envelope]:
    """Return what was sent to others in an onboarding, of these kinds, the newest first."""
    found = select(MessageRow).where(
        MessageRow.enrollment_id == enrollment_id,
        MessageRow.person_id != hire_id,
        col(MessageRow.kind).in_(kinds),
        col(MessageRow.sent_at).is_not(None),
    )
    return [_envelope(row) for row in await session.exec(found.order_by(col(MessageRow.seq).desc()))]


async def reached(session: AsyncSession, enrollment_id: str, person_id: str) -> bool:
    """Say whether anything was sent to a person in an onboarding."""
    found = select(MessageRow.seq).where(
        MessageRow.enrollment_id == enrollment_id,
        MessageRow.person_id == person_id,
        col(MessageRow.sent_at).is_not(None),
    )
    return (await session.exec(found.limit(1))).first() is not None


async def questions_of(session: AsyncSession, enrollment_id: str, since: datetime) -> Sequence[Envelope]:
    """Return the questions of an onboarding that were sent since then, newest first."""
    found = select(MessageRow).where(
        MessageRow.enrollment_id == enrollment_id,
        MessageRow.kind == "question",
        col(MessageRow.sent_at) >= since,
    )
    return [_envelope(row) for row in await session.exec(found.order_by(col(MessageRow.seq).desc()))]


def again() -> dict[str, Any]:
    """Return the values that ask for a message to be drawn again: one that was sent, or is just being sent.

    An update that is under way was drawn before; by its lease, which is another one then, it sees that it was not
    the last.
    """
    lease = col(MessageRow.lease_until)
    updated = col(MessageRow.ts).is_not(None) & lease.is_not(None)
    return {"stale": True, "lease_until": case((updated, ASKED_ANEW), else_=lease)}


async def refresh(session: AsyncSession, kinds: str | Sequence[str], subject: str) -> None:
    """Ask that what was sent of a kind, or of several, about this subject be drawn again."""
    wanted = (kinds,) if isinstance(kinds, str) else kinds
    await session.exec(
        update(MessageRow).where(col(MessageRow.kind).in_(wanted), col(MessageRow.subject) == subject).values(**again())
    )


async def refresh_open(session: AsyncSession, enrollment_id: str, kinds: Sequence[str]) -> None:
    """Ask that all sent messages of these kinds in one onboarding be drawn again."""
    await session.exec(
        update(MessageRow)
        .where(
            col(MessageRow.enrollment_id) == enrollment_id,
            col(MessageRow.kind).in_(kinds),
        )
        .values(**again())
    )


async def stale(session: AsyncSession, limit: int) -> list[Envelope]:
    """Return sent messages that must be drawn again; nobody asks for it anew until the transaction ends."""
    found = select(MessageRow).where(col(MessageRow.stale), col(MessageRow.ts).is_not(None)).limit(limit)
    rows = (await session.exec(found.with_for_update(skip_locked=True))).all()
    return [_envelope(row) for row in rows]


async def update_begins(session: AsyncSession, ids: Collection[str], machine: datetime) -> datetime:
    """Keep that these sent messages are being changed in Slack: until `redrawn` nobody knows what stands there.

    Returns:
        The lease by which `redrawn` knows that nobody asked anew meanwhile.
    """
    lease = machine + LEASE
    await session.exec(update(MessageRow).where(col(MessageRow.id).in_(ids)).values(lease_until=lease))
    return lease


async def redrawn(session: AsyncSession, bodies: Sequence[Body], lease: datetime) -> None:
    """Keep what sent messages say now; which were asked for anew since `lease` was given are drawn once more."""
    await _change_each(session, {"body": bindparam("said")}, [{"key": one.id, "said": one.body} for one in bodies])
    last = col(MessageRow.id).in_([one.id for one in bodies]) & (col(MessageRow.lease_until) == lease)
    await session.exec(update(MessageRow).where(last).values(stale=False, lease_until=None))


async def left_as_it_is(session: AsyncSession, ids: Collection[str]) -> None:
    """Ask no more that these messages be drawn anew: they say what they said."""
    if ids:
        await session.exec(update(MessageRow).where(col(MessageRow.id).in_(ids)).values(stale=False))


async def cancel_open(session: AsyncSession, enrollment_id: str, kinds: Sequence[str]) -> None:
    """Withdraw what was not sent yet of these kinds, as when an onboarding ends."""
    await session.exec(
        update(MessageRow)
        .where(
            col(MessageRow.enrollment_id) == enrollment_id,
            col(MessageRow.kind).in_(kinds),
            col(MessageRow.state).in_(OPEN),
        )
        .values(state=MessageState.CANCELLED)
    )


async def take_back_steps(session: AsyncSession, enrollment_id: str) -> list[int]:
    """Take steps that did not go out yet back out of the outbox, as in a pause; return their touchpoints."""
    done = await session.exec(
        delete(MessageRow)
        .where(
            col(MessageRow.enrollment_id) == enrollment_id,
            col(MessageRow.priority) == Priority.DUE,
            col(MessageRow.touchpoint_id).is_not(None),
            col(MessageRow.state).in_(OPEN),
        )
        .returning(col(MessageRow.touchpoint_id))
    )
    return [int(touchpoint_id) for (touchpoint_id,) in done.all()]


async def steps_gone(
    session: AsyncSession, enrollment_id: str, person_id: str, since: datetime, until: datetime, *, late: bool = False
) -> int:
    """Count the steps that went to a person between two instants, or only those that went late."""
    found = (
        select(func.count(distinct(col(MessageRow.touchpoint_id))))
        .select_from(MessageRow)
        .join(TouchpointRow, col(TouchpointRow.id) == col(MessageRow.touchpoint_id))
        .where(
            MessageRow.enrollment_id == enrollment_id,
            MessageRow.person_id == person_id,
            col(MessageRow.kind).in_(("message", "guide", "question")),
            or_(not late, col(MessageRow.late)),
            col(MessageRow.due_at) >= since,
            col(MessageRow.due_at) < until,
        )
    )
    return (await session.exec(found)).one()


async def is_sending(session: AsyncSession, person_id: str, machine: datetime) -> bool:
    """Say whether something to this person is under way, so that Slack may have what is not marked as sent yet."""
    state = col(MessageRow.state)
    found = select(MessageRow.seq).where(
        MessageRow.person_id == person_id,
        literally(state, *UNFINISHED),
        literally(state, MessageState.SENDING),
        col(MessageRow.lease_until) > machine,
    )
    return (await session.exec(found.limit(1))).first() is not None


async def hold_back(session: AsyncSession, message_id: str, machine: datetime) -> None:
    """Keep since when a message that is being retried holds later ones back."""
    await session.exec(
        update(MessageRow)
        .where(col(MessageRow.id) == message_id, col(MessageRow.held_since).is_(None))
        .values(held_since=machine)
    )


async def release_after(session: AsyncSession, dedupe_key: str, now: datetime) -> None:
    """Let go what was to be said only once this message is sent, at its own time if that is later."""
    due_at = case((col(MessageRow.due_at) > now, col(MessageRow.due_at)), else_=now)
    await session.exec(update(MessageRow).where(col(MessageRow.after) == dedupe_key).values(after=None, due_at=due_at))
