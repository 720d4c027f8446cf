"""A check-in, question by question: who sees the answer, what is asked next, and how an answer is changed."""

from pathlib import Path
from typing import Any

from onboardbot.store import answers, enrollments, people
from onboardbot.store.answers import Answer
from tests.helpers.pulse import pulse
from tests.helpers.world import BEA, COMPANY, MAREK, NADIA, OTTO, PRIYA, World


async def kept(here: World) -> dict[str, Answer]:
    async with here.bot.database.read() as session:
        person = await people.by_email(session, NADIA)
        assert person is not None
        (enrollment,) = await enrollments.of_person(session, person.id)
        return {answer.question_id: answer for answer in await answers.of_enrollment(session, enrollment.id)}


def message(here: World, words: str) -> dict[str, Any]:
    """Return the newest message of the bot to Nadia that holds these words."""
    found = [one for one in here.slack.messages(NADIA) if one["from_bot"] and words in one["words"]]
    assert found, here.words(NADIA)
    return dict(found[-1])


def styles(one: dict[str, Any]) -> dict[str, str | None]:
    return {
        element["action_id"]: element.get("style")
        for block in one["blocks"]
        for element in block.get("elements", [])
        if element.get("type") == "button"
    }


async def test_each_question_is_a_message_of_its_own_and_names_who_may_know(tmp_path: Path) -> None:
    async with pulse(tmp_path) as here:
        count = len(here.words(NADIA))
        mood = message(here, "How was yesterday?")
        assert "only Marek may be told" in mood["words"]
        assert "😞 Rough" in mood["words"]
        assert list(styles(mood)) == [*(f"mood:{n}" for n in range(1, 6)), "circle:me", "circle:counted", "why", "talk"]
        assert mood["text"] == "How was yesterday?"

        await here.click(NADIA, "mood:2")
        asked = message(here, "What got in the way?")
        assert asked["words"].startswith(
            "Thank you for telling me, Nadia; that doesn't sound easy.\nWhat got in the way?"
        )
        assert "only Marek may be told" in asked["words"]
        answered = message(here, "How was yesterday?")
        assert answered["ts"] == mood["ts"]
        assert "You answered: 🙁 Not great · Marek may be told." in answered["words"]
        assert styles(answered)["mood:2"] == "primary"
        assert "Not great" not in answered["text"]

        await here.click(NADIA, "answer", ts=asked["ts"])
        (view,) = here.slack.views(NADIA)
        assert view["callback_id"] == "answer"
        assert view["title"]["text"] == "Your answer"
        await here.submit(NADIA, {"answer": "The laptop\nis slow."})
        assert "You answered: The laptop\nis slow." in message(here, "What got in the way?")["words"]
        choice = message(here, "Who helped you most?")
        thanks, talk = choice["words"].splitlines()[:2]  # a low answer, so nothing cheerful, and a way to a human
        assert thanks.startswith("Thank")
        assert "!" not in thanks
        assert talk == "[Talk to a person]"
        assert choice["text"].startswith("Who helped you most?")

        await here.click(NADIA, "answer", ts=choice["ts"], selected="My buddy")
        assert "Thank you, Nadia; I've noted “My buddy”." in here.words(NADIA)
        assert "You answered: My buddy · Marek may be told." in message(here, "Who helped you most?")["words"]
        assert {key: answer.value for key, answer in (await kept(here)).items()} == {
            "mood": "2", "text": "The laptop\nis slow.", "choice": "My buddy",
        }  # fmt: skip
        assert len(here.words(NADIA)) == count + 4  # two questions, the offer of help, and one acknowledgement


async def test_a_condition_that_does_not_fit_skips_its_question(tmp_path: Path) -> None:
    async with pulse(tmp_path) as here:
        await here.click(NADIA, "mood:5")
        assert message(here, "Who helped you most?")["words"].startswith(
            "Lovely to hear, Nadia, thank you for telling me!"
        )
        assert not any("What got in the way?" in words for words in here.words(NADIA))


