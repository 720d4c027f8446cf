"""Enrollments: what is wanted for a hire, and how far it was settled."""

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, ColumnExpressionArgument
from sqlalchemy.orm import aliased
from sqlmodel import col, func, or_, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.company import Days
from onboardbot.core.enrollment import Enrollment, EnrollmentState
from onboardbot.core.hire import Hire
from onboardbot.store import holding
from onboardbot.store.batches import batched
from onboardbot.store.people import new_id
from onboardbot.store.tables import EnrollmentRow, PauseRow, PersonRow, literally

PLAIN = (
    "start_date",
    "time_zone",
    "country",
    "subdivision",
    "department",
    "location",
    "employment",
    "title",
    "language",
)


OWN = tuple(name for name in Enrollment.model_fields if name != "hire")
WRITTEN = ("week", "leave", "wanted_playbook", "extra")  # in a form of the database's own


def _enrollment(row: Sequence[Any]) -> Enrollment:
    """Make an onboarding of the columns of `_query`, in their order."""
    own, rest = dict(zip(OWN, row, strict=False)), row[len(OWN) :]
    plain, rest = dict(zip(PLAIN, rest, strict=False)), rest[len(PLAIN) :]
    week, leave, playbook, extra, email, name, manager, buddy = rest
    hire = Hire(
        email=email,
        name=name,
        week=frozenset(int(day) for day in week) if week else None,
        leave=tuple(Days(first=date.fromisoformat(a), last=date.fromisoformat(b)) for a, b in leave),
        manager_email=manager,
        buddy_email=buddy,
        playbook=playbook,
        extra=json.loads(extra) if extra else {},
        **plain,
    )
    return Enrollment(hire=hire, **own)


async def _found(session: AsyncSession, *conditions: ColumnExpressionArgument[bool]) -> list[Enrollment]:
    """Return the onboardings that fit, by start date."""
    return await _values(session, _query().where(*conditions).order_by(col(EnrollmentRow.start_date)))


async def _values(session: AsyncSession, query: Any) -> list[Enrollment]:
    return [_enrollment(row) for row in await session.exec(query)]


@cache
def _query() -> Any:
    """Ask for onboardings with the e-mails of those around the hire."""
    hire, manager, buddy = aliased(PersonRow), aliased(PersonRow), aliased(PersonRow)
    columns: list[Any] = [getattr(EnrollmentRow, name) for name in (*OWN, *PLAIN, *WRITTEN)]
    columns += [hire.email, hire.name, manager.email, buddy.email]
    query = select(*columns).select_from(EnrollmentRow)
    query = query.join(hire, col(hire.id) == col(EnrollmentRow.person_id))
    query = query.outerjoin(manager, col(manager.id) == col(EnrollmentRow.manager_id))
    return query.outerjoin(buddy, col(buddy.id) == col(EnrollmentRow.buddy_id))


async def by_id(session: AsyncSession, enrollment_id: str) -> Enrollment:
    """Return the onboarding; the id must be one of ours."""
    holding.must_hold(session, [enrollment_id])
    (found,) = await _found(session, col(EnrollmentRow.id) == enrollment_id)
    return found


async def by_ids(session: AsyncSession, ids: Collection[str]) -> list[Enrollment]:
    holding.must_hold(session, ids)
    return await _found(session, col(EnrollmentRow.id).in_(ids))


async def find(session: AsyncSession, enrollment_id: str) -> Enrollment | None:
    """Return the onboarding, None where it is not there any more."""
    holding.must_hold(session, [enrollment_id])
    return next(iter(await _found(session, col(EnrollmentRow.id) == enrollment_id)), None)


async def of_person(session: AsyncSession, person_id: str) -> list[Enrollment]:
    """Return all of a person's onboardings, the open one (if any) first."""
    found = await _found(session, col(EnrollmentRow.person_id) == person_id)
    return sorted(found, key=lambda one: one.state is EnrollmentState.ENDED)


