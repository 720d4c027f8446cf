"""What the bot itself has to ask or tell around the start of an onboarding, and when."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import case
from sqlmodel import Field, col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.when import Value
from onboardbot.store import holding
from onboardbot.store.tables import Table
from onboardbot.store.types import UTCDateTime, upsert


class ErrandRow(Table, table=True):
    """What the bot itself asks or tells on the day before a start; `day` is that start's first working day."""

    __tablename__ = "errand"
    enrollment_id: str = Field(primary_key=True, foreign_key="enrollment.id")
    kind: str = Field(primary_key=True)
    day: date
    due_at: datetime | None = Field(default=None, sa_type=UTCDateTime, index=True)
    done_for: date | None = None
    answer: str | None = None


class ErrandKind(StrEnum):
    """Whether the start is still right, whether there is an account, and the reminders of `core.nudges`."""

    STILL_RIGHT = "still_right"
    ACCOUNT = "account"
    NUDGE_EVE = "nudge_eve"
    NUDGE_ONE_TO_ONE = "nudge_one_to_one"
    NUDGE_MONTH = "nudge_month"
    NUDGE_FADING = "nudge_fading"
    NUDGE_DIGEST = "nudge_digest"
    NUDGE_MEETING = "nudge_meeting"
    NUDGE_PICK_BUDDY = "nudge_pick_buddy"


class Errand(Value):
    """`day` is the first day that it is about, `done_for` the one for which it was done; `answer` what was said."""

    enrollment_id: str
    kind: ErrandKind
    day: date
    due_at: datetime | None
    done_for: date | None
    answer: str | None


def _errand(row: ErrandRow) -> Errand:
    return Errand.model_validate(row.model_dump())


async def find(session: AsyncSession, enrollment_id: str, kind: ErrandKind) -> Errand | None:
    row = await session.get(ErrandRow, (enrollment_id, kind))
    return _errand(row) if row else None


async def of_enrollment(session: AsyncSession, enrollment_id: str) -> dict[ErrandKind, Errand]:
    found = await session.exec(select(ErrandRow).where(ErrandRow.enrollment_id == enrollment_id))
    return {ErrandKind(row.kind): _errand(row) for row in found}


async def put(session: AsyncSession, enrollment_id: str, due: Mapping[ErrandKind, datetime | None], day: date) -> None:
    """Keep when errands are due, for a start on `day`; what was answered for another day is over."""
    rows = [
        {"enrollment_id": enrollment_id, "kind": kind, "day": day, "due_at": due_at} for kind, due_at in due.items()
    ]
    new = upsert(session, ErrandRow).values(rows)
    answer = case((col(ErrandRow.day) == new.excluded.day, col(ErrandRow.answer)), else_=None)
    changed = {"day": new.excluded.day, "due_at": new.excluded.due_at, "answer": answer}
    await session.exec(new.on_conflict_do_update(index_elements=["enrollment_id", "kind"], set_=changed))


async def change(session: AsyncSession, enrollment_id: str, kind: ErrandKind, **values: object) -> None:
    await session.exec(
        update(ErrandRow)
        .where(col(ErrandRow.enrollment_id) == enrollment_id, col(ErrandRow.kind) == kind)
        .values(**values)
    )


async def due(session: AsyncSession, now: datetime, limit: int) -> list[Errand]:
    """Return what is due, in order."""
    found = select(ErrandRow).where(col(ErrandRow.due_at) <= now).order_by(col(ErrandRow.due_at)).limit(limit)
    return [_errand(row) for row in await session.exec(found)]


async def take(session: AsyncSession, errand: Errand, now: datetime) -> Errand | None:
    """Hold the onboarding of an errand and return it, None where it is not due any more, or somebody else does it."""
    column = col(ErrandRow.enrollment_id)
    still = column == errand.enrollment_id, col(ErrandRow.kind) == errand.kind, col(ErrandRow.due_at) <= now
    mine = await holding.take(session, column, *still, order_by=[column], limit=1)
    row = (await session.exec(select(ErrandRow).where(*still, column.in_(mine)))).one_or_none()
    return _errand(row) if row else None


async def drop(session: AsyncSession, enrollment_id: str) -> None:
    """Nothing is asked or told any more."""
    await session.exec(update(ErrandRow).where(col(ErrandRow.enrollment_id) == enrollment_id).values(due_at=None))
