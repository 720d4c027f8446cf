"""A company does without some signals: nothing is found by them, and all else goes on."""

from pathlib import Path

from tests.helpers.pulse import PULSE
from tests.helpers.world import MAREK, NADIA, world
from tests.stories.test_check_in import message


async def test_a_signal_that_is_switched_off_asks_nobody_and_tells_nobody(tmp_path: Path) -> None:
    files = {
        "first.yaml": PULSE.replace("{id: badge, text: Get a badge}", "{id: badge, text: Get a badge, due: day 1}")
    }
    start, off = "2026-03-02T06:00:00+00:00", "low_mood, stuck"
    async with world(tmp_path, start=start, files=files, signals_off=off) as here:
        await here.enroll(email=NADIA, name="Nadia Haddad", start_date="2026-03-02", manager_email=MAREK)
        await here.to("2026-03-03T09:00:00+00:00")
        await here.click(NADIA, "mood:2")
        assert "What got in the way?" in message(here, "What got in the way?")["words"]
        await here.to("2026-03-05T16:00:00+00:00")
        assert not any("Shall I ask" in words or "I'd like to tell" in words for words in here.words(NADIA))
        assert here.words(MAREK) == []
        await here.say(NADIA, "I would like to talk to somebody")
        assert "Whom would you like to talk to?" in here.words(NADIA)[-1]