async def test_an_option_can_be_picked_in_the_modal_and_picked_anew(tmp_path: Path) -> None:
    async with pulse(tmp_path) as here:
        await here.click(NADIA, "mood:4")
        await here.click(NADIA, "answer")  # not on an option: the modal shows them
        (view,) = here.slack.views(NADIA)
        (block,) = [block for block in view["blocks"] if block["type"] == "input"]
        assert (block["block_id"], block["element"]["type"]) == ("answer", "radio_buttons")
        assert [option["text"]["text"] for option in block["element"]["options"]] == [
            "My team",
            "My buddy",
            "Nobody yet",
        ]
        await here.submit(NADIA, {"answer": "Nobody yet"})
        assert "You answered: Nobody yet" in message(here, "Who helped you most?")["words"]
        await here.click(NADIA, "answer", selected="My team")
        assert "You answered: My team" in message(here, "Who helped you most?")["words"]
        assert (await kept(here))["choice"].value == "My team"


async def test_the_newest_mood_counts_and_what_was_drawn_from_it_follows(tmp_path: Path) -> None:
    async with pulse(tmp_path) as here:
        await here.click(NADIA, "mood:2")
        assert "Shall I ask Marek, Bea or Priya" in here.words(NADIA)[-1]
        await here.click(NADIA, "mood:4")
        assert any("Good to hear, Nadia" in words for words in here.words(NADIA))
        assert "This goes no further: I'm telling nobody about it." in here.words(NADIA)
        assert not any("Shall I ask" in words for words in here.words(NADIA))
        assert (await kept(here))["mood"].value == "4"
        await here.to("2026-03-06T16:00:00+00:00")
        assert here.words(MAREK) == []

        await here.click(NADIA, "mood:1")
        assert any("I'm sorry it has been this hard" in words for words in here.words(NADIA))
        assert "Shall I ask Marek, Bea or Priya" in here.words(NADIA)[-1]
        assert sum("What got in the way?" in words for words in here.words(NADIA)) == 1


async def test_the_same_mood_twice_is_one_answer(tmp_path: Path) -> None:
    async with pulse(tmp_path) as here:
        await here.click(NADIA, "mood:2")
        before = here.words(NADIA)
        await here.click(NADIA, "mood:2")
        assert here.words(NADIA) == before


async def test_an_alert_never_shows_an_answer_that_changed_when_its_reader_was_not_in_the_circle(
    tmp_path: Path,
) -> None:
    async with pulse(tmp_path) as here:
        await here.click(NADIA, "mood:2")
        await here.click(NADIA, "offer:manager")
        assert "Nadia tapped “🙁 Not great” in Tuesday's check-in." in here.words(MAREK)[0]
        await here.enroll(email=NADIA, name="Nadia Haddad", start_date="2026-03-02", manager_email=PRIYA)
        asked = message(here, "How was yesterday?")
        assert "You answered: 🙁 Not great · Marek may be told." in asked["words"]
        assert "only Priya may be told" in asked["words"]
        await here.click(NADIA, "mood:1", ts=asked["ts"])
        assert "Rough" not in here.words(MAREK)[0]
        assert "Nadia has changed or taken back the answer that this was about." in here.words(MAREK)[0]


async def test_with_no_manager_in_slack_hr_is_named_before_typing(tmp_path: Path) -> None:
    async with pulse(tmp_path, manager="gone@northwind.example") as here:
        assert "only Priya may be told" in message(here, "How was yesterday?")["words"]
        await here.click(NADIA, "mood:3")
        assert "Priya may be told" in message(here, "How was yesterday?")["words"]


async def test_a_question_that_waits_names_the_manager_of_today(tmp_path: Path) -> None:
    async with pulse(tmp_path) as here:
        await here.enroll(email=NADIA, name="Nadia Haddad", start_date="2026-03-02", manager_email=BEA, buddy_email=BEA)
        assert "only Bea may be told" in message(here, "How was yesterday?")["words"]
        await here.slack.deactivate(BEA)
        await here.settle()
        assert "only Priya may be told" in message(here, "How was yesterday?")["words"]


