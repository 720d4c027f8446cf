"""A good end: one last message, a word for the next newcomer that HR gets by consent only, and closed questions."""

from pathlib import Path

from tests.helpers.pulse import pulse
from tests.helpers.world import COMPANY, MAREK, NADIA, OTTO, PRIYA, World, without_talk
from tests.stories.test_check_in import message
from tests.stories.test_retractions import mine

IT_HELP = "it-help@northwind.example"
END = "2026-06-02T15:30:00+00:00"  # 17:30 in Berlin, three months after the start
LAST = "Tell them that every question is welcome."


async def at_the_end(here: World) -> None:
    await here.click(NADIA, "task_done:badge")
    await here.click(NADIA, "task_help:laptop")
    await here.click(NADIA, "mood:4", ts=message(here, "How was yesterday?")["ts"])
    await here.to(END)


async def test_the_last_message_says_what_was_done_and_who_was_there(tmp_path: Path) -> None:
    async with pulse(tmp_path) as here:
        await at_the_end(here)
        said = here.words(NADIA)[-1].splitlines()
        assert said == [
            "That was it, Nadia: your onboarding with me has come to its end. Thank you for letting me come along.",
            "What you did: 62 working days, 1 task ticked off, 1 check-in answered.",
            "Who was there for you: Marek and Bea.",
            "From here on I write only when you write to me. All of this stays on my Home tab for 30 more days.",
            "One last question, only if you like: what would you tell the next newcomer?",
            "[Write an answer][Why did I get this?]",
            "Only you see your answer, until you send it to Priya.",
        ]
        assert here.slack.messages(NADIA)[-1]["text"] == "Your onboarding has come to its end"


async def test_who_helped_was_there_for_her_and_who_set_it_aside_was_not(tmp_path: Path) -> None:
    async with pulse(tmp_path) as here:
        await here.click(NADIA, "task_help:laptop")
        await here.click(IT_HELP, "works_now")
        await here.click(NADIA, "mood:2", ts=message(here, "How was yesterday?")["ts"])
        await here.click(NADIA, "offer:hr")
        useless = next(
            {"value": one["value"], "ts": said["ts"]}
            for said in here.slack.messages(PRIYA)
            for block in said["blocks"]
            for one in block.get("elements", [])
            if one.get("action_id") == "alert_not_useful"
        )
        await here.click(PRIYA, "alert_take")
        await here.tap(PRIYA, "alert_not_useful", **useless)
        await here.to(END)
        assert "Who was there for you: Marek, Bea and IT." in here.words(NADIA)[-1]


async def test_her_home_looks_back_for_thirty_days_and_counts_nothing_against_her(tmp_path: Path) -> None:
    async with pulse(tmp_path) as here:
        await at_the_end(here)
        for instant in ("2026-06-03T09:00:00+00:00", "2026-07-02T15:00:00+00:00"):
            await here.to(instant)
            words = await here.home(NADIA)
            assert "Hello Nadia, your onboarding has come to its end" in words
            assert "What you did: 62 working days, 1 task ticked off, 1 check-in answered." in words
            assert "Who was there for you: Marek and Bea." in words
            assert "tasks are done" not in words
        await here.to("2026-07-02T16:00:00+00:00")
        assert "What you did" not in await here.home(NADIA)


async def test_her_word_goes_to_hr_only_once_she_sends_it(tmp_path: Path) -> None:
    async with pulse(tmp_path) as here:
        await at_the_end(here)
        before = len(here.words(PRIYA))
        await here.click(NADIA, "answer")
        await here.submit(NADIA, {"answer": "Ask."})
        await here.click(NADIA, "answer")
        await here.submit(NADIA, {"answer": LAST})
        assert (
            f"You would tell the next newcomer:\n{LAST}\n[Send it to Priya][Change my answer]" in here.words(NADIA)[-1]
        )
        assert "Only you see this so far." in here.words(NADIA)[-1]
        await here.to("2026-06-10T09:00:00+00:00")
        assert len(here.words(PRIYA)) == before

        await here.click(NADIA, "send_advice")
        await here.settle()
        (got,) = here.words(PRIYA)[before:]
        assert got.startswith(
            f"Nadia has come to the end of the onboarding and would tell the next newcomer:\n{LAST}\n"
            "Nadia sent you this to pass it on to newcomers."
        )
        assert LAST not in here.slack.messages(PRIYA)[-1]["text"]
        assert f"You sent this to Priya, for the next newcomer. Thank you!\n{LAST}" in here.words(NADIA)[-1]
        assert not any(LAST in words for words in here.words(MAREK))


async def test_a_plain_reply_to_the_last_question_is_taken_as_hers_alone(tmp_path: Path) -> None:
    async with pulse(tmp_path) as here:
        await at_the_end(here)
        await here.say(NADIA, LAST)
        goodbye, thanks = here.words(NADIA)[-2:]
        assert f"You would tell the next newcomer:\n{LAST}\n[Send it to Priya][Change my answer]" in goodbye
        assert thanks == (
            "Thank you, Nadia. I've put your words under my last question;"
            " only you see them until you send them to Priya."
        )
        await here.say(NADIA, "Something else now")
        assert LAST in here.words(NADIA)[-3]
        assert "Your onboarding with me has ended, Nadia" in here.words(NADIA)[-1]

        said = mine(here, LAST)
        await here.slack.edit(NADIA, said, "Ask early.")
        await here.settle()
        assert "You would tell the next newcomer:\nAsk early.\n" in here.words(NADIA)[-3]
        assert here.words(NADIA)[-2] == "Thank you, Nadia; your answer now reads as you edited it."
        await here.slack.delete(NADIA, said)
        await here.settle()
        assert "[Write an answer]" in here.words(NADIA)[-3]
        assert here.words(NADIA)[-2].startswith("You took that message back, Nadia")


