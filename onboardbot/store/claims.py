"""Messages on their way: claimed together before the first post, and moved on together after it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, bindparam
from sqlalchemy.orm import aliased
from sqlmodel import col, exists, or_, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.outbox import HOLD_BACK, LEASE, LONGEST_PAUSE, SKEW, Envelope, MessageState, Priority
from onboardbot.core.throttle import BURST, TRUST, WAITED_FOR
from onboardbot.store.outbox import OPEN, UNFINISHED, columns_of_envelope, envelope_of
from onboardbot.store.pace_tables import ConversationRow
from onboardbot.store.tables import MessageRow, TouchpointRow, literally
from onboardbot.store.types import UTCDateTime

CLAIM = ("lease_until", "attempts", "claimed_at", "since")
ARRIVAL = ("channel", "ts", "sent_at")
FARTHEST = LONGEST_PAUSE + SKEW  # ahead of the machine's clock; a lease is shorter


class Ready(NamedTuple):
    """A message that may go now; `late_until`: of its step, `newest_ts` and `full_at`: of its conversation."""

    envelope: Envelope
    late_until: datetime | None
    newest_ts: str | None
    full_at: datetime | None


async def ready(
    session: AsyncSession, *, now: datetime, machine: datetime, limit: int, paced: bool = True
) -> list[Ready]:
    """Return up to `limit` messages that may go now, most urgent first, one a person, and keep others from them.

    Only the oldest unfinished message of a person is claimable, but what is more urgent than a due step
    overtakes, and one that is being retried holds later ones back for 30 minutes at most. A conversation that Slack
    asked to leave alone is left alone; `paced`: so is one that has not had its second. What began, or ends, later than
    can be was kept before the machine's clock was set back, and holds up nothing.
    """
    instants = {"now": now, "machine": machine, "held": machine - HOLD_BACK, "begun": machine + SKEW}
    instants |= {"retried": machine + FARTHEST}
    instants |= {"ahead": machine + BURST, "beyond": machine + TRUST} if paced else {}
    rows = await session.exec(_ready(paced=paced).limit(limit * 2), params=instants)
    first: dict[str, Ready] = {}
    for row in rows:
        envelope = envelope_of(row)
        if len(first) < limit:
            first.setdefault(envelope.person_id, Ready(envelope, *row[-3:]))
    return list(first.values())


NOW, MACHINE, HELD, BEGUN, RETRIED, AHEAD, BEYOND = (
    bindparam(name, type_=UTCDateTime()) for name in ("now", "machine", "held", "begun", "retried", "ahead", "beyond")
)


@cache
def _ready(*, paced: bool) -> Any:
    """Build it once: as an expression it costs more than its answer."""
    message, talk = MessageRow, ConversationRow
    columns: list[Any] = [*columns_of_envelope(), TouchpointRow.late_until, talk.newest_ts, talk.full_at]
    return (
        select(*columns)
        .outerjoin(talk, col(talk.person_id) == col(message.person_id))
        .outerjoin(TouchpointRow, col(TouchpointRow.id) == col(message.touchpoint_id))
        .where(
            literally(col(message.state), *OPEN),
            is_due(col(message.due_at), col(message.priority), NOW),
            col(message.after).is_(None),
            or_(col(message.retry_at).is_(None), col(message.retry_at) <= MACHINE, col(message.retry_at) > RETRIED),
            or_(col(talk.paused_until).is_(None), col(talk.paused_until) <= MACHINE, col(talk.paused_since) > BEGUN),
            *([_had_its_second()] if paced else []),
            ~_blocked(),
        )
        .order_by(col(message.priority), col(message.due_at), col(message.seq))
        .with_for_update(skip_locked=True, of=message)
    )


def is_due(due_at: Any, priority: Any, now: Any) -> ColumnElement[bool]:
    """Ask whether a message's time has come: the answer to a tap is due from the tap on, whatever the clock says."""
    return or_(due_at <= now, priority == Priority.CLICK)


def _had_its_second() -> ColumnElement[bool]:
    """Ask whether a message may go to its channel; one that is full far ahead was so before the clock was set back."""
    full_at = col(ConversationRow.full_at)
    waited_for = col(MessageRow.priority) <= WAITED_FOR
    rested = or_(full_at.is_(None), full_at <= MACHINE, full_at > BEYOND)
    return or_(rested, waited_for & (full_at <= AHEAD))


