"""What people write to the bot: taken as an answer, as a wish, or met with a helpful reply, never with silence."""

from pathlib import Path
from typing import Any

from onboardbot.store import people
from tests.helpers.pulse import GUIDE, pulse
from tests.helpers.world import BEA, MAREK, NADIA, OTTO, PRIYA, World, world
from tests.stories.test_check_in import kept, message

OPEN = "2026-03-06T09:30:00+00:00"  # Friday: "What would you change?" was asked half an hour ago
HELP = "I'm a bot and can't chat well"


def last(here: World, who: str = NADIA) -> str:
    return here.words(who)[-1]


def buttons(here: World, who: str = NADIA) -> list[str]:
    blocks: list[dict[str, Any]] = here.slack.messages(who)[-1]["blocks"]
    return [one["action_id"] for block in blocks for one in block.get("elements", []) if one.get("type") == "button"]


async def test_a_plain_reply_answers_the_newest_open_text_question_and_can_be_taken_back(tmp_path: Path) -> None:
    async with pulse(tmp_path, OPEN) as here:
        await here.click(NADIA, "mood:1", ts=message(here, "How was yesterday?")["ts"])  # a text question of today, too
        await here.say(NADIA, "I <3 the & team")
        assert here.words(NADIA)[-2].startswith("Thank")
        assert here.words(NADIA)[-2].endswith(" I took it as your answer to “What got in the way?”.\n[Not an answer]")
        assert last(here).startswith("Who helped you most?")
        assert (await kept(here))["text"].value == "I <3 the & team"
        assert "You answered: I <3 the & team" in message(here, "What got in the way?\nYou answered")["words"]
        await here.say(NADIA, "More plants")
        assert "your answer to “What would you change?”" in last(here)

        thanks = message(here, "your answer to “What got in the way?”")
        await here.click(NADIA, "not_an_answer", ts=thanks["ts"])
        assert any(words.startswith("No problem, Nadia; I've thrown it away") for words in here.words(NADIA))
        assert "[Write an answer]" in message(here, "What got in the way?\n[")["words"]
        assert "The" not in {answer.value for answer in (await kept(here)).values()}
        assert len(await kept(here)) == 2


async def test_a_reply_in_the_thread_of_a_question_answers_that_question(tmp_path: Path) -> None:
    async with pulse(tmp_path, OPEN) as here:
        mood = message(here, "How was yesterday?")["ts"]
        await here.say(NADIA, "It was fine, mostly", thread_ts=mood)
        assert "answered by tapping one of its options" in last(here)
        assert await kept(here) == {}
        await here.say(NADIA, "Not great.", thread_ts=mood)
        assert (await kept(here))["mood"].value == "2"
        assert "I took it as your answer to “How was yesterday?”." in "\n".join(here.words(NADIA))
        await here.say(NADIA, "4", thread_ts=mood)
        assert (await kept(here))["mood"].value == "4"
        choice = message(here, "Who helped you most?")["ts"]
        await here.say(NADIA, "my BUDDY", thread_ts=choice)
        assert (await kept(here))["choice"].value == "My buddy"


async def test_several_replies_in_a_thread_are_one_answer(tmp_path: Path) -> None:
    async with pulse(tmp_path, OPEN) as here:
        question = message(here, "What would you change?")["ts"]
        await here.say(NADIA, "The desks.", thread_ts=question)
        await here.say(NADIA, "And the coffee.", thread_ts=question)
        assert (await kept(here))["text"].value == "The desks.\nAnd the coffee."
        second = here.slack.messages(NADIA)[-1]
        await here.click(NADIA, "not_an_answer", ts=second["ts"])
        assert (await kept(here))["text"].value == "The desks."


