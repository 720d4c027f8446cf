"""HR tries a step of a playbook on themselves: it comes as a newcomer would get it, and counts nowhere."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from onboardbot.flows import failures
from onboardbot.store import outbox, people
from tests.helpers.world import BEA, COMPANY, MAREK, NADIA, OTTO, PRIYA, World, words_of, world

START = "2026-02-28T08:00:00+00:00"  # a Saturday
IT = "it-help@northwind.example"
OFFICE = """\
title: Office
audience: {department: [Sales, Support]}
steps:
  - {id: ready, when: day -1 at 11:00, to: manager, message: "{{ hire.first_name }} starts soon."}
  - id: hello
    when: day 1 at 09:00
    message: >-
      Hello {{ hire.first_name }}, welcome to {{ company.name }} and to {{ hire.department }} as {{ hire.title }} in
      {{ hire.location }}. Your desk is {{ hire.desk }}. {{ manager.mention }} and {{ buddy.first_name }} say hi, and
      {{ hr.mention }}, on day {{ day }}.
  - id: list
    when: day 2 at 09:00
    guide: {title: "Your list, {{ hire.first_name }}", tasks: [{id: lunch, text: "Lunch with {{ buddy.first_name }}"}]}
  - id: pulse
    when: day 3 at 15:30
    check_in:
      seen_by: manager
      questions: [{mood: "How is it, {{ hire.first_name }}?"}, {text: Why?}, {choice: Who?, options: [You, Me]}]
  - {id: laptop, when: day -3 at 10:00, to: it, message: "A laptop for {{ hire.name }}, please."}
