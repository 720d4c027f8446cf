"""Who gets which playbook, when it begins late, and who is told of what is missing."""

from pathlib import Path

import pytest

from tests.helpers.world import BEA, COMPANY, MAREK, NADIA, PRIYA, World, world, written

START = "2026-02-25T08:00:00+00:00"
ZOE = "zoe@northwind.example"
ENGINEERS = """\
title: Engineering
audience: {department: Engineering}
steps:
  - {id: welcome, when: day 1 at 09:00, late: always, message: "Welcome {{ hire.first_name }}!"}
"""
SALES = ENGINEERS.replace("Engineering", "Sales")
BERLIN = ENGINEERS.replace("title: Engineering", "title: Berlin").replace("}", ", location: Berlin}", 1)
FILES = {"eng.yaml": ENGINEERS, "sales.yaml": SALES, "berlin.yaml": BERLIN}


async def hire(here: World, **more: str) -> None:
    await here.enroll(**({"email": NADIA, "name": "Nadia Haddad", "start_date": "2026-03-02"} | more))


async def states(here: World, email: str = NADIA) -> list[tuple[str | None, str | None, str, str | None]]:
    return [(line.playbook, line.step, line.state, line.cause) for line in await here.status(email)]


@pytest.mark.parametrize(
    ("row", "playbook"),
    [
        ({"department": "engineering"}, "eng"),
        ({"department": "Engineering", "location": "Berlin"}, "berlin"),  # more fields match
        ({"department": "Engineering", "playbook": "sales"}, "sales"),  # what is named comes first
    ],
)
async def test_the_playbook_that_fits_best_is_taken(row: dict[str, str], playbook: str, tmp_path: Path) -> None:
    async with world(tmp_path, start=START, files=FILES) as here:
        await hire(here, **row)
        assert await states(here) == [(playbook, "welcome", "planned", None)]
        assert here.words(PRIYA) == []


@pytest.mark.parametrize("department", ["Legal", "Engineering"], ids=["none fits", "a tie"])
async def test_hr_chooses_where_none_fits_or_several_do(department: str, tmp_path: Path) -> None:
    async with world(tmp_path, start=START, files=FILES | {"too.yaml": ENGINEERS}) as here:
        await hire(here, department=department)
        assert await states(here) == [(None, None, "waiting", "no_playbook")]
        assert len(here.words(PRIYA)) == 1
        assert here.words(PRIYA)[0].startswith("Nadia Haddad starts on ")
        await here.click(PRIYA, "choose_playbook", value=await value_of(here, "sales"))
        assert await states(here) == [("sales", "welcome", "planned", None)]
        assert here.words(PRIYA)[0].startswith("Nadia Haddad follows the playbook “Sales”.")


async def value_of(here: World, playbook: str) -> str:
    """Return the value of the button that chooses a playbook."""
    buttons = [element for message in here.slack.messages(PRIYA) for block in message["blocks"]
               for element in block.get("elements", []) if element.get("action_id") == "choose_playbook"]  # fmt: skip
    return next(str(button["value"]) for button in buttons if button["value"].endswith(f"/{playbook}"))


async def test_a_hire_who_has_ended_is_not_woken_by_an_old_button(tmp_path: Path) -> None:
    async with world(tmp_path, start=START, files=FILES) as here:
        await hire(here, department="Legal")
        value = await value_of(here, "sales")
        ts = here.slack.messages(PRIYA)[0]["ts"]
        await here.end(NADIA)
        assert await states(here) == [(None, None, "cancelled", None)]
        assert here.words(PRIYA)[0].startswith("The onboarding of Nadia Haddad has ended")
        await here.tap(PRIYA, "choose_playbook", value, ts)
        assert await states(here) == [(None, None, "cancelled", None)]


async def test_a_playbook_that_is_named_later_answers_the_question(tmp_path: Path) -> None:
    async with world(tmp_path, start=START, files=FILES) as here:
        await hire(here, department="Legal")
        await hire(here, playbook="eng")
        assert await states(here) == [("eng", "welcome", "planned", None)]
        assert here.words(PRIYA)[0].startswith("Nadia Haddad follows the playbook “Engineering”.")


async def test_a_new_playbook_is_looked_at_for_those_who_wait(tmp_path: Path) -> None:
    async with world(tmp_path, start=START, files={"eng.yaml": ENGINEERS}) as here:
        await hire(here, department="Legal")
        (tmp_path / "playbooks" / "legal.yaml").write_text(ENGINEERS.replace("Engineering", "Legal"))
        await here.settle()
        assert await states(here) == [("legal", "welcome", "planned", None)]


