from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import SQLModel

from onboardbot.core.enrollment import EnrollmentState
from onboardbot.core.outbox import LEASE
from onboardbot.store import workspace
from onboardbot.store.database import Database
from onboardbot.store.tables import (
    EnrollmentRow,
    FailureRow,
    FindingRow,
    InboxRow,
    MessageRow,
    PersonRow,
    TouchpointRow,
    WatchRow,
)
from onboardbot.store.work import Outlook, Work, outlook
from tests.helpers.databases import on_each, opened

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
OTTO = "otto@northwind.example"

pytestmark = on_each


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """Nadia's onboarding, with nothing to do before `LATER`."""
    found = await opened(tmp_path)
    async with found.write() as session:
        session.add(PersonRow(id="nadia", email="nadia@northwind.example", name="Nadia Haddad", slack_id="U0NADIA00"))
        await session.flush()
        session.add(enrollment("open"))
        await session.flush()
        session.add_all([touchpoint(LATER), message(due_at=LATER), WatchRow(enrollment_id="open", due_at=LATER)])
    yield found
    await found.close()


def enrollment(id_: str, **values: object) -> EnrollmentRow:
    usual = {"person_id": "nadia", "state": EnrollmentState.ACTIVE, "start_date": date(2026, 3, 2), "unsettled": False}
    return EnrollmentRow.model_validate({"id": id_, "ends_at": LATER} | usual | values)


def touchpoint(wake_at: datetime) -> TouchpointRow:
    values = {"step_id": f"step-{wake_at.hour}", "kind": "message", "state": "planned", "wake_at": wake_at}
    return TouchpointRow.model_validate(
        {"enrollment_id": "open", "occurrence": 1, "recipient": "hire", "position": 1} | values
    )


def message(**values: object) -> MessageRow:
    usual = {"kind": "words", "person_id": "nadia", "priority": 2, "due_at": NOW, "state": "pending", "attempts": 0}
    key = repr(values)
    return MessageRow.model_validate({"id": key, "subject": key, "dedupe_key": key} | usual | values)


def finding(due_at: datetime) -> FindingRow:
    return FindingRow(id="found", enrollment_id="open", signal="silence", state="open", value="{}", due_at=due_at)


async def look(database: Database, now: datetime = NOW, *asked: str) -> Outlook:
    async with database.read() as session:
        return await outlook(session, now=now, machine=NOW, asked=asked)


async def found(database: Database, *asked: str) -> set[Work]:
    return set((await look(database, NOW, *asked)).kinds)


async def test_nothing_waits_before_its_time(database: Database) -> None:
    assert await found(database) == set()


@pytest.mark.parametrize(
    ("kinds", "row"),
    [
        ({Work.LOST, Work.UNDER_WAY}, message(state="sending", lease_until=NOW - timedelta(minutes=1))),
        ({Work.INBOX}, InboxRow(key="1", kind="message", slack_user="U1", received_at=NOW, state="new", attempts=0)),
        ({Work.PEOPLE}, PersonRow(id="otto", email=OTTO, name="Otto Brandt")),
        ({Work.SETTLE}, enrollment("other", state=EnrollmentState.ENDED, unsettled=True)),
        ({Work.DUE}, touchpoint(NOW)),
        ({Work.ADVANCE}, finding(NOW)),
        ({Work.FAILURES}, FailureRow(about="person/otto", cause="unknown_email", since=NOW)),
        ({Work.DISPATCH}, message(due_at=NOW)),
        ({Work.REDRAW}, message(state="sent", stale=True, ts="1.000000")),
    ],
)
async def test_each_kind_is_named_as_soon_as_a_row_asks_for_it(
    database: Database, kinds: set[Work], row: SQLModel
) -> None:
    async with database.write() as session:
        session.add(type(row).model_validate(row.model_dump()))
    assert await found(database) == kinds


async def test_the_end_of_an_onboarding_and_a_look_at_it_have_their_time(database: Database) -> None:
    assert (await look(database, LATER)).kinds == {Work.REACH, Work.WATCH, Work.DUE, Work.DISPATCH}


async def test_whom_slack_does_not_know_is_not_looked_up_again(database: Database) -> None:
    async with database.write() as session:
        session.add(PersonRow(id="otto", email=OTTO, name="Otto Brandt"))
    assert await found(database) == {Work.PEOPLE}
    assert await found(database, OTTO) == set()


async def test_what_must_wait_for_another_message_or_failed_is_no_work_and_what_is_under_way_somebody_has(
    database: Database,
) -> None:
    async with database.write() as session:
        session.add_all(
            [message(after="tell"), message(state="sending", lease_until=NOW + LEASE), message(state="failed")]
        )
    assert await found(database) == {Work.UNDER_WAY}


async def test_the_clock_halts_where_the_first_of_all_kinds_is_due(database: Database) -> None:
    noon = LATER + timedelta(hours=2)
    async with database.write() as session:
        session.add_all(
            [touchpoint(noon), finding(noon + timedelta(hours=1)), message(due_at=NOW + timedelta(minutes=1))]
        )
        session.add(message(due_at=NOW + timedelta(seconds=1), after="tell"))
    halts = [(await look(database, at)).following for at in (NOW, NOW + timedelta(minutes=1), LATER, noon)]
    assert halts == [NOW + timedelta(minutes=1), LATER, noon, noon + timedelta(hours=1)]
    assert (await look(database, noon + timedelta(hours=1))).following is None


async def test_every_process_sees_how_far_business_time_is_ahead(database: Database) -> None:
    ahead = timedelta(days=3, microseconds=7)
    async with database.write() as session:
        await workspace.set_clock_offset(session, ahead)
    assert (await look(database)).offset == ahead
