"""Findings: the core's values, whole, with the columns that queries need."""

from collections.abc import Collection
from datetime import datetime

from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.finding import Finding, Level, State
from onboardbot.store import holding
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
    holding.must_hold(session, [row[0]] if row else [])
    return (row[0], Finding.model_validate_json(row[1])) if row else None


async def of_enrollment(session: AsyncSession, enrollment_id: str) -> list[Finding]:
    values = await session.exec(select(FindingRow.value).where(FindingRow.enrollment_id == enrollment_id))
    return sorted((Finding.model_validate_json(value) for value in values), key=lambda finding: finding.found_at)


async def in_state(session: AsyncSession, state: State) -> list[Finding]:
    """Return all findings of the workspace that stand so."""
    values = await session.exec(select(FindingRow.value).where(FindingRow.state == state))
    return [Finding.model_validate_json(value) for value in values]


async def take_due(session: AsyncSession, now: datetime, limit: int, only: str | None = None) -> dict[str, str]:
    """Return the findings that time alone changes now, by id with their onboarding; nobody else moves them meanwhile.

    `only`: this one.
    """
    own, column, due_at = col(FindingRow.id), col(FindingRow.enrollment_id), col(FindingRow.due_at)
    is_due = due_at <= now if only is None else (due_at <= now) & (own == only)
    mine = await holding.take(session, column, is_due, order_by=[due_at], limit=limit)
    found = select(FindingRow.id, FindingRow.enrollment_id).where(is_due, column.in_(mine))
    return dict((await session.exec(found.order_by(due_at).limit(limit))).all()) if mine else {}


async def in_distress(session: AsyncSession, enrollment_ids: Collection[str], since: datetime) -> dict[str, datetime]:
    """Return whose ordinary messages may have to rest: when somebody was found in distress last, by onboarding."""
    own = col(FindingRow.enrollment_id)
    chosen = select(own, FindingRow.value).where(own.in_(enrollment_ids), FindingRow.signal == Level.DISTRESS)
    rows = [(one, Finding.model_validate_json(value).found_at) for one, value in await session.exec(chosen)]
    return {one: at for one, at in sorted(rows, key=lambda row: row[1]) if at >= since}


async def push_on(session: AsyncSession, finding_id: str, at: datetime) -> None:
    """Look at a finding that failed again later."""
    await session.exec(update(FindingRow).where(col(FindingRow.id) == finding_id).values(due_at=at))
