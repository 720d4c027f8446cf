"""Findings: the core's values, whole, with the columns that queries need."""

from datetime import datetime

from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.finding import Finding
from onboardbot.store.tables import FindingRow
from onboardbot.store.types import upsert


async def put(session: AsyncSession, enrollment_id: str, finding: Finding) -> None:
    """Keep a finding, in place of its older self."""
    changing = {"state": finding.state, "due_at": finding.due_at, "value": finding.model_dump_json()}
    lasting = {"id": finding.id, "enrollment_id": enrollment_id, "signal": finding.signal}
    statement = upsert(session, FindingRow).values(**lasting, **changing)
    await session.exec(statement.on_conflict_do_update(index_elements=["id"], set_=changing))


async def by_id(session: AsyncSession, finding_id: str) -> tuple[str, Finding] | None:
    """Return the onboarding's id and the finding."""
    found = select(FindingRow.enrollment_id, FindingRow.value).where(FindingRow.id == finding_id)
    row = (await session.exec(found)).first()
    return (row[0], Finding.model_validate_json(row[1])) if row else None


async def of_enrollment(session: AsyncSession, enrollment_id: str) -> list[Finding]:
    values = await session.exec(select(FindingRow.value).where(FindingRow.enrollment_id == enrollment_id))
    return sorted((Finding.model_validate_json(value) for value in values), key=lambda finding: finding.found_at)


async def due(session: AsyncSession, now: datetime, limit: int) -> list[str]:
    """Return the ids of findings that time alone changes now, in order."""
    found = select(FindingRow.id).where(col(FindingRow.due_at) <= now).order_by(col(FindingRow.due_at))
    return list(await session.exec(found.limit(limit)))


async def push_on(session: AsyncSession, finding_id: str, at: datetime) -> None:
    """Look at a finding that failed again later."""
    await session.exec(update(FindingRow).where(col(FindingRow.id) == finding_id).values(due_at=at))
