"""What is kept, shown in words to the hire alone; and taps that make no sense do nothing."""

from pathlib import Path
from typing import Any

from tests.helpers.pulse import GUIDE, pulse
from tests.helpers.world import BEA, MAREK, NADIA, OTTO, World
from tests.stories.test_check_in import asked_channel, message


async def show(here: World) -> str:
    """Ask for what is kept, and return what Nadia reads."""
    before = len(here.words(NADIA))
    await here.say(NADIA, "help")
    await here.click(NADIA, "my_data")
    return "\n".join(here.words(NADIA)[before + 1 :])


async def test_a_hire_reads_what_is_kept_and_exactly_what_others_were_told(tmp_path: Path) -> None:
    async with pulse(tmp_path) as here:
        await here.enroll(
            email=NADIA,
            name="Nadia Haddad",
            start_date="2026-03-02",
            manager_email=MAREK,
            buddy_email=BEA,
            title="*Chef*",
            location="Berlin",
            desk="4 <b>",
        )
        words = await show(here)
        assert words.startswith("This is what I keep about you, Nadia. Only you get this message.")
        assert (
            "nadia@northwind.example, first day Monday, 2 March 2026, *Chef*, Berlin, "
            "manager Marek Nowak, buddy Bea Lindqvist." in words
        )
        assert "I go by the time of Europe/Berlin." in words
        assert "desk: 4 <b>" in words
        assert "You haven't answered any question yet." in words

        await here.click(NADIA, "task_done:badge")
        await here.click(NADIA, "task_help:laptop")
        await here.click(NADIA, "mood:2", ts=message(here, "How was yesterday?")["ts"])
        await here.say(NADIA, f"The *laptop* is missing. {'Long. ' * 100}")
        await here.click(NADIA, "offer:manager")
        await here.click(NADIA, "share_words")
        words = await show(here)
        assert "Tuesday, 3 March 2026: “🙁 Not great” — Marek may be told" in words
        assert "Tuesday, 3 March 2026: “The *laptop* is missing. Long." in words
        assert "From your guides: 1 task done, help asked with 1." in words
        assert "3 steps, 2 of them have come. Talks that one of you confirmed: 0 with your manager" in words
        assert "Your wishes: I read your words, check-ins come, normal pace." in words
        assert "On Tuesday, 3 March 2026 I wrote this to IT:" in words
        assert "Nadia Haddad needs help with a task: Pick up your laptop" in words
        told = here.words(MAREK)[0]
        assert "Nadia tapped “🙁 Not great” in Tuesday's check-in." in told
        for line in (
            "Nadia asked me to tell you.",
            "Nadia tapped “🙁 Not great” in Tuesday's check-in.",
            "“The *laptop* is missing.”",
        ):
            assert line.strip("“”") in told
            assert line in words
        assert "Nadia chose to share these words with you:\n“The *laptop* is missing.”\nOne thing that helps" in words
        assert "Whoever got a note about it reads that you changed it or took it back; nobody else is told." in words
        assert "IT help desk opened it" not in words
        assert (
            "On Tuesday, 3 March 2026 I noted: Nadia tapped “🙁 Not great” in Tuesday's check-in. I told Marek."
            in words
        )
        assert not any("what I keep about" in one for who in (MAREK, BEA, OTTO) for one in here.words(who))


async def test_very_much_comes_in_several_messages(tmp_path: Path) -> None:
    async with pulse(tmp_path, GUIDE) as here:
        columns = {f"note{n}": "word " * 190 for n in range(30)}
        await here.enroll(email=NADIA, name="Nadia Haddad", start_date="2026-03-02", manager_email=MAREK, **columns)
        words = await show(here)
        assert words.startswith("This is what I keep about you, Nadia.")
        assert "note29: word word" in words
        assert "Whoever got a note about it reads that you changed it or took it back; nobody else is told." in words
        assert len(here.words(NADIA)) == 4


async def forge(here: World, who: str, ts: str, action: dict[str, Any]) -> None:
    """Let somebody send a tap that the screen would not let them make."""
    person = here.slack.person(who)
    here.slack.state.touch()
    payload = {
        "type": "block_actions", "team": {"id": here.slack.team_id}, "user": {"id": person.id},
        "api_app_id": "A0ONBOARD0", "channel": {"id": asked_channel(here)}, "message": {"ts": ts},
        "container": {"type": "message", "message_ts": ts, "channel_id": asked_channel(here)},
        "trigger_id": here.slack.state.tickets.trigger(person.id, None),
        "actions": [{"type": "button", "block_id": "b", "action_ts": here.slack.state.stamps.next(), **action}],
    }  # fmt: skip
    await here.slack.state.socket.send("interactive", payload).answer


NONSENSE = (
    "mood:9", "mood:x", "mood:", "answer", "not_an_answer", "task_done:nothing", "task_help:nothing", "works_now",
    "offer:manager", "offer:nobody", "cancel_alert", "share_words", "alert_take", "helped:yes", "helped:maybe",
    "talk", "pause", "my_data", "send_anyway", "send_again", "choose_playbook", "unheard_of", "",
)  # fmt: skip


async def test_taps_that_make_no_sense_do_nothing_and_stop_nothing(tmp_path: Path) -> None:
    async with pulse(tmp_path) as here:
        before, asked = here.words(NADIA), message(here, "How was yesterday?")["ts"]
        for place in (asked, "1.000001"):
            for action_id in NONSENSE:
                if action_id not in {"talk", "my_data"}:
                    await forge(here, NADIA, place, {"action_id": action_id, "value": "nonsense"})
        await here.settle()
        assert here.words(NADIA) == before
        assert here.slack.views(NADIA) == []
        await here.click(NADIA, "mood:3", ts=asked)
        assert "You answered: 😐 Okay" in message(here, "How was yesterday?")["words"]


async def test_somebody_elses_message_can_not_be_tapped(tmp_path: Path) -> None:
    async with pulse(tmp_path) as here:
        await here.say(NADIA, "help")
        before = here.words(NADIA)
        for who in (OTTO, MAREK):
            for mine in here.slack.messages(NADIA):
                for action_id in ("talk", "pause", "my_data", "task_done:badge", "task_help:badge", "mood:1"):
                    await forge(here, who, mine["ts"], {"action_id": action_id, "value": "x"})
            await here.settle()
            assert here.words(who) == []
        assert here.words(NADIA) == before


async def test_talk_offers_whom_to_talk_to(tmp_path: Path) -> None:
    async with pulse(tmp_path) as here:
        await here.say(NADIA, "help")
        await here.click(NADIA, "talk")
        assert here.words(NADIA)[-1].startswith("Whom would you like to talk to? I only tell the person you pick")
