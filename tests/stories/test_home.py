"""The Home tab: what each person finds there, and what they do on it."""

from datetime import UTC, datetime
from pathlib import Path

from onboardbot.core.finding import Finding, Level, NotUseful, State
from onboardbot.store import findings, people
from tests.helpers.world import BEA, MAREK, NADIA, OTTO, PRIYA, World, world

PLAYBOOK = """\
title: First days
steps:
  - id: welcome
    when: day 1 at 09:00
    message: Good morning {{ hire.first_name }}
  - id: second
    when: day 1 at 10:00
    message: A second one
  - id: third
    when: day 1 at 11:00
    message: A third one
  - id: first-day
    when: day 1 at 09:15
    guide:
      title: Your first day
      tasks:
        - id: laptop
          text: Pick up your laptop
          help: it
        - id: lunch
          text: Have lunch with {{ buddy.first_name }}
  - id: first-week
    when: day 5 at 15:00
    check_in:
      seen_by: manager
      questions:
        - mood: How was your first week?
"""
TWO_YEARS = "2026-03-01..2028-03-01"
START = "2026-03-02T06:00:00+00:00"


async def nadia_starts(here: World) -> None:
    await here.enroll(email=NADIA, name="Nadia Haddad", start_date="2026-03-02", manager_email=MAREK, buddy_email=BEA)


async def test_a_newcomer_finds_where_they_are_what_is_next_and_whom_to_ask(tmp_path: Path) -> None:
    async with world(tmp_path, start=START, files={"first.yaml": PLAYBOOK}) as here:
        await nadia_starts(here)
        await here.to("2026-03-02T08:30:00+00:00")
        words = await here.home(NADIA)
        assert "Hello Nadia, this is your working day 1" in words
        assert "2 of 5 steps have come so far. 0 of 2 tasks are done." in words
        assert "Next: a message, today at 10:00." in words
        assert "Pick up your laptop\n[Done]" in words
        marek = here.slack.person(MAREK).id
        assert f"<@{marek}>, your manager" in words
        assert "your buddy" in words
        assert "[Talk to a person][What you keep about me]" in words
        assert "My messages come at their normal pace." in words
        assert "bot" in words


async def test_a_task_that_is_ticked_off_at_home_is_done_in_its_guide_too(tmp_path: Path) -> None:
    async with world(tmp_path, start=START, files={"first.yaml": PLAYBOOK}) as here:
        await nadia_starts(here)
        await here.to("2026-03-02T08:30:00+00:00")
        await here.home(NADIA)
        home = here.slack.home(NADIA)
        assert home is not None
        await here.click(NADIA, "task_done:laptop", view_id=home["id"])
        assert "1 of 2 tasks are done" in here.home_words(NADIA)
        assert "Pick up your laptop" not in here.home_words(NADIA)
        guide = next(words for words in here.words(NADIA) if "Your first day" in words)
        assert "1 of 2 done" in guide


async def test_before_the_start_in_a_pause_and_after_the_end_it_says_so(tmp_path: Path) -> None:
    async with world(tmp_path, start="2026-02-25T09:00:00+00:00", files={"first.yaml": PLAYBOOK}) as here:
        await nadia_starts(here)
        assert "Hello Nadia, you start on Monday, 2 March 2026" in await here.home(NADIA)
        await here.hold(NADIA)
        assert "I'm quiet until you tap “Normal pace”" in await here.home(NADIA)
        await here.release(NADIA)
        await here.end(NADIA)
        words = await here.home(NADIA)
        assert "Hello Nadia, your onboarding has come to its end" in words
        assert "What you did" not in words  # she never started
        await here.to("2026-03-28T09:00:00+00:00")
        assert "Hello! I'm onboardbot" in await here.home(NADIA)


