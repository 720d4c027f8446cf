"""Persons: found by e-mail or by their id in Slack."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from onboardbot.core.person import Person
from onboardbot.store.batches import batched
from onboardbot.store.tables import PersonRow


def new_id() -> str:
    """Return an opaque random id, fit to leave the process."""
    return secrets.token_hex(8)


def _person(row: PersonRow) -> Person:
    return Person.model_validate(row.model_dump(exclude={"workspace_id", "named", "home_wanted"}))


async def by_id(session: AsyncSession, person_id: str) -> Person:
    """Return the person; the id must be one of ours."""
    row = await session.get_one(PersonRow, person_id)
    return _person(row)


async def by_ids(session: AsyncSession, ids: Iterable[str]) -> dict[str, Person]:
    """Return the persons by id."""
    rows = await session.exec(select(PersonRow).where(col(PersonRow.id).in_(tuple(ids))))
    return {row.id: _person(row) for row in rows}


async def by_email(session: AsyncSession, email: str) -> Person | None:
    row = (await session.exec(select(PersonRow).where(PersonRow.email == email.lower()))).one_or_none()
    return _person(row) if row else None


async def by_emails(session: AsyncSession, emails: Iterable[str]) -> dict[str, Person]:
    """Return the persons by e-mail; who is unknown is absent."""
    wanted = {email.lower(): None for email in emails}
    found = [row for some in batched(wanted) for row in await session.exec(_with_emails(some))]
    return {row.email: _person(row) for row in found}


async def by_slack_id(session: AsyncSession, slack_id: str) -> Person | None:
    row = (await session.exec(select(PersonRow).where(PersonRow.slack_id == slack_id))).one_or_none()
    return _person(row) if row else None


async def everyone(session: AsyncSession) -> Sequence[Person]:
    return [_person(row) for row in await session.exec(select(PersonRow))]


async def outside_slack(session: AsyncSession) -> Sequence[Person]:
    """Return those who were not found in Slack yet."""
    return [_person(row) for row in await session.exec(select(PersonRow).where(col(PersonRow.slack_id).is_(None)))]


async def ensure(session: AsyncSession, email: str, name: str | None = None) -> Person:
    """Return the person with this e-mail, made if unknown; a name that is given replaces the one we had."""
    return (await ensure_all(session, {email: name}))[email.lower()]


async def ensure_all(session: AsyncSession, wanted: Mapping[str, str | None]) -> dict[str, Person]:
    """Return the persons with these e-mails, lower-cased, as `ensure` does: whole files at once."""
    names = {email.lower(): name for email, name in wanted.items()}
    known = {row.email: row for emails in batched(names) for row in await session.exec(_with_emails(emails))}
    for email, name in names.items():
        row = known.setdefault(email, PersonRow(id=new_id(), email=email, name=name or _name_from(email)))
        row.name, row.named = name or row.name, row.named or bool(name)
        session.add(row)
    await session.flush()
    return {email: _person(known[email]) for email in names}


def _with_emails(emails: Sequence[str]) -> SelectOfScalar[PersonRow]:
    return select(PersonRow).where(col(PersonRow.email).in_(emails))


def _name_from(email: str) -> str:
    """Return a readable name until Slack or a file gives the real one: `marek.novak@...` is Marek Novak."""
    words = email.split("@", maxsplit=1)[0].replace(".", " ").replace("_", " ").split()
    return " ".join(word.capitalize() for word in words) or email


async def change(session: AsyncSession, person_id: str, **values: object) -> None:
    """Set columns of one person."""
    await session.exec(update(PersonRow).where(col(PersonRow.id) == person_id).values(**values))


async def free_slack_id(session: AsyncSession, slack_id: str, *, keep: str) -> None:
    """Take an account from whoever else had it: a stranger who wrote before a file named them, or a changed e-mail."""
    await session.exec(
        update(PersonRow).where(col(PersonRow.slack_id) == slack_id, col(PersonRow.id) != keep).values(slack_id=None)
    )


async def name_as_in_slack(session: AsyncSession, person_id: str, name: str) -> None:
    """Call a person as Slack does, unless a file gave their name."""
    await session.exec(update(PersonRow).where(col(PersonRow.id) == person_id, ~col(PersonRow.named)).values(name=name))


async def introduced(session: AsyncSession, person_ids: Sequence[str], at: datetime) -> None:
    """Keep when the first message that says what the bot is reached these people."""
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