def _blocked() -> ColumnElement[bool]:
    """Ask whether an older message of the same person must go first."""
    older = aliased(MessageRow)
    return exists().where(
        col(older.person_id) == col(MessageRow.person_id),
        literally(col(older.state), *UNFINISHED),
        col(older.seq) < col(MessageRow.seq),
        col(older.priority) <= col(MessageRow.priority),
        is_due(col(older.due_at), col(older.priority), NOW),
        col(older.after).is_(None),
        or_(col(older.held_since).is_(None), (col(older.held_since) > HELD) & (col(older.held_since) <= BEGUN)),
    )


class Body(NamedTuple):
    """What a message says, as the JSON of its parts; `introduces`: with what the bot is under it."""

    id: str
    body: str | None
    introduces: bool


def claimed(found: Ready, *, now: datetime, machine: datetime) -> Envelope:
    """Return a message as it is once it is claimed; the first claim fixes its day, and where it is looked for."""
    envelope = found.envelope
    return envelope.model_copy(
        update={
            "state": MessageState.SENDING,
            "lease_until": machine + LEASE,
            "attempts": envelope.attempts + 1,
            "claimed_at": envelope.claimed_at or now,
            "since": envelope.since if envelope.claimed_at else found.newest_ts,
        }
    )


async def intend(session: AsyncSession, envelopes: Sequence[Envelope], bodies: Sequence[Body]) -> None:
    """Keep that these messages are about to be sent, and what they say."""
    rows = [
        {"key": one.id, "its_body": said.body, "its_introduces": said.introduces}
        | {f"its_{name}": getattr(one, name) for name in CLAIM}
        for one, said in zip(envelopes, bodies, strict=True)
    ]
    await change_each(session, rows, *CLAIM, "body", "introduces", state=MessageState.SENDING, stale=False)


async def being_introduced(session: AsyncSession, person_ids: Sequence[str]) -> dict[str, datetime]:
    """Return who of these is being sent what the bot is, and since when."""
    if not person_ids:
        return {}
    state = col(MessageRow.state)
    found = select(MessageRow.person_id, MessageRow.claimed_at).where(
        col(MessageRow.person_id).in_(person_ids),
        literally(state, *UNFINISHED),
        literally(state, MessageState.SENDING),
        col(MessageRow.introduces),
    )
    return {person_id: at for person_id, at in await session.exec(found) if at is not None}


async def still_ours(session: AsyncSession, envelopes: Sequence[Envelope]) -> set[str]:
    """Return which of these claims still hold: nobody else has looked after them since."""
    if not envelopes:
        return set()
    found = select(MessageRow.id, MessageRow.lease_until).where(
        col(MessageRow.id).in_([one.id for one in envelopes]), col(MessageRow.state) == MessageState.SENDING
    )
    leases = dict((await session.exec(found)).all())
    return {one.id for one in envelopes if leases.get(one.id) == one.lease_until}


async def sent(session: AsyncSession, envelopes: Sequence[Envelope]) -> None:
    """Move claimed messages on that were sent at one moment."""
    rows = [{"key": one.id, **{f"its_{name}": getattr(one, name) for name in ARRIVAL}} for one in envelopes]
    done = {"state": MessageState.SENT, "lease_until": None, "look_at": None, "cause": None}
    await change_each(session, rows, *ARRIVAL, **done)


async def change_each(session: AsyncSession, rows: Sequence[Mapping[str, Any]], *names: str, **same: Any) -> None:
    """Change many messages by one statement: these columns each to its own value, `its_NAME`, others to the same."""
    if rows:
        connection = await session.connection()
        await connection.execute(_each(names, tuple(same.items())), rows)


@cache
def _each(names: tuple[str, ...], same: tuple[tuple[str, Any], ...]) -> Any:
    table = MessageRow.metadata.tables["message"]
    own: dict[str, Any] = {name: bindparam(f"its_{name}") for name in names}
    return update(table).where(table.c.id == bindparam("key")).values(own | dict(same))


async def settle(session: AsyncSession, message_id: str, state: MessageState, **values: object) -> None:
    """Move a claimed message on that was not sent: retry, failed or unsure."""
    known = {"lease_until": None, "look_at": None, "looks": 0, "failed_looks": 0}
    await session.exec(
        update(MessageRow).where(col(MessageRow.id) == message_id).values(state=state, **(known | values))
    )