"""
REMOTE = "title: Remote\nsteps:\n  - {id: hi, when: day 1 at 09:00, message: 'Hi {{ hire.first_name }}'}\n"
DESKS = f"{COMPANY}columns: [desk]\nlocations:\n  Berlin: {{country: DE}}\n"


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[World]:
    files = {"company.yaml": DESKS, "office.yaml": OFFICE, "remote.yaml": REMOTE}
    async with world(tmp_path, start=START, files=files) as here:
        yield here


def top(here: World, who: str = PRIYA) -> dict[str, Any]:
    return here.slack.views(who)[-1]


def shown(here: World, who: str = PRIYA) -> str:
    return "\n".join(words_of(block) for block in top(here, who)["blocks"])


def options(here: World) -> list[str]:
    """Return the steps that can be picked, as they read."""
    element = top(here)["blocks"][-1]["element"]
    groups = element.get("option_groups") or [{"options": element["options"]}]
    return [option["text"]["text"] for group in groups for option in group["options"]]


async def tried(here: World, step: str) -> str:
    """Try a step of the first playbook, and return what came."""
    await here.slack.command(PRIYA, "/onboard", "try")
    await here.submit(PRIYA, {"step": step})
    await here.slack.close(PRIYA)
    return here.words(PRIYA)[-1].split("\nI'm onboardbot")[0]


async def test_it_is_offered_in_the_first_message_on_the_home_and_in_the_modals(here: World) -> None:
    await here.say(PRIYA, "hello")
    assert here.words(PRIYA)[0].endswith("[Try it on myself][Onboard someone]")
    await here.slack.click(PRIYA, "try_out")
    assert top(here)["callback_id"] == "tryout"
    await here.slack.close(PRIYA)
    assert "[Onboard someone][Try it on myself]" in await here.home(PRIYA)
    for command in ("", "list"):
        await here.slack.command(PRIYA, "/onboard", command)
        await here.slack.click(PRIYA, "try_out")
        assert [view["callback_id"] for view in here.slack.views(PRIYA)][1:] == ["tryout"]
        await here.slack.close(PRIYA)
        await here.slack.close(PRIYA)
    await here.slack.command(PRIYA, "/onboard", "Try")
    assert "It shows an invented newcomer, Sam." in shown(here)


async def test_what_was_typed_into_the_form_below_is_still_there_afterwards(here: World) -> None:
    await here.slack.command(PRIYA, "/onboard")
    await here.slack.click(PRIYA, "try_out", values={"name": "Nadia Haddad"})
    await here.slack.close(PRIYA)
    assert top(here)["state"]["values"]["name"]["name"]["value"] == "Nadia Haddad"


async def test_the_steps_stand_in_the_order_in_which_they_come(here: World) -> None:
    await here.slack.command(PRIYA, "/onboard", "try")
    assert options(here) == [
        "laptop · for IT · working day -3 at 10:00",
        "ready · for the manager · working day -1 at 11:00",
        "hello · for the newcomer · working day 1 at 09:00",
        "list · for the newcomer · working day 2 at 09:00",
        "pulse · for the newcomer · working day 3 at 15:30",
    ]
    await here.slack.click(PRIYA, "playbook", selected="remote")
    assert options(here) == ["hi · for the newcomer · working day 1 at 09:00"]
    await here.submit(PRIYA, {"step": "hi"})
    assert "Hi Sam" in here.words(PRIYA)[0]


async def test_the_only_playbook_need_not_be_picked(tmp_path: Path) -> None:
    async with world(tmp_path, start=START, files={"remote.yaml": REMOTE}) as here:
        await here.slack.command(PRIYA, "/onboard", "try")
        assert [block.get("block_id") for block in top(here)["blocks"]][1:] == ["step"]
        assert "Hi Sam" in await tried(here, "hi")


async def test_without_a_playbook_there_is_nothing_to_try_and_it_says_so(tmp_path: Path) -> None:
    async with world(tmp_path, start=START) as here:
        await here.slack.command(PRIYA, "/onboard")
        assert "Try it on myself" not in shown(here)
        await here.slack.close(PRIYA)
        await here.slack.command(PRIYA, "/onboard", "try")
        assert "There is no playbook yet, so there is nothing to try." in shown(here)


async def test_a_message_comes_marked_with_somebody_invented_in_every_field(here: World) -> None:
    mark, words = (await tried(here, "hello")).split("\n")
    assert mark == (
        "A try-out of “hello” from the playbook “Office”: for the newcomer, on working day 1 at 09:00. Sam is "
        "invented, and nothing here counts."
    )
    assert words == (
        "Hello Sam, welcome to Northwind and to Sales as Job title in Berlin. Your desk is [desk]. Max Manager and Bo "
        "say hi, and <@U0PRIYA00>, on day 1."
    )


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ("ready", ["for the manager, on working day -1 at 11:00", "Sam starts soon."]),
        ("laptop", ["for IT", "A laptop for Sam Sample, please."]),
        ("list", ["Your list, Sam", "Lunch with Bo", "[Done][I need help]"]),
        ("pulse", ["How is it, Sam?", "[😞 Rough]", "Why?", "Who?", "[You][Me]", "only Max may be told"]),
    ],
)
async def test_each_kind_of_step_comes_as_it_would_read(here: World, step: str, words: list[str]) -> None:
    said = await tried(here, step)
    assert all(word in said for word in words), said


async def test_nothing_of_it_is_kept_and_nobody_else_hears_of_it(here: World) -> None:
    await here.enroll(email=NADIA, name="Nadia Haddad", start_date="2026-03-02", manager_email=MAREK, buddy_email=BEA)
    before = await here.status()
    await tried(here, "pulse")
    for replies, action in enumerate(("try:1", "try:2", "try:2"), 1):
        await here.click(PRIYA, action, ts=here.slack.messages(PRIYA)[0]["ts"])
        said = [words for words in here.words(PRIYA) if words.startswith("That was only a try-out, so nothing was")]
        assert len(said) == replies  # each tap gets its answer
    await here.say(PRIYA, "The deploy scripts", here.slack.messages(PRIYA)[0]["ts"])
    await here.to("2026-03-01T12:00:00+00:00")
    assert await here.status() == before
    assert all(here.words(who) == [] for who in (NADIA, MAREK, BEA, OTTO, IT))
    assert "Hello Priya." in here.words(PRIYA)[-1]


async def test_one_after_another_is_tried_and_the_modal_says_what_was_sent(here: World) -> None:
    await here.slack.command(PRIYA, "/onboard", "try")
    for n, step in enumerate(("hello", "hello", "list"), 1):
        await here.submit(PRIYA, {"step": step})
        assert f"✅ “{step}” is waiting in your messages." in shown(here)
        assert len(here.words(PRIYA)) == n


async def test_the_same_submission_twice_is_one_message(here: World) -> None:
    await here.slack.command(PRIYA, "/onboard", "try")
    async with here.holding():
        view = here.slack.state.views.stack(here.slack.person(PRIYA).id)[-1]
        await here.slack.submit(PRIYA, {"step": "hello"})
        here.slack.state.views.put(view)
        await here.slack.submit(PRIYA, {"step": "hello"})
    await here.settle()
    assert len(here.words(PRIYA)) == 1


async def test_a_step_that_went_from_the_file_meanwhile_is_told_at_its_input(here: World, tmp_path: Path) -> None:
    await here.slack.command(PRIYA, "/onboard", "try")
    (tmp_path / "playbooks" / "office.yaml").unlink()
    await here.settle()
    done = await here.slack.submit(PRIYA, {"step": "hello"})
    assert done.payload is not None
    assert done.payload["errors"] == {
        "step": "This step isn't in the playbook any more. Please close this and open it again."
    }


async def test_a_step_that_goes_between_the_tap_and_the_message_is_told_as_gone(here: World, tmp_path: Path) -> None:
    await here.slack.command(PRIYA, "/onboard", "try")
    async with here.holding():
        await here.slack.submit(PRIYA, {"step": "hello"})
        (tmp_path / "playbooks" / "office.yaml").unlink()
    await here.settle()
    assert "This step isn't in the playbook any more." in here.words(PRIYA)[0]


async def test_what_could_not_be_sent_says_so_and_is_no_failure(tmp_path: Path) -> None:
    files = {"company.yaml": COMPANY.replace("  it: it-help@northwind.example\n", ""), "odd.yaml": ODD}
    async with world(tmp_path, start=START, files=files) as here:
        await here.enroll(email=NADIA, name="Nadia" * 30, start_date="2026-03-09")
        await here.slack.command(PRIYA, "/onboard", "nadia")
        await here.slack.click(PRIYA, "hire")
        for place, words in enumerate(WOULD_NOT_GO):
            menu = [block["accessory"] for block in top(here)["blocks"] if "accessory" in block][place]
            await here.slack.click(PRIYA, menu["action_id"], selected=menu["options"][-1]["value"])
            await here.settle()
            assert words in here.words(PRIYA)[-1]
        async with here.bot.database.read() as session:
            priya = await people.by_email(session, PRIYA)
            assert priya is not None
            assert await outbox.newest(session, failures.KIND, priya.id) is None


ODD = """\
title: Odd
steps:
  - {id: who, when: day 1, message: "Meet {{ buddy.first_name }}."}
  - {id: where, when: day 2, message: "You work in {{ hire.department }}."}
  - {id: long, when: day 3, message: "{% for n in (1..200) %}{{ hire.name }}{% endfor %}"}
