"""HR's list and a hire's page: who is under way, what was sent and what is to come, and what can be done about it."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from onboardbot.sandbox.errors import RefusedError
from tests.helpers.world import BEA, COMPANY, MAREK, NADIA, OTTO, PRIYA, World, words_of, world

START = "2026-02-25T08:00:00+00:00"
OFFICE = """\
title: Office
steps:
  - {id: ready, when: day -1 at 11:00, to: manager, message: "{{ hire.first_name }} starts soon."}
  - {id: hello, when: day 1 at 09:00, late: always, message: "Hello {{ hire.first_name }}"}
  - id: list
    when: day 2 at 09:00
    guide:
      title: Your list
      tasks: [{id: lunch, text: "Lunch with {{ buddy.first_name | default: 'us' }}"}]
  - id: pulse
    when: day 3 at 09:00
    check_in:
      seen_by: manager
      questions: [{mood: "How is it, {{ hire.first_name }}?"}, {text: Why?}, {choice: Who?, options: [You, Me]}]
  - {id: bye, when: day 9 at 09:00, message: "Bye {{ buddy.first_name }}"}
"""
NEWER = OFFICE.replace("Hello", "Good morning").replace(
    "  - {id: bye", "  - {id: extra, when: day 4, message: E}\n  - {id: bye"
)
REMOTE = """\
title: Remote
audience: {location: Home}
steps:
  - {id: hello, when: day 1 at 09:00, message: "Hello at home"}
  - {id: call, when: day 5 at 09:00, message: "Call us"}
"""
HR = f"{COMPANY}".replace("[priya@northwind.example]", "[priya@northwind.example, dana@northwind.example]")
DANA = "dana@northwind.example"


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[World]:
    files = {"company.yaml": HR, "office.yaml": OFFICE, "remote.yaml": REMOTE}
    async with world(tmp_path, start=START, files=files) as here:
        await here.enroll(email=NADIA, name="Nadia Haddad", start_date="2026-03-02", manager_email=MAREK)
        yield here


def top(here: World, who: str = PRIYA) -> dict[str, Any]:
    return here.slack.views(who)[-1]


def shown(here: World, who: str = PRIYA) -> str:
    """Return the words of the topmost modal; of sections with what stands beside them."""
    return "\n".join(words_of(block) for block in top(here, who)["blocks"])


async def opened(here: World, who: str = PRIYA) -> None:
    """Open Nadia's page from the list."""
    await here.slack.command(who, "/onboard", "list")
    await here.slack.click(who, "hire", value=await here.enrollment_id(NADIA))


async def step(here: World, deed: str, step_id: str) -> None:
    """Pick something from the menu beside a step."""
    menu = next(
        block["accessory"] for block in top(here)["blocks"] if words_of(block).split("\n")[0].endswith(f" · {step_id}")
    )
    value = next(option["value"] for option in menu["options"] if option["value"].startswith(deed))
    await here.slack.click(PRIYA, menu["action_id"], selected=value)
    await here.settle()


async def due(here: World) -> dict[str | None, str]:
    return {line.step: f"{line.due_at:%m-%d %H:%M}" for line in await here.status(NADIA) if line.due_at}


async def states(here: World) -> dict[str | None, str]:
    return {line.step: line.state for line in await here.status(NADIA)}


async def test_the_command_alone_onboards_and_leads_to_the_list(here: World) -> None:
    await here.slack.command(PRIYA, "/onboard")
    assert top(here)["callback_id"] == "enroll"
    assert "[1 hire under way]" in shown(here)
    await here.slack.click(PRIYA, "hires")
    assert top(here)["callback_id"] == "hires"
    assert "Nadia Haddad · starts on Monday, 2 March 2026" in shown(here)
    assert "manager: Marek" in shown(here)
    await here.slack.click(PRIYA, "onboard")
    assert top(here)["callback_id"] == "enroll"
    assert len(here.slack.views(PRIYA)) == 1


