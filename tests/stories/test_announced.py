"""Two lows, a fall, silence, stuck tasks: Nadia reads what will be said and can stop or change it for 15 minutes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.helpers.care_story import (
    SECOND_FRIDAY,
    TASKS,
    Story,
    counted,
    hard_first_week,
    new_words,
    onboarding,
)
from tests.helpers.world import BEA, MAREK, NADIA, PRIYA

QUARTER_PAST = "2026-03-13T14:16:00+00:00"  # fifteen minutes after her tap, with the seconds that it took
TWO_LOWS = "Nadia had two hard check-ins lately, the last one on Friday."
PULSE = """\
title: Pulse
ends: 3 months after start
steps:
  - id: one
    when: day 1 at 12:00
    check_in: {seen_by: manager, questions: [{mood: How is Monday?}]}
  - id: two
    when: day 2 at 12:00
    check_in: {seen_by: manager, questions: [{mood: How is Tuesday?}]}
  - id: three
    when: day 3 at 12:00
    check_in: {seen_by: manager, questions: [{mood: How is Wednesday?}]}
"""
CHECK_IN_ON_TUESDAY = """\
  - id: tuesday
    when: day 2 at 14:00
    check_in: {seen_by: manager, questions: [{mood: How is Tuesday?}]}
"""


@asynccontextmanager
async def two_hard_weeks(folder: Path) -> AsyncIterator[Story]:
    """Nadia kept the first week between us; on the second Friday at 15:00 she taps "Rough"."""
    async with hard_first_week(folder) as here:
        await here.click(NADIA, "offer:keep")
        await here.to(SECOND_FRIDAY)
        await here.click(NADIA, "mood:1")
        yield here


async def test_two_lows_are_announced_word_for_word_and_go_after_fifteen_minutes(tmp_path: Path) -> None:
    async with two_hard_weeks(tmp_path) as here:
        assert here.words(NADIA)[-1].splitlines() == [
            "I'd like to tell Marek this on Friday at 15:15:",
            TWO_LOWS,
            (
                "Nothing else goes with it, and none of your own words. Until then you can stop it, or have me ask"
                " someone else."
            ),
            "[Don't say anything][Ask someone else][Why did I get this?]",
        ]
        assert here.newest(NADIA)["text"] == "I'd like to ask someone to help; you can still stop it"
        await here.to("2026-03-13T14:14:00+00:00")
        assert here.words(MAREK) == []
        await here.to(QUARTER_PAST)
        assert here.words(MAREK)[0].splitlines()[:2] == [
            "A note about Nadia, who may be glad of a hand. I'm a bot; the rest is better said between people.",
            TWO_LOWS,
        ]
        assert here.words(NADIA)[-2] == "I'm telling Marek what stood here; you can read it again once it is sent."
        assert here.words(NADIA)[-1].startswith("I've asked Marek to get in touch with you.")


async def test_cancelled_it_is_told_to_nobody(tmp_path: Path) -> None:
    async with two_hard_weeks(tmp_path) as here:
        await here.click(NADIA, "cancel_alert")
        assert here.words(NADIA)[-1] == "All right, I won't say anything."
        await here.to("2026-03-19T14:00:00+00:00")
        assert here.words(MAREK) == here.words(PRIYA) == []


async def test_changed_it_goes_to_the_other_when_the_minutes_are_over(tmp_path: Path) -> None:
    async with two_hard_weeks(tmp_path) as here:
        await here.click(NADIA, "edit_alert")
        assert "[Ask Bea][Ask Priya]" in here.words(NADIA)[-1]
        await here.click(NADIA, "offer:buddy")
        assert here.words(NADIA)[-1].startswith("I'd like to tell Bea this on Friday at 15:15:")
        assert here.words(BEA) == []
        await here.to(QUARTER_PAST)
        assert here.words(BEA)[0].startswith("Nadia asked me to tell you.")
        assert here.words(MAREK) == []


async def test_a_button_of_the_announcement_does_nothing_once_it_is_told(tmp_path: Path) -> None:
    async with two_hard_weeks(tmp_path) as here:
        button = here.held(NADIA, "cancel_alert")
        await here.to(QUARTER_PAST)
        await here.tap_held(button)
        assert len(here.words(MAREK)) == 1
        assert here.words(NADIA)[-2] == "I'm telling Marek what stood here; you can read it again once it is sent."


async def test_a_fall_is_announced(tmp_path: Path) -> None:
    async with onboarding(tmp_path, playbook=PULSE) as here:
        for day, mood in (("02", 5), ("03", 5), ("04", 3)):
            await here.to(f"2026-03-{day}T11:00:00+00:00")
            await here.click(NADIA, f"mood:{mood}")
        assert here.words(NADIA)[-1].splitlines()[:2] == [
            "I'd like to tell Marek this on Wednesday at 12:15:",
            "Nadia answered Wednesday's check-in clearly lower than usual.",
        ]
        await here.to("2026-03-04T11:16:00+00:00")
        assert "clearly lower than usual" in here.words(MAREK)[0]
        assert "😐" not in here.words(MAREK)[0]


async def test_silence_is_announced_when_two_check_ins_stayed_unanswered_for_two_working_days(tmp_path: Path) -> None:
    two = PULSE.partition("  - id: three")[0]
    async with onboarding(tmp_path, playbook=two) as here:
        await here.to("2026-03-05T10:59:00+00:00")
        assert len(here.words(NADIA)) == 2
        await here.to("2026-03-05T11:00:00+00:00")
        assert here.words(NADIA)[-1].splitlines()[:2] == [
            "I'd like to tell Marek this on Thursday at 12:15:",
            "Nadia hasn't answered the last two check-ins. That can mean many things.",
        ]
        await here.to("2026-03-05T11:15:00+00:00")
        assert "One thing that helps: a friendly hello, without mentioning the check-ins." in here.words(MAREK)[0]


async def test_a_late_answer_ends_the_silence_before_it_is_told(tmp_path: Path) -> None:
    two = PULSE.partition("  - id: three")[0]
    async with onboarding(tmp_path, playbook=two) as here:
        await here.to("2026-03-05T11:05:00+00:00")
        await here.click(NADIA, "mood:4")
        assert here.words(NADIA)[2] == "This goes no further: I'm telling nobody about it."
        await here.to("2026-03-06T11:15:00+00:00")
        assert here.words(MAREK) == []


async def test_a_late_answer_closes_the_alert_of_a_silence(tmp_path: Path) -> None:
    two = PULSE.partition("  - id: three")[0]
    async with onboarding(tmp_path, playbook=two) as here:
        await here.to("2026-03-05T12:00:00+00:00")
        await here.click(NADIA, "mood:4")
        assert "This note has closed; nothing more to do. Thank you." in here.words(MAREK)[0]
        assert "[I'll reach out]" not in here.words(MAREK)[0]
        before = counted(here)
        await here.to("2026-03-12T12:00:00+00:00")
        assert new_words(here, before) == {}


async def test_days_of_a_pause_and_of_leave_are_no_silence(tmp_path: Path) -> None:
    two = PULSE.partition("  - id: three")[0]
    async with onboarding(tmp_path, playbook=two) as here:
        await here.to("2026-03-03T12:00:00+00:00")
        await here.say(NADIA, "pause")
        await here.to("2026-03-05T12:00:00+00:00")
        await here.say(NADIA, "go on")  # Thursday is a day of the pause
        await here.enroll(**here.row, leave="2026-03-06..2026-03-09")
        await here.to("2026-03-11T10:59:00+00:00")
        assert here.words(MAREK) == []
        await here.to("2026-03-11T11:15:00+00:00")
        assert len(here.words(MAREK)) == 1


async def test_an_open_task_is_announced_at_noon_after_its_day_and_closed_when_it_is_done(tmp_path: Path) -> None:
    async with onboarding(tmp_path, playbook=TASKS) as here:
        await here.to("2026-03-03T10:59:00+00:00")
        assert len(here.words(NADIA)) == 1
        await here.to("2026-03-03T11:00:00+00:00")
        assert here.words(NADIA)[-1].splitlines()[:2] == [
            "I'd like to tell Marek this on Tuesday at 12:15:",
            "Nadia may be stuck on a task: Pick up your laptop",
        ]
        await here.to("2026-03-03T11:15:00+00:00")
        assert "Nadia may be stuck on a task: Pick up your laptop" in here.words(MAREK)[0]
        await here.click(NADIA, "task_done:laptop")
        assert "This note has closed; nothing more to do. Thank you." in here.words(MAREK)[0]


async def test_a_task_that_is_done_in_time_is_never_told(tmp_path: Path) -> None:
    async with onboarding(tmp_path, playbook=TASKS) as here:
        await here.to("2026-03-03T11:05:00+00:00")
        await here.click(NADIA, "task_done:laptop")
        await here.to("2026-03-04T12:00:00+00:00")
        assert here.words(MAREK) == []


async def test_what_is_found_within_five_working_days_joins_the_open_alert_without_a_new_message(
    tmp_path: Path,
) -> None:
    both = TASKS + CHECK_IN_ON_TUESDAY
    async with onboarding(tmp_path, playbook=both) as here:
        await here.to("2026-03-03T13:00:00+00:00")  # told of the laptop at 12:15, the check-in is there
        await here.click(NADIA, "mood:1")
        assert "I'll tell Marek just that on Wednesday at 12:00." in here.words(NADIA)[-1]
        before = counted(here)
        await here.to("2026-03-04T11:00:00+00:00")
        assert new_words(here, before) == {}
        assert here.words(NADIA)[-1] == "I'm adding what stood here to my note to Marek."
        assert here.words(MAREK)[0].splitlines()[1:3] == [
            "Nadia may be stuck on a task: Pick up your laptop",
            "Nadia tapped “😞 Rough” in Tuesday's check-in.",
        ]
        assert "Nadia tapped “😞 Rough” in Tuesday's check-in." in "\n".join(here.words(NADIA))


async def test_where_it_can_t_join_it_waits_until_the_fifth_working_day_and_a_choice_still_counts(
    tmp_path: Path,
) -> None:
    both = TASKS + CHECK_IN_ON_TUESDAY
    async with onboarding(tmp_path, playbook=both) as here:
        await here.to("2026-03-03T13:00:00+00:00")
        await here.click(MAREK, "alert_not_useful")
        await here.click(NADIA, "mood:1")
        assert "I'll tell Marek just that on Tuesday, 10 March 2026 at 09:00." in here.words(NADIA)[-1]
        await here.to("2026-03-09T16:00:00+00:00")
        assert len(here.words(MAREK)) == 1
        await here.click(NADIA, "offer:buddy")
        assert len(here.words(BEA)) == 1


async def test_what_nadia_could_not_read_is_told_to_nobody(tmp_path: Path) -> None:
    two = PULSE.partition("  - id: three")[0]
    async with onboarding(tmp_path, playbook=two) as here:
        await here.to("2026-03-04T12:00:00+00:00")
        await here.lose(NADIA)
        await here.to("2026-03-06T12:00:00+00:00")
        assert "Nadia Haddad: Slack doesn't let me write to this person." in "".join(here.words(PRIYA))
        assert here.words(MAREK) == []
