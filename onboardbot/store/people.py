"""Persons: found by e-mail or by their id in Slack."""

import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, bindparam
from sqlmodel import col, or_, select, update
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from onboardbot.core.person import Person
from onboardbot.store.batches import batched
from onboardbot.store.tables import PersonRow
from onboardbot.store.types import upsert
from onboardbot.store.workspace import OURS


def new_id() -> str:
    """Return an opaque random id, fit to leave the process."""
    return secrets.token_hex(8)


def _person(row: PersonRow) -> Person:
    return Person.model_validate({name: getattr(row, name) for name in Person.model_fields})


async def _found(session: AsyncSession, *conditions: ColumnElement[bool]) -> list[Person]:
    """Return who fits, as plain rows: most of what the bot reads are the people around a hire."""
    rows = await session.exec(_columns().where(*conditions))
    return [Person.model_validate(row._mapping) for row in rows]  # noqa: SLF001 - its name for "by column name"


@cache
def _columns() -> Any:
    columns: list[Any] = [getattr(PersonRow, name) for name in Person.model_fields]
    return select(*columns)


def _ours(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Ask within our workspace, as the index of e-mails and accounts begins with it."""
    return (col(PersonRow.workspace_id) == OURS) & condition


async def by_id(session: AsyncSession, person_id: str) -> Person:
    """Return the person; the id must be one of ours."""
    return (await by_ids(session, [person_id]))[person_id]


async def by_ids(session: AsyncSession, ids: Iterable[str]) -> dict[str, Person]:
    """Return the persons by id."""
    wanted = tuple(ids)
    return {one.id: one for one in await _found(session, col(PersonRow.id).in_(wanted))} if wanted else {}


async def by_email(session: AsyncSession, email: str) -> Person | None:
    return (await by_emails(session, [email])).get(email.lower())


async def by_emails(session: AsyncSession, emails: Iterable[str]) -> dict[str, Person]:
    """Return the persons by e-mail; who is unknown is absent."""
    wanted = {email.lower(): None for email in emails}
    found = [one for some in batched(wanted) for one in await _found(session, _with_emails(some))]
    return {one.email: one for one in found}


async def by_ids_or_emails(session: AsyncSession, ids: Iterable[str], emails: Iterable[str]) -> list[Person]:
    """Return the persons with one of these ids or one of these e-mails."""
    wanted = tuple(email.lower() for email in emails)
    return await _found(session, or_(col(PersonRow.id).in_(tuple(ids)), _with_emails(wanted)))


async def by_slack_id(session: AsyncSession, slack_id: str) -> Person | None:
    return next(iter(await _found(session, _ours(col(PersonRow.slack_id) == slack_id))), None)


async def everyone(session: AsyncSession) -> Sequence[Person]:
    return await _found(session)


async def names(session: AsyncSession) -> dict[str, str]:
    """Return what everybody is called, by person id."""
    return dict((await session.exec(select(PersonRow.id, PersonRow.name))).all())


async def outside_slack(session: AsyncSession) -> Sequence[Person]:
    """Return those who were not found in Slack yet."""
    return await _found(session, col(PersonRow.slack_id).is_(None))


async def ensure(session: AsyncSession, email: str, name: str | None = None) -> Person:
    """Return the person with this e-mail, made if unknown; a name that is given replaces the one we had."""
    return (await ensure_all(session, {email: name}))[email.lower()]


async def ensure_all(session: AsyncSession, wanted: Mapping[str, str | None]) -> dict[str, Person]:
    """Return the persons with these e-mails, lower-cased, as `ensure` does: whole files at once."""
    names = {email.lower(): name for email, name in wanted.items()}
    known = await _known(session, names)
    if missing := {email: names[email] for email in sorted(names.keys() - known.keys())}:
        await _make(session, missing)
        known |= await _known(session, missing)
    for email, name in names.items():
        row = known[email]
        row.name, row.named = name or row.name, row.named or bool(name)
        session.add(row)
    await session.flush()
    return {email: _person(known[email]) for email in names}


async def _known(session: AsyncSession, wanted: Iterable[str]) -> dict[str, PersonRow]:
    return {row.email: row for emails in batched(wanted) for row in await session.exec(_rows(emails))}


async def _make(session: AsyncSession, wanted: Mapping[str, str | None]) -> None:
    """Make persons, in one order everywhere; whom another process makes at this moment is left as they are."""
    for emails in batched(wanted):
        rows = [
            PersonRow(id=new_id(), email=email, name=wanted[email] or _name_from(email)).model_dump()
            for email in emails
        ]
        await session.exec(upsert(session, PersonRow).values(rows).on_conflict_do_nothing())


def _rows(emails: Sequence[str]) -> SelectOfScalar[PersonRow]:
    return select(PersonRow).where(_with_emails(emails))


def _with_emails(emails: Sequence[str]) -> ColumnElement[bool]:
    return _ours(col(PersonRow.email).in_(emails))


def _name_from(email: str) -> str:
    """Return a readable name until Slack or a file gives the real one: `marek.novak@...` is Marek Novak."""
    words = email.split("@", maxsplit=1)[0].replace(".", " ").replace("_", " ").split()
    return " ".join(word.capitalize() for word in words) or email


async def change(session: AsyncSession, person_id: str, **values: object) -> None:
    """Set columns of one person."""
    await session.exec(update(PersonRow).where(col(PersonRow.id) == person_id).values(**values))


async def as_in_slack(session: AsyncSession, persons: Sequence[Person]) -> None:
    """Keep accounts, zones, languages and whether they are alive, as these persons have them.

    An account is taken from whoever else had it: a stranger who wrote before a file named them, or a changed e-mail.
    """
    table = PersonRow.metadata.tables["person"]
    mine = (table.c.slack_id == bindparam("account")) & (table.c.id != bindparam("key"))
    columns = ("slack_id", "zone", "locale", "deactivated")
    rows = [{"key": one.id} | {f"its_{name}": getattr(one, name) for name in columns} for one in persons]
    own: dict[str, Any] = {name: bindparam(f"its_{name}") for name in columns}
    accounts = [{"key": one.id, "account": one.slack_id} for one in persons]
    await _each(session, update(table).where(mine).values(slack_id=None), accounts)
    await _each(session, update(table).where(table.c.id == bindparam("key")).values(own), rows)


async def name_as_in_slack(session: AsyncSession, names: Mapping[str, str]) -> None:
    """Call persons, by id, as Slack does, unless a file gave their name."""
    table = PersonRow.metadata.tables["person"]
    unnamed = (table.c.id == bindparam("key")) & ~table.c.named
    rows = [{"key": person_id, "its_name": name} for person_id, name in names.items()]
    await _each(session, update(table).where(unnamed).values(name=bindparam("its_name")), rows)


async def _each(session: AsyncSession, statement: Any, rows: Sequence[Mapping[str, Any]]) -> None:
    """Run one statement for many rows."""
    if rows:
        await (await session.connection()).execute(statement, rows)


async def introduced(session: AsyncSession, person_ids: Collection[str], at: datetime) -> None:
    """Keep when the first message that says what the bot is reached these people."""
    if person_ids:
        await session.exec(
            update(PersonRow)
            .where(col(PersonRow.id).in_(person_ids), col(PersonRow.introduced_at).is_(None))
            .values(introduced_at=at)
        )


async def want_home(session: AsyncSession, person_id: str, view: str) -> None:
    """Ask that the Home of a person be drawn; `view` says what of it they asked to see."""
    await change(session, person_id, home_wanted=view)


async def homes_wanted(session: AsyncSession, limit: int) -> list[tuple[Person, str]]:
    """Return whose Home must be drawn, with what they asked to see."""
    rows = await session.exec(select(PersonRow).where(col(PersonRow.home_wanted).is_not(None)).limit(limit))
    return [(_person(row), row.home_wanted or "") for row in rows]


async def home_drawn(session: AsyncSession, person_id: str, view: str) -> None:
    """Keep that a Home was drawn, unless something else of it was asked for meanwhile."""
    row = col(PersonRow.id) == person_id, col(PersonRow.home_wanted) == view
    await session.exec(update(PersonRow).where(*row).values(home_wanted=None))
