"""Nadia wants to talk to a human: she picks whom, and nobody hears of it unasked."""

from datetime import datetime
from pathlib import Path

import pytest

from onboardbot.flows.files import look
from onboardbot.sandbox.errors import RefusedError
from tests.helpers.care_story import counted, new_words, onboarding
from tests.helpers.world import BEA, COMPANY, MAREK, NADIA, OTTO, PRIYA

WHOM = "Whom would you like to talk to? I only tell the person you pick, and not what you wrote."
DUTY = COMPANY.replace("people:\n", "people:\n  duty: [dana@northwind.example]\n")
TUESDAY = "2026-03-03T09:00:00+00:00"
ASKS = "Nadia would like to talk to you, by {}. They didn't say what about, and I won't guess."
BEFOREHAND = [
    "Whoever you pick today reads this, by their own clock, and not what it is about:",
    ASKS.format("Wednesday at 17:30"),
    "How soon would be good?",
    "[Today][Tomorrow][This week]",
    (
        "If Marek or Bea can't take it in time, I'll ask Priya."
        " If Priya can't take it in time, there is nobody else whom I can ask."
    ),
]
EVERYBODY = "[Ask Marek][Ask Bea][Ask Priya][Keep it between us]"
DANA = "dana@northwind.example"


async def test_asking_in_words_gets_the_choice(tmp_path: Path) -> None:
    async with onboarding(tmp_path) as here:
        await here.to(TUESDAY)
        for words in ("can I talk to someone?", "talk to a person", "Könnte ich bitte mit jemandem reden?"):
            await here.say(NADIA, words)
            assert here.words(NADIA)[-1].splitlines()[:7] == [WHOM, *BEFOREHAND, EVERYBODY]
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
            "I'm asking Bea to get back to you by Wednesday at 17:30. If that doesn't work out, I'll ask Priya.\n"
            "[It's settled]"
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
        await here.click(BEA, "handoff_accept")
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
        asked = [words for words in here.words(NADIA) if words.startswith("Whom would you like")]
        assert asked == ["\n".join((WHOM, *BEFOREHAND, EVERYBODY))]


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
        (tmp_path / "playbooks" / "company.yaml").write_text(COMPANY, encoding="utf-8")  # and nobody on duty any more
        await look(here.bot)
        await here.say(NADIA, "can I talk to someone?")
        words = here.words(NADIA)[-1]
        assert "HR can't be asked about this from here." in words
        assert "[Ask Priya][Ask Bea][Keep it between us]" in words


async def test_kept_nobody_hears_of_it(tmp_path: Path) -> None:
    async with onboarding(tmp_path) as here:
        await here.to(TUESDAY)
        await here.say(NADIA, "can I talk to someone?")
        await here.click(NADIA, "offer:keep")
        assert here.words(NADIA)[-1].startswith("All right, this stays between us.")
        await here.to("2026-03-05T16:30:00+00:00")
        assert here.words(MAREK) == here.words(BEA) == here.words(PRIYA) == []


async def test_she_says_how_soon_before_she_picks_and_may_call_it_off(tmp_path: Path) -> None:
    async with onboarding(tmp_path) as here:
        await here.to(TUESDAY)
        await here.say(NADIA, "hello?")
        await here.click(NADIA, "talk", ts=here.newest(NADIA)["ts"])  # from whatever she got last
        for within, when in (("today", "Tuesday"), ("week", "Friday"), ("today", "Tuesday")):
            await here.click(NADIA, f"within:{within}")
            assert ASKS.format(f"{when} at 17:30") in here.words(NADIA)[-1].splitlines()
        assert here.words(MAREK) == []
        await here.tap_held(here.held(NADIA, "within:week"), by=MAREK)
        await here.click(NADIA, "offer:manager")
        assert here.words(MAREK)[0].splitlines()[0] == ASKS.format("Tuesday at 17:30")
        accept = here.held(MAREK, "handoff_accept")
        await here.tap_held(here.held(NADIA, "handoff_close"), by=MAREK)
        assert "[I'll get in touch]" in here.words(MAREK)[0]
        await here.click(NADIA, "handoff_close")
        assert "[It's settled]" not in "".join(here.words(NADIA))
        assert "All right, this is settled." in "".join(here.words(NADIA))
        assert "This note has closed; nothing more to do. Thank you." in here.words(MAREK)[0]
        before = counted(here)
        await here.tap_held(accept)
        await here.to("2026-03-05T16:30:00+00:00")
        assert new_words(here, before) == {}


