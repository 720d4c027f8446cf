"""`/onboard`: HR enrolls somebody in a modal, sees before what will be sent when, and others are kindly refused."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from onboardbot.flows import files
from onboardbot.sandbox.errors import RefusedError
from onboardbot.sandbox.people import NORTHWIND
from onboardbot.store import people
from tests.helpers.world import BEA, MAREK, NADIA, OTTO, PRIYA, World, world

PLAYBOOK = """\
title: Engineering
audience: {department: Engineering}
steps:
  - {id: hello, when: day -1 at 09:00, to: manager, message: "{{ hire.first_name }} is coming."}
""" + "".join(f"  - {{id: d{n}, when: day {n} at 09:00, message: Day {n}}}\n" for n in range(1, 15))
SALES = "title: Sales\naudience: {department: Sales}\nsteps:\n  - {id: hi, when: day 1, message: Hi}\n"
ROW: dict[str, Any] = {"email": NADIA, "name": 'Nadia "Nad" Haddad, Dr.', "start_date": "2026-03-02"}


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[World]:
    files = {"eng.yaml": PLAYBOOK, "sales.yaml": SALES}
    async with world(tmp_path, start="2026-02-25T08:00:00+00:00", files=files) as here:
        yield here


def shown(here: World) -> list[str]:
    """Return the lines of the preview."""
    (view,) = here.slack.views(PRIYA)
    return str(view["blocks"][-1]["text"]["text"]).split("\n")


async def opened(here: World) -> dict[str, Any]:
    assert (await here.slack.command(PRIYA, "/onboard")).acknowledged
    (view,) = here.slack.views(PRIYA)
    return view


ASK = "please ask Priya Rao (priya@northwind.example)."


async def test_who_is_not_hr_is_told_kindly_who_is_as_what_they_are(here: World) -> None:
    await here.enroll(email=NADIA, name="Nadia Haddad", start_date="2026-03-02", manager_email=MAREK, buddy_email=BEA)
    helps = f"Thank you for looking after newcomers! Signing someone up is for HR: {ASK}"
    said = {
        NADIA: "With this, HR signs new colleagues up. What is planned for you is on my Home tab, and for anything "
        f"else {ASK}",
        MAREK: helps,
        BEA: helps,
        OTTO: f"With this, HR signs new colleagues up. If somebody new is joining your team, {ASK}",
    }
    for who, words in said.items():
        answer = await here.slack.command(who, "/onboard")
        assert answer.payload == {"text": words, "response_type": "ephemeral"}
        assert here.slack.views(who) == []


async def test_whom_to_ask_is_named_as_typed_and_alerts_nobody(tmp_path: Path) -> None:
    loud = [replace(one, name="Priya <!channel> & Co") if one.email == PRIYA else one for one in NORTHWIND]
    async with world(tmp_path, start="2026-02-25T08:00:00+00:00", people=loud) as here:
        answer = await here.slack.command(OTTO, "/onboard")
        assert "ask Priya &lt;!channel&gt; &amp; Co (priya@" in answer.payload["text"]


async def test_the_modal_asks_by_the_columns_of_the_people_file(here: World) -> None:
    view = await opened(here)
    assert view["callback_id"] == "enroll"
    required = [block["block_id"] for block in view["blocks"] if not block.get("optional", True)]
    assert required == ["email", "name", "start_date"]
    assert shown(here) == ["Pick a start date and I'll show what will be sent when."]


async def test_the_preview_follows_what_is_typed(here: World) -> None:
    await opened(here)
    await here.slack.click(PRIYA, "start_date", selected="2026-03-02")
    assert shown(here) == ["No playbook fits yet, or several do. Pick one above, or I'll ask HR after enrolling."]
    await here.slack.click(PRIYA, "playbook", selected="eng")
    assert shown(here)[:3] == [
        "By the playbook “Engineering”, in the newcomer's own time:",
        "Fri 27 Feb, 09:00 · for the manager · hello",
        "Mon 2 Mar, 09:00 · for the newcomer · d1",
    ]
    assert shown(here)[-1] == "… and 3 more steps"


async def test_the_preview_says_what_would_be_too_late(here: World) -> None:
    await opened(here)
    await here.slack.click(PRIYA, "playbook", selected="eng")
    await here.slack.click(PRIYA, "start_date", selected="2026-02-16")
    assert shown(here)[1:3] == [
        "6 steps lie too far back and won't go out.",
        "Mon 23 Feb, 09:00 · for the newcomer · d6 · goes out late",
    ]


async def test_the_preview_says_who_is_known_already(here: World) -> None:
    row = {"name": "Nadia Haddad", "start_date": "2026-02-16", "department": "Engineering"}
    await here.enroll(email=NADIA, **row)
    await opened(here)
    await here.slack.click(PRIYA, "playbook", selected="eng")
    typed = {"email": NADIA.upper()}
    await here.slack.click(PRIYA, "start_date", selected="2026-03-02", values=typed)
    assert shown(here)[0].startswith("Nadia Haddad is being onboarded already, from Monday, 16 February 2026 on.")
    assert shown(here)[3] == "Fri 27 Feb, 09:00 · for the manager · hello"
    await here.end(NADIA)
    await here.slack.click(PRIYA, "start_date", selected="2026-03-03", values=typed)
    assert shown(here)[0].startswith("Nadia Haddad was onboarded before, from Monday, 16 February 2026 on.")


async def test_of_two_previews_at_the_same_moment_the_older_one_is_no_trouble(
    here: World, caplog: pytest.LogCaptureFixture
) -> None:
    await opened(here)
    days = ("2026-03-02", "2026-03-03", "2026-03-04")
    await asyncio.gather(*(here.slack.click(PRIYA, "start_date", selected=day) for day in days))
    await here.slack.click(PRIYA, "playbook", selected="eng")
    assert shown(here)[0].startswith("By the playbook “Engineering”")
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


async def test_the_preview_says_a_mistake_instead_of_dates(here: World) -> None:
    await opened(here)
    await here.slack.click(PRIYA, "start_date", selected="2026-03-02")
    await here.slack.click(PRIYA, "time_zone", selected="Berlin")
    assert shown(here) == ["I don't know that time zone. Did you mean Europe/Berlin?"]


async def test_the_preview_and_the_mistakes_are_in_the_language_of_whoever_reads(here: World) -> None:
    async with here.bot.database.write() as session:
        priya = await people.by_email(session, PRIYA)
        assert priya is not None
        await people.change(session, priya.id, language="de")
    await opened(here)
    await here.slack.click(PRIYA, "playbook", selected="eng")
    await here.slack.click(PRIYA, "start_date", selected="2026-03-02")
    assert shown(here)[1] == "Fr., 27. Feb., 09:00 · für die Führungskraft · hello"
    done = await here.slack.submit(PRIYA, ROW | {"time_zone": "Berlin", "name": " ", "manager_email": NADIA})
    assert done.payload is not None
    assert done.payload["errors"] == {
        "name": "Bitte füll das aus.",
        "time_zone": "Diese Zeitzone kenne ich nicht. Meinst du Europe/Berlin?",
        "manager_email": "Das ist die Adresse der neuen Person selbst, und niemand führt sich selbst. "
        "Lass es leer, wenn du es noch nicht weißt.",
    }


async def test_a_submission_enrolls_as_an_import_would(here: World) -> None:
    await opened(here)
    done = await here.slack.submit(PRIYA, ROW | {"department": "Engineering", "manager_email": MAREK})
    assert (done.acknowledged, done.payload) == (True, None)
    await here.settle()
    assert {(line.hire, line.playbook, line.state) for line in await here.status()} == {(NADIA, "eng", "planned")}
    assert here.words(PRIYA)[0].startswith('Nadia "Nad" Haddad, Dr. is enrolled and starts on ')
    await opened(here)
    await here.slack.submit(PRIYA, ROW | {"start_date": "2026-03-03", "buddy_email": BEA})
    await here.settle()
    due = {line.step: line.due_at for line in await here.status()}
    assert str(due["d1"]) == "2026-03-03 08:00:00+00:00"  # and the department that was left empty stays
    told, way = here.words(PRIYA)[1].split("\n")
    moved = "The first working day is Tuesday, 3 March 2026 now, instead of Monday, 2 March 2026."
    assert told.endswith(f"was being onboarded already; I've updated what you changed. {moved}")
    assert way == "[Open Nadia]"
    await here.slack.click(PRIYA, "hire", ts=here.slack.messages(PRIYA)[-1]["ts"])
    assert here.slack.views(PRIYA)[-1]["callback_id"] == "hire"
    await here.slack.close(PRIYA)
    await opened(here)
    await here.slack.submit(PRIYA, ROW | {"start_date": "2026-03-03", "buddy_email": MAREK})
    await here.settle()
    assert here.words(PRIYA)[2].split("\n")[0].endswith("I've updated what you changed.")


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({"name": "  "}, {"name": "Please fill this in."}),
        ({"name": "x" * 1001}, {"name": "That is longer than 1000 characters. Please shorten it."}),
        ({"title": "a\x07b"}, {"title": "There is an invisible character in here."}),
        ({"start_date": "1999-01-01"}, {"start_date": "That is not between 2000 and 2100. Please check the year."}),
        ({"manager_email": NADIA}, {"manager_email": "That is the newcomer's own address, and nobody is their own"}),
        ({"buddy_email": "b..b@x.example"}, {"buddy_email": "That is not an e-mail address. It looks like nadia@"}),
        ({"time_zone": "Berlin"}, {"time_zone": "I don't know that time zone. Did you mean Europe/Berlin?"}),
        ({"time_zone": "?"}, {"time_zone": "I don't know that time zone. Please name the place, as in Europe/Berlin."}),
        ({"country": "UK", "name": " "}, {"country": "I don't know that country. Did you mean GB?", "name": ""}),
        ({"country": "Qq"}, {"country": "I don't know that country. Please write its two letters, as in DE."}),
    ],
)  # fmt: skip
async def test_a_mistake_is_told_at_its_input(here: World, values: dict[str, str], errors: dict[str, str]) -> None:
    await opened(here)
    done = await here.slack.submit(PRIYA, ROW | values)
    assert done.payload is not None
    told = done.payload["errors"]
    assert set(told) == set(errors)
    for name, sentence in errors.items():
        assert told[name].startswith(sentence), told
    await here.settle()
    assert await here.status() == []


async def test_a_command_that_slack_no_longer_waits_for_opens_nothing_and_is_no_fault_of_ours(
    here: World, caplog: pytest.LogCaptureFixture
) -> None:
    here.slack.fault("error", error="expired_trigger_id", methods="views.open")
    await here.slack.command(PRIYA, "/onboard")
    async with asyncio.timeout(10):
        while not here.slack.calls("views.open"):  # noqa: ASYNC110 - the journal has no event
            await asyncio.sleep(0.02)
    await asyncio.sleep(0.1)
    assert here.slack.views(PRIYA) == []
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


async def test_what_went_wrong_after_the_tap_is_told(here: World, tmp_path: Path) -> None:
    await opened(here)
    async with here.holding():
        await here.slack.submit(PRIYA, ROW | {"playbook": "sales"})
        (tmp_path / "playbooks" / "sales.yaml").unlink()
        await files.look(here.bot)
    await here.settle()
    assert here.words(PRIYA)[-1].startswith("There is no playbook “sales” any more. Please pick another one.")
    await opened(here)
    async with here.holding():
        await here.slack.submit(PRIYA, ROW)
        company = tmp_path / "playbooks" / "company.yaml"
        company.write_text(company.read_text().replace("priya@", "bea@"))
        await files.look(here.bot)
    await here.settle()
    assert here.words(PRIYA)[-1].startswith("Only HR can change this, so nothing was changed.")
    assert await here.status() == []


async def test_who_is_no_longer_hr_when_submitting_is_refused(here: World, tmp_path: Path) -> None:
    await opened(here)
    company = tmp_path / "playbooks" / "company.yaml"
    company.write_text(company.read_text().replace("priya@", "bea@"))
    await here.settle()
    done = await here.slack.submit(PRIYA, ROW)
    assert done.payload is not None
    assert "please ask Bea" in done.payload["errors"]["email"]
    assert await here.status() == []


async def test_an_address_that_is_none_does_not_leave_slack(here: World) -> None:
    await opened(here)
    with pytest.raises(RefusedError):
        await here.slack.submit(PRIYA, ROW | {"email": "nadia"})
