"""A world in which Nadia has just been asked how her second day was."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.helpers.world import BEA, COMPANY, MAREK, NADIA, World, world

PULSE = """\
title: First days
ends: 3 months after start
steps:
  - id: guide
    when: day 1 at 09:15
    guide:
      title: Your **first** day, {{ hire.first_name }}
      tasks:
        - {id: laptop, text: "Pick up your *laptop*", help: it}
        - {id: badge, text: Get a badge}
  - id: pulse
    when: day 2 at 10:00
    check_in:
      seen_by: manager
      questions:
        - mood: How was **yesterday**?
        - text: What got in the way?
          if: mood <= 2
        - choice: Who helped you most?
          options: [My team, My buddy, Nobody yet]
  - id: words
    when: day 5 at 10:00
    check_in:
      seen_by: me
      questions:
        - text: What would you change?
"""
BEFORE, GUIDE, ASKED = "2026-03-02T06:00:00+00:00", "2026-03-02T08:30:00+00:00", "2026-03-03T09:00:00+00:00"


@asynccontextmanager
async def pulse(
    folder: Path, at: str = ASKED, *, name: str = "Nadia Haddad", company: str = COMPANY, manager: str = MAREK
) -> AsyncIterator[World]:
    """Run a world up to an instant, Nadia on the playbook above."""
    files = {"first.yaml": PULSE, "company.yaml": company}
    async with world(folder, start=BEFORE, files=files) as here:
        await here.enroll(email=NADIA, name=name, start_date="2026-03-02", manager_email=manager, buddy_email=BEA)
        await here.to(at)
        yield here