async def test_a_slower_pace_brings_one_step_a_day(tmp_path: Path) -> None:
    async with world(tmp_path, start=START, files={"first.yaml": PLAYBOOK}) as here:
        await nadia_starts(here)
        await here.home(NADIA)
        await here.click(NADIA, "pace:slower")
        assert "one a day at most" in here.home_words(NADIA)
        await here.to("2026-03-02T16:00:00+00:00")
        assert len(here.words(NADIA)) == 1
        await here.to("2026-03-03T16:00:00+00:00")
        assert len(here.words(NADIA)) == 2
        await here.home(NADIA)
        await here.click(NADIA, "pace:normal")
        await here.to("2026-03-04T16:00:00+00:00")
        assert len(here.words(NADIA)) == 4


async def test_quiet_lasts_until_the_next_working_week(tmp_path: Path) -> None:
    async with world(tmp_path, start=START, files={"first.yaml": PLAYBOOK}) as here:
        await nadia_starts(here)
        await here.home(NADIA)
        await here.click(NADIA, "pace:quiet")
        assert "I'm quiet until Monday, 9 March 2026 at 09:00." in here.home_words(NADIA)
        await here.to("2026-03-08T20:00:00+00:00")
        assert here.words(NADIA) == []
        await here.to("2026-03-09T08:30:00+00:00")
        assert here.words(NADIA) != []


async def test_who_is_quiet_for_some_days_and_then_says_pause_hears_nothing_until_they_say_go_on(
    tmp_path: Path,
) -> None:
    async with world(tmp_path, start=START, files={"first.yaml": PLAYBOOK}) as here:
        await nadia_starts(here)
        await here.home(NADIA)
        await here.click(NADIA, "pace:quiet")
        await here.say(NADIA, "pause")
        assert "I'm quiet until you tap “Normal pace”." in await here.home(NADIA)
        await here.to("2026-03-09T12:00:00+00:00")
        assert len(here.words(NADIA)) == 1  # that it is quiet


async def test_an_early_wish_for_quiet_that_was_taken_back_does_not_end_a_later_pause(tmp_path: Path) -> None:
    for_cooks = PLAYBOOK.replace("First days", "First days\naudience: {title: Cook}")
    async with world(tmp_path, start=START, files={"first.yaml": for_cooks}) as here:
        await nadia_starts(here)  # without a playbook yet
        await here.home(NADIA)
        await here.click(NADIA, "pace:quiet")
        assert "I'm quiet until Monday, 9 March 2026 at 09:00." in here.home_words(NADIA)
        await here.click(NADIA, "pace:normal")
        await here.click(PRIYA, "choose_playbook")
        await here.to("2026-03-02T08:30:00+00:00")
        await here.say(NADIA, "pause")
        before = here.words(NADIA)
        await here.to("2026-03-10T12:00:00+00:00")
        assert here.words(NADIA) == before


async def test_a_manager_finds_their_newcomers_and_the_notes_but_no_answer(tmp_path: Path) -> None:
    async with world(tmp_path, start=START, files={"first.yaml": PLAYBOOK}) as here:
        await nadia_starts(here)
        await here.to("2026-03-06T14:00:00+00:00")
        await here.click(NADIA, "mood:2")
        assert "note" not in await here.home(MAREK)
        await here.click(NADIA, "offer:manager")
        words = await here.home(MAREK)
        assert "Nadia Haddad, working day 5" in words
        assert "my note of Friday, 6 March 2026 is open" in words
        assert "Not great" not in words
        await here.click(MAREK, "alert_take")
        assert "you are reaching out" in await here.home(MAREK)


async def test_hr_finds_everybody_and_can_look_for_one(tmp_path: Path) -> None:
    async with world(tmp_path, start=START, files={"first.yaml": PLAYBOOK}) as here:
        await nadia_starts(here)
        await here.enroll(email="ana@northwind.example", name="Ana Ng", start_date="2026-03-09")
        words = await here.home(PRIYA)
        assert "2 newcomers under way" in words
        assert "Nadia Haddad, working day 1 · next: welcome, today at 09:00" in words
        assert "Ana Ng, starts on Monday, 9 March 2026" in words
        home = here.slack.home(PRIYA)
        assert home is not None
        await here.click(PRIYA, "home_search", value="ana", view_id=home["id"])
        assert "Ana Ng" in here.home_words(PRIYA)
        assert "Nadia" not in here.home_words(PRIYA)
        await here.click(PRIYA, "home_search", value="zoe", view_id=home["id"])
        assert "Nobody under way is called “zoe”." in here.home_words(PRIYA)
        assert "set aside" not in here.home_words(PRIYA)
        await set_aside(here, NotUseful.TOO_LATE, 5)
        await set_aside(here, NotUseful.NOT_FOR_ME, 4)
        figures = "Of how many newcomers notes were set aside in the last quarter, and why: It came too late: 5."
        assert figures in await here.home(PRIYA)
        assert "set aside" not in await here.home(MAREK)


