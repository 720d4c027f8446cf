"""Nadia's own words go to nobody until she taps so, and only those that she was shown."""

from pathlib import Path

from tests.helpers.care_story import MONDAY_NOON, counted, hard_first_week, new_words
from tests.helpers.world import BEA, MAREK, NADIA, PRIYA

TEXT = "The rest is fine. Nobody has shown me how deployments work. I like the coffee."
CLAUSE = "Nobody has shown me how deployments work."
SHARED = "Nadia chose to share these words with you:"


async def test_words_are_never_in_an_alert_unasked(tmp_path: Path) -> None:
    async with hard_first_week(tmp_path) as here:
        await here.say(NADIA, TEXT)
        await here.to(MONDAY_NOON)
        assert "deployments" not in here.words(MAREK)[0]


async def test_shared_before_it_is_told_they_come_with_the_alert_as_the_clause_alone(tmp_path: Path) -> None:
    async with hard_first_week(tmp_path) as here:
        assert "[Share these words" not in "".join(here.words(NADIA))
        await here.say(NADIA, TEXT)
        offer = here.words(NADIA)[2].splitlines()
        assert offer[-3:] == [
            "Only if you like, I can add these words of yours:",
            CLAUSE,
            "[Share these words with Marek][Why did I get this?]",
        ]
        await here.click(NADIA, "share_words")
        assert here.words(MAREK) == []
        assert here.words(NADIA)[2].splitlines()[-3:-1] == ["You shared these words with Marek:", CLAUSE]
        await here.to(MONDAY_NOON)
        told = here.words(MAREK)[0].splitlines()
        assert told[2:4] == [SHARED, CLAUSE]
        assert "coffee" not in here.words(MAREK)[0]
        assert here.newest(MAREK)["text"] == "A note about Nadia's onboarding"


async def test_shared_afterwards_they_are_added_to_the_message_without_a_new_one(tmp_path: Path) -> None:
    async with hard_first_week(tmp_path) as here:
        await here.click(NADIA, "offer:manager")
        await here.say(NADIA, TEXT)
        before = counted(here)
        await here.click(NADIA, "share_words")
        assert new_words(here, before) == {}
        assert f"{SHARED}\n{CLAUSE}" in here.words(MAREK)[0]
        told = next(words for words in here.words(NADIA) if words.startswith("I've asked Marek"))
        assert f"{SHARED}\n{CLAUSE}" in told  # she reads what he reads


async def test_words_shared_with_one_person_are_not_another_s(tmp_path: Path) -> None:
    async with hard_first_week(tmp_path) as here:
        await here.say(NADIA, TEXT)
        await here.click(NADIA, "share_words")
        await here.click(NADIA, "offer:buddy")
        assert "deployments" not in here.words(BEA)[0]


async def test_where_it_did_not_help_the_others_are_offered_without_the_words(tmp_path: Path) -> None:
    async with hard_first_week(tmp_path) as here:
        await here.say(NADIA, TEXT)
        await here.click(NADIA, "share_words")
        await here.click(NADIA, "offer:manager")
        await here.click(MAREK, "alert_take")
        await here.to("2026-03-11T15:00:00+00:00")
        await here.click(NADIA, "helped:no")
        assert "Whoever I ask reads this, and none of your own words:" in here.words(NADIA)[-1]
        await here.click(NADIA, "offer:buddy")
        assert "deployments" not in here.words(BEA)[0]


async def test_words_that_name_the_manager_or_anyone_can_t_be_shared(tmp_path: Path) -> None:
    async with hard_first_week(tmp_path) as here:
        await here.click(NADIA, "offer:hr")
        for words in ("My manager never has time.", "Marek never has time.", "Nobody helps, not even Thorsten."):
            await here.say(NADIA, words, here.question_ts)
            assert "[Share these words" not in "".join(here.words(NADIA))
        assert "never has time" not in "".join(here.words(PRIYA))


async def test_a_button_shares_the_words_beside_it_and_no_later_ones(tmp_path: Path) -> None:
    async with hard_first_week(tmp_path) as here:
        await here.click(NADIA, "offer:manager")
        await here.say(NADIA, TEXT)
        old = here.held(NADIA, "share_words")
        await here.click(NADIA, "not_an_answer")
        await here.tap_held(old)
        assert "deployments" not in here.words(MAREK)[0]
        assert "[Share these words" not in "".join(here.words(NADIA))


async def test_words_that_were_no_answer_are_taken_back_from_marek(tmp_path: Path) -> None:
    async with hard_first_week(tmp_path) as here:
        await here.click(NADIA, "offer:manager")
        await here.say(NADIA, TEXT)
        await here.click(NADIA, "share_words")
        assert CLAUSE in here.words(MAREK)[0]
        await here.click(NADIA, "not_an_answer")
        assert CLAUSE not in here.words(MAREK)[0]
        assert SHARED not in here.words(MAREK)[0]
