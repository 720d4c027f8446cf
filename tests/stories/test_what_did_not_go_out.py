"""HR reads what did not go out, sees to it, and what they do is seen to have worked."""

from pathlib import Path

from tests.helpers.world import BEA, MAREK, NADIA, PRIYA, World, world

PLAYBOOK = """\
title: First days
steps:
  - id: welcome
    when: day 1 at 09:00
    late: same day
    message: Good morning {{ hire.first_name }}!
  - id: note
    when: day 1 at 10:00
    to: manager
    message: "{{ buddy.first_name }} is there for {{ hire.first_name }}."
  - id: week
    when: day 10 at 10:00
    check_in:
      seen_by: manager
      questions:
        - mood: How are you?
        - text: What could {{ buddy.first_name }} do?
"""
START, NOON = "2026-03-02T06:00:00+00:00", "2026-03-02T12:00:00+00:00"
ZOE = "zoe@northwind.example"
TAKEN_CARE_OF = "it is on its way now, or nobody needs it any more."


async def _enroll(here: World, email: str, **more: str) -> None:
    await here.enroll(email=email, name="Nadia Haddad", start_date="2026-03-02", manager_email=MAREK, **more)


async def test_a_message_that_named_nobody_goes_as_soon_as_the_role_is_filled(tmp_path: Path) -> None:
    async with world(tmp_path, start=START, files={"first.yaml": PLAYBOOK}) as here:
        await _enroll(here, NADIA)
        await here.to(NOON)
        assert here.words(MAREK) == []
        assert "nobody fills the role “buddy”. Please name someone; it goes as soon as you do" in here.words(PRIYA)[0]
        told = len(here.words(PRIYA))
        await _enroll(here, NADIA, country="DE")
        assert len(here.words(PRIYA)) == told
        assert [(s.state, s.cause) for s in await here.status() if s.step == "note"] == [("failed", "role_empty")]
        await _enroll(here, NADIA, buddy_email=BEA)
        assert here.words(MAREK)[0].startswith("Bea is there for Nadia.")
        assert [(s.state, s.cause) for s in await here.status() if s.step == "note"] == [("sent", None)]


async def test_once_it_makes_no_sense_any_more_a_filled_role_sends_nothing(tmp_path: Path) -> None:
    async with world(tmp_path, start=START, files={"first.yaml": PLAYBOOK}) as here:
        await _enroll(here, NADIA)
        await here.to("2026-03-05T09:00:00+00:00")
        await _enroll(here, NADIA, buddy_email=BEA)
        assert here.words(MAREK) == []
        assert [(s.state, s.cause) for s in await here.status() if s.step == "note"] == [("missed", "role_empty")]


async def test_a_later_question_goes_at_once_when_its_role_is_filled(tmp_path: Path) -> None:
    async with world(tmp_path, start=START, files={"first.yaml": PLAYBOOK}) as here:
        await _enroll(here, NADIA)
        await here.to("2026-03-13T10:00:00+00:00")
        await here.click(NADIA, "mood:4")
        assert "What could" not in here.words(NADIA)[-1]
        await _enroll(here, NADIA, buddy_email=BEA)
        assert "What could Bea do?" in here.words(NADIA)[-1]


async def test_send_anyway_says_that_nobody_can_get_it_yet_and_works_afterwards(tmp_path: Path) -> None:
    async with world(tmp_path, start=START, files={"first.yaml": PLAYBOOK}) as here:
        await _enroll(here, ZOE, buddy_email=BEA)
        await here.to("2026-03-03T12:00:00+00:00")
        assert "not in Slack yet" in here.words(PRIYA)[1]
        await here.click(PRIYA, "send_anyway")
        assert here.words(PRIYA)[-1] == (
            "I can't send “welcome” for Nadia Haddad yet, as whoever it is for isn't in Slack. "
            "Please tap again once they are."
        )
        await here.slack.join(ZOE, "Zoe")
        await here.settle()
        assert here.words(ZOE) == []
        await here.click(PRIYA, "send_anyway")
        assert here.words(ZOE)[0].startswith("Good morning Nadia!")
        assert f"Nadia Haddad, step “welcome”: {TAKEN_CARE_OF}" in here.words(PRIYA)[1]
        assert "[Send anyway]" not in here.words(PRIYA)[1]


async def test_send_again_is_seen_to_work_or_to_fail_again(tmp_path: Path) -> None:
    async with world(tmp_path, start=START, files={"first.yaml": PLAYBOOK}) as here:
        await _enroll(here, NADIA)
        await here.to(NOON)
        await here.click(PRIYA, "send_again")
        (told,) = [words for words in here.words(PRIYA) if "nobody fills the role “buddy”" in words]
        assert "[Send again]" in told
        assert here.words(MAREK) == []


async def test_after_the_end_nothing_is_sent_anyway(tmp_path: Path) -> None:
    async with world(tmp_path, start=START, files={"first.yaml": PLAYBOOK}) as here:
        await _enroll(here, ZOE, buddy_email=BEA)
        await here.to("2026-03-03T12:00:00+00:00")
        await here.end(ZOE)
        await here.slack.join(ZOE, "Zoe")
        await here.click(PRIYA, "send_anyway")
        assert here.words(ZOE) == []


async def test_hr_reads_the_title_of_the_playbook_that_they_chose(tmp_path: Path) -> None:
    files = {name: PLAYBOOK.replace("First days", title) for name, title in (("a.yaml", "Sales"), ("b.yaml", "Other"))}
    async with world(tmp_path, start=START, files=files) as here:
        await _enroll(here, NADIA)
        await here.click(PRIYA, "choose_playbook")
        assert "Nadia Haddad follows the playbook “Sales”. Thank you!" in here.words(PRIYA)[0]
