"""The outbox: messages that wait, and what was sent; how they are claimed and sent is in `store.claims`."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any, NamedTuple, NotRequired, TypedDict, Unpack

from sqlalchemy import case
from sqlmodel import col, delete, distinct, func, or_, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.outbox import Envelope, MessageState, Priority
from onboardbot.store.people import new_id
from onboardbot.store.tables import MessageRow, TouchpointRow
from onboardbot.store.types import upsert

OPEN = (MessageState.PENDING, MessageState.RETRY)
ASKED_ANEW = datetime.min.replace(tzinfo=UTC)  # in place of the lease of an update
UNFINISHED = (MessageState.PENDING, MessageState.SENDING, MessageState.RETRY)


_FIELDS = tuple(Envelope.model_fields)


@cache
def columns_of_envelope() -> Any:
    """Return what is selected to make an envelope of a row; other columns may stand behind."""
    return tuple(getattr(MessageRow, name) for name in _FIELDS)


def envelope_of(row: Sequence[Any]) -> Envelope:
    return Envelope.model_validate(dict(zip(_FIELDS, row, strict=False)))


def _envelope(row: MessageRow) -> Envelope:
    return Envelope.model_validate(row.model_dump(include=set(_FIELDS)))


class About(TypedDict):
    """What a message is about, and when it goes; `dedupe_key`: where kind, subject and person do not say it."""

    subject: str
    due_at: datetime
    priority: Priority
    enrollment_id: NotRequired[str | None]
    touchpoint_id: NotRequired[int | None]
    args: NotRequired[str | None]
    thread_ts: NotRequired[str | None]
    dedupe_key: NotRequired[str]
    after: NotRequired[str | None]
    late: NotRequired[bool]


async def post(session: AsyncSession, kind: str, person_id: str, **about: Unpack[About]) -> str | None:
    """Put one message into the outbox; the same kind, subject and person twice is one message.

    Returns:
        Its id, or None where it was there already.
    """
    values = fresh(kind, person_id, **about)
    statement = upsert(session, MessageRow).values(**values)
    done = await session.exec(statement.on_conflict_do_nothing().returning(col(MessageRow.id)))
    return str(values["id"]) if done.first() else None


async def post_all(session: AsyncSession, messages: Sequence[dict[str, Any]]) -> None:
    """Put messages into the outbox together, in this order; what is there already stays as it is."""
    if messages:
        connection = await session.connection()
        await connection.execute(upsert(session, MessageRow).on_conflict_do_nothing(), messages)


def fresh(kind: str, person_id: str, **about: Unpack[About]) -> dict[str, Any]:
    """Return the row of a message that waits to be sent."""
    empty = dict.fromkeys(("enrollment_id", "touchpoint_id", "args", "thread_ts", "after"))
    return {
        **empty,
        "id": new_id(),
        "kind": kind,
        "person_id": person_id,
        "dedupe_key": f"{kind}/{about['subject']}/{person_id}",
        "state": MessageState.PENDING,
        "attempts": 0,
        "stale": False,
        "late": False,
        "introduces": False,
        **about,
        "priority": int(about["priority"]),
    }


async def change(session: AsyncSession, message_id: str, **values: object) -> None:
    """Set columns of one message."""
    values |= again() if values.get("stale") else {}
    await session.exec(update(MessageRow).where(col(MessageRow.id) == message_id).values(**values))


async def by_id(session: AsyncSession, message_id: str) -> Envelope | None:
    row = (await session.exec(select(MessageRow).where(MessageRow.id == message_id))).one_or_none()
    return _envelope(row) if row else None


async def at_place(session: AsyncSession, channel: str, ts: str) -> Envelope | None:
    """Return the message that stands at `ts` of a conversation."""
    own = or_(col(MessageRow.added_to).is_(None), col(MessageRow.added_to) == col(MessageRow.id))
    found = await session.exec(select(MessageRow).where(MessageRow.channel == channel, MessageRow.ts == ts, own))
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


async def recent(session: AsyncSession, kinds: Sequence[str], person_id: str, *, most: int) -> Sequence[Envelope]:
    """Return the newest messages of some kinds to a person, whatever became of them, the newest first."""
    found = select(MessageRow).where(MessageRow.person_id == person_id, col(MessageRow.kind).in_(kinds))
    return [_envelope(row) for row in await session.exec(found.order_by(col(MessageRow.seq).desc()).limit(most))]


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


async def of_kind(session: AsyncSession, enrollment_id: str, kind: str) -> list[Envelope]:
    """Return the messages of one kind in an onboarding, oldest first."""
    found = select(MessageRow).where(MessageRow.enrollment_id == enrollment_id, MessageRow.kind == kind)
    return [_envelope(row) for row in await session.exec(found.order_by(col(MessageRow.seq)))]


async def about(session: AsyncSession, kinds: str | Sequence[str], subject: str) -> Sequence[Envelope]:
    """Return the messages of a kind, or of several, about one subject, oldest first."""
    wanted = (kinds,) if isinstance(kinds, str) else kinds
    found = select(MessageRow).where(col(MessageRow.kind).in_(wanted), MessageRow.subject == subject)
    return [_envelope(row) for row in await session.exec(found.order_by(col(MessageRow.seq)))]


async def waiting(session: AsyncSession, kinds: Sequence[str]) -> list[Envelope]:
    """Return the messages of some kinds that nobody has begun to send."""
    pending = col(MessageRow.state) == MessageState.PENDING
    found = await session.exec(select(MessageRow).where(pending, col(MessageRow.kind).in_(kinds)))
    return [_envelope(row) for row in found]


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


async def opened(session: AsyncSession, person_id: str, now: datetime, message_id: str | None = None) -> None:
    """Keep that somebody has seen what they were told: one message, or all that their Home shows."""
    this = or_(col(MessageRow.id) == message_id, col(MessageRow.added_to) == message_id)
    one = this if message_id else col(MessageRow.kind) == "tell"
    unseen = col(MessageRow.opened_at).is_(None) & col(MessageRow.sent_at).is_not(None)
    await session.exec(
        update(MessageRow).where(col(MessageRow.person_id) == person_id, one, unseen).values(opened_at=now)
    )


async def of_onboarding(session: AsyncSession, enrollment_id: str) -> list[Envelope]:
    """Return all that was sent in an onboarding, the oldest first."""
    found = select(MessageRow).where(MessageRow.enrollment_id == enrollment_id, col(MessageRow.sent_at).is_not(None))
    return [_envelope(row) for row in await session.exec(found.order_by(col(MessageRow.seq)))]


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


async def refresh(session: AsyncSession, kinds: str | Sequence[str], subject: str, *, but: str | None = None) -> None:
    """Ask that what was sent of a kind, or of several, about this subject be drawn again; `but`: except this one."""
    wanted = (kinds,) if isinstance(kinds, str) else kinds
    which = [col(MessageRow.kind).in_(wanted), col(MessageRow.subject) == subject]
    if but is not None:
        which.append(col(MessageRow.id) != but)
    await session.exec(update(MessageRow).where(*which).values(**again()))


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


async def release_after(session: AsyncSession, dedupe_key: str, now: datetime) -> None:
    """Let go what was to be said only once this message is sent, at its own time if that is later."""
    due_at = case((col(MessageRow.due_at) > now, col(MessageRow.due_at)), else_=now)
    await session.exec(update(MessageRow).where(col(MessageRow.after) == dedupe_key).values(after=None, due_at=due_at))
