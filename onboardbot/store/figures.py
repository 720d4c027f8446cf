"""Figures: closed groups of counts, which name nobody, and which answers are in one already."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import JSON, Column
from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.figures import Asked, Group, Waiting
from onboardbot.store.tables import AnswerRow, EnrollmentRow, Table
from onboardbot.store.turns import take_turns


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
    for row in await session.exec(select(FigureRow).order_by(col(FigureRow.id))):
        asked = Asked.model_validate(row.asked | {"options": tuple(row.asked["options"])})
        found.setdefault(asked, []).append(Group(counts=row.counts, people=row.people))
    return found


async def counted(session: AsyncSession, enrollment_id: str) -> set[tuple[int, str]]:
    """Return which questions somebody's answers are counted of, as touchpoint and question."""
    rows = await session.exec(select(CountedRow).where(CountedRow.enrollment_id == enrollment_id))
    return {(row.touchpoint_id, row.question_id) for row in rows}
