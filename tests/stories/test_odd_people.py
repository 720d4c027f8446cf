"""People as they come: names of every kind, one person in several roles, guests, accounts that go and come back."""

from pathlib import Path

import pytest

from tests.helpers.world import BEA, MAREK, NADIA, OTTO, PRIYA, world

PLAYBOOK = """\
title: First days
steps:
  - id: welcome
    when: day 1 at 09:00
    message: Good morning {{ hire.first_name }}, {{ hire.name }}!
  - id: note
    when: day 1 at 09:00
    to: manager
    message: "{{ hire.name }} starts today; {{ buddy.first_name }} is there for them."
  - id: first-week
    when: day 5 at 15:00
    check_in:
      seen_by: manager
      questions:
        - mood: How was your first week?
"""
START, NINE = "2026-03-02T06:00:00+00:00", "2026-03-02T08:00:00+00:00"
FRIDAY = "2026-03-06T14:00:00+00:00"
EIGHTY = "Wolfeschlegelsteinhausenbergerdorff " * 2 + "Junior!!"


@pytest.mark.parametrize(
    "name",
    [
        "X",
        EIGHTY,
        "نادية حداد",
        "*Nadia* _Haddad_",
        "<!channel> Nadia",
        "<@U0MAREK00> `x`",
        "{{ hire.email }} {% if %}",
    ],
)
async def test_a_name_is_shown_as_it_is_and_does_nothing(tmp_path: Path, name: str) -> None:
    async with world(tmp_path, start=START, files={"first.yaml": PLAYBOOK}) as here:
        await here.enroll(email=NADIA, name=name, start_date="2026-03-02", manager_email=MAREK, buddy_email=BEA)
        await here.to(NINE)
        assert f", {name}!" in here.words(NADIA)[0]
        assert f"{name} starts today; Bea is there for them." in here.words(MAREK)[0]
        fallback = str(here.slack.messages(NADIA)[0]["text"])
        assert "<!channel>" not in fallback
        assert "<@U0MAREK00>" not in fallback


async def test_a_manager_who_is_their_own_buddy_is_offered_once(tmp_path: Path) -> None:
    async with world(tmp_path, start=START, files={"first.yaml": PLAYBOOK}) as here:
        await here.enroll(email=NADIA, name="Nadia", start_date="2026-03-02", manager_email=MAREK, buddy_email=MAREK)
        await here.to(FRIDAY)
        await here.click(NADIA, "mood:1")
        assert "Shall I ask Marek or Priya to help, or keep it between us?" in here.words(NADIA)[-1]
        assert here.words(NADIA)[-1].count("[Ask Marek]") == 1


async def test_hr_who_is_the_manager_is_one_person(tmp_path: Path) -> None:
    async with world(tmp_path, start=START, files={"first.yaml": PLAYBOOK}) as here:
        await here.enroll(email=NADIA, name="Nadia", start_date="2026-03-02", manager_email=PRIYA, buddy_email=BEA)
        await here.to(FRIDAY)
        await here.click(NADIA, "mood:1")
        assert here.words(NADIA)[-1].count("[Ask Priya]") == 1
        await here.click(NADIA, "offer:manager")
        assert sum("“😞 Rough”" in words for words in here.words(PRIYA)) == 1


async def test_an_account_that_goes_and_comes_back_gets_what_still_makes_sense(tmp_path: Path) -> None:
    async with world(tmp_path, start=START, files={"first.yaml": PLAYBOOK}) as here:
        await here.enroll(email=NADIA, name="Nadia", start_date="2026-03-02", manager_email=MAREK, buddy_email=BEA)
        await here.slack.deactivate(NADIA)
        await here.to("2026-03-02T10:00:00+00:00")
        assert here.words(NADIA) == []
        assert any("deactivated" in words for words in here.words(PRIYA))
        await here.slack.reactivate(NADIA)
        await here.settle()
        assert "Good morning Nadia" in here.words(NADIA)[0]


async def test_a_tap_on_somebody_elses_message_does_nothing(tmp_path: Path) -> None:
    async with world(tmp_path, start=START, files={"first.yaml": PLAYBOOK}) as here:
        await here.enroll(email=NADIA, name="Nadia", start_date="2026-03-02", manager_email=MAREK, buddy_email=BEA)
        await here.to(FRIDAY)
        question = here.slack.messages(NADIA)[-1]
        await here.tap(OTTO, "mood:1", "", question["ts"])
        assert "You answered" not in here.words(NADIA)[-1]
        assert here.words(OTTO) == []


async def test_a_tap_of_long_ago_twice_and_after_the_end_is_taken_kindly(tmp_path: Path) -> None:
    async with world(tmp_path, start=START, files={"first.yaml": PLAYBOOK}) as here:
        await here.enroll(email=NADIA, name="Nadia", start_date="2026-03-02", manager_email=MAREK, buddy_email=BEA)
        await here.to(FRIDAY)
        ts = here.slack.messages(NADIA)[-1]["ts"]
        await here.end(NADIA)
        before = len(here.words(MAREK))
        await here.tap(NADIA, "mood:3", "", ts)
        await here.tap(NADIA, "mood:3", "", ts)
        assert len(here.words(MAREK)) == before