async def test_the_list_is_searched_and_has_pages(here: World) -> None:
    for n in range(16):
        await here.enroll(
            email=f"zoe{n}@northwind.example", name=f"Zoe {n}", start_date="2026-03-09", department="Sales"
        )
    await here.slack.command(PRIYA, "/onboard", "list")
    assert "1 to 15 of 17" in shown(here)
    await here.slack.click(PRIYA, "hires_page:on")
    assert "16 to 17 of 17" in shown(here)
    await here.slack.click(PRIYA, "hires_page:back")
    await here.slack.submit(PRIYA, {"search": "haddad"})
    assert "1 to 1 of 1" in shown(here)
    assert "Nadia" in shown(here)
    await here.slack.submit(PRIYA, {"search": "SALES"})
    assert "1 to 15 of 16" in shown(here)
    await here.slack.submit(PRIYA, {"search": "nobody"})
    assert "Nobody fits “nobody”." in shown(here)
    await here.slack.command(PRIYA, "/onboard", "zoe 3")
    assert "Zoe 3 ·" in shown(here)
    await here.slack.command(PRIYA, "/onboard", "<!channel>" + "y" * 3000)
    assert f"Nobody fits “<!channel>{'y' * 90}”." in shown(here)


async def test_an_onboarding_that_ended_is_found_by_a_search_only(here: World) -> None:
    await here.end(NADIA)
    await here.slack.command(PRIYA, "/onboard", "list")
    assert "Nobody is being onboarded right now." in shown(here)
    await here.slack.submit(PRIYA, {"search": NADIA})
    assert "Nadia Haddad · has ended" in shown(here)
    await here.slack.click(PRIYA, "hire")
    assert "🚫 Left out" in shown(here)
    assert top(here)["submit"] is None


async def test_whoever_is_not_hr_is_told_kindly_who_is(here: World) -> None:
    for who in (OTTO, NADIA, MAREK):
        answer = await here.slack.command(who, "/onboard", "list")
        assert "please ask Priya" in answer.payload["text"]
        assert here.slack.views(who) == []


async def test_a_page_shows_what_was_sent_and_what_is_to_come(here: World) -> None:
    await here.to("2026-03-02T12:00:00+00:00")
    await opened(here)
    lines = [words_of(block) for block in top(here)["blocks"]]
    assert lines[0].startswith("Nadia Haddad · working day 1\nnadia@northwind.example · Europe/Berlin")
    assert "✅ Sent · Mon 2 Mar, 09:00 · for Nadia · hello" in lines
    assert "🗓️ Planned · Tue 3 Mar, 09:00 · for Nadia · list" in lines
    assert top(here)["callback_id"] == "hire"


async def test_a_start_date_is_moved_after_a_look_at_what_moves(here: World) -> None:
    await opened(here)
    await here.slack.click(PRIYA, "start_date", selected="2026-03-09")
    assert "5 steps change:" in shown(here)
    assert "hello: Mon 2 Mar, 09:00 → Mon 9 Mar, 09:00" in shown(here)
    assert (await due(here))["hello"] == "03-02 08:00"
    await here.slack.click(PRIYA, "start_date", selected="2026-02-09")
    assert "hello: Mon 2 Mar, 09:00 → Mon 9 Feb, 09:00\n" in shown(here)
    assert "bye: Thu 12 Mar, 09:00 → Thu 19 Feb, 09:00 (too late by now)" in shown(here)
    await here.submit(PRIYA, {"start_date": "2026-03-09"})
    assert (await due(here))["hello"] == "03-09 08:00"
    assert here.words(PRIYA)[-1].startswith("Saved for Nadia Haddad:")
    assert "First working day: Monday, 2 March 2026 → Monday, 9 March 2026" in here.words(PRIYA)[-1]


async def test_what_was_sent_stays_when_the_start_moves(here: World) -> None:
    await here.to("2026-03-02T12:00:00+00:00")
    await opened(here)
    await here.slack.click(PRIYA, "start_date", selected="2026-03-09")
    assert "2 steps were sent already and stay." in shown(here)
    await here.submit(PRIYA, {"start_date": "2026-03-09"})
    assert (await states(here))["hello"] == "sent"
    assert (await due(here))["list"] == "03-10 08:00"


async def test_people_zone_and_days_off_are_changed_in_one_go(here: World) -> None:
    await opened(here)
    values = {"manager_email": BEA, "buddy_email": MAREK, "time_zone": "America/New_York", "leave": "2026-03-03"}
    await here.submit(PRIYA, values)
    assert (await due(here))["hello"] == "03-02 14:00"
    assert (await due(here))["list"] == "03-04 14:00"
    saved = "\n".join(sorted(here.slack.messages(PRIYA)[-1]["text"].split("\n")))
    assert "• Buddy's e-mail: – → marek@northwind.example\n• Days off: – → Tue, 3 Mar 2026" in saved
    await here.to("2026-02-27T18:00:00+00:00")
    assert any("Nadia starts soon." in words for words in here.words(BEA))
    assert here.words(MAREK) == []