async def set_aside(here: World, reason: NotUseful, count: int) -> None:
    """Keep that the notes of some newcomers of December were not useful."""
    at = datetime(2025, 12, 1, tzinfo=UTC)
    about = {"signal": "low_mood", "level": Level.CARE, "evidence": (), "circle": frozenset(), "found_at": at}
    async with here.bot.database.write() as session:
        for number in range(count):
            one = Finding(id=f"{reason}{number}", hire=f"hire {number}", state=State.SET_ASIDE, **about)
            one = one.model_copy(update={"closed_at": at, "reason": reason})
            await findings.put(session, await here.enrollment_id(NADIA), one)


async def test_a_long_list_has_pages(tmp_path: Path) -> None:
    async with world(tmp_path, start=START, files={"first.yaml": PLAYBOOK}) as here:
        for number in range(17):
            await here.enroll(email=f"n{number}@northwind.example", name=f"New {number:02}", start_date="2026-03-02")
        assert "1 to 15 of 17" in await here.home(PRIYA)
        await here.click(PRIYA, "home_page:on")
        assert "16 to 17 of 17" in here.home_words(PRIYA)
        await here.click(PRIYA, "home_page:back")
        assert "1 to 15 of 17" in here.home_words(PRIYA)


async def test_everybody_else_reads_two_friendly_sentences(tmp_path: Path) -> None:
    async with world(tmp_path, start=START, files={"first.yaml": PLAYBOOK}) as here:
        words = await here.home(OTTO)
        assert "There is nothing you need to do here" in words
        assert "newcomers" not in words


async def test_a_home_of_somebody_else_can_not_be_tapped(tmp_path: Path) -> None:
    async with world(tmp_path, start=START, files={"first.yaml": PLAYBOOK}) as here:
        await nadia_starts(here)
        await here.home(OTTO)
        await here.tap_home(OTTO, "pace:quiet", (await here.enrollment_id(NADIA)))
        assert "normal pace" in await here.home(NADIA)


async def test_one_hire_who_can_not_be_planned_leaves_everybody_their_home(tmp_path: Path) -> None:
    async with world(tmp_path, start=START, files={"first.yaml": PLAYBOOK}) as here:
        await nadia_starts(here)
        await here.enroll(email="ana@northwind.example", name="Ana Ng", start_date="2026-03-09")
        await here.enroll(email="ana@northwind.example", name="Ana Ng", start_date="2026-03-09", leave=TWO_YEARS)
        words = await here.home(PRIYA)
        assert "Nadia Haddad, working day 1" in words
        assert "Ana Ng, no working day within a year" in words
        await here.slack.command(PRIYA, "/onboard", "list")
        assert "Ana Ng · no working day within a year" in str(here.slack.views(PRIYA))
        await here.slack.click(PRIYA, "hire", value=await here.enrollment_id("ana@northwind.example"))
        await here.click(PRIYA, "hire_do:end")
        assert "1 newcomer under way" in await here.home(PRIYA)


async def test_a_home_that_can_not_be_drawn_holds_nobody_else_s_up(tmp_path: Path) -> None:
    async with world(tmp_path, start=START, files={"first.yaml": PLAYBOOK}) as here:
        await nadia_starts(here)
        async with here.bot.database.write() as session:
            marek = await people.by_email(session, MAREK)
            assert marek is not None
            await people.want_home(session, marek.id, "no view at all")
        assert "1 newcomer under way" in await here.home(PRIYA)
        assert "My newcomers" in await here.home(MAREK)  # opened again, it is drawn
