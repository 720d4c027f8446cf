"""Write what a people file or HR's modal says of hires; the running bot settles it within a second."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.enrollment import Enrollment, EnrollmentState
from onboardbot.core.hire import Hire
from onboardbot.core.person import Person
from onboardbot.people_files import Row, merge
from onboardbot.store import enrollments, holding, people


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


@dataclass(frozen=True)
class _Task:
    """A row with the onboarding that it updates (None: it begins one), and what a person had before."""

    row: Row
    current: Enrollment | None
    past: Sequence[Enrollment]

    @property
    def unchanged(self) -> bool:
        """All have ended, and the same start date is no re-hire."""
        starts = {enrollment.hire.start_date for enrollment in self.past}
        return self.current is None and self.row.values["start_date"] in starts

    def written(self, hire: Hire) -> Written:
        row, current = self.row, self.current
        if current is None:
            return Written(row.line, hire.email, Outcome.REHIRED if self.past else Outcome.ADDED)
        moved = current.hire.start_date if current.hire.start_date != hire.start_date else None
        return Written(row.line, hire.email, Outcome.UPDATED, moved)


async def write_rows(
    session: AsyncSession, rows: Sequence[Row], *, progress: Callable[[int], None] | None = None
) -> list[Written]:
    """Write all rows in one transaction; nothing is half-imported. `progress` hears of each row.

    A row is matched by e-mail to the onboarding that has not ended and updates it, else it begins one. If all have
    ended, another start date is a re-hire, and the same one changes nothing.
    """
    tasks = await _tasks(session, rows)
    hires = [None if task.unchanged else merge(task.row, task.current.hire if task.current else None) for task in tasks]
    persons = await people.ensure_all(session, _everybody([hire for hire in hires if hire is not None]))
    for task, hire in zip(tasks, hires, strict=True):
        if hire is not None:
            await _put(session, task, hire, persons)
        if progress is not None:
            progress(1)
    return [
        Written(task.row.line, _email(task.row), Outcome.UNCHANGED) if hire is None else task.written(hire)
        for task, hire in zip(tasks, hires, strict=True)
    ]


def _email(row: Row) -> str:
    return str(row.values["email"])


async def _tasks(session: AsyncSession, rows: Sequence[Row]) -> list[_Task]:
    known = await people.by_emails(session, map(_email, rows))
    await holding.hold_of_persons(session, [person.id for person in known.values()])
    past = await enrollments.of_persons(session, (person.id for person in known.values()))
    found = []
    for row in rows:
        person = known.get(_email(row).lower())
        theirs = past.get(person.id, []) if person else []
        is_open = bool(theirs) and theirs[0].state is not EnrollmentState.ENDED
        found.append(_Task(row, theirs[0] if is_open else None, theirs))
    return found


def _everybody(hires: Sequence[Hire]) -> dict[str, str | None]:
    """Return all who are named, by e-mail; only a hire's own row gives a name."""
    helpers = {email: None for hire in hires for email in (hire.manager_email, hire.buddy_email) if email}
    return {**helpers, **{hire.email: hire.name for hire in hires}}


async def _put(session: AsyncSession, task: _Task, hire: Hire, persons: Mapping[str, Person]) -> None:
    person = persons[hire.email.lower()]
    if "language" in task.row.values and hire.language != person.language:
        await people.change(session, person.id, language=hire.language)
    named = [email for email in (hire.manager_email, hire.buddy_email) if email]
    ids = {email: persons[email.lower()].id for email in named}
    enrollment_id = task.current.id if task.current else None
    await enrollments.put(session, hire, person.id, ids, enrollment_id=enrollment_id)