async def test_what_was_saved_is_told_in_dates_and_titles(here: World) -> None:
    await opened(here)
    await here.submit(PRIYA, {"leave": "2026-03-03..2026-03-05; 2026-12-31", "playbook": "remote"})
    assert "Days off: – → Tue, 3 Mar 2026 – Thu, 5 Mar 2026; Thu, 31 Dec 2026" in here.words(PRIYA)[-1]
    assert "Playbook: Office → Remote" in here.words(PRIYA)[-1]


async def test_a_playbook_that_goes_after_the_tap_changes_nothing_and_says_so(here: World, tmp_path: Path) -> None:
    await opened(here)
    async with here.holding():
        await here.slack.submit(PRIYA, {"playbook": "remote", "start_date": "2026-03-09"})
        (tmp_path / "playbooks" / "remote.yaml").unlink()
    await here.settle()
    assert here.words(PRIYA)[-1].startswith("There is no playbook “remote” any more. Please pick another one.")
    assert (await due(here))["hello"] == "03-02 08:00"


async def test_a_cleared_field_is_cleared(here: World) -> None:
    await opened(here)
    await here.submit(PRIYA, {"manager_email": ""})
    assert "Manager's e-mail: marek@northwind.example → –" in here.words(PRIYA)[-1]


async def test_nothing_changed_is_said_so(here: World) -> None:
    await opened(here)
    await here.submit(PRIYA, {})
    assert here.words(PRIYA)[-1].startswith("Nothing was changed for Nadia Haddad.")


@pytest.mark.parametrize(
    ("values", "column", "sentence"),
    [
        ({"start_date": "1999-01-01"}, "start_date", "That is not between 2000 and 2100."),
        ({"time_zone": "Berlin"}, "time_zone", "I don't know that time zone. Did you mean Europe/Berlin?"),
        ({"leave": "2026-03-05..2026-03-02"}, "leave", "ends before it begins. Did you mean 2026-03-02..2026-03-05?"),
        ({"leave": "2026-03-02 - 2026-03-05"}, "leave", "Did you mean 2026-03-02..2026-03-05?"),
        ({"leave": "next week"}, "leave", "Please write it as in 2026-03-02..2026-03-06."),
        ({"leave": "2. 3. 2026"}, "leave", "not a date or a range of dates"),
        ({"leave": "2026-03-02..2028-03-02"}, "leave", "no working day within a year of this date"),
        ({"buddy_email": NADIA}, "buddy_email", "nobody is their own buddy"),
    ],
)
async def test_a_mistake_is_told_at_its_input(here: World, values: dict[str, str], column: str, sentence: str) -> None:
    await opened(here)
    done = await here.slack.submit(PRIYA, values)
    assert done.payload is not None
    assert sentence in done.payload["errors"][column]
    assert (await due(here))["hello"] == "03-02 08:00"


async def test_a_playbook_that_went_meanwhile_is_told_at_its_input(here: World, tmp_path: Path) -> None:
    await opened(here)
    (tmp_path / "playbooks" / "remote.yaml").unlink()
    await here.settle()
    done = await here.slack.submit(PRIYA, {"playbook": "remote"})
    assert done.payload is not None
    assert done.payload["errors"]["playbook"].startswith("There is no playbook “remote” any more.")


async def test_a_hire_without_working_days_is_told_to_hr_with_what_to_look_at(here: World) -> None:
    await here.enroll(
        email="zoe@northwind.example", name="Zoe Zander", start_date="2026-03-02", leave="2026-01-01..2028-12-31"
    )
    assert "Zoe Zander: nothing could be planned with these dates. Please open the page" in here.words(PRIYA)[-1]
    await here.slack.command(PRIYA, "/onboard", "zoe")
    await here.slack.click(PRIYA, "hire")
    await here.submit(PRIYA, {"leave": "2026-03-02", "playbook": "office"})
    assert "planned" in {line.state for line in await here.status("zoe@northwind.example")}


