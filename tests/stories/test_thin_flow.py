"""The thinnest whole flow: one file, one hire, one message, one mood, one alert."""

from pathlib import Path

from tests.helpers.world import BEA, MAREK, NADIA, PRIYA, world

PLAYBOOK = """\
title: First days
steps:
  - id: welcome
    when: day 1 at 09:00
    late: always
    message: Good morning {{ hire.first_name }}, welcome to {{ company.name }}!
  - id: first-week
    when: week 1 friday at 15:00
    check_in:
      seen_by: manager
      questions:
        - mood: How was your first week, all in all?
        - text: What got in the way?
          if: mood <= 2
"""


async def test_a_low_mood_reaches_the_manager_with_the_reason(tmp_path: Path) -> None:
    async with world(tmp_path, start="2026-03-02T06:00:00+00:00", files={"first.yaml": PLAYBOOK}) as here:
        await here.enroll(
            email=NADIA, name="Nadia Haddad", start_date="2026-03-02", manager_email=MAREK, buddy_email=BEA
        )
        assert here.words(NADIA) == []
        await here.to("2026-03-02T08:00:00+00:00")
        assert len(here.words(NADIA)) == 1
        assert here.words(NADIA)[0].startswith("Good morning Nadia, welcome to Northwind!")
        assert "I'm onboardbot, a bot" in here.words(NADIA)[0]
        await here.to("2026-03-06T14:00:00+00:00")
        assert "How was your first week, all in all?" in here.words(NADIA)[-1]
        assert "only Marek may be told" in here.words(NADIA)[-1]
        await here.click(NADIA, "mood:2")
        assert "What got in the way?" in here.words(NADIA)[2]
        assert "Shall I ask Marek, Bea or Priya to help, or keep it between us?" in here.words(NADIA)[3]
        assert here.words(MAREK) == []
        await here.click(NADIA, "offer:manager")
        assert "Nadia asked me to tell you." in here.words(MAREK)[0]
        assert "Nadia tapped “🙁 Not great” in Friday's check-in." in here.words(MAREK)[0]
        assert "I've asked Marek to get in touch with you." in here.words(NADIA)[-1]
        await here.click(MAREK, "alert_take")
        assert "Marek has seen it and will reach out to you." in here.words(NADIA)[-1]
        assert here.words(PRIYA) == []
        assert {line.step: line.state for line in await here.status(NADIA)} == {"welcome": "sent", "first-week": "sent"}
