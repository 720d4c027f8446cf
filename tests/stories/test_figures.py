"""Figures for HR: five newcomers or more, and what was shown once never changes with one of them."""

import json
from pathlib import Path
from typing import Any

from onboardbot.sandbox.people import NORTHWIND, Person
from tests.helpers.world import MAREK, NADIA, OTTO, PRIYA, World, world
from tests.stories.test_check_in import message
from tests.stories.test_rights import command

COUNTED = """\
title: Office
ends: 3 months after start
steps:
  - id: pulse
    when: day 2 at 10:00
    check_in:
      seen_by: counted
      questions:
        - mood: How was yesterday, {{ hire.first_name }}?
        - choice: Who helped you most?
          options: [My team, Nobody yet]
"""
OTHERS = [f"hire{n}@northwind.example" for n in range(6)]
PEOPLE = (*NORTHWIND, *(Person(id=f"U0HIRE{n}", email=OTHERS[n], name=f"Hire {n}", role="x") for n in range(6)))
FEW = "2 questions have no figure yet: fewer than five people have answered, too few to hide in."
FIVE = (
    "How was yesterday, …? (Office) · 5 answers: 😞 Rough: 1 · 🙁 Not great: 0 · 😐 Okay: 0 · 🙂 Good: 0 · 😄 Great: 4"
)


async def tap(here: World, who: str, mood: int) -> None:
    asked = next(one for one in here.slack.messages(who) if "How was yesterday" in str(one))
    await here.click(who, f"mood:{mood}", ts=asked["ts"])


async def report(here: World) -> list[dict[str, Any]]:
    done = await command(here, "report", "--format", "json")
    assert done.exit_code == 0, done.output
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


async def test_figures_are_of_five_people_and_are_never_changed_by_one_of_them(tmp_path: Path) -> None:
    files = {"office.yaml": COUNTED}
    async with world(tmp_path, start="2026-03-02T06:00:00+00:00", files=files, people=PEOPLE) as here:
        assert FEW in await here.home(PRIYA)
        for who in (NADIA, *OTHERS):
            name = who.partition("@")[0].title()
            await here.enroll(email=who, name=name, start_date="2026-03-02", manager_email=MAREK)
        await here.to("2026-03-03T09:00:00+00:00")
        assert "too few" not in message(here, "How was yesterday, Nadia?")["words"]
        await tap(here, NADIA, 1)
        for who in OTHERS[:3]:
            await tap(here, who, 5)
        await tap(here, OTHERS[0], 4)  # one who answers again is one
        await tap(here, OTHERS[0], 5)
        assert FEW in await here.home(PRIYA)
        assert [(one["answers"], one["counts"]) for one in await report(here)] == [(0, {}), (0, {})]

        await tap(here, OTHERS[3], 5)
        shown = await here.home(PRIYA)
        assert FIVE in shown
        assert "One question has no figure yet" in shown
        mood, _ = await report(here)
        assert (mood["playbook"], mood["step"], mood["question"]) == ("office", "pulse", "mood")
        assert (mood["counts"], mood["left_out"]) == ({"1": 1, "2": 0, "3": 0, "4": 0, "5": 4}, 0)
        assert "1: 1" in (await command(here, "report")).stdout
        for who in (NADIA, MAREK, OTTO):
            assert "answers:" not in await here.home(who)

        await tap(here, OTHERS[4], 2)  # the sixth
        await tap(here, NADIA, 5)  # who is counted as she was
        await here.click(NADIA, "circle:me", ts=message(here, "Who helped you most?")["ts"])
        await tap(here, NADIA, 3)
        await here.say(NADIA, "help")
        await here.click(NADIA, "my_data")
        await here.click(NADIA, "forget:all")
        await tap(here, NADIA, 2)  # and is counted once
        assert (await command(here, "erase", OTHERS[0])).exit_code == 0
        await here.settle()
        assert FIVE in await here.home(PRIYA)
        assert (await report(here))[0] == mood