async def of_persons(session: AsyncSession, person_ids: Iterable[str]) -> dict[str, list[Enrollment]]:
    """Return all onboardings of these persons by person, the open one (if any) first."""
    found: dict[str, list[Enrollment]] = {}
    for ids in batched(person_ids):
        theirs = await _found(session, col(EnrollmentRow.person_id).in_(ids))
        for one in sorted(theirs, key=lambda one: one.state is EnrollmentState.ENDED):
            found.setdefault(one.person_id, []).append(one)
    return found


async def everyone(session: AsyncSession) -> list[Enrollment]:
    return await _found(session)


async def settled(session: AsyncSession, ids: Collection[str]) -> None:
    """Note that what was wanted for these onboardings is done."""
    await session.exec(update(EnrollmentRow).where(col(EnrollmentRow.id).in_(ids)).values(unsettled=False))


async def count_on(session: AsyncSession, playbook: str) -> int:
    """Count who is under way on a playbook."""
    found = select(func.count()).select_from(EnrollmentRow).where(EnrollmentRow.playbook == playbook)
    return (await session.exec(found.where(EnrollmentRow.state != EnrollmentState.ENDED))).one()


async def count_open(session: AsyncSession) -> int:
    found = select(func.count()).select_from(EnrollmentRow).where(EnrollmentRow.state != EnrollmentState.ENDED)
    return (await session.exec(found)).one()


async def of_helper(session: AsyncSession, person_id: str) -> list[Enrollment]:
    """Return the open onboardings in which the person is manager or buddy."""
    mine = or_(col(EnrollmentRow.manager_id) == person_id, col(EnrollmentRow.buddy_id) == person_id)
    return await _found(session, mine, col(EnrollmentRow.state) != EnrollmentState.ENDED)


async def helped_by(session: AsyncSession, person_ids: Iterable[str]) -> dict[str, str]:
    """Return an open onboarding, the first to start, for each of these people who is manager or buddy in one."""
    found: dict[str, str] = {}
    for ids in batched(person_ids):
        mine = or_(col(EnrollmentRow.manager_id).in_(ids), col(EnrollmentRow.buddy_id).in_(ids))
        columns = select(EnrollmentRow.id, EnrollmentRow.manager_id, EnrollmentRow.buddy_id)
        is_open = mine, col(EnrollmentRow.state) != EnrollmentState.ENDED
        for enrollment_id, *helpers in await session.exec(
            columns.where(*is_open).order_by(col(EnrollmentRow.start_date))
        ):
            for helper in set(ids).intersection(helpers):
                found.setdefault(helper, enrollment_id)
    return found


async def around(session: AsyncSession, person_ids: Iterable[str]) -> list[str]:
    """Return the ids of these people's own onboardings, and of the open ones in which they help."""
    found: list[str] = []
    for ids in batched(person_ids):
        helps = or_(col(EnrollmentRow.manager_id).in_(ids), col(EnrollmentRow.buddy_id).in_(ids))
        is_open = col(EnrollmentRow.state) != EnrollmentState.ENDED
        mine = or_(col(EnrollmentRow.person_id).in_(ids), helps & is_open)
        found += await session.exec(select(EnrollmentRow.id).where(mine))
    return found


async def unsettle(session: AsyncSession, enrollment_ids: Collection[str]) -> None:
    """Ask that these onboardings be planned again."""
    holding.must_hold(session, enrollment_ids)
    for ids in batched(enrollment_ids):
        await session.exec(update(EnrollmentRow).where(col(EnrollmentRow.id).in_(ids)).values(unsettled=True))


async def take_unsettled(session: AsyncSession, limit: int, only: str | None = None) -> list[str]:
    """Hold those whose rows say something that was not applied yet and that nobody else holds; return their ids.

    `only`: this one.
    """
    wanted = [col(EnrollmentRow.unsettled), *([] if only is None else [col(EnrollmentRow.id) == only])]
    found = select(EnrollmentRow.id).where(*wanted).limit(limit)
    return list(await session.exec(found.with_for_update(key_share=True, skip_locked=True)))


