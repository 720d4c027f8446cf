"""What did not go out, and why: told to HR once, cleared when it went after all."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.outbox import Cause
from onboardbot.core.when import Value
from onboardbot.store.tables import FailureRow
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
    cleared_at: datetime | None


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
) -> None:
    """Keep a failure; the same cause about the same thing is one, and open again if it had been cleared."""
    values = {
        "about": about,
        "cause": cause,
        "since": now,
        "enrollment_id": enrollment_id,
        "touchpoint_id": touchpoint_id,
        "message_id": message_id,
        "detail": detail,
        "told_at": None,
        "cleared_at": None,
    }
    statement = upsert(session, FailureRow).values(**values)
    again = statement.on_conflict_do_update(
        index_elements=["about", "cause"],
        set_={"since": now, "told_at": None, "cleared_at": None, "detail": detail},
        where=col(FailureRow.cleared_at).is_not(None),
    )
    await session.exec(again)


async def clear(session: AsyncSession, about: str, now: datetime) -> None:
    """The thing went well after all, or nobody needs it any more."""
    await clear_all(session, [about], now)


async def clear_all(session: AsyncSession, about: Sequence[str], now: datetime) -> None:
    """These things went well after all, or nobody needs them any more."""
    if about:
        await session.exec(
            update(FailureRow)
            .where(col(FailureRow.about).in_(about), col(FailureRow.cleared_at).is_(None))
            .values(cleared_at=now)
        )


async def untold(session: AsyncSession) -> list[Failure]:
    """Return what HR was not told yet, oldest first."""
    found = select(FailureRow).where(col(FailureRow.told_at).is_(None), col(FailureRow.cleared_at).is_(None))
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


async def told(session: AsyncSession, ids: list[int], now: datetime) -> None:
    await session.exec(update(FailureRow).where(col(FailureRow.id).in_(ids)).values(told_at=now))


def _failure(row: FailureRow) -> Failure:
    return Failure.model_validate(row.model_dump(include=set(Failure.model_fields)))