async def test_whoever_is_asked_suggests_a_time_until_one_fits(tmp_path: Path) -> None:
    async with onboarding(tmp_path, time_zone="America/New_York") as here:
        await here.to(TUESDAY)
        await here.say(NADIA, "can I talk to someone?")
        await here.click(NADIA, "offer:manager")
        await here.say(NADIA, "help")
        await here.click(NADIA, "my_data")
        assert "Marek has not tapped anything on it yet" in "".join(here.words(NADIA))
        await here.click(MAREK, "handoff_propose")
        await here.click(NADIA, "my_data")
        assert "Marek opened it on Tuesday, 3 March 2026." in "".join(here.words(NADIA))
        with pytest.raises(RefusedError, match="seconds"):
            await here.submit(MAREK, {"time": "at noon"})
        await here.submit(MAREK, {"time": seconds("2026-03-03T08:00:00+00:00")})
        assert here.slack.views(MAREK)[-1]["errors"] == {"time": "That is over already. Please pick a later time."}
        await here.submit(MAREK, {"time": seconds("2026-03-04T14:00:00+00:00")})
        assert here.words(NADIA)[-1].splitlines() == [
            "Marek has seen it and suggests Wednesday at 09:00, by your clock. Does that fit?",
            "[Fits][Another time, please]",
        ]
        assert here.newest(NADIA)["text"] == "Marek suggests a time"
        assert "You suggested Wednesday at 15:00. Nadia has not answered yet." in here.words(MAREK)[1]
        old = here.held(NADIA, "time_fits")
        await here.tap_held(old, by=MAREK)
        await here.click(NADIA, "time_other")
        assert here.words(MAREK)[-1].splitlines() == [
            "Nadia would rather have another time than Wednesday at 15:00.",
            "[Suggest a time]",
        ]
        await here.click(MAREK, "handoff_propose")
        await here.submit(MAREK, {"time": seconds("2026-03-05T14:30:00+00:00")})
        await here.tap_held(old)  # answers a time that is not asked about any more
        assert "[Fits]" in here.words(NADIA)[-1]
        await here.click(NADIA, "time_fits")
        assert here.words(NADIA)[-1].endswith("Thank you. I'm telling Marek that it fits.")
        assert here.words(MAREK)[-1] == "Nadia says that Thursday at 15:30 fits."
        assert "You suggested Thursday at 15:30, and it fits Nadia." in here.words(MAREK)[1]
        assert here.words(PRIYA) == here.words(BEA) == []
        before = counted(here)
        await here.to("2026-03-09T14:30:00+00:00")  # not before the talk can have been
        assert "Did it help?" not in "".join(new_words(here, before)[NADIA])
        await here.to("2026-03-10T14:30:00+00:00")
        assert "Did it help?" in here.words(NADIA)[-1]


async def test_passed_on_she_reads_to_whom_and_whom_it_may_be_about_is_refused_without_a_reason(tmp_path: Path) -> None:
    async with onboarding(tmp_path, company=DUTY) as here:
        await here.to(TUESDAY)
        await here.say(NADIA, "Can I talk to someone about Bea?")
        await here.click(NADIA, "offer:manager")
        accept = here.held(MAREK, "handoff_accept")
        await here.click(MAREK, "handoff_pass")
        for nobody in (BEA, NADIA, MAREK, "U0NOBODY"):
            await here.submit(MAREK, {"person": here.slack.person(nobody).id if "@" in nobody else nobody})
            refused = "I can't ask this person. Please pick somebody else."
            assert here.slack.views(MAREK)[-1]["errors"] == {"person": refused}
        await here.submit(MAREK, {"person": here.slack.person(OTTO).id})  # who stands in no role, and in no file
        assert here.words(NADIA)[-2:] == [
            (
                "Marek is passing this on. I'm asking Otto to get back to you by Wednesday at 17:30."
                " If that doesn't work out, I'll ask Priya.\n[It's settled]"
            ),
            (
                "I've asked Otto to get in touch with you.\nWhat Otto can read, word for word:\n"
                + "\n".join(line for line in here.words(OTTO)[0].splitlines()[:4] if not line.startswith("["))
            ),
        ]
        assert "Thank you. I'm asking Otto." in here.words(MAREK)[0]
        assert here.words(BEA) == []
        await here.tap_held(accept)  # it is not his any more
        await here.click(OTTO, "handoff_accept")
        assert here.words(NADIA)[-1] == "Otto has seen it and will reach out to you."
        assert [words for words in here.words(NADIA) if "Marek has seen it" in words] == []


async def test_whoever_leaves_after_being_asked_is_followed_by_the_next(tmp_path: Path) -> None:
    async with onboarding(tmp_path, company=DUTY, manager_email=PRIYA) as here:
        await here.to(TUESDAY)
        await here.say(NADIA, "can I talk to someone?")
        after = "If Priya or Bea can't take it in time, I'll ask Dana. If Dana can't take it in time, there is nobody"
        assert after in here.words(NADIA)[-1]  # HR is the manager, and is not asked as HR
        await here.click(NADIA, "offer:buddy")
        await here.slack.deactivate(BEA)
        await here.settle()
        await here.to("2026-03-04T16:30:00+00:00")
        assert here.words(DANA)[-1].startswith("Nadia would like to talk to you, by Thursday at 17:30.")
        assert here.words(PRIYA) == []
        await here.lose(DANA)
        await here.end(NADIA)
        await here.click(NADIA, "talk")  # also after the end
        await here.click(NADIA, "offer:duty")
        await here.to("2026-03-05T09:00:00+00:00")
        assert "there is nobody left whom I can ask from here" in here.words(NADIA)[-1]


def seconds(instant: str) -> int:
    return int(datetime.fromisoformat(instant).timestamp())