async def test_an_email_that_is_none_does_not_leave_slack(here: World) -> None:
    await opened(here)
    with pytest.raises(RefusedError):
        await here.slack.submit(PRIYA, {"manager_email": "marek"})


async def test_the_later_of_two_is_told_that_it_changed_meanwhile(here: World) -> None:
    await opened(here, PRIYA)
    await opened(here, DANA)
    await here.submit(PRIYA, {"start_date": "2026-03-09"})
    done = await here.slack.submit(DANA, {"start_date": "2026-03-16"})
    assert done.payload is not None
    assert "was changed by somebody else meanwhile" in done.payload["errors"]["start_date"]
    assert (await due(here))["hello"] == "03-09 08:00"
    await here.slack.close(DANA)
    await here.slack.click(DANA, "hire")
    await here.submit(DANA, {"start_date": "2026-03-16"})
    assert (await due(here))["hello"] == "03-16 08:00"


async def test_of_two_at_the_same_moment_only_the_first_is_saved(here: World) -> None:
    await opened(here, PRIYA)
    await opened(here, DANA)
    async with here.holding():  # both are taken in before either is looked at
        await here.slack.submit(PRIYA, {"start_date": "2026-03-09"})
        await here.slack.submit(DANA, {"start_date": "2026-03-16"})
    await here.settle()
    assert (await due(here))["hello"] == "03-09 08:00"
    assert "was changed by somebody else meanwhile" in here.words(DANA)[-1]


async def test_what_another_did_stays_unseen_by_a_tap_of_ones_own(here: World) -> None:
    await opened(here, PRIYA)
    await opened(here, DANA)
    await here.submit(DANA, {"start_date": "2026-03-09"})
    await here.click(PRIYA, "hire_do:pause")
    done = await here.slack.submit(PRIYA, {"buddy_email": BEA})
    assert done.payload is not None
    assert "meanwhile" in done.payload["errors"]["start_date"]


async def test_pause_and_go_on_show_on_the_page_which_can_be_saved_afterwards(here: World) -> None:
    await opened(here)
    await here.click(PRIYA, "hire_do:pause")
    assert "on a pause" in shown(here)
    await here.to("2026-03-02T12:00:00+00:00")
    assert (await states(here))["hello"] == "planned"
    await here.click(PRIYA, "hire_do:resume")
    assert (await states(here))["hello"] == "sent"
    await here.submit(PRIYA, {"buddy_email": BEA})
    assert here.words(PRIYA)[-1].startswith("Saved")


async def test_who_leaves_before_the_start_is_called_off_to_those_who_prepared(here: World) -> None:
    await here.to("2026-02-27T12:00:00+00:00")
    await opened(here)
    (sure,) = [one["confirm"] for one in top(here)["blocks"][1]["elements"] if "confirm" in one]
    assert sure["text"]["text"].startswith("Nothing more goes out about Nadia, and it can't be taken back.")
    assert [sure[word]["text"] for word in ("confirm", "deny")] == ["End it", "Keep it going"]
    await here.click(PRIYA, "hire_do:end")
    called_off = "Nadia Haddad is not starting after all, so there is nothing more to prepare. Thank you!"
    assert here.words(MAREK)[-1].startswith(called_off)
    assert set((await states(here)).values()) == {"sent", "cancelled"}


async def test_whoever_ended_before_anything_was_sent_begins_anew_with_another_date(here: World) -> None:
    await opened(here)
    await here.click(PRIYA, "hire_do:end")
    assert here.words(MAREK) == []
    assert set((await states(here)).values()) == {"cancelled"}
    await here.to("2026-03-03T12:00:00+00:00")
    assert here.words(NADIA) == []
    await here.slack.command(PRIYA, "/onboard")
    await here.submit(PRIYA, {"email": NADIA, "name": "Nadia Haddad", "start_date": "2026-04-01"})
    assert here.words(PRIYA)[-1].startswith("Welcome back, Nadia Haddad!")


async def test_a_page_of_an_onboarding_that_ended_meanwhile_changes_nothing(here: World) -> None:
    await opened(here)
    await here.end(NADIA)
    done = await here.slack.submit(PRIYA, {"start_date": "2026-03-09"})
    assert done.payload is not None
    assert "has ended, so nothing can be changed" in done.payload["errors"]["start_date"]


