"""Which kinds of work wait, and when the next will: one query for all, as the bot asks each second for nothing mostly.

A kind may be named although none of it can be done yet, as where a message waits for its turn; it is never left
out while there is something to do.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    ColumnExpressionArgument,
    Select,
    bindparam,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.orm import aliased
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.enrollment import EnrollmentState
from onboardbot.core.outbox import MessageState
from onboardbot.store import workspace
from onboardbot.store.claims import FARTHEST, is_due, is_lost
from onboardbot.store.errands import ErrandRow
from onboardbot.store.inbox import KEEP, KEEP_FAILED, NEW, is_done
from onboardbot.store.outbox import OPEN, UNFINISHED
from onboardbot.store.pace_tables import ConversationRow
from onboardbot.store.tables import (
    EnrollmentRow,
    FailureRow,
    FindingRow,
    InboxRow,
    MessageRow,
    PersonRow,
    TouchpointRow,
    WatchRow,
    WorkspaceRow,
    literally,
)
from onboardbot.store.types import UTCDateTime


class Work(StrEnum):
    """The kinds of work that rows ask for; what is under way is somebody's already."""

    LOST = "lost"
    INBOX = "inbox"
    PEOPLE = "people"
    SETTLE = "settle"
    REACH = "reach"
    DUE = "due"
    WATCH = "watch"
    ADVANCE = "advance"
    ERRAND = "errand"
    FAILURES = "failures"
    DISPATCH = "dispatch"
    UNDER_WAY = "under_way"
    REDRAW = "redraw"
    FORGET = "forget"
    HOME = "home"


class Outlook(NamedTuple):
    """What waits at an instant, when time alone makes the next thing happen, and how far business time is ahead.

    `again` is the next instant of machine time at which a pause ends: of a message that is tried again or looked for,
    of a conversation or a method that is left alone.
    """

    kinds: frozenset[Work]
    following: datetime | None
    again: datetime | None
    offset: timedelta


NOW, MACHINE, FAR, KEPT_SINCE, FAILED_SINCE = (
    bindparam(name, type_=UTCDateTime()) for name in ("now", "machine", "far", "kept_since", "failed_since")
)
_UNTOLD = col(FailureRow.told_at).is_(None) & col(FailureRow.cleared_at).is_(None)
ASKED: BindParameter[str] = bindparam("asked", expanding=True)


async def outlook(session: AsyncSession, *, now: datetime, machine: datetime, asked: Collection[str]) -> Outlook:
    """Look at all there is at `now`, in business time; `asked` are e-mails that Slack doesn't know."""
    values = {"now": now, "machine": machine, "far": machine + FARTHEST, "asked": list(asked)}
    values |= {"kept_since": now - KEEP, "failed_since": now - KEEP_FAILED}
    offset, *found = (await session.exec(_query(), params=values)).one()  # type: ignore[call-overload]
    there, instants = found[: len(Work)], found[len(Work) :]
    pauses = len(_pauses())
    return Outlook(
        kinds=frozenset(kind for kind, some in zip(Work, there, strict=True) if some),
        following=_earliest(instants[:-pauses]),
        again=_earliest(instants[-pauses:]),
        offset=workspace.offset_of(offset),
    )


def _earliest(instants: Sequence[datetime | None]) -> datetime | None:
    return min((instant for instant in instants if instant is not None), default=None)


async def waiting_since(session: AsyncSession, *, now: datetime) -> datetime | None:
    """Return since when the oldest thing waits that could be done: something that came in, or a message that is due.

    What is being tried again holds others of the same person up, and is no sign that the bot can't keep pace.
    """
    tried = aliased(MessageRow)
    held_up = exists().where(
        col(tried.person_id) == col(MessageRow.person_id), literally(col(tried.state), MessageState.RETRY)
    )
    pending = literally(col(MessageRow.state), MessageState.PENDING) & col(MessageRow.after).is_(None) & ~held_up
    message = select(func.min(col(MessageRow.due_at))).where(pending, col(MessageRow.due_at) <= now)
    unread = literally(col(InboxRow.state), NEW) & (col(InboxRow.attempts) == 0)
    incoming = select(func.min(col(InboxRow.received_at))).where(unread)
    found = (await session.exec(select(message.scalar_subquery(), incoming.scalar_subquery()))).one()  # type: ignore[call-overload]
    return min((instant for instant in found if instant is not None), default=None)