"""
WOULD_NOT_GO = (
    "This would not go out: it names the buddy, and there is nobody yet.",
    "This would not go out: it prints hire.department, which is empty",
    "This would not go out: its placeholders can't be filled as they are written.",
)


async def test_more_than_a_hundred_steps_can_all_be_picked(tmp_path: Path) -> None:
    steps = "".join(f"  - {{id: d{n}, when: day {n} at 09:00, message: Day {n}}}\n" for n in range(1, 131))
    async with world(tmp_path, start=START, files={"long.yaml": f"title: Long\nsteps:\n{steps}"}) as here:
        await here.slack.command(PRIYA, "/onboard", "try")
        assert len(options(here)) == 130
        assert "Day 130" in await tried(here, "d130")


async def test_a_company_that_is_closed_for_years_can_try_all_the_same(tmp_path: Path) -> None:
    company = f"{COMPANY}closed: [2026-01-01..2029-12-31]\n"
    async with world(tmp_path, start=START, files={"company.yaml": company, "remote.yaml": REMOTE}) as here:
        assert "Hi Sam" in await tried(here, "hi")


async def test_somebody_named_by_the_company_alone_is_called_by_name(tmp_path: Path) -> None:
    people = "  it: {name: The Desk, email: desk@elsewhere.example}\n  door: [door@elsewhere.example]\n"
    company = COMPANY.replace("  it: it-help@northwind.example\n", people)
    steps = "  - {id: key, when: day 1, to: door, message: 'A key'}\n"
    async with world(tmp_path, start=START, files={"company.yaml": company, "r.yaml": REMOTE + steps}) as here:
        assert "for door, on working day 1 at 09:00" in await tried(here, "key")


async def test_it_is_in_german_for_whoever_reads_german(here: World) -> None:
    async with here.bot.database.write() as session:
        priya = await people.by_email(session, PRIYA)
        assert priya is not None
        await people.change(session, priya.id, language="de")
    await here.slack.command(PRIYA, "/onboard", "probe")
    assert options(here)[1] == "ready · für die Führungskraft · Arbeitstag -1 um 11:00 Uhr"
    await here.submit(PRIYA, {"step": "list"})
    assert "Eine Probe von „list“ aus dem Playbook „Office“" in here.words(PRIYA)[0]
    assert "[Erledigt]" in here.words(PRIYA)[0]


async def test_whoever_is_not_hr_gets_a_kind_answer_and_no_message(here: World, tmp_path: Path) -> None:
    assert "please ask Priya" in (await here.slack.command(OTTO, "/onboard", "try")).payload["text"]
    await here.slack.command(PRIYA, "/onboard", "try")
    company = tmp_path / "playbooks" / "company.yaml"
    company.write_text(company.read_text().replace("priya@", "bea@"))
    await here.settle()
    done = await here.slack.submit(PRIYA, {"step": "hello"})
    assert done.payload is not None
    assert "please ask Bea" in done.payload["errors"]["step"]
    await here.slack.close(PRIYA)
    assert here.words(PRIYA) == []


async def test_who_is_hr_no_more_between_the_tap_and_the_message_gets_none(here: World, tmp_path: Path) -> None:
    await here.slack.command(PRIYA, "/onboard", "try")
    async with here.holding():
        await here.slack.submit(PRIYA, {"step": "hello"})
        company = tmp_path / "playbooks" / "company.yaml"
        company.write_text(company.read_text().replace("priya@", "bea@"))
    await here.settle()
    assert here.words(PRIYA) == []
