"""Touchpoints: what is planned for a hire, and what became of it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import insert
from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.enrollment import EnrollmentState
from onboardbot.core.outbox import Cause, MessageState
from onboardbot.core.plan import TouchpointState
from onboardbot.core.questions.base import SeenBy
from onboardbot.core.when import Value
from onboardbot.store import holding
from onboardbot.store.tables import EnrollmentRow, MessageRow, PersonRow, TouchpointRow


class Touchpoint(Value):
    """One step for one recipient at one instant; `wake_at` is when it is looked at next.

    `planned_at` is when it got the date that it has; `version` is that of its playbook, where the hire has been
    moved to another one since. `seen_by` is the smaller circle that the hire chose for what they answer from then on,
    `forgotten_at` when they deleted an answer to it. `eased_from`: when it would have come but for a low mood.
    """

    id: int
    enrollment_id: str
    step_id: str
    occurrence: int
    recipient: str
    kind: str
    position: int
    due_at: datetime | None
    late_until: datetime | None
    wake_at: datetime | None
    planned_at: datetime | None
    state: TouchpointState
    cause: str | None
    version: str | None = None
    seen_by: SeenBy | None = None
    forgotten_at: datetime | None = None
    eased_from: datetime | None = None


class Status(Value):
    """A line of `onboardbot status`."""

    hire: str
    playbook: str | None
    version: str | None
    step: str | None
    occurrence: int | None
    recipient: str | None
    due_at: datetime | None
    state: str
    sent_at: datetime | None
    cause: str | None


STEP_KINDS = ("message", "guide", "question")


class Became(NamedTuple):
    """What became of the first message of a touchpoint."""

    state: str
    sent_at: datetime | None
    cause: str | None


async def _found(session: AsyncSession, query: Any) -> list[Touchpoint]:
    """Return touchpoints as plain rows: all of a hire's are read whenever something is decided."""
    return [Touchpoint.model_validate(row._mapping) for row in await session.exec(query)]  # noqa: SLF001


@cache
def _columns() -> Any:
    columns: list[Any] = [getattr(TouchpointRow, name) for name in Touchpoint.model_fields]
    return select(*columns)


async def by_id(session: AsyncSession, touchpoint_id: int) -> Touchpoint:
    return (await _found(session, _columns().where(TouchpointRow.id == touchpoint_id)))[0]


async def by_ids(session: AsyncSession, ids: Collection[int]) -> dict[int, Touchpoint]:
    """Return the touchpoints by id."""
    return {one.id: one for one in await _found(session, _columns().where(col(TouchpointRow.id).in_(ids)))}


async def of_enrollment(session: AsyncSession, enrollment_id: str) -> list[Touchpoint]:
    found = _columns().where(TouchpointRow.enrollment_id == enrollment_id)
    return await _found(session, found.order_by(col(TouchpointRow.position)))


async def take_due(session: AsyncSession, now: datetime, limit: int, only: str | None = None) -> list[Touchpoint]:
    """Return what must be looked at now, in the order in which it is due; nobody else decides about it meanwhile.

    `only`: of this onboarding.
    """
    column, wake_at = col(TouchpointRow.enrollment_id), col(TouchpointRow.wake_at)
    is_due = wake_at <= now if only is None else (wake_at <= now) & (column == only)
    order = col(TouchpointRow.due_at), col(TouchpointRow.position), col(TouchpointRow.id)
    mine = await holding.take(session, column, is_due, order_by=order, limit=limit)
    found = _columns().where(wake_at <= now, column.in_(mine)).order_by(*order).limit(limit)
    return await _found(session, found) if mine else []


async def overdue(session: AsyncSession, enrollment_id: str, now: datetime) -> list[Touchpoint]:
    """Return what was due in an onboarding and is not on its way."""
    found = _columns().where(
        TouchpointRow.enrollment_id == enrollment_id,
        col(TouchpointRow.state).in_((TouchpointState.PLANNED, TouchpointState.WAITING)),
        col(TouchpointRow.due_at) <= now,
    )
    return await _found(session, found.order_by(col(TouchpointRow.due_at)))


async def add(session: AsyncSession, rows: Sequence[Mapping[str, Any]]) -> None:
    """Store touchpoints by one statement: a hire has dozens at once."""
    if rows:
        await (await session.connection()).execute(insert(TouchpointRow), rows)


async def change(session: AsyncSession, ids: Sequence[int], **values: object) -> None:
    """Set columns of some touchpoints."""
    if ids:
        await session.exec(update(TouchpointRow).where(col(TouchpointRow.id).in_(ids)).values(**values))


async def keep_version(session: AsyncSession, enrollment_id: str, version: str) -> None:
    """Keep with what is not planned any more which playbook it came from: the hire is moved to another."""
    await session.exec(
        update(TouchpointRow)
        .where(
            col(TouchpointRow.enrollment_id) == enrollment_id,
            col(TouchpointRow.version).is_(None),
            col(TouchpointRow.state).not_in((TouchpointState.PLANNED, TouchpointState.WAITING)),
        )
        .values(version=version)
    )