async def put(
    session: AsyncSession, hire: Hire, person_id: str, people: dict[str, str], *, enrollment_id: str | None
) -> str:
    """Write what is wanted for a hire, to a new onboarding or an open one; `people` maps e-mails to person ids."""
    holding.must_hold(session, [enrollment_id] if enrollment_id else [])
    row = await session.get_one(EnrollmentRow, enrollment_id) if enrollment_id else None
    row = row or EnrollmentRow(
        id=new_id(), person_id=person_id, state=EnrollmentState.WAITING, start_date=hire.start_date
    )
    for name in PLAIN:
        setattr(row, name, getattr(hire, name))
    row.week = "".join(str(day) for day in sorted(hire.week)) if hire.week else None
    row.leave = [[d.first.isoformat(), d.last.isoformat()] for d in hire.leave]
    row.extra = json.dumps(dict(hire.extra)) if hire.extra else None
    row.manager_id = people[hire.manager_email] if hire.manager_email else None
    row.buddy_id = people[hire.buddy_email] if hire.buddy_email else None
    row.wanted_playbook = hire.playbook
    row.unsettled = True
    session.add(row)
    return row.id


async def change(session: AsyncSession, enrollment_id: str, **values: object) -> None:
    """Set columns of one enrollment."""
    holding.must_hold(session, [enrollment_id])
    await session.exec(update(EnrollmentRow).where(col(EnrollmentRow.id) == enrollment_id).values(**values))


async def unsettle_all(session: AsyncSession) -> None:
    """Ask that all open onboardings be planned again, as when the company's hours or closures change."""
    await session.exec(
        update(EnrollmentRow).where(col(EnrollmentRow.state) != EnrollmentState.ENDED).values(unsettled=True)
    )


async def pause_began(session: AsyncSession, enrollment_id: str, since: datetime) -> None:
    session.add(PauseRow(enrollment_id=enrollment_id, since=since))


async def pause_ended(session: AsyncSession, enrollment_id: str, until: datetime) -> None:
    await session.exec(
        update(PauseRow)
        .where(col(PauseRow.enrollment_id) == enrollment_id, col(PauseRow.until).is_(None))
        .values(until=until)
    )


async def pauses(session: AsyncSession, enrollment_id: str) -> list[tuple[datetime, datetime | None]]:
    rows = await session.exec(select(PauseRow).where(PauseRow.enrollment_id == enrollment_id))
    return [(row.since, row.until) for row in rows]


async def reaching(session: AsyncSession, now: datetime) -> list[str]:
    """Return the ids of those whose end, or whose end of a pause, has come."""
    found = select(EnrollmentRow.id).where(_reached(now)).order_by(col(EnrollmentRow.start_date))
    return list(await session.exec(found))


async def take_reached(session: AsyncSession, enrollment_id: str, now: datetime) -> Enrollment | None:
    """Hold and return one whose time has come, None where somebody else holds it or saw to it."""
    wanted = col(EnrollmentRow.id) == enrollment_id, _reached(now)
    held = select(EnrollmentRow.id).where(*wanted).with_for_update(key_share=True, skip_locked=True)
    free = (await session.exec(held)).first() is not None
    return next(iter(await _found(session, *wanted)), None) if free else None


def _reached(now: datetime) -> ColumnElement[bool]:
    return or_(
        (col(EnrollmentRow.ends_at) <= now) & literally(col(EnrollmentRow.state), EnrollmentState.ACTIVE),
        (col(EnrollmentRow.paused_until) <= now) & literally(col(EnrollmentRow.state), EnrollmentState.PAUSED),
    )


async def unsettle_waiting(session: AsyncSession) -> None:
    """Look again at hires without a playbook, as when a playbook came or was mended."""
    await session.exec(
        update(EnrollmentRow).where(col(EnrollmentRow.state) == EnrollmentState.WAITING).values(unsettled=True)
    )


async def rows_of(session: AsyncSession, person_ids: set[str]) -> dict[str, Hire]:
    """Return what the people file says of these persons themselves, the newest onboarding first."""
    found = await _found(session, col(EnrollmentRow.person_id).in_(person_ids)) if person_ids else []
    return {enrollment.person_id: enrollment.hire for enrollment in found}