async def test_a_page_of_a_hire_who_was_removed_says_so(here: World) -> None:
    await opened(here)
    view = top(here)
    await here.slack.close(PRIYA)
    gone = json.dumps({"hire": "0000", "mark": "x", "skip": 0})
    await here.slack.click(PRIYA, "hire")
    here.slack.state.views.put(_with_metadata(here, gone))
    done = await here.slack.submit(PRIYA, {"start_date": "2026-03-09"})
    assert done.payload is not None
    assert "isn't there any more" in done.payload["errors"]["start_date"]
    await here.slack.click(PRIYA, "hire_do:pause")
    assert "isn't there any more" in shown(here)
    assert view["callback_id"] == "hire"


def _with_metadata(here: World, metadata: str) -> Any:
    view = here.slack.state.views.stack(here.slack.person(PRIYA).id)[-1]
    return replace(view, content={**view.content, "private_metadata": metadata})


async def test_a_step_is_sent_now_and_once(here: World) -> None:
    await opened(here)
    await step(here, "send", "list")
    assert "“list” is on its way." in shown(here)
    assert "Your list" in here.words(NADIA)[0]
    await here.to("2026-03-03T12:00:00+00:00")
    assert sum("Your list" in words for words in here.words(NADIA)) == 1


async def test_a_step_that_nobody_can_get_is_not_sent_and_says_why(here: World) -> None:
    await here.enroll(email="zoe@northwind.example", name="Zoe Zander", start_date="2026-03-02")
    await here.slack.command(PRIYA, "/onboard", "zoe")
    await here.slack.click(PRIYA, "hire")
    await step(here, "send", "hello")
    assert "I can't send that now: Zoe is not in Slack yet." in shown(here)


async def test_a_skipped_step_stays_out_whatever_moves(here: World) -> None:
    await opened(here)
    await step(here, "skip", "hello")
    await here.submit(PRIYA, {"start_date": "2026-03-03"})
    await here.to("2026-03-03T12:00:00+00:00")
    assert (await states(here))["hello"] == "cancelled"
    assert here.words(NADIA) == []
    await opened(here)
    await step(here, "send", "hello")
    assert here.words(NADIA)[0].startswith("Hello Nadia")


@pytest.mark.parametrize(
    ("step_id", "words"),
    [
        ("ready", ["Nadia starts soon."]),
        ("list", ["Your list", "Lunch with us", "[Done][I need help]"]),
        ("pulse", ["How is it, Nadia?", "[😞 Rough]", "Why?", "Who?", "[You][Me]", "only Marek may be told"]),
        ("bye", ["This would not go out: it names the buddy, and there is nobody yet."]),
    ],
)
async def test_any_step_can_be_tried_on_oneself(here: World, step_id: str, words: list[str]) -> None:
    await opened(here)
    before = await here.status(NADIA)
    await step(here, "try", step_id)
    assert f"I've sent you “{step_id}” as a try." in shown(here)
    said = here.words(PRIYA)[-1]
    assert f"A try of “{step_id}”" in said
    assert all(word in said for word in words), said
    assert await here.status(NADIA) == before
    assert here.words(NADIA) == []


async def test_a_tap_on_a_try_is_answered_and_counts_nothing(here: World) -> None:
    await opened(here)
    await step(here, "try", "pulse")
    await here.slack.close(PRIYA)
    await here.slack.close(PRIYA)
    await here.click(PRIYA, "try:1")
    assert here.words(PRIYA)[-1].startswith("That was only a try-out, so nothing was kept or sent.")


async def test_a_hire_moves_to_the_current_version_and_what_was_sent_stays(here: World, tmp_path: Path) -> None:
    await here.to("2026-03-03T12:00:00+00:00")
    (tmp_path / "playbooks" / "office.yaml").write_text(NEWER.replace("id: lunch", "id: dinner"))
    await here.settle()
    assert "extra" not in await states(here)
    await opened(here)
    assert "[Office, as it was so far]" not in shown(here)
    await here.slack.click(PRIYA, "playbook", selected="office")
    assert "extra: new, Thu 5 Mar, 09:00" in shown(here)
    await here.submit(PRIYA, {"playbook": "office"})
    assert (await states(here))["extra"] == "planned"
    assert (await states(here))["hello"] == "sent"
    await here.click(NADIA, "task_done:lunch")  # a task that the new version does not have
    assert "That's everything, Nadia." in here.words(NADIA)[1]
    await here.to("2026-03-05T12:00:00+00:00")
    assert any(words.startswith("E") for words in here.words(NADIA))


