"""Meetings of a newcomer with their manager or buddy, counted only; and reminders that somebody declined."""

from collections.abc import Collection
from datetime import datetime

from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.when import Value
from onboardbot.store.tables import Table
from onboardbot.store.types import UTCDateTime, upsert


class MeetingRow(Table, table=True):
    """One meeting, whoever confirmed it: the `number`-th of that role."""

    __tablename__ = "meeting"
    enrollment_id: str = Field(primary_key=True, foreign_key="enrollment.id")
    role: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    person_id: str = Field(foreign_key="person.id")
    confirmed_by: str = Field(foreign_key="person.id")
    confirmed_at: datetime = Field(sa_type=UTCDateTime)


class DeclinedRow(Table, table=True):
    """A kind of reminder that a person wants no more, about one newcomer."""

    __tablename__ = "declined"
    enrollment_id: str = Field(primary_key=True, foreign_key="enrollment.id")
    person_id: str = Field(primary_key=True, foreign_key="person.id")
    nudge: str = Field(primary_key=True)


class Meeting(Value):
    """A meeting with the manager or the buddy, and who confirmed it first."""

    role: str
    number: int
    person_id: str
    confirmed_by: str
    confirmed_at: datetime


async def confirm(session: AsyncSession, enrollment_id: str, meeting: Meeting) -> bool:
    """Keep that a meeting was; False where somebody said so before."""
    values = {"enrollment_id": enrollment_id, **meeting.model_dump()}
    done = await session.exec(
        upsert(session, MeetingRow).values(**values).on_conflict_do_nothing().returning(col(MeetingRow.number))
    )
    return done.first() is not None


async def of_enrollment(session: AsyncSession, enrollment_id: str) -> list[Meeting]:
    """Return the meetings of an onboarding, in order."""
    found = select(MeetingRow).where(MeetingRow.enrollment_id == enrollment_id)
    rows = await session.exec(found.order_by(col(MeetingRow.confirmed_at), col(MeetingRow.number)))
    return [Meeting.model_validate(row.model_dump(include=set(Meeting.model_fields))) for row in rows]


async def decline(session: AsyncSession, enrollment_ids: Collection[str], person_id: str, nudge: str) -> None:
    """Keep that somebody wants no more of these reminders about some newcomers."""
    for one in enrollment_ids:
        values = {"enrollment_id": one, "person_id": person_id, "nudge": nudge}
        await session.exec(upsert(session, DeclinedRow).values(**values).on_conflict_do_nothing())


async def declined(session: AsyncSession, enrollment_id: str, person_id: str) -> set[str]:
    """Return which reminders a person wants no more about a newcomer."""
    found = select(DeclinedRow.nudge).where(
        DeclinedRow.enrollment_id == enrollment_id, DeclinedRow.person_id == person_id
    )
    return set((await session.exec(found)).all())