async def test_two_working_days_later_a_plain_reply_answers_nothing(tmp_path: Path) -> None:
    async with pulse(tmp_path, OPEN) as here:
        await here.to("2026-03-10T08:59:00+00:00")  # asked on Friday at 10:00 in Berlin: open until Tuesday at 10:00
        await here.say(NADIA, "More light")
        assert "your answer to “What would you change?”" in last(here)
        await here.click(NADIA, "not_an_answer")
        await here.to("2026-03-10T09:01:00+00:00")
        before = len(here.words(NADIA))
        await here.say(NADIA, "Even more light")
        (reply,) = here.words(NADIA)[before:]
        assert HELP in reply
        await here.say(NADIA, "In its thread it counts", thread_ts=message(here, "What would you change?")["ts"])
        assert (await kept(here))["text"].value == "In its thread it counts"


async def test_what_answers_nothing_gets_a_helpful_reply(tmp_path: Path) -> None:
    async with pulse(tmp_path, GUIDE) as here:
        for text in ("hello", "Help!", "where is the canteen?", ":tada:", "*?*", "w" * 40_000, "Xyz. " * 8000):
            before = len(here.words(NADIA))
            await here.say(NADIA, text)
            assert HELP in last(here)
            assert len(here.words(NADIA)) == before + 1
            assert buttons(here) == ["talk", "pause", "my_data"]


async def test_thanks_get_a_short_answer(tmp_path: Path) -> None:
    async with pulse(tmp_path, GUIDE) as here:
        await here.say(NADIA, "Thank you!")
        assert last(here).startswith("You're welcome, Nadia. If there is anything a human should know")
        assert buttons(here) == ["talk", "pause", "my_data"]


async def test_a_greeting_is_no_answer_and_forty_thousand_characters_are(tmp_path: Path) -> None:
    async with pulse(tmp_path, OPEN) as here:
        await here.say(NADIA, "Hi!")
        assert HELP in last(here)
        await here.say(NADIA, "So much to say. " * 2500)
        assert "your answer to “What would you change?”" in last(here)
        assert len((await kept(here))["text"].value) == 16 * 2500 - 1
        assert "You answered: So much to say." in message(here, "What would you change?\nYou answered")["words"]


async def test_half_of_a_sign_is_taken_as_one_that_cant_be_read_and_holds_up_nothing(tmp_path: Path) -> None:
    async with pulse(tmp_path, OPEN) as here:
        await here.say(NADIA, "The desks \ud83d")
        assert "your answer to “What would you change?”" in last(here)
        assert (await kept(here))["text"].value == "The desks \ufffd"
        await here.say(NADIA, "Thank you!")
        assert last(here).startswith("You're welcome, Nadia.")


async def test_a_picture_is_not_looked_at_and_the_bot_says_so(tmp_path: Path) -> None:
    async with pulse(tmp_path, OPEN) as here:
        await hear(here, NADIA, subtype="file_share", text="", files=[{"id": "F1", "name": "secret.png"}])
        assert "can't look at files, pictures or recordings" in last(here)
        forwarded = {"is_share": True, "author_name": "Marek", "text": "My boss shouts at me."}
        await hear(here, NADIA, text="", attachments=[forwarded])
        assert "nor at what others wrote and you forward" in last(here)
        assert await kept(here) == {}
        await hear(here, NADIA, subtype="me_message", text="would like more plants")
        assert "your answer to “What would you change?”" in last(here)


async def hear(here: World, who: str, **fields: Any) -> None:
    """Let the bot hear an event that a person can't make by hand in the sandbox."""
    person = here.slack.person(who)
    event = {
        "type": "message", "channel_type": "im", "channel": here.slack.state.dm(person.id).id, "user": person.id,
        "ts": here.slack.state.stamps.next(),
    }  # fmt: skip
    await here.slack.state.emit(event | fields).answer
    await here.settle()


async def test_what_is_no_message_of_a_person_is_left_alone(tmp_path: Path) -> None:
    async with pulse(tmp_path) as here:
        before = here.words(NADIA)
        await hear(here, NADIA, subtype="channel_topic", text="x")
        await hear(here, NADIA, bot_id="B1", text="I am a bot, too")
        await hear(here, NADIA, user="", text="nobody")
        await hear(here, NADIA, channel="C0GENERAL0", channel_type="channel", text="in a channel")
        await hear(
            here, NADIA, subtype="message_changed", message={"bot_id": "B1", "user": "U1", "text": "x", "ts": "1.1"}
        )
        await hear(
            here, NADIA, subtype="message_deleted", deleted_ts="1.1", previous_message={"bot_id": "B1", "user": "U1"}
        )
        assert here.words(NADIA) == before