async def test_who_is_not_in_slack_waits_and_is_matched_when_they_join(tmp_path: Path) -> None:
    async with world(tmp_path, start=START, files=FILES) as here:
        await hire(here, email=ZOE, name="Zoe Zander", department="Sales")
        await here.to("2026-03-02T09:00:00+00:00")
        assert await states(here, ZOE) == [("sales", "welcome", "waiting", "not_in_slack")]
        assert "Zoe Zander, step “welcome”: not in Slack yet" in here.words(PRIYA)[-1]
        await here.slack.join(ZOE.upper(), "Zoe")
        await here.settle()
        assert await states(here, ZOE) == [("sales", "welcome", "sent", None)]
        assert here.words(ZOE)[0].startswith("Welcome Zoe!")


async def test_a_manager_whom_slack_does_not_know_is_told_to_hr(tmp_path: Path) -> None:
    async with world(tmp_path, start=START, files=FILES) as here:
        await hire(here, department="Sales", manager_email="ghost@northwind.example")
        assert "Slack doesn't know the e-mail ghost@northwind.example" in here.words(PRIYA)[0]


LATE = "title: Late\nends: 2 months after start\nsteps:\n" + "".join(
    f"  - {{id: d{n}, when: day {n} at 09:00, late: always, message: Day {n}}}\n" for n in range(1, 7)
)  # fmt: skip


async def test_who_starts_in_the_past_gets_three_late_steps_a_day_and_the_others_in_time(tmp_path: Path) -> None:
    late = LATE + "  - {id: short, when: day 1 at 10:00, late: same day, message: Short}\n"
    async with world(tmp_path, start="2026-03-09T07:30:00+00:00", files={"late.yaml": late}) as here:
        await hire(here)  # on her sixth day, before hours
        assert {line.step: line.cause for line in await here.status() if line.state == "missed"} == {
            "short": "enrolled_late"
        }
        assert here.words(NADIA) == []
        await here.to("2026-03-09T17:00:00+00:00")
        assert [words.split("\n")[0] for words in here.words(NADIA)] == ["Day 1", "Day 2", "Day 3", "Day 6"]
        await here.to("2026-03-10T08:00:00+00:00")
        assert [words.split("\n")[0] for words in here.words(NADIA)[4:]] == ["Day 4", "Day 5"]


async def test_what_was_too_late_at_enrolment_is_so_for_whoever_is_not_in_slack_too(tmp_path: Path) -> None:
    late = LATE + "  - {id: short, when: day 1 at 10:00, late: same day, message: Short}\n"
    async with world(tmp_path, start="2026-03-09T07:30:00+00:00", files={"late.yaml": late}) as here:
        await hire(here, email=ZOE)
        causes = {line.step: (line.state, line.cause) for line in await here.status()}
        assert causes["short"] == ("missed", "enrolled_late")
        assert causes["d1"] == ("waiting", "not_in_slack")


async def test_an_onboarding_that_is_over_says_what_never_went_out(tmp_path: Path) -> None:
    async with world(tmp_path, start="2026-06-01T07:30:00+00:00", files={"late.yaml": LATE}) as here:
        await hire(here)
        assert {(line.state, line.cause) for line in await here.status()} == {("missed", "enrolled_late")}
        assert here.words(NADIA) == []
        assert "Nadia Haddad, step “d1”: its time had passed already" in here.words(PRIYA)[0]


async def test_a_new_manager_or_buddy_gets_what_is_still_to_come(tmp_path: Path) -> None:
    both = """\
title: Both
steps:
  - {id: one, when: day 1 at 09:00, to: manager, message: "{{ hire.first_name }} is here, {{ manager.first_name }}."}
  - {id: two, when: day 2 at 09:00, to: manager, message: "How is {{ hire.first_name }}?"}
  - {id: three, when: day 3 at 09:00, to: buddy, message: "Lunch, {{ buddy.first_name }}?"}
"""
    async with world(tmp_path, start=START, files={"both.yaml": both}) as here:
        await hire(here, manager_email=MAREK)
        await here.to("2026-03-02T09:00:00+00:00")
        await hire(here, manager_email=BEA, buddy_email=MAREK)
        await here.to("2026-03-04T09:00:00+00:00")
        steps = [words.split("\n")[0] for words in here.words(MAREK) if "Still right?" not in words]
        assert steps == ["Nadia is here, Marek.", "Lunch, Marek?"]
        assert [words.split("\n")[0] for words in here.words(BEA)] == ["How is Nadia?"]


async def test_a_pause_before_there_is_a_playbook_holds_from_the_beginning(tmp_path: Path) -> None:
    async with world(tmp_path, start=START, files=FILES) as here:
        await hire(here, department="Legal")
        assert await here.hold(NADIA)
        assert not await here.hold(NADIA)
        await hire(here, playbook="eng")
        await here.to("2026-03-02T09:00:00+00:00")
        assert await states(here) == [("eng", "welcome", "planned", None)]
        assert await here.release(NADIA)
        assert await states(here) == [("eng", "welcome", "sent", None)]


