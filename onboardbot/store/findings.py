"""Findings: the core's values, whole, with the columns that queries need."""

from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.finding import Finding
from onboardbot.store.tables import FindingRow


async def put(session: AsyncSession, enrollment_id: str, finding: Finding) -> None:
    """Keep a finding, in place of its older self."""
    row = await session.get(FindingRow, finding.id)
    row = row or FindingRow(id=finding.id, enrollment_id=enrollment_id, signal=finding.signal, state="", value="")
    row.state = finding.state
    row.due_at = finding.due_at
    row.value = finding.model_dump_json()
    session.add(row)
    await session.flush()


async def by_id(session: AsyncSession, finding_id: str) -> tuple[str, Finding] | None:
    """Return the onboarding's id and the finding."""
    row = await session.get(FindingRow, finding_id)
    return (row.enrollment_id, Finding.model_validate_json(row.value)) if row else None


async def of_enrollment(session: AsyncSession, enrollment_id: str) -> list[Finding]:
    rows = await session.exec(select(FindingRow).where(FindingRow.enrollment_id == enrollment_id))
    return sorted((Finding.model_validate_json(row.value) for row in rows), key=lambda finding: finding.found_at)


async def due(session: AsyncSession, now: datetime, limit: int) -> list[str]:
    """Return the ids of findings that time alone changes now, in order."""
    found = select(FindingRow.id).where(col(FindingRow.due_at) <= now).order_by(col(FindingRow.due_at))
    return list(await session.exec(found.limit(limit)))


async def push_on(session: AsyncSession, finding_id: str, at: datetime) -> None:
    """Look at a finding that failed again later."""
    row = await session.get_one(FindingRow, finding_id)
    row.due_at = at
    session.add(row)
