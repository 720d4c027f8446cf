"""Write what a people file or HR's modal says of hires; the running bot settles it within a second."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.enrollment import Enrollment, EnrollmentState
from onboardbot.core.hire import Hire
from onboardbot.people_files import Row, merge
from onboardbot.store import enrollments, people


class Outcome(StrEnum):
    """What became of a row."""

    ADDED = "added"
    UPDATED = "updated"
    REHIRED = "hired again"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class Written:
    """A row's outcome; `was` is the start date before, where it moved."""

    line: int
    email: str
    outcome: Outcome
    was: date | None = None


async def write_rows(session: AsyncSession, rows: Sequence[Row]) -> list[Written]:
    """Write all rows in one transaction; nothing is half-imported."""
    return [await write_row(session, row) for row in rows]


async def write_row(session: AsyncSession, row: Row) -> Written:
    """Match a row by e-mail to the onboarding that has not ended and update it, else begin one.

    If all have ended, another start date is a re-hire, and the same one changes nothing.
    """
    email = str(row.values["email"])
    person = await people.by_email(session, email)
    past = await enrollments.of_person(session, person.id) if person else []
    current = past[0] if past and past[0].state is not EnrollmentState.ENDED else None
    if current is None and _same_start(past, row):
        return Written(row.line, email, Outcome.UNCHANGED)
    hire = merge(row, current.hire if current else None)
    await _put(session, hire, current)
    if current is None:
        return Written(row.line, email, Outcome.REHIRED if past else Outcome.ADDED)
    moved = current.hire.start_date if current.hire.start_date != hire.start_date else None
    return Written(row.line, email, Outcome.UPDATED, moved)


def _same_start(past: Sequence[Enrollment], row: Row) -> bool:
    return any(enrollment.hire.start_date == row.values["start_date"] for enrollment in past)


async def _put(session: AsyncSession, hire: Hire, current: Enrollment | None) -> str:
    person = await people.ensure(session, hire.email, hire.name)
    if hire.language:
        await people.change(session, person.id, language=hire.language)
    ids = {}
    for email in (hire.manager_email, hire.buddy_email):
        if email:
            ids[email] = (await people.ensure(session, email)).id
    return await enrollments.put(session, hire, person.id, ids, enrollment_id=current.id if current else None)
