"""Replies that are edited or deleted in Slack: the answer follows, and so does what others read of it."""

from pathlib import Path

from tests.helpers.pulse import pulse
from tests.helpers.world import MAREK, NADIA
from tests.stories.test_check_in import kept, message
from tests.stories.test_direct_messages import hear


def mine(here: object, text: str) -> str:
    found = [one["ts"] for one in here.slack.messages(NADIA) if one["text"] == text]  # type: ignore[attr-defined]
    return str(found[-1])


async def test_an_edited_reply_is_taken_as_it_reads_now_and_a_deleted_one_is_withdrawn(tmp_path: Path) -> None:
    async with pulse(tmp_path, "2026-03-06T09:30:00+00:00") as here:
        await here.say(NADIA, "More plants")
        ts, before = mine(here, "More plants"), len(here.words(NADIA))
        await here.slack.edit(NADIA, ts, "More plants & light")
        await here.settle()
        assert (await kept(here))["text"].value == "More plants & light"
        assert "You answered: More plants & light" in message(here, "What would you change?\nYou answered")["words"]
        assert here.words(NADIA)[-1].startswith("Thank you, Nadia; your answer now reads as you edited it.")
        await hear(
            here,
            NADIA,
            subtype="message_changed",
            message={"user": here.slack.person(NADIA).id, "ts": ts, "text": "older", "edited": {"ts": "1.000001"}},
            previous_message={},
        )
        assert (await kept(here))["text"].value == "More plants & light"

        await here.slack.delete(NADIA, ts)
        await here.settle()
        assert await kept(here) == {}
        assert "[Write an answer]" in message(here, "What would you change?\n[")["words"]
        assert here.words(NADIA)[-1] == "You took that message back, Nadia, so I've thrown it away as an answer, too."
        assert len(here.words(NADIA)) == before


async def test_one_of_several_replies_can_go(tmp_path: Path) -> None:
    async with pulse(tmp_path, "2026-03-06T09:30:00+00:00") as here:
        thread = message(here, "What would you change?")["ts"]
        await here.say(NADIA, "Plants", thread_ts=thread)
        await here.say(NADIA, "Desks", thread_ts=thread)
        await here.slack.edit(NADIA, mine(here, "Plants"), "   ...   ")
        await here.slack.delete(NADIA, mine(here, "Desks"))
        await here.settle()
        assert (await kept(here))["text"].value == "..."
        emptied = {"user": here.slack.person(NADIA).id, "ts": mine(here, "   ...   "), "text": " "}
        await hear(here, NADIA, subtype="message_changed", message=emptied, previous_message={"text": "..."})
        assert await kept(here) == {}

        mood = message(here, "How was yesterday?")["ts"]
        await here.say(NADIA, "2", thread_ts=mood)
        assert "Shall I ask" in here.words(NADIA)[-1]
        await here.slack.edit(NADIA, mine(here, "2"), "4")
        await here.settle()
        assert (await kept(here))["mood"].value == "4"
        assert not any("Shall I ask" in words for words in here.words(NADIA))
        await here.slack.edit(NADIA, mine(here, "4"), "whatever")
        await here.settle()
        assert await kept(here) == {}


async def test_words_that_were_shared_are_gone_from_the_alert_when_their_reply_changes(tmp_path: Path) -> None:
    async with pulse(tmp_path) as here:
        await here.click(NADIA, "mood:2")
        await here.say(NADIA, "The laptop is not working.")
        await here.click(NADIA, "offer:manager")
        await here.click(NADIA, "share_words")
        assert "The laptop is not working." in here.words(MAREK)[0]
        await here.slack.edit(NADIA, mine(here, "The laptop is not working."), "Nothing, all is fine.")
        await here.settle()
        assert "laptop" not in here.words(MAREK)[0]
        assert "all is fine" not in here.words(MAREK)[0]
        await here.click(NADIA, "share_words")
        assert "Nothing, all is fine." in here.words(MAREK)[0]
        await here.slack.delete(NADIA, mine(here, "Nothing, all is fine."))
        await here.settle()
        assert "all is fine" not in here.words(MAREK)[0]
        assert "Nadia tapped “🙁 Not great” in Tuesday's check-in." in here.words(MAREK)[0]


async def test_a_mood_that_was_taken_back_is_not_in_the_alert_any_more(tmp_path: Path) -> None:
    async with pulse(tmp_path) as here:
        await here.say(NADIA, "1", thread_ts=message(here, "How was yesterday?")["ts"])
        await here.click(NADIA, "offer:manager")
        assert "Rough" in here.words(MAREK)[0]
        await here.click(NADIA, "not_an_answer")
        assert "Rough" not in here.words(MAREK)[0]
        assert "Nadia has changed or taken back the answer that this was about." in here.words(MAREK)[0]
        assert await kept(here) == {}


async def test_a_mood_that_reads_otherwise_now_is_not_told_as_a_bad_one(tmp_path: Path) -> None:
    async with pulse(tmp_path) as here:
        await here.click(NADIA, "mood:2")
        await here.click(NADIA, "offer:manager")
        await here.to("2026-03-05T09:00:00+00:00")
        await here.click(NADIA, "mood:5", ts=message(here, "How was yesterday?")["ts"])
        assert "Nadia has changed or taken back the answer that this was about." in here.words(MAREK)[0]
        assert "Great" not in here.words(MAREK)[0]


async def test_an_edited_message_that_was_no_answer_changes_nothing(tmp_path: Path) -> None:
    async with pulse(tmp_path) as here:
        await here.say(NADIA, "hello")
        before = here.words(NADIA)
        await here.slack.edit(NADIA, mine(here, "hello"), "hello again")
        await here.slack.delete(NADIA, mine(here, "hello again"))
        await here.settle()
        assert here.words(NADIA) == before
