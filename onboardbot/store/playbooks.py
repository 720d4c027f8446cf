"""Kept playbook texts: each used version whole under its hash, and the last good text of each file."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlmodel import col, delete, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.store.tables import CurrentFileRow, PlaybookVersionRow
from onboardbot.store.types import upsert


async def keep(session: AsyncSession, version: str, name: str, text: str, now: datetime) -> None:
    """Keep a used version, once."""
    values = {"version": version, "name": name, "text": text, "kept_at": now}
    await session.exec(upsert(session, PlaybookVersionRow).values(**values).on_conflict_do_nothing())


async def kept(session: AsyncSession, version: str) -> tuple[str, str]:
    """Return name and text of a used version."""
    row = await session.get_one(PlaybookVersionRow, version)
    return row.name, row.text


async def last_good(session: AsyncSession) -> dict[str, str]:
    """Return the last good text of each file, by file name."""
    return {row.name: row.text for row in await session.exec(select(CurrentFileRow)) if row.text is not None}


async def set_last_good(session: AsyncSession, texts: Mapping[str, str], broken: Collection[str]) -> None:
    """Keep the texts in use and which files are broken; what is in neither has left the folder."""
    await session.exec(delete(CurrentFileRow).where(col(CurrentFileRow.name).not_in({*texts, *broken})))
    for name in {*texts, *broken}:
        row = await session.get(CurrentFileRow, name) or CurrentFileRow(name=name)
        row.text = texts.get(name)
        row.told_problem = row.told_problem if name in broken else None
        session.add(row)


async def told_problems(session: AsyncSession) -> dict[str, str | None]:
    """Return the digest of the mistakes that HR was told of, by file name."""
    return {row.name: row.told_problem for row in await session.exec(select(CurrentFileRow))}


async def set_told(session: AsyncSession, name: str, digest: str) -> None:
    await session.exec(update(CurrentFileRow).where(col(CurrentFileRow.name) == name).values(told_problem=digest))
