"""A smaller circle, chosen before typing: what the question says then, who gets to know, and how far it holds."""

from pathlib import Path

from onboardbot.store import people
from onboardbot.store.answers import Answer
from tests.helpers.pulse import PULSE, pulse
from tests.helpers.world import BEA, MAREK, NADIA, OTTO, PRIYA, World, world
from tests.stories.test_check_in import kept, message, styles

ONLY_MAREK = "Besides you, only Marek may be told of it, and only if it sounds as if help is needed."
ONLY_YOU = "Only you will see your answer. You chose so for the rest of this check-in."
TWICE = PULSE.replace("- text: What would you change?", "- mood: How is the week?").replace(
    "seen_by: me", "seen_by: manager"
)


async def circle_of(here: World, question: str) -> tuple[tuple[str, ...], bool]:
    answer = (await kept(here))[question]
    return answer.circle, answer.counted


def circles_offered(here: World, words: str) -> list[str]:
    return [one for one in styles(message(here, words)) if one.startswith("circle:")]


async def test_what_is_kept_to_myself_stays_so_for_the_rest_of_the_check_in(tmp_path: Path) -> None:
    async with pulse(tmp_path) as here:
        assert ONLY_MAREK in message(here, "How was yesterday?")["words"]
        await here.click(NADIA, "mood:2")
        assert (await circle_of(here, "mood"))[0] != ()
        text = message(here, "What got in the way?")
        assert circles_offered(here, "What got in the way?") == ["circle:me"]  # words make no figure
        await here.click(NADIA, "circle:me", ts=text["ts"])
        assert ONLY_YOU in message(here, "What got in the way?")["words"]
        assert "Marek may be told" in message(here, "How was yesterday?")["words"]  # what was said before stays

        await here.click(NADIA, "answer", ts=text["ts"])
        modal = str(here.slack.views(NADIA)[0]["blocks"])
        assert ONLY_YOU in modal
        assert "Marek" not in modal
        await here.submit(NADIA, {"answer": "The laptop is slow."})
        assert "You answered: The laptop is slow. · only you see it." in message(here, "What got in the way?")["words"]
        choice = message(here, "Who helped you most?")
        assert ONLY_YOU in choice["words"]
        await here.click(NADIA, "answer", ts=choice["ts"], selected="My buddy")
        assert {key: answer.circle for key, answer in (await kept(here)).items() if key != "mood"} == {
            "text": (),
            "choice": (),
        }

        await here.click(NADIA, "offer:manager")
        assert "Nadia tapped “🙁 Not great” in Tuesday's check-in." in here.words(MAREK)[0]
        assert not any("laptop" in words or "buddy" in words for words in here.words(MAREK))


async def test_a_low_mood_that_was_kept_is_told_to_nobody_but_whom_the_newcomer_picks(tmp_path: Path) -> None:
    async with pulse(tmp_path, "2026-03-03T09:00:00+00:00") as here:
        await here.click(NADIA, "circle:me")
        await here.click(NADIA, "mood:1")
        assert "Nobody but you knows of this, and I tell nobody unless you pick someone." in here.words(NADIA)[-1]
        await here.to("2026-03-05T16:00:00+00:00")
        assert [here.words(who) for who in (MAREK, BEA, PRIYA, OTTO)] == [[], [], [], []]
        await here.click(NADIA, "offer:buddy")
        bea = await _id(here, BEA)
        assert await circle_of(here, "mood") == ((bea,), False)
        assert "😞 Rough" in here.words(BEA)[0]
        assert here.words(MAREK) == here.words(PRIYA) == []


async def _id(here: World, email: str) -> str:
    async with here.bot.database.read() as session:
        found = await people.by_email(session, email)
    assert found is not None
    return found.id


