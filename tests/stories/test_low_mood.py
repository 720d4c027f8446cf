"""A low mood: Nadia is asked first, and has the last word about who reads what."""

from pathlib import Path

import pytest

from tests.helpers.care_story import FRIDAY, MONDAY_NOON, counted, hard_first_week, new_words, onboarding
from tests.helpers.databases import on_each
from tests.helpers.world import BEA, COMPANY, MAREK, NADIA, PRIYA

pytestmark = on_each
REASON = "Nadia tapped “🙁 Not great” in Friday's check-in."
NOTE = "For helping only, not for performance, probation or termination. Nadia can read exactly what I told you."
BUTTONS = "[I'll reach out][Pass to HR][Remind me tomorrow][We already talked][Not useful because…]"
BESIDES = "Besides you, nobody got this note."
HOW = (
    "If you tap “I'll reach out”, Nadia reads that you will. After “We already talked” I ask Nadia whether it helped."
    " “Not useful because…” closes this note, and nobody minds."
)


async def test_the_offer_shows_what_would_be_said_and_when(tmp_path: Path) -> None:
    async with hard_first_week(tmp_path) as here:
        assert here.words(NADIA)[-1].splitlines() == [
            "Shall I ask Marek, Bea or Priya to help, or keep it between us?",
            "Whoever I ask reads this, and none of your own words:",
            REASON,
            "If you don't pick, I'll tell Marek just that on Monday at 12:00.",
            "[Ask Marek][Ask Bea][Ask Priya][Keep it between us]",
            "[Why did I get this?]",
        ]
        assert REASON not in here.newest(NADIA)["text"]  # a locked screen shows no reason


async def test_the_offer_says_when_from_the_first_moment_on(tmp_path: Path) -> None:
    async with hard_first_week(tmp_path) as here:
        posted = [str(call) for call in here.slack.calls("chat.postMessage") if "Shall I ask" in str(call)]
        assert len(posted) == 1
        assert "I'll tell Marek just that on Monday at 12:00." in posted[0]


async def test_a_pause_holds_the_offer_and_it_says_so(tmp_path: Path) -> None:
    async with hard_first_week(tmp_path) as here:
        await here.hold(NADIA)
        assert "If you don't pick, I'll tell Marek just that once you are back." in here.words(NADIA)[-1]
        await here.release(NADIA)
        assert any("I'll tell Marek just that on Monday at 12:00." in words for words in here.words(NADIA))


@pytest.mark.parametrize(("choice", "who"), [("manager", MAREK), ("buddy", BEA), ("hr", PRIYA)])
async def test_who_was_picked_is_told_at_once_and_nobody_else(tmp_path: Path, choice: str, who: str) -> None:
    async with hard_first_week(tmp_path) as here:
        before = counted(here)
        await here.click(NADIA, f"offer:{choice}")
        told = new_words(here, before)
        assert set(told) == {NADIA, who}
        name = who.split("@", maxsplit=1)[0].capitalize()
        buttons = BUTTONS if who != PRIYA else BUTTONS.replace("[Pass to HR]", "")  # she is all there is of HR
        assert told[who][0].splitlines()[:7] == [
            "Nadia asked me to tell you. I'm a bot; the rest is better said between people.",
            REASON,
            "One thing that helps: ask “What would make next week easier?” and listen, ten minutes are enough.",
            BESIDES,
            HOW,
            buttons,
            NOTE,
        ]
        assert here.newest(who)["text"] == "A note about Nadia's onboarding"
        said = told[NADIA][0].splitlines()
        assert said[:2] == [f"I've asked {name} to get in touch with you.", f"What {name} can read, word for word:"]
        assert said[2:] == [line for line in told[who][0].splitlines()[:7] if line != buttons]


async def test_kept_between_us_is_told_to_nobody(tmp_path: Path) -> None:
    async with hard_first_week(tmp_path) as here:
        await here.click(NADIA, "offer:keep")
        assert here.words(NADIA)[2] == "All right, this stays between us."
        before = counted(here)
        await here.to("2026-03-10T13:00:00+00:00")
        assert new_words(here, before) == {}


async def test_without_an_answer_the_manager_is_told_at_noon_of_the_next_working_day(tmp_path: Path) -> None:
    async with hard_first_week(tmp_path) as here:
        await here.to("2026-03-09T10:59:00+00:00")
        assert here.words(MAREK) == []
        await here.to(MONDAY_NOON)
        assert here.words(MAREK)[0].startswith("A note about Nadia, who may be glad of a hand.")
        assert here.words(NADIA)[2] == "I'm telling Marek what stood here; you can read it again once it is sent."
        assert here.words(NADIA)[-1].startswith("I've asked Marek to get in touch with you.")
        assert here.words(BEA) == here.words(PRIYA) == []


async def test_an_alert_in_mareks_night_waits_for_his_morning_and_the_offer_says_so(tmp_path: Path) -> None:
    async with onboarding(tmp_path) as here:
        await here.slack.change_profile(MAREK, tz="America/New_York")
        await here.to(FRIDAY)
        await here.click(NADIA, "mood:2")
        assert "I'll tell Marek just that on Monday at 14:00." in here.words(NADIA)[-1]  # 09:00 in New York, DST there
        await here.to("2026-03-09T12:59:00+00:00")
        assert here.words(MAREK) == []
        await here.to("2026-03-09T13:00:00+00:00")
        assert len(here.words(MAREK)) == 1


