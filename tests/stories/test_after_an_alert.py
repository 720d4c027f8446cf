"""After Marek was told: reminders, HR, "I'll reach out", and whether it helped; each button is one person's, once."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from onboardbot.core.finding import Finding, NotUseful
from onboardbot.sandbox.errors import RefusedError
from onboardbot.store import findings
from tests.helpers.care_story import Story, counted, hard_first_week, new_words
from tests.helpers.world import BEA, MAREK, NADIA, OTTO, PRIYA

REASON = "Nadia tapped “🙁 Not great” in Friday's check-in."
REMINDER = "A gentle reminder: my note about Nadia is still open. A short hello today is enough."
TUESDAY, THURSDAY = "2026-03-10T14:00:00+00:00", "2026-03-12T14:00:00+00:00"  # two working days later, and two more


@asynccontextmanager
async def marek_knows(folder: Path, **more: str) -> AsyncIterator[Story]:
    """On Friday at 15:00 Nadia picks Marek."""
    async with hard_first_week(folder, **more) as here:
        await here.click(NADIA, "offer:manager")
        yield here


async def test_he_is_reminded_after_two_working_days_and_hr_hears_after_two_more_that_he_could_not_respond(
    tmp_path: Path,
) -> None:
    async with marek_knows(tmp_path) as here:
        await here.to("2026-03-10T13:59:00+00:00")
        assert len(here.words(MAREK)) == 1
        await here.to(TUESDAY)
        assert here.words(MAREK)[1].splitlines()[0] == REMINDER
        assert (
            "[I'll reach out][Pass to HR][Remind me tomorrow][We already talked][Not useful because…]"
            in here.words(MAREK)[1]
        )
        assert here.newest(MAREK)["text"] == "A note about Nadia's onboarding"
        assert here.words(PRIYA) == []
        await here.to(THURSDAY)
        first = here.words(PRIYA)[0].splitlines()[0]
        assert first == "Marek has not been able to respond about Nadia. Could you check in with Marek?"
        assert here.newest(PRIYA)["text"] == first
        assert here.words(NADIA)[-1].splitlines() == [
            "Marek hasn't been able to respond yet, so I've told Priya.",
            "What Priya can read, word for word:",
            first,
        ]
        before = counted(here)
        await here.click(MAREK, "alert_take")  # late is better than never
        assert new_words(here, before) == {NADIA: ["Marek has seen it and will reach out to you."]}


async def test_hr_in_the_circle_gets_the_alert_itself(tmp_path: Path) -> None:
    async with marek_knows(tmp_path, playbook=SEEN_BY_HR) as here:
        await here.to(THURSDAY)
        assert here.words(PRIYA)[0].splitlines()[:2] == [
            (
                "Marek has not been able to respond about Nadia, so I'm asking you."
                " I'm a bot; the rest is better said between people."
            ),
            REASON,
        ]
        await here.click(PRIYA, "alert_take")
        assert "Priya is reaching out. Thank you." in here.words(PRIYA)[0]
        assert "Priya is reaching out. Thank you." in here.words(MAREK)[0]
        assert "Priya is reaching out" in await here.home(MAREK)
        assert here.words(NADIA)[-1] == "Priya has seen it and will reach out to you."


async def test_remind_me_tomorrow_moves_the_reminder_and_hr(tmp_path: Path) -> None:
    async with marek_knows(tmp_path) as here:
        await here.to(TUESDAY)
        await here.click(MAREK, "alert_remind")
        assert "I'll remind you on Wednesday at 15:00." in here.words(MAREK)[0]
        await here.to("2026-03-11T14:00:00+00:00")
        assert [words.splitlines()[0] for words in here.words(MAREK)[1:]] == [REMINDER, REMINDER]
        assert "I'll remind you" not in here.words(MAREK)[0]
        await here.to("2026-03-13T13:59:00+00:00")
        assert here.words(PRIYA) == []
        await here.to("2026-03-13T14:00:00+00:00")
        assert len(here.words(PRIYA)) == 1


async def test_taken_the_newcomer_reads_so_and_is_asked_three_working_days_later(tmp_path: Path) -> None:
    async with marek_knows(tmp_path) as here:
        await here.to("2026-03-09T09:00:00+00:00")
        await here.click(MAREK, "alert_take")
        assert "Marek is reaching out. Thank you." in here.words(MAREK)[0]
        assert here.words(NADIA)[-1] == "Marek has seen it and will reach out to you."
        before = counted(here)
        await here.to("2026-03-12T08:59:00+00:00")
        (nearer,) = new_words(here, before)[NADIA]  # the next check-in, after a low mood
        assert nearer.startswith("How are things going by now?")
        before = counted(here)
        await here.to("2026-03-12T09:00:00+00:00")
        assert new_words(here, before) == {
            NADIA: [
                (
                    "A few days ago I asked Marek to help. Did it help?\n"
                    "[Yes, it helped][A bit][Not yet][Why did I get this?]\n"
                    "If it did, Marek reads so. Nothing else is passed on."
                )
            ]
        }


async def test_it_helped(tmp_path: Path) -> None:
    async with asked_whether_it_helped(tmp_path) as here:
        await here.click(NADIA, "helped:yes")
        assert here.words(NADIA)[-1].endswith("I'm glad. Thank you for telling me.")
        assert "Nadia says it helped. Thank you!" in here.words(MAREK)[0]


async def test_a_bit_is_asked_once_more_and_then_closes_without_a_word_to_marek(tmp_path: Path) -> None:
    async with asked_whether_it_helped(tmp_path) as here:
        await here.click(NADIA, "helped:bit")
        assert here.words(NADIA)[-1].endswith("Thank you. I'll ask once more in a few days.")
        assert "Marek is reaching out. Thank you." in here.words(MAREK)[0]
        await here.to("2026-03-17T12:00:00+00:00")
        await here.click(NADIA, "helped:bit")
        assert here.words(NADIA)[-1].endswith("Thank you for telling me.")
        assert "This note has closed; nothing more to do. Thank you." in here.words(MAREK)[0]
        assert len(here.words(MAREK)) == 1


async def test_not_yet_offers_the_others_and_marek_reads_nothing_of_it(tmp_path: Path) -> None:
    async with asked_whether_it_helped(tmp_path) as here:
        await here.click(NADIA, "helped:no")
        assert here.words(NADIA)[-2].endswith("Thank you for telling me. Let's see who else can help.")
        assert here.words(NADIA)[-1].startswith("I'm sorry it hasn't helped yet. Shall I ask Bea or Priya to help")
        assert "This note has closed; nothing more to do. Thank you." in here.words(MAREK)[0]
        await here.click(NADIA, "offer:buddy")
        assert REASON in here.words(BEA)[0]
        assert "This note has closed; nothing more to do. Thank you." in here.words(MAREK)[0]
        assert len(here.words(MAREK)) == 1


async def test_whom_she_turned_to_instead_shows_nowhere_on_marek_s_side(tmp_path: Path) -> None:
    async with marek_knows(tmp_path) as here:
        useless, take = here.held(MAREK, "alert_not_useful"), here.held(MAREK, "alert_take")
        await here.click(MAREK, "alert_take")
        await here.to("2026-03-11T15:00:00+00:00")
        await here.click(NADIA, "helped:no")
        assert "my note of Friday, 6 March 2026 has closed" in await here.home(MAREK)
        await here.click(NADIA, "offer:buddy")
        assert "has closed" in await here.home(MAREK)
        await here.tap_held(useless)  # an old screen changes nothing for Bea
        await here.tap_held(take)
        await here.click(BEA, "alert_take")
        assert here.words(NADIA)[-1] == "Bea has seen it and will reach out to you."
        assert "This note has closed; nothing more to do. Thank you." in here.words(MAREK)[0]
        assert "has closed" in await here.home(MAREK)
        assert "Bea is reaching out" in here.words(BEA)[0]


async def test_a_home_says_that_it_helped_only_where_she_said_so(tmp_path: Path) -> None:
    async with asked_whether_it_helped(tmp_path) as here:
        await here.click(NADIA, "helped:bit")
        await here.to("2026-03-17T12:00:00+00:00")
        await here.click(NADIA, "helped:bit")
        home = await here.home(MAREK)
        assert "has closed" in home
        assert "says it helped" not in home


async def test_not_useful_closes_it_and_why_is_one_more_tap_of_which_nadia_reads_nothing(tmp_path: Path) -> None:
    async with marek_knows(tmp_path) as here:
        hers = here.words(NADIA)
        await here.click(MAREK, "alert_not_useful")
        assert "Set aside. Thanks for telling me." in here.words(MAREK)[0]
        assert "[It didn't fit][I knew already][It came too late][It wasn't for me]" in here.words(MAREK)[0]
        why = here.held(MAREK, "alert_not_useful:did_not_fit")
        for somebody in (NADIA, PRIYA, OTTO):
            await here.tap_held(why, by=somebody)
        await here.click(MAREK, "alert_not_useful:known_already")
        assert "[It came too late]" not in here.words(MAREK)[0]
        await here.tap_held(why)  # said once
        assert [finding.reason for finding in await found(here)] == [NotUseful.KNOWN_ALREADY]
        assert [one for one in here.words(NADIA) if one not in hers] == [
            next(one for one in here.words(NADIA) if one.startswith("I've asked Marek"))
        ]  # the same note, closed
        assert not [words for words in here.words(NADIA) if "already" in words or "Why was that" in words]
        before = counted(here)
        await here.to("2026-03-20T13:00:00+00:00")
        assert MAREK not in new_words(here, before)


async def test_passed_to_hr_who_is_not_in_the_circle_and_reads_no_reason(tmp_path: Path) -> None:
    async with marek_knows(tmp_path) as here:
        before, passing = counted(here), here.held(MAREK, "alert_pass")
        for somebody in (NADIA, OTTO, BEA):
            await here.tap_held(passing, by=somebody)
        await here.tap_held(passing)
        await here.tap_held(passing)
        assert new_words(here, before) == {
            PRIYA: [here.words(PRIYA)[0]],
            NADIA: [
                (
                    "Marek has passed it on, so I've told Priya.\nWhat Priya can read, word for word:\n"
                    "Marek has not been able to respond about Nadia. Could you check in with Marek?"
                )
            ],
        }
        assert REASON not in here.words(PRIYA)[0]
        asking = "Thank you. I'm asking Priya in HR, who reads that you could not respond, and nothing else."
        assert asking in here.words(MAREK)[0]
        assert "Besides you, nobody got this note." in here.words(MAREK)[0]
        assert "[I'll reach out][Remind me tomorrow][We already talked]" in here.words(MAREK)[0]


async def test_passed_to_hr_in_the_circle_each_reads_who_else_has_it(tmp_path: Path) -> None:
    async with marek_knows(tmp_path, playbook=SEEN_BY_HR) as here:
        await here.click(MAREK, "alert_pass")
        assert REASON in here.words(PRIYA)[0]
        assert "Besides you, Marek got this note." in here.words(PRIYA)[0]
        assert "[Pass to HR]" not in here.words(PRIYA)[0] + here.words(MAREK)[0]
        assert "Besides you, Priya got this note." in here.words(MAREK)[0]
        assert "Thank you. I'm asking Priya in HR, with this note." in here.words(MAREK)[0]
        hers = [words for words in here.words(NADIA) if "can read, word for word" in words]
        assert ["Besides you, Priya got" in words for words in hers] == [True, False]
        await here.click(PRIYA, "alert_not_useful")
        assert "[It came too late]" in here.words(PRIYA)[0]
        assert "Set aside." in here.words(MAREK)[0]
        assert "[It came too late]" not in here.words(MAREK)[0]  # she set it aside, so she may say why


async def test_we_already_talked_asks_nadia_at_once_without_a_promise_and_not_yet_offers_the_others(
    tmp_path: Path,
) -> None:
    async with marek_knows(tmp_path) as here:
        before, talked = counted(here), here.held(MAREK, "alert_already")
        for somebody in (NADIA, OTTO, PRIYA):
            await here.tap_held(talked, by=somebody)
        await here.tap_held(talked)
        await here.tap_held(talked)
        assert new_words(here, before) == {
            NADIA: [
                (
                    "Marek tells me that you two have talked. Did it help?\n"
                    "[Yes, it helped][A bit][Not yet][Why did I get this?]\n"
                    "If it did, Marek reads so. Nothing else is passed on."
                )
            ]
        }
        assert "Marek and Nadia have talked. Thank you; I ask Nadia whether it helped." in here.words(MAREK)[0]
        assert ": you have talked" in await here.home(MAREK)
        await here.click(NADIA, "helped:no")
        await here.click(NADIA, "offer:buddy")
        assert "Besides you, Marek got this note." in here.words(BEA)[0]
        assert "Bea" not in here.words(MAREK)[0]
        assert "Besides you" not in here.words(MAREK)[0]
        await here.click(BEA, "alert_take")
        await here.click(BEA, "alert_already")
        assert here.words(NADIA)[-1].startswith("Bea tells me that you two have talked. Did it help?")
        await here.click(NADIA, "helped:yes")
        assert "Nadia says it helped. Thank you!" in here.words(BEA)[0]


async def found(here: Story) -> list[Finding]:
    async with here.bot.database.read() as session:
        return await findings.of_enrollment(session, await here.enrollment_id(NADIA))


async def test_whoever_took_it_and_then_sets_it_aside_leaves_no_false_promise(tmp_path: Path) -> None:
    async with marek_knows(tmp_path) as here:
        useless = here.held(MAREK, "alert_not_useful")
        await here.click(MAREK, "alert_take")
        await here.tap_held(useless, by=PRIYA)
        assert here.words(NADIA)[-1] == "Marek has seen it and will reach out to you."
        await here.tap_held(useless)
        assert "Set aside. Thanks for telling me." in here.words(MAREK)[0]
        assert here.words(NADIA)[-2:] == [
            "Marek had meant to reach out to you; that has changed.",
            (
                "I wrote that Marek would reach out to you. That has changed, and I'm sorry; please don't wait for it."
                " I can still ask somebody else for you."
            ),
        ]
        before = counted(here)
        await here.click(NADIA, "talk")
        assert "Whom would you like to talk to?" in here.words(NADIA)[-1]
        await here.to("2026-03-20T13:00:00+00:00")  # and nobody asks whether it helped
        assert not [words for words in new_words(here, before)[NADIA] if "Did it help?" in words]


async def test_two_taps_on_one_button_are_one(tmp_path: Path) -> None:
    async with hard_first_week(tmp_path) as here:
        offered = here.held(NADIA, "offer:manager")
        await here.tap_held(offered)
        await here.tap_held(offered)
        assert len(here.words(MAREK)) == 1
        take = here.held(MAREK, "alert_take")
        await here.tap_held(take)
        await here.tap_held(take)
        assert here.words(NADIA).count("Marek has seen it and will reach out to you.") == 1


async def test_an_old_offer_changes_nothing_any_more(tmp_path: Path) -> None:
    async with hard_first_week(tmp_path) as here:
        buddy, keep = here.held(NADIA, "offer:buddy"), here.held(NADIA, "offer:keep")
        await here.click(NADIA, "offer:manager")
        await here.tap_held(buddy)
        await here.tap_held(keep)
        assert here.words(BEA) == []
        assert "[I'll reach out]" in here.words(MAREK)[0]


async def test_nobody_can_tap_what_is_not_theirs(tmp_path: Path) -> None:
    async with hard_first_week(tmp_path) as here:
        with pytest.raises(RefusedError):
            await here.click(OTTO, "offer:manager")
        offered = here.held(NADIA, "offer:manager")
        for somebody in (OTTO, MAREK, PRIYA):
            await here.tap_held(offered, by=somebody)
        assert here.words(MAREK) == []
        await here.tap_held(offered)
        take, useless = here.held(MAREK, "alert_take"), here.held(MAREK, "alert_not_useful")
        for somebody in (OTTO, NADIA, PRIYA):
            await here.tap_held(take, by=somebody)
            await here.tap_held(useless, by=somebody)
        assert "[I'll reach out]" in here.words(MAREK)[0]
        assert not [words for words in here.words(NADIA) if "will reach out" in words]


async def test_a_button_that_named_marek_never_tells_his_successor(tmp_path: Path) -> None:
    async with hard_first_week(tmp_path, playbook=SEEN_BY_ME) as here:
        old = here.held(NADIA, "offer:manager")
        await here.enroll(**(here.row | {"manager_email": OTTO}))
        await here.tap_held(old)  # her screen still says "Ask Marek"
        assert "[Ask Otto][Ask Bea][Ask Priya]" in here.words(NADIA)[-1]
        await here.click(NADIA, "offer:manager")
        assert REASON in here.words(OTTO)[0]
        assert here.words(MAREK) == []


async def test_where_it_can_t_be_delivered_nobody_was_asked_and_the_others_are_offered(tmp_path: Path) -> None:
    async with hard_first_week(tmp_path) as here:
        buddy = here.held(NADIA, "offer:buddy")
        await here.lose(BEA)
        await here.tap_held(buddy)
        words = here.words(NADIA)
        assert words[-1].startswith("I couldn't reach Bea, so nobody has been told. Shall I ask Marek or Priya to help")
        assert not [text for text in words if text.startswith("I've asked")]
        assert here.words(MAREK) == []
        assert REASON not in "".join(here.words(PRIYA))


@asynccontextmanager
async def asked_whether_it_helped(folder: Path) -> AsyncIterator[Story]:
    """Marek took it at once, and Nadia was asked three working days later."""
    async with marek_knows(folder) as here:
        await here.click(MAREK, "alert_take")
        await here.to("2026-03-11T15:00:00+00:00")
        yield here


SEEN_BY_HR = """\
title: First week
ends: 3 months after start
steps:
  - id: first-week
    when: week 1 friday at 15:00
    check_in:
      seen_by: hr
      questions:
        - mood: How was your first week?
"""
SEEN_BY_ME = SEEN_BY_HR.replace("seen_by: hr", "seen_by: me")
