"""Slack escapes what people type in a message; they read it as they typed it."""

from pathlib import Path

from tests.helpers.world import MAREK, NADIA, world

PLAYBOOK = """\
title: First days
steps:
  - id: first-week
    when: day 1 at 15:00
    check_in:
      seen_by: manager
      questions:
        - text: What got in the way?
"""


async def test_an_answer_reads_as_it_was_typed(tmp_path: Path) -> None:
    async with world(tmp_path, start="2026-03-02T06:00:00+00:00", files={"first.yaml": PLAYBOOK}) as here:
        await here.enroll(email=NADIA, name="Nadia Haddad", start_date="2026-03-02", manager_email=MAREK)
        await here.to("2026-03-02T14:00:00+00:00")

        await here.say(NADIA, "R&D has no <desk>, &lt; is literal")

        assert any("You answered: R&D has no <desk>, &lt; is literal" in words for words in here.words(NADIA))
