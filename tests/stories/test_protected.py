"""What must not reach the manager: whom Nadia may tell, and who never hears of it, through the whole bot."""

from pathlib import Path

import pytest

from tests.helpers.care_story import FRIDAY, MONDAY_NOON, Story, counted, new_words, onboarding
from tests.helpers.pulse import pulse
from tests.helpers.world import BEA, COMPANY, MAREK, NADIA, PRIYA

DANA = "dana@northwind.example"
TUESDAY = "2026-03-03T09:00:00+00:00"
DUTY = COMPANY.replace("people:\n", "people:\n  duty: [dana@northwind.example]\n")
ALONE = COMPANY.replace("hr: [priya@northwind.example]", "hr: [marek@northwind.example]") + (
    "resources:\n  DE: [{name: Weisser Ring, phone: '116 006', hours: always}]\n"
)
WARM = "Thank you for telling me. Nobody should have to be alone with something like this, so I didn't wait."
BOSS = "My boss shouts at me in front of everybody."


def heard_nothing(here: Story) -> bool:
    return here.words(MAREK) == here.words(BEA) == here.words(PRIYA) == []


async def test_she_is_asked_first_once_more_on_the_next_day_and_nobody_is_told(tmp_path: Path) -> None:
    async with onboarding(tmp_path, company=DUTY) as here:
        await here.to(TUESDAY)
        await here.say(NADIA, BOSS)
        asked = here.words(NADIA)[-1]
        assert asked.startswith("Thank you for telling me. Shall I tell Dana, who is there for matters like this,")
        assert "[Tell Dana][Tell Priya][Keep it between us]" in asked
        assert here.newest(NADIA)["text"] == "I have a question for you, whenever it suits you"
        await here.to("2026-03-04T08:00:00+00:00")
        assert "I'm asking about this once more, and won't after that." in here.words(NADIA)[-1]
        await here.to("2026-03-10T08:00:00+00:00")
        assert sum("Shall I tell" in words for words in here.words(NADIA)) == 1  # the older one points to the newer
        assert heard_nothing(here)
        assert here.words(DANA) == []


async def test_whom_she_picks_is_told_at_once_and_she_reads_so_afterwards(tmp_path: Path) -> None:
    async with onboarding(tmp_path, company=DUTY) as here:
        await here.to(TUESDAY)
        await here.say(NADIA, BOSS)
        await here.click(NADIA, "offer:duty")
        told = here.words(DANA)[-1]
        assert told.startswith("Nadia asked me to tell you this, in confidence.")
        assert "something that may be about their manager or someone above" in told
        assert "shouts" not in told
        assert here.newest(DANA)["text"] == "A note about Nadia's onboarding"
        assert here.words(NADIA)[-1].startswith("I've told Dana.")
        assert heard_nothing(here)
        assert "[I'll reach out][Remind me tomorrow][We already talked]" in told
        assert "Besides you, nobody got this note." in told
        take = here.held(DANA, "alert_take")
        for forged in ("alert_pass", "alert_not_useful", "alert_not_useful:did_not_fit"):
            await here.tap_held(type(take)(take.user, take.channel, take.ts, {**take.element, "action_id": forged}))
        assert here.words(DANA)[-1] == told
        assert heard_nothing(here)
        assert "please look into Messages above" in await here.home(DANA)
        await here.click(DANA, "alert_take")
        assert "There is nothing you need to do here" in await here.home(DANA)
        assert here.words(NADIA)[-1] == "Dana has seen it and will reach out to you."
        await here.click(DANA, "alert_already")
        assert here.words(NADIA)[-1].startswith("Dana tells me that you two have talked. Did it help?")
        assert here.newest(NADIA)["text"] == "I have a question for you, whenever it suits you"


async def test_violence_is_told_without_asking(tmp_path: Path) -> None:
    async with onboarding(tmp_path, company=DUTY) as here:
        await here.to("2026-03-08T02:00:00+00:00")
        await here.say(NADIA, "Otto hit me in the warehouse.")
        assert here.words(DANA)[-1].startswith("Nadia may need somebody at once")
        assert "first see that nobody is in danger, then listen" in here.words(DANA)[-1]
        assert "\n[I'll reach out][We already talked][Why did I get this?]\n" in here.words(DANA)[-1]
        assert here.newest(DANA)["text"] == "Please open this now"
        assert here.words(NADIA)[-1].startswith(f"I've told Dana.\n{WARM}\nIf a life is in danger, please call")
        assert here.newest(NADIA)["text"] == "I've told Dana."
        assert heard_nothing(here)


async def test_nothing_from_the_same_check_in_reaches_the_manager(tmp_path: Path) -> None:
    async with onboarding(tmp_path, company=DUTY) as here:
        await here.to(FRIDAY)
        await here.click(NADIA, "mood:1")
        await here.say(NADIA, BOSS)
        assert any(
            words.startswith("This goes no further: I'm telling nobody about it.") for words in here.words(NADIA)
        )
        assert any(
            "You answered: My boss shouts" in words and "only you see it" in words for words in here.words(NADIA)
        )
        await here.to("2026-03-11T12:00:00+00:00")
        assert heard_nothing(here)


async def test_who_is_barred_cannot_be_told_by_an_old_button(tmp_path: Path) -> None:
    async with onboarding(tmp_path, company=DUTY) as here:
        await here.to(TUESDAY)
        await here.say(NADIA, BOSS)
        duty = here.held(NADIA, "offer:duty")
        forged = {**duty.element, "action_id": "offer:manager"}
        await here.tap_held(type(duty)(duty.user, duty.channel, duty.ts, forged))
        await here.tap_held(duty, by=MAREK)
        assert heard_nothing(here)
        assert here.words(DANA) == []


async def test_with_nobody_left_she_reads_so_and_what_there_is_outside(tmp_path: Path) -> None:
    async with onboarding(tmp_path, company=ALONE) as here:
        await here.to(TUESDAY)
        before = counted(here)
        await here.say(NADIA, BOSS)
        told = new_words(here, before)
        assert set(told) == {NADIA}
        assert "There is nobody here whom I could tell" in told[NADIA][-1]
        assert "Weisser Ring: 116 006 · at any hour" in told[NADIA][-1]


async def test_what_was_written_stands_in_no_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async with onboarding(tmp_path, company=DUTY) as here:
        await here.to(TUESDAY)
        with caplog.at_level("DEBUG", logger="onboardbot"):
            await here.say(NADIA, BOSS)
            await here.click(NADIA, "offer:duty")
            await here.to(MONDAY_NOON)
        ours = [record for record in caplog.records if record.name.startswith("onboardbot")]
        assert ours
        seen = " ".join(f"{record.getMessage()} {record.__dict__}" for record in ours)
        assert not [word for word in ("shouts", "about_manager", "protected", "Dana") if word in seen]


async def test_an_older_note_of_the_manager_looks_the_same_whatever_he_taps(tmp_path: Path) -> None:
    async with pulse(tmp_path, company=DUTY) as here:
        await here.click(NADIA, "mood:2")
        await here.click(NADIA, "offer:manager")
        before = here.words(MAREK)
        await here.say(NADIA, BOSS)  # in answer to what got in the way
        assert here.words(MAREK) == before
        await here.click(MAREK, "alert_take")
        assert "Nadia tapped “🙁 Not great” in Tuesday's check-in." in here.words(MAREK)[0]
        assert "taken back" not in here.words(MAREK)[0]