async def test_nobody_is_told_of_an_answer_for_nobody_unless_nadia_picks(tmp_path: Path) -> None:
    only_me = """\
title: First week
ends: 3 months after start
steps:
  - id: first-week
    when: week 1 friday at 15:00
    check_in:
      seen_by: me
      questions:
        - mood: How was your first week?
"""
    async with hard_first_week(tmp_path, playbook=only_me) as here:
        assert here.words(NADIA)[-1].splitlines()[0] == (
            "Nobody but you knows of this, and I tell nobody unless you pick someone."
            " Shall I ask Marek, Bea or Priya to help, or keep it between us?"
        )
        assert "If you don't pick" not in here.words(NADIA)[-1]
        await here.to("2026-03-20T11:00:00+00:00")
        assert here.words(MAREK) == here.words(PRIYA) == []
        await here.click(NADIA, "offer:manager")
        assert REASON in here.words(MAREK)[0]


async def test_a_pause_holds_it_until_it_ends(tmp_path: Path) -> None:
    async with hard_first_week(tmp_path) as here:
        await here.say(NADIA, "pause")
        await here.to("2026-03-10T14:00:00+00:00")
        assert here.words(MAREK) == []
        assert "I'll tell Marek just that once you are back." in here.words(NADIA)[2]
        await here.say(NADIA, "go on")
        assert len(here.words(MAREK)) == 1


async def test_what_does_not_hold_any_more_after_a_pause_is_not_told(tmp_path: Path) -> None:
    async with hard_first_week(tmp_path) as here:
        await here.say(NADIA, "pause")
        await here.to("2026-03-16T10:00:00+00:00")
        await here.say(NADIA, "go on")
        await here.to("2026-03-17T10:00:00+00:00")
        assert here.words(MAREK) == []
        assert here.words(NADIA)[2] == "This goes no further: I'm telling nobody about it."


async def test_leave_holds_it_too(tmp_path: Path) -> None:
    async with hard_first_week(tmp_path) as here:
        await here.enroll(**here.row, leave="2026-03-09..2026-03-10")
        await here.to("2026-03-10T16:00:00+00:00")
        assert here.words(MAREK) == []
        await here.to("2026-03-11T11:00:00+00:00")
        assert len(here.words(MAREK)) == 1


async def test_the_end_of_the_onboarding_ends_it_for_others_but_nadia_may_still_pick(tmp_path: Path) -> None:
    async with hard_first_week(tmp_path) as here:
        await here.end(NADIA)
        await here.to("2026-03-12T10:00:00+00:00")
        assert here.words(MAREK) == []
        await here.click(NADIA, "offer:manager")
        assert len(here.words(MAREK)) == 1


async def test_a_manager_who_changed_before_noon_means_asking_again(tmp_path: Path) -> None:
    async with hard_first_week(tmp_path) as here:
        await here.enroll(**(here.row | {"manager_email": "otto@northwind.example"}))
        assert here.words(NADIA)[2] == "I've written anew about this, further down."
        assert here.words(NADIA)[-1].startswith(
            "Something around you has changed, so I'm asking once more. Nobody but you knows of this"
        )
        await here.to("2026-03-11T11:00:00+00:00")
        assert here.words(MAREK) == here.words("otto@northwind.example") == []


async def test_without_a_manager_hr_is_named_before_typing_and_told(tmp_path: Path) -> None:
    async with hard_first_week(tmp_path, manager_email="") as here:
        assert here.words(NADIA)[-1].startswith("Shall I ask Bea or Priya to help, or keep it between us?")
        assert "I'll tell Priya just that on Monday at 12:00." in here.words(NADIA)[-1]
        await here.to(MONDAY_NOON)
        assert len(here.words(PRIYA)) == 1


async def test_a_manager_who_is_not_in_slack_is_never_offered(tmp_path: Path) -> None:
    async with hard_first_week(tmp_path, manager_email="nobody@northwind.example") as here:
        assert here.words(NADIA)[-1].startswith("Shall I ask Bea or Priya to help")
        assert "only Priya may be told" in here.words(NADIA)[-2]


async def test_a_deactivated_manager_is_never_offered(tmp_path: Path) -> None:
    async with onboarding(tmp_path) as here:
        await here.slack.deactivate(MAREK)
        await here.to(FRIDAY)
        await here.click(NADIA, "mood:2")
        assert here.words(NADIA)[-1].startswith("Shall I ask Bea or Priya to help")


async def test_hr_who_is_the_manager_stands_in_the_offer_once(tmp_path: Path) -> None:
    async with hard_first_week(tmp_path, manager_email=PRIYA) as here:
        assert "[Ask Priya][Ask Bea][Keep it between us]" in here.words(NADIA)[-1]


async def test_with_nobody_to_ask_the_bot_says_so(tmp_path: Path) -> None:
    company = COMPANY.replace("  hr: [priya@northwind.example]\n", "")
    async with hard_first_week(tmp_path, company=company, manager_email="", buddy_email="") as here:
        assert here.words(NADIA)[-1].splitlines() == [
            (
                "I'm sorry: there is nobody I can ask from here right now. If you can, please talk to someone on your"
                " team whom you trust."
            ),
            "[Keep it between us][Why did I get this?]",
        ]
