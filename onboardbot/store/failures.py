"""What did not go out, and why: told to HR once, cleared when it went after all."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlmodel import col, or_, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.outbox import Cause
from onboardbot.core.plan import TouchpointState
from onboardbot.core.when import Value
from onboardbot.store.batches import batched
from onboardbot.store.outbox import again
from onboardbot.store.tables import EnrollmentRow, FailureRow, MessageRow, PersonRow, TouchpointRow
from onboardbot.store.types import upsert


class Failure(Value):
    """`about` names what failed: touchpoint/ID, message/ID, enrollment/ID, person/ID."""

    id: int
    about: str
    enrollment_id: str | None
    touchpoint_id: int | None
    message_id: str | None
    cause: Cause
    detail: str | None
    since: datetime
    cleared_at: datetime | None = None


class Standing(NamedTuple):
    """What did not go out and was not mended yet: of which hire, which step."""

    hire: str | None
    step: str | None
    cause: Cause
    since: datetime


async def standing(session: AsyncSession) -> list[Standing]:
    """Return what has failed and still stands, the oldest first; a step that was withdrawn is no failure any more."""
    columns: list[Any] = [PersonRow.email, TouchpointRow.step_id, FailureRow.cause, FailureRow.since]
    found = (
        select(*columns)
        .select_from(FailureRow)
        .outerjoin(TouchpointRow, col(TouchpointRow.id) == col(FailureRow.touchpoint_id))
        .outerjoin(EnrollmentRow, col(EnrollmentRow.id) == col(FailureRow.enrollment_id))
        .outerjoin(PersonRow, col(PersonRow.id) == col(EnrollmentRow.person_id))
        .where(
            col(FailureRow.cleared_at).is_(None),
            or_(col(TouchpointRow.state).is_(None), col(TouchpointRow.state) != TouchpointState.CANCELLED),
        )
        .order_by(col(FailureRow.since), col(FailureRow.id))
    )
    return [Standing(hire, step, Cause(cause), since) for hire, step, cause, since in await session.exec(found)]


async def record(
    session: AsyncSession,
    cause: Cause,
    *,
    about: str,
    now: datetime,
    enrollment_id: str | None = None,
    touchpoint_id: int | None = None,
    message_id: str | None = None,
    detail: str | None = None,
    tell_at: datetime | None = None,
) -> None:
    """Keep a failure; the same cause about the same thing is one, and open again if it had been cleared.

    `tell_at` is when HR hears of it, unless it is cleared by then; without it, at once.
    """
    values = {
        "about": about,
        "cause": cause,
        "since": now,
        "enrollment_id": enrollment_id,
        "touchpoint_id": touchpoint_id,
        "message_id": message_id,
        "detail": detail,
        "tell_at": tell_at,
        "told_at": None,
        "told_in": None,
        "cleared_at": None,
    }
    statement = upsert(session, FailureRow).values(**values)
    again = statement.on_conflict_do_update(
        index_elements=["about", "cause"],
        set_={
            "since": now,
            "detail": detail,
            "tell_at": tell_at,
            **dict.fromkeys(("told_at", "told_in", "cleared_at")),
        },
        where=col(FailureRow.cleared_at).is_not(None),
    )
    await session.exec(again)


async def clear(session: AsyncSession, about: str, now: datetime) -> None:
    """The thing went well after all, or nobody needs it any more; where HR was told, it says so from now on."""
    await clear_all(session, [about], now)


async def clear_all(session: AsyncSession, about: Sequence[str], now: datetime) -> None:
    """These things went well after all, or nobody needs them any more."""
    for some in batched(about):
        done = await session.exec(
            update(FailureRow)
            .where(col(FailureRow.about).in_(some), col(FailureRow.cleared_at).is_(None))
            .values(cleared_at=now)
            .returning(col(FailureRow.told_in))
        )
        await _draw_anew(session, {message_id for (message_id,) in done if message_id})


async def clear_open_steps(session: AsyncSession, enrollment_id: str, now: datetime) -> None:
    """What waits in an onboarding is not needed any more, as when it ends; what was missed stays told."""
    open_ = select(TouchpointRow.id).where(
        TouchpointRow.enrollment_id == enrollment_id,
        col(TouchpointRow.state).in_((TouchpointState.PLANNED, TouchpointState.WAITING)),
    )
    found = select(FailureRow.about).where(col(FailureRow.touchpoint_id).in_(open_))
    for about in (await session.exec(found)).all():
        await clear(session, about, now)


async def draw_anew(session: AsyncSession, about: str) -> None:
    """Ask that what HR was told about something be drawn again, as things stand now."""
    told = await session.exec(select(FailureRow.told_in).where(FailureRow.about == about))
    await _draw_anew(session, {message_id for message_id in told if message_id})


async def _draw_anew(session: AsyncSession, message_ids: set[str]) -> None:
    if message_ids:
        await session.exec(update(MessageRow).where(col(MessageRow.id).in_(message_ids)).values(**again()))


async def untold(session: AsyncSession, now: datetime) -> list[Failure]:
    """Return what HR is to be told now, oldest first."""
    found = select(FailureRow).where(
        col(FailureRow.told_at).is_(None),
        col(FailureRow.cleared_at).is_(None),
        or_(col(FailureRow.tell_at).is_(None), col(FailureRow.tell_at) <= now),
    )
    rows = (await session.exec(found.order_by(col(FailureRow.id)))).all()
    return [_failure(row) for row in rows]


async def by_ids(session: AsyncSession, ids: list[int]) -> list[Failure]:
    rows = await session.exec(select(FailureRow).where(col(FailureRow.id).in_(ids)).order_by(col(FailureRow.id)))
    return [_failure(row) for row in rows]


async def open_of(session: AsyncSession, enrollment_id: str) -> list[Failure]:
    """Return what did not go out in one onboarding and was not mended yet."""
    found = select(FailureRow).where(FailureRow.enrollment_id == enrollment_id, col(FailureRow.cleared_at).is_(None))
    return [_failure(row) for row in await session.exec(found.order_by(col(FailureRow.id)))]


async def of_empty_roles(session: AsyncSession, enrollment_id: str) -> list[Failure]:
    """Return the messages of an onboarding that name a role which nobody filled."""
    rows = await session.exec(
        select(FailureRow).where(
            FailureRow.enrollment_id == enrollment_id,
            FailureRow.cause == Cause.ROLE_EMPTY,
            col(FailureRow.message_id).is_not(None),
            col(FailureRow.cleared_at).is_(None),
        )
    )
    return [_failure(row) for row in rows]


async def told(session: AsyncSession, ids: list[int], message_id: str, now: datetime) -> None:
    """Keep which message tells these failures."""
    values = {"told_at": now, "told_in": message_id}
    await session.exec(update(FailureRow).where(col(FailureRow.id).in_(ids)).values(**values))


async def tell_later(session: AsyncSession, ids: list[int], at: datetime) -> None:
    """Keep that these wait until `at`."""
    await session.exec(update(FailureRow).where(col(FailureRow.id).in_(ids)).values(tell_at=at))


async def untell(session: AsyncSession, message_id: str, at: datetime) -> None:
    """What this message tells did not reach HR: tell it again at `at`."""
    values = {"told_at": None, "told_in": None, "tell_at": at}
    await session.exec(update(FailureRow).where(col(FailureRow.told_in) == message_id).values(**values))


def _failure(row: FailureRow) -> Failure:
    return Failure.model_validate(row.model_dump(include=set(Failure.model_fields)))