@cache
def _query() -> Select[Any]:
    """Build it once: as an expression it costs more than its answer."""
    kinds = _kinds()
    offset = select(col(WorkspaceRow.clock_offset_us)).where(col(WorkspaceRow.id) == workspace.OURS).scalar_subquery()
    columns: list[Any] = [offset, *(exists().where(kinds[kind]) for kind in Work), *_instants(), *_pauses()]
    return select(*columns)


def _kinds() -> Mapping[Work, ColumnExpressionArgument[bool]]:
    state, after = col(MessageRow.state), col(MessageRow.after)
    under_way = literally(state, *UNFINISHED) & literally(state, MessageState.SENDING)
    return {
        Work.LOST: is_lost(MACHINE, FAR),
        Work.INBOX: literally(col(InboxRow.state), NEW),
        Work.PEOPLE: col(PersonRow.slack_id).is_(None) & col(PersonRow.email).not_in(ASKED),
        Work.SETTLE: col(EnrollmentRow.unsettled),
        Work.REACH: _reached(),
        Work.DUE: col(TouchpointRow.wake_at) <= NOW,
        Work.WATCH: col(WatchRow.due_at) <= NOW,
        Work.ADVANCE: col(FindingRow.due_at) <= NOW,
        Work.ERRAND: col(ErrandRow.due_at) <= NOW,
        Work.FAILURES: _UNTOLD & or_(col(FailureRow.tell_at).is_(None), col(FailureRow.tell_at) <= NOW),
        Work.DISPATCH: literally(state, *OPEN) & after.is_(None) & _is_due(),
        Work.UNDER_WAY: under_way,
        Work.REDRAW: col(MessageRow.stale) & col(MessageRow.ts).is_not(None),
        Work.HOME: col(PersonRow.home_wanted).is_not(None),
        Work.FORGET: is_done(KEPT_SINCE, FAILED_SINCE),
    }


def _is_due() -> ColumnElement[bool]:
    return is_due(col(MessageRow.due_at), col(MessageRow.priority), NOW)


def _instants() -> tuple[Any, ...]:
    state = col(EnrollmentRow.state)
    waits = literally(col(MessageRow.state), *OPEN) & col(MessageRow.after).is_(None)
    return (
        _first(col(TouchpointRow.wake_at)),
        _first(col(MessageRow.due_at), waits),
        _first(col(FindingRow.due_at)),
        _first(col(WatchRow.due_at)),
        _first(col(ErrandRow.due_at)),
        _first(col(FailureRow.tell_at), _UNTOLD),
        _first(col(EnrollmentRow.ends_at), literally(state, EnrollmentState.ACTIVE)),
        _first(col(EnrollmentRow.paused_until), literally(state, EnrollmentState.PAUSED)),
    )


@cache
def _pauses() -> tuple[Any, ...]:
    state = col(MessageRow.state)
    sending = literally(state, *UNFINISHED) & literally(state, MessageState.SENDING)
    return (
        _first(col(MessageRow.retry_at), literally(state, *OPEN), after=MACHINE),
        _first(col(MessageRow.look_at), sending, after=MACHINE),
        _first(col(MessageRow.lease_until), sending, after=MACHINE),
        _first(col(ConversationRow.full_at), after=MACHINE),
        _first(col(ConversationRow.paused_until), after=MACHINE),
    )


def _first(column: Any, *conditions: ColumnElement[bool], after: BindParameter[datetime] = NOW) -> Any:
    return select(func.min(column)).where(column > after, *conditions).scalar_subquery()


def _reached() -> ColumnElement[bool]:
    state = col(EnrollmentRow.state)
    return or_(
        (col(EnrollmentRow.ends_at) <= NOW) & literally(state, EnrollmentState.ACTIVE),
        (col(EnrollmentRow.paused_until) <= NOW) & literally(state, EnrollmentState.PAUSED),
    )