async def test_a_pause_before_there_is_a_playbook_can_be_taken_back(tmp_path: Path) -> None:
    async with world(tmp_path, start=START, files=FILES) as here:
        await hire(here, department="Legal")
        assert await here.hold(NADIA)
        assert await here.release(NADIA)
        assert not await here.release(NADIA)
        await hire(here, playbook="eng")
        await here.to("2026-03-02T09:00:00+00:00")
        assert await states(here) == [("eng", "welcome", "sent", None)]


async def test_a_hire_stays_on_the_version_that_they_started_with(tmp_path: Path) -> None:
    async with world(tmp_path, start=START, files=FILES) as here:
        await hire(here, department="Sales")
        (tmp_path / "playbooks" / "sales.yaml").write_text(SALES.replace("Welcome", "Hello"))
        await here.settle()
        await here.enroll(email=BEA, name="Bea", start_date="2026-03-02", department="Sales")
        (tmp_path / "playbooks" / "sales.yaml").unlink()
        await here.to("2026-03-02T09:00:00+00:00")
        assert here.words(NADIA)[0].startswith("Welcome Nadia!")
        assert here.words(BEA)[0].startswith("Hello Bea!")
        assert len({line.version for line in await here.status()}) == 2


async def test_a_broken_file_never_replaces_a_good_one_and_hr_is_told_each_time(tmp_path: Path) -> None:
    file = tmp_path / "playbooks" / "sales.yaml"
    async with world(tmp_path, start=START, files=FILES) as here:
        await here.settle()
        for _ in range(2):
            file.write_text(SALES.replace("message", "mesage"))
            await here.settle()
            await here.settle()
            file.write_text(SALES)
            await here.settle()
        file.write_text(SALES.replace("message", "mesage"))
        await hire(here, department="Sales")
        assert await states(here) == [("sales", "welcome", "planned", None)]
        assert [words.split(".yaml. ")[0] for words in here.words(PRIYA)] == ["There's a mistake in sales"] * 3
        assert 'sales.yaml:4:55: step "welcome" has no "mesage" (did you mean "message"?)' in here.words(PRIYA)[0]
    async with world(tmp_path, start=START, files={}) as here:  # a new sandbox, the same folder and database
        await here.enroll(email=BEA, name="Bea", start_date="2026-03-02", department="Sales")
        assert await states(here, BEA) == [("sales", "welcome", "planned", None)]


async def test_a_broken_company_goes_on_as_it_was(tmp_path: Path) -> None:
    async with world(tmp_path, start=START, files=FILES) as here:
        await here.settle()
        (tmp_path / "playbooks" / "company.yaml").write_text(COMPANY.replace("09:00-17:30", "9-5"))
        await here.settle()
        assert here.words(PRIYA)[0].startswith("There's a mistake in company.yaml. I go on with its last good version")
        await hire(here, department="Sales")
        await here.to("2026-03-02T09:00:00+00:00")
        assert here.words(NADIA)[0].startswith("Welcome Nadia!")


async def test_a_company_that_is_gone_goes_on_as_it_was_and_hr_reads_so(tmp_path: Path) -> None:
    async with world(tmp_path, start=START, files=FILES) as here:
        await hire(here, department="Sales")
        (tmp_path / "playbooks" / "company.yaml").unlink()
        await here.settle()
        assert "company.yaml:1:1: the file is gone (put it back)" in here.words(PRIYA)[0]
        assert [line.due_at.isoformat() for line in await here.status() if line.due_at] == ["2026-03-02T08:00:00+00:00"]
        written(tmp_path, FILES)
        await here.settle()
        assert len(here.words(PRIYA)) == 1


async def test_new_hours_and_closures_of_the_company_replan_everyone(tmp_path: Path) -> None:
    async with world(tmp_path, start=START, files=FILES) as here:
        await hire(here, department="Sales")
        (tmp_path / "playbooks" / "company.yaml").write_text(f"{COMPANY}closed: [2026-03-02]\n")
        await here.settle()
        assert [line.due_at.isoformat() for line in await here.status() if line.due_at] == ["2026-03-03T08:00:00+00:00"]


async def test_a_folder_that_is_away_stops_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "playbooks"
    async with world(tmp_path, start=START, files=FILES) as here:
        await hire(here, department="Sales")
        folder.rename(tmp_path / "away")
        await here.to("2026-03-02T09:00:00+00:00")
        assert here.words(NADIA)[0].startswith("Welcome Nadia!")
        assert "the playbooks can't be read: No such file or directory" in here.words(PRIYA)[0]
        (tmp_path / "away").rename(folder)
        await here.settle()
        assert here.bot.library.problems == ()
