"""What is kept about a person here and there: asked for by themselves alone."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.store.meetings import DeclinedRow, MeetingRow
from onboardbot.store.pace_tables import ConversationRow
from onboardbot.store.tables import EnrollmentRow, FailureRow, MessageRow, PersonRow


class NotSent(NamedTuple):
    """Something of an onboarding that did not go out, and since when; `mended` where it did after all."""

    cause: str
    since: datetime
    mended: datetime | None


class Sent(NamedTuple):
    """A message about somebody else that a person got: its words are about that one, and theirs."""

    kind: str
    at: datetime
    opened_at: datetime | None


class Of(NamedTuple):
    """Something that a person did as somebody's manager or buddy: what, about whom, and when."""

    what: str
    hire: str
    at: datetime | None


async def not_sent(session: AsyncSession, enrollment_id: str) -> Sequence[NotSent]:
    found = select(FailureRow.cause, FailureRow.since, FailureRow.cleared_at)
    rows = await session.exec(found.where(FailureRow.enrollment_id == enrollment_id).order_by(col(FailureRow.id)))
    return [NotSent(*row) for row in rows]


async def sent_about_others(session: AsyncSession, person_id: str) -> Sequence[Sent]:
    """Return what a person got beside their own onboardings, the oldest first."""
    own = select(EnrollmentRow.id).where(EnrollmentRow.person_id == person_id)
    of_others = col(MessageRow.enrollment_id).is_(None) | col(MessageRow.enrollment_id).not_in(own)
    found = select(MessageRow.kind, MessageRow.sent_at, MessageRow.opened_at).where(
        MessageRow.person_id == person_id, of_others, col(MessageRow.sent_at).is_not(None)
    )
    return [
        Sent(kind, at, opened) for kind, at, opened in await session.exec(found.order_by(col(MessageRow.seq))) if at
    ]


async def done_for_others(session: AsyncSession, person_id: str) -> Sequence[Of]:
    """Return the meetings that a person had with newcomers, and the reminders that they want no more."""
    met = select(MeetingRow.role, PersonRow.email, MeetingRow.confirmed_at).where(MeetingRow.person_id == person_id)
    no_more = select(DeclinedRow.nudge, PersonRow.email).where(DeclinedRow.person_id == person_id)
    own = col(PersonRow.id) == col(EnrollmentRow.person_id)
    met = met.join(EnrollmentRow, col(EnrollmentRow.id) == col(MeetingRow.enrollment_id)).join(PersonRow, own)
    no_more = no_more.join(EnrollmentRow, col(EnrollmentRow.id) == col(DeclinedRow.enrollment_id)).join(PersonRow, own)
    return [
        *(Of(f"met as {role}", email, at) for role, email, at in await session.exec(met)),
        *(Of(f"declined {nudge}", email, None) for nudge, email in await session.exec(no_more)),
    ]


async def conversation(session: AsyncSession, person_id: str) -> str | None:
    """Return the id of the conversation in Slack with a person."""
    row = await session.get(ConversationRow, person_id)
    return row.channel if row else None