async def test_what_she_sent_stays_when_she_edits_or_deletes_her_message(tmp_path: Path) -> None:
    async with pulse(tmp_path) as here:
        await at_the_end(here)
        await here.say(NADIA, LAST, thread_ts=here.slack.messages(NADIA)[-1]["ts"])
        await here.click(NADIA, "send_advice")
        said = mine(here, LAST)
        await here.slack.edit(NADIA, said, "Never mind")
        await here.slack.delete(NADIA, said)
        await here.settle()
        thanks = f"You sent this to Priya, for the next newcomer. Thank you!\n{LAST}"
        assert any(thanks in words for words in here.words(NADIA))


async def test_after_two_working_days_or_as_a_wish_a_message_is_no_word_for_the_next(tmp_path: Path) -> None:
    async with pulse(tmp_path) as here:
        await at_the_end(here)
        await here.say(NADIA, "Can I talk to a person?")
        assert "Whom would you like to talk to?" in here.words(NADIA)[-1]
        await here.say(NADIA, "Thank you!")
        assert here.words(NADIA)[-1].startswith("You're welcome, Nadia.")
        await here.to("2026-06-05T15:31:00+00:00")
        await here.say(NADIA, "Bye")
        assert "Your onboarding with me has ended, Nadia" in here.words(NADIA)[-1]


async def test_what_was_sent_stays_and_is_among_what_is_kept_about_her(tmp_path: Path) -> None:
    async with pulse(tmp_path) as here:
        await at_the_end(here)
        await here.click(NADIA, "answer")
        await here.submit(NADIA, {"answer": LAST})
        farewell = here.slack.messages(NADIA)[-1]
        send = next(
            one["value"]
            for block in farewell["blocks"]
            for one in block.get("elements", [])
            if one.get("action_id") == "send_advice"
        )
        await here.tap(NADIA, "send_advice", send, farewell["ts"])
        await here.tap(NADIA, "send_advice", f"{send} ", farewell["ts"])
        await here.to("2026-06-03T09:00:00+00:00")
        assert sum(LAST in words for words in here.words(PRIYA)) == 1
        await here.say(NADIA, "help")
        await here.click(NADIA, "my_data")
        assert f"“{LAST}” — Priya may be told" in here.words(NADIA)[-1]


async def test_a_button_that_named_priya_sends_her_word_to_nobody_else(tmp_path: Path) -> None:
    async with pulse(tmp_path) as here:
        await at_the_end(here)
        await here.click(NADIA, "answer")
        await here.submit(NADIA, {"answer": LAST})
        assert "[Send it to Priya]" in here.words(NADIA)[-1]
        company = here.folder / "playbooks" / "company.yaml"
        company.write_text(COMPANY.replace(PRIYA, OTTO), encoding="utf-8")
        await here.settle()
        await here.click(NADIA, "send_advice")
        assert "[Send it to Otto][Change my answer]" in here.words(NADIA)[-1]
        await here.to("2026-06-03T09:00:00+00:00")
        assert not any(LAST in words for who in (PRIYA, OTTO) for words in here.words(who))
        await here.click(NADIA, "send_advice")
        assert sum(LAST in words for words in here.words(OTTO)) == 1


async def test_after_the_end_questions_are_closed_and_answers_stay_as_they_are(tmp_path: Path) -> None:
    async with pulse(tmp_path) as here:
        await at_the_end(here)
        mood = message(here, "How was yesterday?")["words"]
        assert without_talk(mood) == "How was yesterday?\nYou answered: 🙂 Good · Marek may be told."
        unanswered = without_talk(message(here, "What would you change?")["words"])
        assert unanswered == "What would you change?\nThis question is closed now, as your onboarding has ended."


async def test_whom_hr_lets_go_gets_no_farewell(tmp_path: Path) -> None:
    async with pulse(tmp_path) as here:
        await here.end(NADIA)
        await here.to("2026-06-10T09:00:00+00:00")
        assert not any("That was it" in words for words in here.words(NADIA))


async def test_without_hr_her_word_is_hers_alone(tmp_path: Path) -> None:
    company = "name: Northwind\ntime_zone: Europe/Berlin\ncountry: DE\nsubdivision: BE\nhours: 09:00-17:30\n"
    async with pulse(tmp_path, END, company=company + "people:\n  it: it-help@northwind.example\n") as here:
        assert "Only you see your answer." in here.words(NADIA)[-1]
        await here.click(NADIA, "answer")
        await here.submit(NADIA, {"answer": LAST})
        assert f"{LAST}\n[Change my answer]" in here.words(NADIA)[-1]
