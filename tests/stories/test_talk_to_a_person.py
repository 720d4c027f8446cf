"""Nadia wants to talk to a human: she picks whom, and nobody hears of it unasked."""

from pathlib import Path

import pytest

from tests.helpers.care_story import counted, new_words, onboarding
from tests.helpers.world import BEA, COMPANY, MAREK, NADIA, PRIYA

WHOM = "Whom would you like to talk to? I only tell the person you pick, and not what you wrote."
DUTY = COMPANY.replace("people:\n", "people:\n  duty: [dana@northwind.example]\n")
TUESDAY = "2026-03-03T09:00:00+00:00"


@pytest.mark.parametrize(
    "words", ["can I talk to someone?", "talk to a person", "Könnte ich bitte mit jemandem reden?"]
)
async def test_asking_in_words_gets_the_choice(tmp_path: Path, words: str) -> None:
    async with onboarding(tmp_path) as here:
        await here.to(TUESDAY)
        await here.say(NADIA, words)
        assert here.words(NADIA)[-1].splitlines()[:2] == [WHOM, "[Ask Marek][Ask Bea][Ask Priya][Keep it between us]"]
        assert here.words(MAREK) == here.words(BEA) == here.words(PRIYA) == []


async def test_whom_she_picks_reads_until_when_and_nothing_of_what(tmp_path: Path) -> None:
    async with onboarding(tmp_path) as here:
        await here.to(TUESDAY)
        await here.say(NADIA, "can I talk to someone? I feel lost")
        before = counted(here)
        await here.click(NADIA, "offer:buddy")
        told = new_words(here, before)
        assert set(told) == {NADIA, BEA}
        assert told[BEA][0].splitlines()[0] == (
            "Nadia would like to talk to you, by Wednesday at 17:30. They didn't say what about, and I won't guess."
        )
        assert here.newest(BEA)["text"] == "Nadia would like to talk to you"
        assert told[NADIA][0] == (
            "I'm asking Bea to get back to you by Wednesday at 17:30. If that doesn't work out, I'll ask Priya."
        )
        assert told[NADIA][1].startswith("I've asked Bea to get in touch with you.")
        assert "lost" not in "".join(told[BEA])


async def test_nobody_took_it_in_time_and_the_next_is_asked_as_announced(tmp_path: Path) -> None:
    async with onboarding(tmp_path) as here:
        await here.to(TUESDAY)
        await here.say(NADIA, "can I talk to someone?")
        await here.click(NADIA, "offer:buddy")
        await here.to("2026-03-04T16:30:00+00:00")
        assert here.words(PRIYA)[0].startswith("Nadia would like to talk to you, by Thursday at 17:30.")
        assert "I've asked Priya to get in touch with you." in here.words(NADIA)[-1]


async def test_taken_nobody_else_is_asked(tmp_path: Path) -> None:
    async with onboarding(tmp_path) as here:
        await here.to(TUESDAY)
        await here.say(NADIA, "can I talk to someone?")
        await here.click(NADIA, "offer:buddy")
        await here.click(BEA, "alert_take")
        assert here.words(NADIA)[-1] == "Bea has seen it and will reach out to you."
        await here.to("2026-03-05T16:30:00+00:00")
        assert here.words(PRIYA) == []


async def test_the_button_asks_whom_and_two_taps_ask_once(tmp_path: Path) -> None:
    async with onboarding(tmp_path) as here:
        await here.to(TUESDAY)
        await here.say(NADIA, "hello?")
        talk = here.held(NADIA, "talk")
        await here.tap_held(talk)
        await here.tap_held(talk)
        assert [words for words in here.words(NADIA) if words.startswith("Whom would you like")] == [
            f"{WHOM}\n[Ask Marek][Ask Bea][Ask Priya][Keep it between us]"
        ]


async def test_asked_again_later_the_question_stands_where_she_looks(tmp_path: Path) -> None:
    async with onboarding(tmp_path) as here:
        await here.to(TUESDAY)
        await here.say(NADIA, "can I talk to someone?")
        await here.to("2026-03-04T09:00:00+00:00")
        await here.say(NADIA, "can I talk to someone?")
        assert here.words(NADIA)[-2].startswith("I've written anew about this, further down.")
        assert here.words(NADIA)[-1].startswith(WHOM)


async def test_whom_her_words_are_about_is_not_offered_and_never_asked(tmp_path: Path) -> None:
    async with onboarding(tmp_path, company=DUTY) as here:
        await here.to(TUESDAY)
        await here.say(NADIA, "Can I talk to someone about my boss?")
        assert "[Ask Bea][Ask Priya][Keep it between us]" in here.words(NADIA)[-1]


async def test_where_hr_is_the_manager_somebody_outside_of_hr_is_offered_and_she_reads_why(tmp_path: Path) -> None:
    async with onboarding(tmp_path, company=DUTY, manager_email=PRIYA) as here:
        await here.to(TUESDAY)
        await here.say(NADIA, "can I talk to someone?")
        words = here.words(NADIA)[-1]
        assert "HR can't be asked about this from here, so I've added someone from outside of it." in words
        assert "[Ask Priya][Ask Bea][Ask Dana][Keep it between us]" in words


async def test_kept_nobody_hears_of_it(tmp_path: Path) -> None:
    async with onboarding(tmp_path) as here:
        await here.to(TUESDAY)
        await here.say(NADIA, "can I talk to someone?")
        await here.click(NADIA, "offer:keep")
        assert here.words(NADIA)[-1].startswith("All right, this stays between us.")
        await here.to("2026-03-05T16:30:00+00:00")
        assert here.words(MAREK) == here.words(BEA) == here.words(PRIYA) == []
