"""The manager's and the buddy's part: reminders in their own hours, confirmed in one tap, and turned down for good."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.helpers.world import BEA, COMPANY, MAREK, NADIA, OTTO, PRIYA, World, words_of, world

PLAIN = """\
title: Half a year
ends: 7 months after start
steps:
  - {id: hello, when: day 1 at 09:00, message: "Hello {{ hire.first_name }}"}
  - id: list
    when: day 1 at 10:00
    guide: {title: Start, tasks: [{id: laptop, text: Get your laptop, help: manager}]}
"""
OWN_EVE = PLAIN + '  - {id: ready, when: day -1 at 11:00, to: manager, message: "{{ hire.first_name }} comes."}\n'
WITH_BUDDY = PLAIN + '  - {id: lunch, when: day 5 at 11:00, message: "Lunch with {{ buddy.first_name }}"}\n'
BEFORE = "2026-02-26T08:00:00+00:00"
ONE_TO_ONE = "Have you and Nadia had time to talk alone yet?"
MEET = "A good week to meet Nadia for a few minutes"
ANOTHER = "Nobody has told me of a meeting between Nadia and Bea for a while."


@asynccontextmanager
async def starting(folder: Path, playbook: str = PLAIN, *, buddy: str = BEA) -> AsyncIterator[World]:
    files = {"company.yaml": COMPANY, "first.yaml": playbook}
    async with world(folder, start=BEFORE, files=files, nudges=True) as here:
        row = {"email": NADIA, "name": "Nadia Haddad", "start_date": "2026-03-02", "manager_email": MAREK}
        await here.enroll(**row, buddy_email=buddy)
        yield here


def at(here: World, who: str, words: str) -> str:
    """Return where the newest message with these words stands."""
    return next(str(one["ts"]) for one in reversed(here.slack.messages(who)) if words in words_of(one))


def count(here: World, who: str, words: str) -> int:
    return sum(words in one for one in here.words(who))


async def test_a_manager_reads_five_lines_on_the_eve_and_one_thing_to_ask_in_each_of_four_months(
    tmp_path: Path,
) -> None:
    async with starting(tmp_path) as here:
        await here.to("2026-02-27T07:59:00+00:00")
        assert here.words(MAREK) == []
        await here.to("2026-02-27T08:00:00+00:00")  # 09:00 in Berlin, as his hours begin
        eve = next(one for one in here.words(MAREK) if "Five things that help" in one)
        assert eve.startswith("Nadia starts on Monday.")
        for line in (
            "Talk about the role",
            "Bea, the buddy",
            "three people worth meeting",
            "talk every month",
            "ask one",
        ):
            assert line in eve
        await here.to("2026-03-05T07:59:00+00:00")
        assert count(here, MAREK, ONE_TO_ONE) == 0
        await here.to("2026-03-05T08:00:00+00:00")  # working day 4
        assert here.words(MAREK)[-1].startswith(ONE_TO_ONE)
        assert "[We've met][No more of these]" in here.words(MAREK)[-1]
        assert here.slack.messages(MAREK)[-1]["text"] == "A reminder about Nadia's start"
        await here.click(MAREK, "met:yes")
        assert "Noted: Nadia and you have met." in here.words(MAREK)[-1]
        await here.to("2026-04-02T09:00:00+00:00")
        assert "A month with Nadia." in here.words(MAREK)[-1]
        assert count(here, MAREK, "Nadia and the buddy have met seldom so far: a word from you helps.") == 2
        await here.to("2026-06-02T09:00:00+00:00")
        assert count(here, MAREK, "Two months with Nadia.") == count(here, MAREK, "Three months with Nadia.") == 1
        assert count(here, MAREK, "It has been a month since") == 0
        await here.to("2026-07-02T09:00:00+00:00")  # nobody confirmed a talk since March
        assert here.words(MAREK)[-1].startswith("It has been a month since anybody told me")
        await here.click(MAREK, "no_more", ts=at(here, MAREK, "It has been a month since"))
        assert "All right, no more of these." in here.words(MAREK)[-1]
        await here.to("2026-08-30T09:00:00+00:00")
        assert count(here, MAREK, "It has been a month since") == 1
        await here.to("2026-09-02T09:00:00+00:00")
        assert count(here, MAREK, "Half a year with Nadia.") == 1


async def test_a_talk_that_the_newcomer_confirmed_needs_no_reminder(tmp_path: Path) -> None:
    async with starting(tmp_path, OWN_EVE) as here:
        await here.to("2026-03-02T12:00:00+00:00")
        assert count(here, MAREK, "Five things that help") == 0  # the playbook has words of its own that day
        assert count(here, MAREK, "Nadia comes.") == 1
        home = await here.home(NADIA)
        assert "[We talked alone: Marek and I]" in home
        await here.click(NADIA, "met:yes", value=f"{await here.enrollment_id(NADIA)}/manager")
        assert here.words(NADIA)[-1] == "Noted: Marek and you have met."
        await here.click(NADIA, "met:yes", value=f"{await here.enrollment_id(NADIA)}/manager")
        assert here.words(NADIA)[-1].startswith("I had that one already")
        await here.to("2026-03-06T12:00:00+00:00")
        assert count(here, MAREK, ONE_TO_ONE) == 0
        await here.tap_home(OTTO, "met:yes", f"{await here.enrollment_id(NADIA)}/buddy")
        assert here.words(OTTO) == []


async def test_a_digest_of_a_few_lines_comes_only_where_something_waits_and_once_for_all_newcomers(
    tmp_path: Path,
) -> None:
    async with starting(tmp_path) as here:
        await here.to("2026-03-03T12:00:00+00:00")
        await here.click(NADIA, "task_help:laptop")
        for number in range(4):
            name = f"n{number}@northwind.example"
            await here.enroll(email=name, name=f"N{number} Neu", start_date="2026-03-11", manager_email=MAREK)
        await here.to("2026-03-09T08:00:00+00:00")
        digest = next(one for one in here.words(MAREK) if "What waits for you this week:" in one)
        assert count(here, MAREK, "What waits for you this week:") == 1
        assert "Nadia still waits for help with a task." in digest
        assert "Nobody has told me yet of a talk between you and Nadia." in digest
        assert "N0 starts on Wednesday." in digest
        assert digest.count(".") == 4
        assert "N2" not in digest  # five lines with the headline, and no more
        await here.click(MAREK, "no_more", ts=at(here, MAREK, "What waits for you"))
        await here.to("2026-03-23T12:00:00+00:00")
        assert count(here, MAREK, "What waits for you this week:") == 1


async def test_a_buddy_is_reminded_meetings_are_counted_and_a_silent_one_is_replaced(tmp_path: Path) -> None:
    async with starting(tmp_path) as here:
        await here.to("2026-03-03T09:00:00+00:00")
        assert here.words(BEA)[-1].startswith(MEET)
        await here.click(BEA, "met:yes")
        assert "That makes 1; 8 in the first 90 days" in here.words(BEA)[-1]
        await here.to("2026-03-05T09:00:00+00:00")
        await here.home(NADIA)
        await here.click(NADIA, "met:yes", value=f"{await here.enrollment_id(NADIA)}/buddy")
        assert "Bea and you have met. That makes 2" in here.words(NADIA)[-1]
        assert "There is nothing you need to do here" in await here.home(BEA)
        assert "That makes 2" in here.words(BEA)[-1]  # either side confirms it for both
        await here.to("2026-03-16T09:00:00+00:00")
        assert count(here, BEA, MEET) == 4
        assert count(here, MAREK, ANOTHER) == 0
        assert "please look into Messages above" in await here.home(BEA)
        await here.to("2026-03-23T09:00:00+00:00")
        assert count(here, MAREK, ANOTHER) == 0
        await here.to("2026-03-30T09:00:00+00:00")  # three reminders in a row that nobody confirmed
        assert count(here, MAREK, ANOTHER) == 1
        await here.click(MAREK, "pick_buddy", ts=at(here, MAREK, ANOTHER))
        refused = await here.slack.submit(MAREK, {"buddy": here.slack.person(NADIA).id})
        assert refused.payload["errors"] == {"buddy": "That is Nadia. Please pick somebody else."}
        refused = await here.slack.submit(MAREK, {"buddy": here.slack.person(MAREK).id})
        assert refused.payload["errors"]["buddy"].startswith("That is you, and you are there as the manager already.")
        await here.submit(MAREK, {"buddy": here.slack.person(OTTO).id})
        assert "Otto is the buddy of Nadia now. Thank you!" in "\n".join(here.words(MAREK))
        before = count(here, BEA, MEET)
        await here.to("2026-04-20T09:00:00+00:00")
        assert count(here, BEA, MEET) == before
        assert count(here, OTTO, MEET) >= 1
        await here.click(OTTO, "no_more", ts=at(here, OTTO, MEET))
        now = count(here, OTTO, MEET)
        await here.to("2026-06-01T09:00:00+00:00")
        assert count(here, OTTO, MEET) == now
        assert here.words(PRIYA) == []


async def test_without_a_buddy_the_manager_picks_one_before_anything_needs_it(tmp_path: Path) -> None:
    async with starting(tmp_path, WITH_BUDDY, buddy="") as here:
        await here.to("2026-03-05T07:59:00+00:00")
        assert count(here, MAREK, "Nadia has no buddy yet.") == 0
        await here.to("2026-03-05T08:00:00+00:00")  # the working day before the first step that needs one
        assert count(here, MAREK, "Nadia has no buddy yet. Who has a few minutes") == 1
        await here.click(MAREK, "pick_buddy")
        await here.submit(MAREK, {"buddy": here.slack.person(BEA).id})
        assert count(here, MAREK, "Bea is the buddy of Nadia now. Thank you!") == 1
        await here.to("2026-03-06T11:00:00+00:00")
        assert "Lunch with Bea" in "\n".join(here.words(NADIA))
        assert count(here, BEA, MEET) == 1
        await here.slack.deactivate(BEA)
        await here.settle()
        await here.to("2026-03-10T09:00:00+00:00")
        assert count(here, MAREK, "Bea, Nadia's buddy, can't be reached in Slack for now.") == 1


async def test_a_buddy_who_will_be_away_for_long_is_replaced_when_it_is_time_to_meet(tmp_path: Path) -> None:
    async with starting(tmp_path) as here:
        await here.enroll(email=BEA, name="Bea Lind", start_date="2025-09-01", leave="2026-03-14..2026-04-03")
        await here.to("2026-03-16T07:59:00+00:00")
        assert count(here, MAREK, "Bea, Nadia's buddy, can't be reached in Slack for now.") == 0
        await here.to("2026-03-16T08:00:00+00:00")
        assert count(here, MAREK, "Bea, Nadia's buddy, can't be reached in Slack for now.") == 1


async def test_a_manager_who_is_off_is_reminded_in_working_hours_of_their_own(
    tmp_path: Path,
) -> None:
    async with starting(tmp_path) as here:
        away = {"email": MAREK, "name": "Marek Novak", "start_date": "2025-09-01"}
        await here.enroll(**away, leave="2026-02-27..2026-03-02")
        await here.to("2026-03-03T07:59:00+00:00")
        assert count(here, MAREK, "Five things that help") == 0
        await here.to("2026-03-03T08:00:00+00:00")
        assert count(here, MAREK, "Nadia has started. Five things that help") == 1
        await here.enroll(**away, leave="2026-03-05..2026-03-10")
        await here.to("2026-03-11T07:59:00+00:00")
        assert count(here, MAREK, ONE_TO_ONE) == 0
        await here.to("2026-03-11T08:00:00+00:00")
        assert count(here, MAREK, ONE_TO_ONE) == 1


async def test_in_a_pause_nobody_is_reminded(tmp_path: Path) -> None:
    async with starting(tmp_path) as here:
        await here.to("2026-03-02T12:00:00+00:00")
        await here.hold(NADIA)
        await here.to("2026-03-12T12:00:00+00:00")
        assert here.words(BEA) == []
        assert count(here, MAREK, ONE_TO_ONE) == 0
        await here.release(NADIA)
        await here.to("2026-03-17T12:00:00+00:00")
        assert count(here, BEA, MEET) == 1
        await here.end(NADIA)
        await here.to("2026-04-17T12:00:00+00:00")
        assert count(here, BEA, MEET) == 1