async def test_only_counted_says_that_one_person_is_too_few_to_hide_in(tmp_path: Path) -> None:
    async with world(tmp_path, start="2026-03-02T06:00:00+00:00", files={"first.yaml": PULSE}) as here:
        await here.enroll(email=NADIA, name="Nadia Haddad", start_date="2026-03-02", manager_email=MAREK)
        await here.to("2026-03-03T09:00:00+00:00")
        await here.click(NADIA, "circle:counted")
        asked = message(here, "How was yesterday?")["words"]
        assert "Nobody sees your answer as yours. It counts in figures over five people or more." in asked
        assert "You are the only one on this plan right now, too few to hide in: there is no figure before" in asked
        assert circles_offered(here, "How was yesterday?") == ["circle:me", "circle:asked"]
        for number in range(4):
            await here.enroll(email=f"n{number}@northwind.example", name="N N", start_date="2026-03-02")
            if number == 1:
                await here.click(NADIA, "circle:asked")
                assert ONLY_MAREK in message(here, "How was yesterday?")["words"]
                await here.click(NADIA, "circle:counted")
                assert "Only 3 of you are on this plan" in message(here, "How was yesterday?")["words"]
        await here.click(NADIA, "mood:2")
        assert await circle_of(here, "mood") == ((), True)
        assert "🙁 Not great · counted only." in message(here, "How was yesterday?")["words"]
        text = message(here, "What got in the way?")["words"]
        assert "Only you will see your answer." in text  # words are never counted
        await here.say(NADIA, "The laptop")
        assert await circle_of(here, "text") == ((), False)
        choice = message(here, "Who helped you most?")["words"]
        assert "It counts in figures over five people or more. You chose so" in choice  # five by now
        assert "hide" not in choice
        await here.to("2026-03-05T16:00:00+00:00")
        assert here.words(MAREK) == []


async def test_silence_about_what_was_kept_is_told_to_nobody(tmp_path: Path) -> None:
    async with world(tmp_path, start="2026-03-02T06:00:00+00:00", files={"first.yaml": TWICE}) as here:
        await here.enroll(email=NADIA, name="Nadia Haddad", start_date="2026-03-02", manager_email=MAREK)
        await here.to("2026-03-03T09:00:00+00:00")
        await here.click(NADIA, "circle:me")
        await here.to("2026-03-20T16:00:00+00:00")
        assert any("Nobody but you knows of this" in words for words in here.words(NADIA))
        assert here.words(MAREK) == []


async def test_a_circle_that_is_not_offered_is_not_taken(tmp_path: Path) -> None:
    async with pulse(tmp_path) as here:
        asked = message(here, "How was yesterday?")
        for detail in ("asked", "manager", "hr", "", "everybody"):
            await here.tap(NADIA, f"circle:{detail}", "", asked["ts"])
        await here.tap(MAREK, "circle:me", "", asked["ts"])
        guide = message(here, "Your first day")
        await here.tap(NADIA, "circle:me", "", guide["ts"])
        assert ONLY_MAREK in message(here, "How was yesterday?")["words"]
        await here.click(NADIA, "mood:1")
        await here.tap(NADIA, "circle:counted", "", message(here, "What got in the way?")["ts"])
        assert ONLY_MAREK in message(here, "What got in the way?")["words"]
        answer: Answer = (await kept(here))["mood"]
        await here.to("2026-03-10T10:00:00+00:00")
        only_mine = message(here, "What would you change?")
        assert circles_offered(here, "What would you change?") == []
        assert "Only you will see your answer." in only_mine["words"]
        await here.click(NADIA, "circle:me", ts=message(here, "What got in the way?")["ts"])
        await here.click(NADIA, "mood:2", ts=asked["ts"])  # an answer that changes is one that is given now
        assert (await kept(here))["mood"].circle == ()
        assert answer.circle != ()
        await here.to("2026-06-03T09:00:00+00:00")
        await here.tap(NADIA, "circle:asked", "", asked["ts"])  # after the end nothing is asked any more
        assert "This question is closed" in message(here, "What got in the way?")["words"]