async def release(session: AsyncSession, envelopes: Sequence[Envelope]) -> None:
    """Let go what was claimed and never posted, as when the process ends."""
    rows = [{"key": one.id, "its_attempts": one.attempts - 1} for one in envelopes]
    await change_each(session, rows, "attempts", state=MessageState.PENDING, lease_until=None)


async def is_sending(session: AsyncSession, person_id: str, machine: datetime) -> bool:
    """Say whether something to this person is under way, so that Slack may have what is not marked as sent yet.

    What is looked for later is not: nobody waits for it.
    """
    state = col(MessageRow.state)
    found = select(MessageRow.seq).where(
        MessageRow.person_id == person_id,
        literally(state, *UNFINISHED),
        literally(state, MessageState.SENDING),
        col(MessageRow.lease_until).between(machine, machine + LEASE + SKEW),
        col(MessageRow.look_at).is_(None),
    )
    return (await session.exec(found.limit(1))).first() is not None


async def hold_back(session: AsyncSession, message_id: str, machine: datetime) -> None:
    """Keep since when a message that is being retried holds later ones back."""
    await session.exec(
        update(MessageRow)
        .where(col(MessageRow.id) == message_id, col(MessageRow.held_since).is_(None))
        .values(held_since=machine)
    )


async def look_for(session: AsyncSession, message_id: str, at: datetime, looks: int = 0, failed: int = 0) -> None:
    """Keep that a message is looked for in its conversation at this instant: nobody knows whether it went out."""
    values = {"look_at": at, "looks": looks, "failed_looks": failed}
    await session.exec(update(MessageRow).where(col(MessageRow.id) == message_id).values(**values))


async def look_for_all(session: AsyncSession, at: datetime) -> None:
    """Keep that whatever is being sent is looked for: at the start of the only process nothing can be under way."""
    under_way = (literally(col(MessageRow.state), *UNFINISHED), literally(col(MessageRow.state), MessageState.SENDING))
    await session.exec(update(MessageRow).where(*under_way, col(MessageRow.look_at).is_(None)).values(look_at=at))


class Lost(NamedTuple):
    """A message of which nobody knows whether it went out; `channel`: of its conversation, where it is known."""

    envelope: Envelope
    channel: str | None


def is_lost(machine: Any, far: Any) -> ColumnElement[bool]:
    """Ask for what must be looked for: its time to be looked for has come, or whoever sent it has been gone.

    `far`: no lease ends and no pause lasts longer, unless the machine's clock was set back.
    """
    state, look_at = col(MessageRow.state), col(MessageRow.look_at)
    leased = col(MessageRow.lease_until).is_not(None)  # written out, so that the index of leases is met
    lease_until = col(MessageRow.lease_until)
    gone = look_at.is_(None) & or_(lease_until < machine, lease_until > far)
    wanted = or_(look_at <= machine, look_at > far, gone)
    return literally(state, *UNFINISHED) & literally(state, MessageState.SENDING) & leased & wanted


async def claim_lost(session: AsyncSession, machine: datetime, limit: int, *, but: Collection[str] = ()) -> list[Lost]:
    """Return messages that must be looked for now; nobody else looks for them before their lease is over.

    `but`: what this process is posting or looking for, however its machine's clock jumps.
    """
    columns: list[Any] = [*columns_of_envelope(), ConversationRow.channel]
    found = (
        select(*columns)
        .outerjoin(ConversationRow, col(ConversationRow.person_id) == col(MessageRow.person_id))
        .where(is_lost(machine, machine + FARTHEST), *([col(MessageRow.id).not_in(but)] if but else []))
        .order_by(col(MessageRow.lease_until))
        .limit(limit)
        .with_for_update(skip_locked=True, of=MessageRow)
    )
    leased = {"lease_until": machine + LEASE, "look_at": None}
    lost = [Lost(envelope_of(row).model_copy(update=leased), row[-1]) for row in await session.exec(found)]
    if lost:
        ids = [one.envelope.id for one in lost]
        await session.exec(update(MessageRow).where(col(MessageRow.id).in_(ids)).values(**leased))
    return lost
