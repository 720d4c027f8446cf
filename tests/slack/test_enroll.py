"""`/onboard`: HR enrolls somebody in a modal, sees before what will be sent when, and others are kindly refused."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from onboardbot.sandbox.errors import RefusedError
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


async def test_who_is_not_hr_is_told_kindly_who_is(here: World) -> None:
    for who in (OTTO, NADIA, MAREK):
        answer = await here.slack.command(who, "/onboard")
        assert answer.payload == {
            "text": "Thank you for looking after newcomers! Enrolling someone is for HR: please ask "
            "Priya Rao (priya@northwind.example).",
            "response_type": "ephemeral",
        }
        assert here.slack.views(who) == []


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
        "By the playbook “Engineering”, in the hire's own time:",
        "2026-02-27 09:00 · manager · hello",
        "2026-03-02 09:00 · hire · d1",
    ]
    assert shown(here)[-1] == "… and 3 more steps"


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
    assert here.words(PRIYA)[1].endswith("was being onboarded already; I've updated what you changed.")


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({"name": "  "}, {"name": "name is empty (every row needs it)"}),
        ({"start_date": "1999-01-01"}, {"start_date": 'start_date "1999-01-01" is not between 2000 and 2100'}),
        ({"manager_email": NADIA}, {"manager_email": f'manager_email "{NADIA}" is the new hire\'s own'}),
        ({"time_zone": "Berlin"}, {"time_zone": 'time_zone "Berlin" is not a time zone (did you mean "Europe/Berlin"'}),
        ({"country": "UK", "name": " "}, {"country": 'country "UK" is not a country (did you mean "GB"?)', "name": ""}),
    ],
)  # fmt: skip
async def test_a_mistake_is_told_at_its_input(here: World, values: dict[str, str], errors: dict[str, str]) -> None:
    await opened(here)
    done = await here.slack.submit(PRIYA, ROW | values)
    assert done.payload is not None
    told = done.payload["errors"]
    assert set(told) == set(errors)
    for name, sentence in errors.items():
        assert told[name].startswith(sentence)
    await here.settle()
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
