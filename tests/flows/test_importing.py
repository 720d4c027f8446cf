"""What a row does: it begins an onboarding, updates one, or changes nothing; many rows are as one."""

import logging
from pathlib import Path

import pytest

from onboardbot.app import database_of
from onboardbot.core.company import Company
from onboardbot.flows import importing
from onboardbot.flows.importing import Outcome
from onboardbot.people_files import parse
from onboardbot.settings import Settings
from onboardbot.store import enrollments, people
from onboardbot.store.database import Database
from tests.helpers.world import MAREK, NADIA, OTTO, world


async def opened(folder: Path) -> Database:
    return await database_of(Settings(_env_file=None, database_url=f"sqlite:///{folder / 'bot.sqlite3'}"))


async def write(database: Database, text: str) -> list[Outcome]:
    found = parse(text.encode(), "people.csv", company=Company(), playbooks=())
    assert not [problem for problem in found.problems if problem.level == "error"], found.problems
    async with database.write() as session:
        return [line.outcome for line in await importing.write_rows(session, found.rows)]


async def test_an_empty_language_goes_back_to_the_one_of_slack_and_an_absent_column_keeps_it(tmp_path: Path) -> None:
    database = await opened(tmp_path)
    head = "email,name,start_date"

    async def language() -> str | None:
        async with database.read() as session:
            person = await people.by_email(session, NADIA)
            assert person is not None
            return person.language

    await write(database, f"{head},language\n{NADIA},Nadia,2026-03-02,de\n")
    assert await language() == "de"
    await write(database, f"{head}\n{NADIA},Nadia,2026-03-02\n")
    assert await language() == "de"
    await write(database, f"{head},language\n{NADIA},Nadia,2026-03-02,\n")
    assert await language() is None
    await database.close()


async def test_who_is_hire_in_one_row_and_manager_in_another_is_one_person(tmp_path: Path) -> None:
    database = await opened(tmp_path)
    rows = f"{NADIA},Nadia Haddad,2026-03-02,{MAREK}\n{MAREK},Marek Novak,2026-03-02,\n"
    assert await write(database, f"email,name,start_date,manager_email\n{rows}") == [Outcome.ADDED] * 2
    async with database.read() as session:
        everybody = await people.everyone(session)
        found = await enrollments.everyone(session)
    assert sorted(person.name for person in everybody) == ["Marek Novak", "Nadia Haddad"]
    assert {one.hire.manager_email for one in found} == {MAREK, None}
    await database.close()


async def test_more_people_than_one_query_takes_are_matched_all_the_same(tmp_path: Path) -> None:
    database = await opened(tmp_path)
    rows = "".join(f"n{n}@northwind.example,New {n},2026-03-02\n" for n in range(1203))
    assert set(await write(database, f"email,name,start_date\n{rows}")) == {Outcome.ADDED}
    assert set(await write(database, f"email,name,start_date\n{rows}")) == {Outcome.UPDATED}
    async with database.read() as session:
        assert len(await people.everyone(session)) == 1203
        assert len(await enrollments.everyone(session)) == 1203
    await database.close()


async def test_who_writes_while_many_are_enrolled_is_answered_in_between(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="onboardbot")
    plan = "title: T\nsteps:\n  - {id: hello, when: day 1 at 09:00, message: Hello}\n"
    async with world(tmp_path, start="2026-03-01T06:00:00+00:00", files={"first.yaml": plan}) as here:
        rows = "".join(f"n{n}@northwind.example,New {n},2026-03-02\n" for n in range(40))
        await write(here.bot.database, f"email,name,start_date\n{rows}")
        await here.say(OTTO, "hello?")
        assert here.words(OTTO)[0].startswith("Hello!")
    events = [record.message for record in caplog.records if record.message in {"hire_enrolled", "message_sent"}]
    assert events.count("hire_enrolled") == 40
    assert events.index("message_sent") < 40