async def sent_states(session: AsyncSession, enrollment_id: str) -> dict[int, Became]:
    """Return what became of the first message of each touchpoint, by touchpoint."""
    found = select(MessageRow.touchpoint_id, MessageRow.state, MessageRow.sent_at, MessageRow.cause).where(
        MessageRow.enrollment_id == enrollment_id,
        col(MessageRow.kind).in_(STEP_KINDS),
        col(MessageRow.touchpoint_id).is_not(None),
    )
    states: dict[int, Became] = {}
    for touchpoint_id, *became in await session.exec(found.order_by(col(MessageRow.seq))):
        states.setdefault(touchpoint_id or 0, Became(*became))
    return states


async def wake_waiting(session: AsyncSession, enrollment_ids: Sequence[str], now: datetime) -> None:
    """Look again at what waits in these onboardings, as when somebody came to Slack or a role was filled."""
    await session.exec(
        update(TouchpointRow)
        .where(
            col(TouchpointRow.enrollment_id).in_(enrollment_ids), col(TouchpointRow.state) == TouchpointState.WAITING
        )
        .values(wake_at=now)
    )


async def hold(session: AsyncSession, enrollment_id: str) -> None:
    """Stop looking at what is planned, as in a pause."""
    await session.exec(
        update(TouchpointRow)
        .where(col(TouchpointRow.enrollment_id) == enrollment_id, col(TouchpointRow.wake_at).is_not(None))
        .values(wake_at=None)
    )


async def release(session: AsyncSession, enrollment_id: str) -> None:
    """Look at what is planned again, after a pause."""
    await session.exec(
        update(TouchpointRow)
        .where(
            col(TouchpointRow.enrollment_id) == enrollment_id,
            col(TouchpointRow.state).in_((TouchpointState.PLANNED, TouchpointState.WAITING)),
        )
        .values(wake_at=TouchpointRow.due_at)
    )


async def status(session: AsyncSession, email: str | None) -> list[Status]:
    """Return a line for each touchpoint, and one for each hire who still waits for a playbook."""
    people = select(EnrollmentRow, PersonRow).join(PersonRow, col(PersonRow.id) == col(EnrollmentRow.person_id))
    if email is not None:
        people = people.where(PersonRow.email == email.lower())
    lines: list[Status] = []
    for enrollment, person in await session.exec(people.order_by(col(EnrollmentRow.start_date), PersonRow.email)):
        lines += await _lines(session, enrollment, person.email)
    return lines


async def _lines(session: AsyncSession, enrollment: EnrollmentRow, email: str) -> list[Status]:
    version = enrollment.version[:12] if enrollment.version else None
    common = {"hire": email, "playbook": enrollment.playbook, "version": version}
    rows = sorted(
        (await session.exec(select(TouchpointRow).where(TouchpointRow.enrollment_id == enrollment.id))).all(),
        key=lambda row: (row.due_at is None, row.due_at, row.position),
    )
    if not rows:
        return [] if version else [_without_steps(common, enrollment)]
    sent = await sent_states(session, enrollment.id)
    return [_line(common, row, sent.get(row.id or 0)) for row in rows]


def _without_steps(common: dict[str, str | None], enrollment: EnrollmentRow) -> Status:
    """Return the line of a hire without a playbook; that none fits is known once the bot has looked."""
    ended = enrollment.state == EnrollmentState.ENDED
    return Status(
        **common,
        step=None,
        occurrence=None,
        recipient=None,
        due_at=None,
        state=TouchpointState.CANCELLED if ended else TouchpointState.WAITING,
        sent_at=None,
        cause=None if ended or enrollment.unsettled else Cause.NO_PLAYBOOK,
    )


def _line(
    common: dict[str, str | None],
    row: TouchpointRow,
    sent: Became | None,
) -> Status:
    shown = sent if row.state == TouchpointState.SENDING and sent else Became(row.state, None, row.cause)
    return Status(
        **common,
        step=row.step_id,
        occurrence=row.occurrence,
        recipient=row.recipient,
        due_at=row.due_at,
        state=TouchpointState.PLANNED if shown.state == MessageState.PENDING else shown.state,
        sent_at=shown.sent_at,
        cause=shown.cause,
    )


async def cancel_open(session: AsyncSession, enrollment_id: str) -> None:
    """Withdraw what was not sent, as when an onboarding ends."""
    await session.exec(
        update(TouchpointRow)
        .where(
            col(TouchpointRow.enrollment_id) == enrollment_id,
            col(TouchpointRow.state).in_((TouchpointState.PLANNED, TouchpointState.WAITING)),
        )
        .values(state=TouchpointState.CANCELLED, wake_at=None)
    )