async def test_a_hire_moves_to_another_playbook(here: World) -> None:
    await here.to("2026-03-02T12:00:00+00:00")
    await opened(here)
    await here.submit(PRIYA, {"playbook": "remote"})
    assert await states(here) == {
        "ready": "sent", "hello": "sent", "call": "planned",
        "list": "cancelled", "pulse": "cancelled", "bye": "cancelled",
    }  # fmt: skip
    assert {line.playbook for line in await here.status(NADIA)} == {"remote"}
    await here.to("2026-03-06T12:00:00+00:00")
    assert here.words(NADIA)[-1].startswith("Call us")


async def test_a_playbook_is_chosen_for_a_hire_who_waits_for_one(tmp_path: Path) -> None:
    files = {"a.yaml": OFFICE, "b.yaml": OFFICE}
    async with world(tmp_path, start=START, files=files) as here:
        await here.enroll(email=NADIA, name="Nadia Haddad", start_date="2026-03-02")
        await opened(here)
        assert "waiting for a playbook" in shown(here)
        await here.slack.click(PRIYA, "playbook", selected="b")
        assert "hello: new, Mon 2 Mar, 09:00" in shown(here)
        await here.submit(PRIYA, {"playbook": "b"})
        assert {line.playbook for line in await here.status(NADIA)} == {"b"}


async def test_a_step_of_the_same_name_may_become_something_else(here: World, tmp_path: Path) -> None:
    guide = "guide: {title: First list, tasks: [Sit down]}"
    other = "title: Other\naudience: {location: X}\nsteps:\n  - {id: hello, when: day 1 at 09:00, " + guide + "}\n"
    (tmp_path / "playbooks" / "other.yaml").write_text(other)
    await here.settle()
    await opened(here)
    await here.submit(PRIYA, {"playbook": "other"})
    await here.to("2026-03-02T12:00:00+00:00")
    assert here.words(NADIA)[0].startswith("First list")


async def test_the_buttons_of_home_and_messages_open_the_same_pages(here: World) -> None:
    await here.home(PRIYA)
    await here.slack.click(PRIYA, "hire")
    assert top(here)["callback_id"] == "hire"
    await here.slack.close(PRIYA)
    await here.slack.click(PRIYA, "onboard")
    assert top(here)["callback_id"] == "enroll"
    await here.slack.close(PRIYA)
    await here.enroll(email="zoe@northwind.example", name="Zoe Zander", start_date="2026-02-25")
    await here.to("2026-02-26T12:00:00+00:00")
    assert "[Open Zoe]" in here.words(PRIYA)[-1]
    ts = here.slack.messages(PRIYA)[-1]["ts"]
    await here.slack.click(PRIYA, "hire", ts=ts)
    assert "Zoe Zander" in shown(here)


async def test_a_long_playbook_has_pages_and_begins_with_what_is_to_come(tmp_path: Path) -> None:
    steps = "".join(f"  - {{id: d{n}, when: day {n} at 09:00, message: Day {n}}}\n" for n in range(1, 31))
    async with world(tmp_path, start=START, files={"long.yaml": f"title: Long\nsteps:\n{steps}"}) as here:
        await here.enroll(email=NADIA, name="Nadia Haddad", start_date="2026-03-02")
        await opened(here)
        assert shown(here).count("🗓️ Planned") == 25
        await here.slack.click(PRIYA, "steps_page:on")
        assert shown(here).count("🗓️ Planned") == 5
        await here.slack.click(PRIYA, "steps_page:back")
        assert " · d1\n" in shown(here)
        await here.slack.close(PRIYA)
        await here.slack.close(PRIYA)
        await here.to("2026-04-10T12:00:00+00:00")
        await opened(here)
        assert " · d30" in shown(here)
        assert " · d1\n" not in shown(here)


async def test_nothing_is_next_for_somebody_on_a_pause(here: World) -> None:
    assert "Nadia Haddad, starts on Monday, 2 March 2026 · next: ready, Friday at 11:00" in await here.home(PRIYA)
    await here.hold(NADIA)
    assert "Nadia Haddad, on a pause\n[Open]" in await here.home(PRIYA)