async def test_a_hire_can_pause_and_go_on_by_words(tmp_path: Path) -> None:
    async with pulse(tmp_path, OPEN) as here:  # an open question does not swallow the wish, nor does its thread
        await here.say(NADIA, "pause")
        assert last(here).startswith("All right, Nadia. I'm quiet now")
        assert "[Go on]" in last(here)
        await here.say(NADIA, "Stop!", thread_ts=message(here, "What would you change?")["ts"])
        assert last(here).startswith("All right, Nadia. I'm quiet now")
        await here.say(NADIA, "go on")
        assert last(here).startswith("Good to be back, Nadia.")
        await here.say(NADIA, "Continue.")
        assert last(here).startswith("I'm not paused, Nadia")
        assert await kept(here) == {}


async def test_the_pause_button_does_what_it_says_however_often_it_is_tapped(tmp_path: Path) -> None:
    async with pulse(tmp_path, GUIDE) as here:
        await here.say(NADIA, "hello")
        first = here.slack.messages(NADIA)[-1]
        where = {"ts": first["ts"]}
        await here.slack.click(NADIA, "pause", **where)
        await here.slack.click(NADIA, "pause", **where)  # before the button was drawn anew
        await here.settle()
        assert sum("I'm quiet now" in words for words in here.words(NADIA)) == 1
        assert all("[Pause]" not in words for words in here.words(NADIA))
        await here.to("2026-03-03T12:00:00+00:00")
        assert not any("How was yesterday?" in words for words in here.words(NADIA))
        await here.click(NADIA, "pause", **where)
        assert any(words.startswith("Good to be back") for words in here.words(NADIA))
        assert all("[Go on]" not in words for words in here.words(NADIA))
        assert any("How was yesterday?" in words for words in here.words(NADIA))


async def test_a_wish_for_a_human_is_heard_beside_an_open_question(tmp_path: Path) -> None:
    async with pulse(tmp_path, OPEN) as here:
        await here.say(NADIA, "Can I talk to someone, please?")
        assert "Whom would you like to talk to?" in last(here)
        assert await kept(here) == {}
        long = "Nobody has had any time for me in these days, the laptop is slow. Could somebody please call me?"
        await here.say(NADIA, long)
        assert (await kept(here))["text"].value == long
        assert "Whom would you like to talk to?" in last(here)
        await here.say(NADIA, "I want to talk to a person", thread_ts=message(here, "How was yesterday?")["ts"])
        assert "Whom would you like to talk to?" in last(here)


async def test_each_role_gets_a_reply_that_fits(tmp_path: Path) -> None:
    async with pulse(tmp_path) as here:
        expected = {
            PRIYA: "Hello Priya. To onboard someone, type “/onboard”.",
            MAREK: "Hello Marek. I'm a bot and can't answer questions here. I write to you when one of your newcomers",
            BEA: "Hello Bea. I'm a bot and can't answer questions here.",
            OTTO: "Hello! I'm a bot that helps new colleagues at Northwind settle in.",
        }
        for who, words in expected.items():
            for _ in range(2):
                await here.say(who, "Hello, how is Nadia?")
                assert last(here, who).startswith(words)
            assert [one.count("I'm not a person") for one in here.words(who)] == [1, 0]
            assert not any("Nadia" in one for one in here.words(who))


