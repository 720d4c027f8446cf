"""Which kinds of work wait, and when the next will: one query for all, as the bot asks each second for nothing mostly.

A kind may be named although none of it can be done yet, as where a message waits for its turn; it is never left
out while there is something to do.
"""

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, ColumnExpressionArgument, exists, func, or_, select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.enrollment import EnrollmentState
from onboardbot.core.outbox import MessageState
from onboardbot.store.inbox import KEEP, NEW
from onboardbot.store.outbox import OPEN
from onboardbot.store.tables import (
    EnrollmentRow,
    ErrandRow,
    FailureRow,
    FindingRow,
    InboxRow,
    MessageRow,
    PersonRow,
    TouchpointRow,
    WatchRow,
)


class Work(StrEnum):
    """The kinds of work that rows ask for."""

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
    REDRAW = "redraw"
    FORGET = "forget"
    HOME = "home"


_UNTOLD = col(FailureRow.told_at).is_(None) & col(FailureRow.cleared_at).is_(None)


async def waiting(session: AsyncSession, *, now: datetime, machine: datetime, asked: Collection[str]) -> set[Work]:
    """Return the kinds of work of which there is some; `asked` are e-mails that Slack doesn't know."""
    kinds = _kinds(now, machine, asked)
    row = (await session.exec(select(*(exists().where(some) for some in kinds.values())))).one()  # type: ignore[call-overload]
    return {kind for kind, there in zip(kinds, row, strict=True) if there}


def _kinds(now: datetime, machine: datetime, asked: Collection[str]) -> dict[Work, ColumnExpressionArgument[bool]]:
    message, state = MessageRow, col(MessageRow.state)
    return {
        Work.LOST: (state == MessageState.SENDING) & (col(message.lease_until) < machine),
        Work.INBOX: col(InboxRow.state) == NEW,
        Work.PEOPLE: col(PersonRow.slack_id).is_(None) & col(PersonRow.email).not_in(asked),
        Work.SETTLE: col(EnrollmentRow.unsettled),
        Work.REACH: _reached(now),
        Work.DUE: col(TouchpointRow.wake_at) <= now,
        Work.WATCH: col(WatchRow.due_at) <= now,
        Work.ADVANCE: col(FindingRow.due_at) <= now,
        Work.ERRAND: col(ErrandRow.due_at) <= now,
        Work.FAILURES: _UNTOLD & or_(col(FailureRow.tell_at).is_(None), col(FailureRow.tell_at) <= now),
        Work.DISPATCH: state.in_(OPEN) & col(message.after).is_(None) & (col(message.due_at) <= now),
        Work.REDRAW: col(message.stale),
        Work.HOME: col(PersonRow.home_wanted).is_not(None),
        Work.FORGET: col(InboxRow.payload).is_not(None) & (col(InboxRow.handled_at) < now - KEEP),
    }


async def next_due(session: AsyncSession, *, after: datetime) -> datetime | None:
    """Return the next instant at which time alone makes something happen, in business time."""
    message, state = MessageRow, col(EnrollmentRow.state)
    waits = col(message.state).in_(OPEN) & col(message.after).is_(None)
    instants = (
        _first(col(TouchpointRow.wake_at), after),
        _first(col(message.due_at), after, waits),
        _first(col(FindingRow.due_at), after),
        _first(col(WatchRow.due_at), after),
        _first(col(ErrandRow.due_at), after),
        _first(col(FailureRow.tell_at), after, _UNTOLD),
        _first(col(EnrollmentRow.ends_at), after, state == EnrollmentState.ACTIVE),
        _first(col(EnrollmentRow.paused_until), after, state == EnrollmentState.PAUSED),
    )
    row = (await session.exec(select(*instants))).one()  # type: ignore[call-overload]
    return min((instant for instant in row if instant is not None), default=None)


def _first(column: Any, after: datetime, *conditions: ColumnElement[bool]) -> Any:
    return select(func.min(column)).where(column > after, *conditions).scalar_subquery()


def _reached(now: datetime) -> ColumnElement[bool]:
    state = col(EnrollmentRow.state)
    return or_(
        (col(EnrollmentRow.ends_at) <= now) & (state == EnrollmentState.ACTIVE),
        (col(EnrollmentRow.paused_until) <= now) & (state == EnrollmentState.PAUSED),
    )
