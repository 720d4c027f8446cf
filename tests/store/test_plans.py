"""What is asked each second, or for each message, reads through indices, whatever has piled up."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.app import database_of
from onboardbot.core.outbox import Envelope, MessageState, Priority
from onboardbot.settings import Settings
from onboardbot.store import (
    claims,
    conversations,
    enrollments,
    findings,
    inbox,
    outbox,
    people,
    touchpoints,
    updates,
    watches,
    work,
)

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
ENVELOPE = Envelope(
    id="1", kind="words", person_id="1", enrollment_id=None, touchpoint_id=None, subject="", dedupe_key="1", due_at=NOW,
    priority=Priority.DUE, state=MessageState.SENDING,
)  # fmt: skip
Query = Callable[[AsyncSession], Awaitable[object]]
QUERIES: dict[str, Query] = {
    "what waits": lambda session: work.outlook(session, now=NOW, machine=NOW, asked=["otto@northwind.example"]),
    "claim": lambda session: claims.ready(session, now=NOW, machine=NOW, limit=32),
    "lost": lambda session: claims.claim_lost(session, NOW, 4),
    "being sent at the start": lambda session: claims.look_for_all(session, NOW),
    "still ours": lambda session: claims.still_ours(session, [ENVELOPE]),
    "being introduced": lambda session: claims.being_introduced(session, ["1"]),
    "another conversation paused": lambda session: conversations.another_paused(session, "1", NOW),
    "stale": lambda session: updates.stale(session, 50),
    "what waits for a message": lambda session: outbox.release_after(session, "tell/1", NOW),
    "about a finding": lambda session: outbox.about(session, "tell", "1"),
    "steps due": lambda session: touchpoints.take_due(session, NOW, 50),
    "steps of a hire": lambda session: touchpoints.of_enrollment(session, "1"),
    "looks due": lambda session: watches.take_due(session, NOW, 50),
    "findings due": lambda session: findings.take_due(session, NOW, 50),
    "inbox": lambda session: inbox.take(session, NOW),
    "unsettled": lambda session: enrollments.take_unsettled(session, 50),
    "ends and pauses": lambda session: enrollments.reaching(session, NOW),
    "outside of Slack": people.outside_slack,
    "by e-mail": lambda session: people.by_emails(session, ["otto@northwind.example"]),
    "by account": lambda session: people.by_slack_id(session, "U1"),
    "around a hire": lambda session: people.by_ids_or_emails(session, ["1"], ["otto@northwind.example"]),
}


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
async def test_no_table_is_read_from_end_to_end(tmp_path: Path, query: Query) -> None:
    database = await database_of(Settings(_env_file=None, database_url=f"sqlite:///{tmp_path / 'bot.sqlite3'}"))
    seen: list[tuple[str, Any]] = []
    event.listen(database.writer.sync_engine, "before_cursor_execute", lambda *given: seen.append(given[2:4]))
    async with database.write() as session:
        await query(session)
        plans = [(s, await session.connection()) for s in seen if not s[0].startswith("BEGIN")]
        steps = [
            str(list(row)[3])
            for (statement, parameters), connection in plans
            for row in await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        ]
    await database.close()
    assert steps
    assert [step for step in steps if step.startswith("SCAN") and "USING INDEX" not in step and "ROW" not in step] == []
