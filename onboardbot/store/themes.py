"""Themes: closed groups of counts, which name nobody, and the words that are in none yet."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import JSON, Column
from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.themes import Group, Reply
from onboardbot.store.figures import CountedRow, count
from onboardbot.store.tables import AnswerRow, EnrollmentRow, Table


class ThemeRow(Table, table=True):
    """A closed group: how many people wrote of what in some months. No person, and no words."""

    __tablename__ = "theme"
    id: int | None = Field(default=None, primary_key=True)
    since: date
    until: date
    counts: dict[str, int] = Field(sa_column=Column(JSON, nullable=False))


async def waiting(session: AsyncSession, until: datetime, zone: ZoneInfo) -> Sequence[Reply]:
    """Return the words before an instant that may be counted and are in no group yet, the oldest first.

    Whoever may see them no more, as their check-in holds something confidential by now, has sealed them; and those of
    whoever wants no words read are left alone.
    """
    found = (
        select(AnswerRow, EnrollmentRow.person_id)
        .join(EnrollmentRow, col(EnrollmentRow.id) == col(AnswerRow.enrollment_id))
        .outerjoin(
            CountedRow,
            (col(CountedRow.touchpoint_id) == col(AnswerRow.touchpoint_id))
            & (col(CountedRow.question_id) == col(AnswerRow.question_id)),
        )
        .where(
            col(AnswerRow.themed),
            col(CountedRow.touchpoint_id).is_(None),
            col(EnrollmentRow.words_stopped_at).is_(None),
            col(AnswerRow.answered_at) < until,
        )
        .order_by(col(AnswerRow.answered_at), col(AnswerRow.id))
    )
    return [
        Reply(
            key=answer.id,
            enrollment=answer.enrollment_id,
            person=person,
            day=answer.answered_at.astimezone(zone).date(),
            text=answer.value,
        )
        for answer, person in await session.exec(found)
        if answer.circle
    ]


async def close(session: AsyncSession, group: Group, answer_ids: Collection[str]) -> None:
    """Keep a group; the answers in it are counted from now on."""
    counts = {str(theme): count for theme, count in group.counts.items()}
    session.add(ThemeRow(since=group.since, until=group.until, counts=counts))
    await count(session, answer_ids)


async def newest(session: AsyncSession, most: int) -> Sequence[Group]:
    """Return the newest groups, the newest first."""
    rows = await session.exec(select(ThemeRow).order_by(col(ThemeRow.id).desc()).limit(most))
    return [Group.model_validate(row.model_dump(exclude={"id"})) for row in rows]
