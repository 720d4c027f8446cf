"""Figures: closed groups of counts, which name nobody, and which answers are in one already."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import JSON, Column
from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.figures import Asked, Group, Waiting
from onboardbot.store.tables import AnswerRow, EnrollmentRow, Table
from onboardbot.store.turns import take_turns

QUARTER = "quarter/"  # begins the pool of what is no question's


class FigureRow(Table, table=True):
    """A closed group: how often each answer to a question was given. No time, and no person."""

    __tablename__ = "figure"
    id: int | None = Field(default=None, primary_key=True)
    pool: str
    asked: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    counts: dict[str, int] = Field(sa_column=Column(JSON, nullable=False))
    people: int


class CountedRow(Table, table=True):
    """A question that somebody answered is in a group; not in which one, and it is in no second one."""

    __tablename__ = "counted"
    touchpoint_id: int = Field(primary_key=True, foreign_key="touchpoint.id")
    question_id: str = Field(primary_key=True)
    enrollment_id: str = Field(foreign_key="enrollment.id", index=True)


async def waiting(session: AsyncSession, pool: str) -> Sequence[Waiting]:
    """Return the answers of a pool that are in no group yet, the oldest first; nobody else closes one meanwhile."""
    await take_turns(session, f"figures/{pool}")
    found = (
        select(AnswerRow, EnrollmentRow.person_id)
        .join(EnrollmentRow, col(EnrollmentRow.id) == col(AnswerRow.enrollment_id))
        .outerjoin(
            CountedRow,
            (col(CountedRow.touchpoint_id) == col(AnswerRow.touchpoint_id))
            & (col(CountedRow.question_id) == col(AnswerRow.question_id)),
        )
        .where(AnswerRow.pool == pool, col(AnswerRow.counted), col(CountedRow.touchpoint_id).is_(None))
        .order_by(col(AnswerRow.answered_at), col(AnswerRow.id))
    )
    rows = await session.exec(found)
    return [Waiting(key=answer.id, person=person, value=answer.value) for answer, person in rows]


async def close(session: AsyncSession, asked: Asked, group: Group, answer_ids: Collection[str]) -> None:
    """Keep a group; the answers in it are counted from now on."""
    session.add(FigureRow(pool=asked.pool, asked=asked.model_dump(), counts=dict(group.counts), people=group.people))
    await count(session, answer_ids)


async def count(session: AsyncSession, answer_ids: Collection[str]) -> None:
    """Note that these answers are in a group, and flush what is to be kept."""
    found = await session.exec(select(AnswerRow).where(col(AnswerRow.id).in_(answer_ids)))
    for answer in found.all():
        session.add(
            CountedRow(
                touchpoint_id=answer.touchpoint_id,
                question_id=answer.question_id,
                enrollment_id=answer.enrollment_id,
            )
        )
    await session.flush()


async def everything(session: AsyncSession) -> Mapping[Asked, Sequence[Group]]:
    """Return all groups by their question, the question that was answered first before the others."""
    found: dict[Asked, list[Group]] = {}
    of_questions = ~col(FigureRow.pool).startswith(QUARTER)
    for row in await session.exec(select(FigureRow).where(of_questions).order_by(col(FigureRow.id))):
        asked = Asked.model_validate(row.asked | {"options": tuple(row.asked["options"])})
        found.setdefault(asked, []).append(Group(counts=row.counts, people=row.people))
    return found


async def of_quarter(session: AsyncSession, quarter: str) -> Mapping[str, int] | None:
    """Return what was counted of a quarter when it was first looked at; None: nobody has looked yet."""
    row = (await session.exec(select(FigureRow).where(FigureRow.pool == QUARTER + quarter))).first()
    return None if row is None else row.counts


async def keep_quarter(session: AsyncSession, quarter: str, counts: Mapping[str, int]) -> None:
    """Keep what was counted of a quarter: whoever is erased later would else be missing in it."""
    session.add(FigureRow(pool=QUARTER + quarter, asked={}, counts=dict(counts), people=0))
    await session.flush()


async def counted(session: AsyncSession, enrollment_id: str) -> set[tuple[int, str]]:
    """Return which questions somebody's answers are counted of, as touchpoint and question."""
    rows = await session.exec(select(CountedRow).where(CountedRow.enrollment_id == enrollment_id))
    return {(row.touchpoint_id, row.question_id) for row in rows}
