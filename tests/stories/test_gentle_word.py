"""What is only hinted at over weeks leads to a word to the newcomer alone, seldom, and never to anybody else."""

from pathlib import Path

from tests.helpers.world import BEA, COMPANY, MAREK, NADIA, PRIYA, World, world
from tests.stories.test_why import why

WEEKLY = """\
title: Weekly
ends: 4 months after start
steps:
""" + "".join(
    f"""\
  - id: week-{week}
    when: week {week} friday at 10:00
    check_in:
      seen_by: manager
      questions:
        - mood: How was week {week}?
        - text: What would have helped?
"""
    for week in range(1, 9)
)
BEFORE = "2026-02-26T08:00:00+00:00"
JUST_US = "Just between us, Nadia:"
SKIPPED = "“What would have helped?” stayed open twice in a row."


def said(here: World) -> list[str]:
    return [words for words in here.words(NADIA) if words.startswith(JUST_US)]


async def friday(here: World, day: str, mood: int) -> None:
    """Answer how the week was, and nothing else."""
    await here.to(f"2026-{day}T08:30:00+00:00" if day >= "03-29" else f"2026-{day}T09:30:00+00:00")
    await here.click(NADIA, f"mood:{mood}")


async def test_the_same_question_passed_over_twice_is_a_word_to_her_alone_that_she_can_decline(tmp_path: Path) -> None:
    files = {"company.yaml": COMPANY, "weekly.yaml": WEEKLY}
    async with world(tmp_path, start=BEFORE, files=files, nudges=True) as here:
        row = {"email": NADIA, "name": "Nadia Haddad", "start_date": "2026-03-02", "manager_email": MAREK}
        await here.enroll(**row, buddy_email=BEA)
        await friday(here, "03-06", 4)
        await friday(here, "03-13", 4)
        await here.to("2026-03-18T07:59:00+00:00")
        assert said(here) == []
        await here.to("2026-03-18T08:00:00+00:00")  # on the morning after two working days, as her hours begin
        (word,) = said(here)
        assert SKIPPED in word
        assert "It may mean nothing at all, and I tell nobody." in word
        assert "[Talk to a person][No more of these]" in word
        assert here.slack.messages(NADIA)[-1]["text"].startswith("A word just for you")
        assert (await why(here, NADIA, JUST_US))[-1].startswith("What keeps it silent: an answer to it")
        await friday(here, "03-20", 4)
        await friday(here, "03-27", 4)
        await here.to("2026-03-31T12:00:00+00:00")
        assert len(said(here)) == 1
        await here.to("2026-04-01T07:00:00+00:00")  # ten working days later
        assert len(said(here)) == 2
        await here.click(NADIA, "no_more")
        assert "All right, no more of these." in said(here)[-1]
        await friday(here, "04-10", 4)
        await here.to("2026-04-16T12:00:00+00:00")
        assert len(said(here)) == 2
        for other in (MAREK, BEA, PRIYA):
            assert not any("stayed open" in words or JUST_US in words for words in here.words(other))
        before = len(here.words(MAREK))
        await here.click(NADIA, "talk", ts=str(next(m["ts"] for m in here.slack.messages(NADIA) if JUST_US in str(m))))
        assert len(here.words(MAREK)) == before  # whom to talk to is hers to choose


async def test_small_things_add_up_to_a_word_and_never_to_a_note(tmp_path: Path) -> None:
    files = {"company.yaml": COMPANY, "weekly.yaml": WEEKLY}
    async with world(tmp_path, start=BEFORE, files=files, nudges=True) as here:
        row = {"email": NADIA, "name": "Nadia Haddad", "start_date": "2026-03-02", "manager_email": MAREK}
        await here.enroll(**row)
        for day in ("03-06", "03-13"):
            await friday(here, day, 4)
            await here.click(NADIA, "answer")
            await here.submit(NADIA, {"answer": "Nothing."})
        await friday(here, "03-20", 3)
        await here.click(NADIA, "answer")
        await here.submit(NADIA, {"answer": "Nothing."})
        await friday(here, "03-27", 3)
        await here.to("2026-03-31T12:00:00+00:00")
        assert said(here) == []
        await here.to("2026-04-01T07:00:00+00:00")
        (word,) = said(here)
        assert "a mood a little below your usual one, “Okay” twice in a row and a question that stayed open." in word
        assert not any("note about Nadia" in words for words in here.words(MAREK))