async def test_an_answer_after_the_end_is_heard_and_nothing_new_is_asked(tmp_path: Path) -> None:
    async with pulse(tmp_path) as here:
        asked = message(here, "How was yesterday?")
        value = next(one["value"] for block in asked["blocks"] for one in block.get("elements", []) if "value" in one)
        await here.to("2026-06-03T09:00:00+00:00")
        assert message(here, "How was yesterday?")["words"].endswith(
            "How was yesterday?\nThis question is closed now, as your onboarding has ended.\n[Talk to a person]"
        )
        before = len(here.words(NADIA))
        await here.tap(NADIA, "mood:2", value, asked["ts"])  # on a screen that was not drawn anew yet
        fresh = here.words(NADIA)[before:]
        assert fresh[0] == "Thank you for telling me, Nadia; that doesn't sound easy."
        assert "Shall I ask" in fresh[1] or "Would you like me to ask" in fresh[1]
        assert len(fresh) == 2
        await here.to("2026-06-12T09:00:00+00:00")
        assert here.words(MAREK) == []


async def test_a_blank_answer_is_sent_back_and_a_long_one_is_kept_whole(tmp_path: Path) -> None:
    async with pulse(tmp_path) as here:
        await here.click(NADIA, "mood:1")
        asked = message(here, "What got in the way?")
        await here.click(NADIA, "answer", ts=asked["ts"])
        refused = await here.slack.submit(NADIA, {"answer": "   \n "})
        assert refused.payload["errors"] == {"answer": "Please write something, or tap “Cancel”."}
        await here.submit(NADIA, {"answer": "long " * 599})
        assert (await kept(here))["text"].value == ("long " * 599).strip()
        shown = message(here, "What got in the way?")["words"]
        assert "long long" in shown
        assert len(shown) < 800

        await here.click(NADIA, "answer", ts=asked["ts"])  # change my answer: what was written is there
        (view,) = here.slack.views(NADIA)
        (element,) = [block["element"] for block in view["blocks"] if block["type"] == "input"]
        assert element["initial_value"] == ("long " * 599).strip()
        await here.submit(NADIA, {"answer": "Never mind, solved."})
        assert (await kept(here))["text"].value == "Never mind, solved."


async def test_a_modal_answers_the_question_that_it_was_opened_for(tmp_path: Path) -> None:
    async with pulse(tmp_path, "2026-03-06T09:30:00+00:00") as here:
        await here.click(NADIA, "mood:1", ts=message(here, "How was yesterday?")["ts"])
        await here.click(NADIA, "answer", ts=message(here, "What got in the way?")["ts"])
        await here.click(NADIA, "answer", ts=message(here, "What would you change?")["ts"])
        await here.submit(NADIA, {"answer": "The coffee"})
        assert "You answered: The coffee · only you see it." in message(here, "What would you change?")["words"]
        assert {answer.value for answer in (await kept(here)).values()} == {"1", "The coffee"}


async def test_nobody_else_can_answer(tmp_path: Path) -> None:
    async with pulse(tmp_path) as here:
        asked = message(here, "How was yesterday?")
        state = here.slack.state
        action = {
            "type": "button",
            "action_id": "mood:1",
            "block_id": "b",
            "action_ts": "1700000000.000100",
            "value": "",
        }
        for who in (OTTO, MAREK):
            person = here.slack.person(who)
            forged = {
                "type": "block_actions", "team": {"id": here.slack.team_id}, "user": {"id": person.id},
                "channel": {"id": asked_channel(here)}, "message": {"ts": asked["ts"]},
                "container": {"type": "message", "message_ts": asked["ts"], "channel_id": asked_channel(here)},
                "trigger_id": state.tickets.trigger(person.id, None), "actions": [action], "api_app_id": "A0ONBOARD0",
            }  # fmt: skip
            for one in (action, {**action, "action_id": "answer"}):
                await state.socket.send("interactive", forged | {"actions": [one]}).answer
            await here.settle()
            assert here.words(who) == []
            assert here.slack.views(who) == []
        assert await kept(here) == {}
        assert "You answered" not in message(here, "How was yesterday?")["words"]


def asked_channel(here: World) -> str:
    return here.slack.state.dm(here.slack.person(NADIA).id).id


async def test_without_anybody_of_hr_a_question_says_that_only_the_hire_sees_it(tmp_path: Path) -> None:
    nobody = COMPANY.replace("  hr: [priya@northwind.example]\n", "")
    async with pulse(tmp_path, company=nobody, manager="gone@northwind.example") as here:
        assert "Only you will see your answer." in message(here, "How was yesterday?")["words"]