async def test_somebody_who_wrote_before_a_file_named_them_is_found_by_it_later(tmp_path: Path) -> None:
    async with pulse(tmp_path) as here:
        await here.say(OTTO, "hi")
        await here.enroll(email=OTTO, name="Otto Berg", start_date="2026-03-09", manager_email=MAREK)
        await here.say(OTTO, "hi")
        assert "Thanks for writing, Otto." in last(here, OTTO)
        async with here.bot.database.read() as session:
            known = [one for one in await people.everyone(session) if one.slack_id == here.slack.person(OTTO).id]
        assert [one.email for one in known] == [OTTO]


async def test_before_a_playbook_is_chosen_there_is_an_answer_too(tmp_path: Path) -> None:
    async with world(tmp_path, start="2026-03-02T06:00:00+00:00", files={}) as here:
        await here.enroll(email=NADIA, name="Nadia Haddad", start_date="2026-03-02", manager_email=MAREK)
        await here.say(NADIA, "pause")
        assert last(here).startswith("All right, Nadia. I'm quiet now")
        await here.say(NADIA, "go on")
        assert last(here).startswith("Good to be back, Nadia.")
        await here.say(NADIA, "go on")
        assert last(here).startswith("Nothing is planned for you yet, Nadia")
        assert buttons(here) == ["talk", "my_data"]
        await here.say(NADIA, "Can I talk to somebody?")
        assert "Whom would you like to talk to?" in last(here)
        await here.say(NADIA, "hello")
        await here.click(NADIA, "my_data")
        assert "HR entered: Nadia Haddad" in last(here)


async def test_after_the_end_there_is_an_answer_too(tmp_path: Path) -> None:
    async with pulse(tmp_path) as here:
        await here.to("2026-06-08T09:00:00+00:00")
        for text in ("hello", "pause", "go on", "what now?"):
            await here.say(NADIA, text)
            assert last(here).startswith("Your onboarding with me has ended, Nadia")
            assert buttons(here) == ["talk", "my_data"]
        await here.say(NADIA, "Can I talk to somebody?")
        assert "Whom would you like to talk to?" in last(here)


async def test_words_are_met_as_what_they_are_and_a_human_is_offered_where_that_may_help(tmp_path: Path) -> None:
    async with pulse(tmp_path, GUIDE) as here:
        for text, taken_up in (
            ("мне здесь очень тяжело", "I can't read this language well"),
            ("😢", "sign"),
            (":tada:", "sign"),
            ("where do I find the canteen?", "Thanks for writing, Nadia."),
        ):
            await here.say(NADIA, text)
            assert taken_up in last(here)
            assert HELP in last(here)
            assert buttons(here) == ["talk", "pause", "my_data"]
            assert here.slack.messages(NADIA)[-1]["text"].startswith("Thank")
        before = last(here)
        await here.say(NADIA, "мне здесь очень тяжело")
        first = last(here)
        await here.say(NADIA, "мне здесь очень тяжело")
        assert len({before, first, last(here)}) == 3  # the same thing is never said twice in a row
        assert "язык" not in here.slack.messages(NADIA)[-1]["text"]


async def test_words_beside_a_picture_are_read_and_the_picture_is_not(tmp_path: Path) -> None:
    async with pulse(tmp_path, OPEN) as here:
        await hear(here, NADIA, subtype="file_share", text="The desk looks like this", files=[{"id": "F1"}])
        assert (await kept(here))["text"].value == "The desk looks like this"
        thanks = message(here, "your answer to")
        assert "I leave the file alone, as I can't look at files, pictures or recordings." in thanks["words"]
        await hear(here, NADIA, subtype="file_share", text="мне здесь очень тяжело", files=[{"id": "F2"}])
        assert "I leave the file alone" in last(here)


async def test_an_answer_in_another_language_is_thanked_for_in_it(tmp_path: Path) -> None:
    async with pulse(tmp_path, OPEN) as here:
        await here.say(NADIA, "Ich habe noch nicht alles gesehen, aber es ist ganz schön hier.")
        thanks = message(here, "als deine Antwort auf „")
        assert thanks["words"].startswith("Danke")
        assert "[War keine Antwort] [Mit einem Menschen sprechen]" in thanks["words"]
        assert "What would you change?" in thanks["words"]
