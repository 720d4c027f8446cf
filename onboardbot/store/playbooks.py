"""Kept playbook texts: each used version whole under its hash, and the last good text of each file."""

from datetime import datetime

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.store.tables import CurrentFileRow, PlaybookVersionRow


async def keep(session: AsyncSession, version: str, name: str, text: str, now: datetime) -> None:
    """Keep a used version, once."""
    if await session.get(PlaybookVersionRow, version) is None:
        session.add(PlaybookVersionRow(version=version, name=name, text=text, kept_at=now))
        await session.flush()


async def kept(session: AsyncSession, version: str) -> tuple[str, str]:
    """Return name and text of a used version."""
    row = await session.get_one(PlaybookVersionRow, version)
    return row.name, row.text


async def last_good(session: AsyncSession) -> dict[str, str]:
    """Return the last good text of each file, by file name."""
    return {row.name: row.text for row in await session.exec(select(CurrentFileRow))}


async def set_last_good(session: AsyncSession, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        row = await session.get(CurrentFileRow, name) or CurrentFileRow(name=name, text=text)
        row.text = text
        session.add(row)
