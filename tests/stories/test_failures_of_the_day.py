"""What did not go out, in HR's eyes: one message a day, that says who must act, and what was settled since."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from onboardbot.core.delivery import DeliveryError
from onboardbot.core.outbox import Cause
from onboardbot.flows.failures import MOST, lines_of
from onboardbot.store.failures import Failure
from onboardbot.texts.catalogue import Voice, languages
from tests.helpers.office import office
from tests.helpers.world import MAREK, NADIA, PRIYA, World, words_of, world

PLAYBOOK = """\
title: First days
steps:
  - {id: hello, when: day 1 at 09:00, late: same day, message: "Hello {{ hire.first_name }}"}
  - {id: lunch, when: day 1 at 11:00, to: buddy, message: "Lunch with {{ hire.first_name }}?"}
  - {id: second, when: day 2 at 09:00, late: always, message: "Day two"}
  - {id: buddy-2, when: day 2 at 10:00, to: buddy, message: "And today?"}
"""
ZOE = "zoe@northwind.example"


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[World]:
    async with world(tmp_path, start="2026-03-02T07:00:00+00:00", files={"first.yaml": PLAYBOOK}) as here:
        yield here


def failures_of(here: World) -> list[str]:
    return [words for words in here.words(PRIYA) if words.startswith("Some things did not go out.")]


async def test_the_first_is_told_at_once_and_what_follows_that_day_is_added(here: World) -> None:
    await here.enroll(email=ZOE, name="Zoe Zander", start_date="2026-03-02")
    await here.to("2026-03-02T08:00:00+00:00")
    (words,) = failures_of(here)
    assert "Zoe Zander, step “hello”: not in Slack yet under that e-mail." in words
    assert "lunch" not in words
    await here.to("2026-03-02T16:00:00+00:00")
    (words,) = failures_of(here)
    assert "step “lunch”: nobody fills the role “buddy”. Please name someone" in words


async def test_the_next_day_has_a_message_of_its_own(here: World) -> None:
    await here.enroll(email=ZOE, name="Zoe Zander", start_date="2026-03-02")
    await here.to("2026-03-03T10:00:00+00:00")
    first, second = failures_of(here)
    assert "hello" in first
    assert "buddy-2" not in first
    assert "buddy-2" in second


MANY = "title: Many\nsteps:\n" + "".join(
    f"  - {{id: d{n}, when: day {n} at 09:00, late: {late}, message: Day {n}}}\n"
    for n, late in enumerate(("3 days", "always", "always", "always"), 1)
)


async def test_what_waits_for_one_person_is_one_line_that_names_what_still_waits(tmp_path: Path) -> None:
    async with world(tmp_path, start="2026-03-05T12:00:00+00:00", files={"many.yaml": MANY}) as here:
        await here.enroll(email=ZOE, name="Zoe Zander", start_date="2026-03-02")
        waiting = "not in Slack yet under that e-mail. It goes as soon as the account exists"
        (words,) = failures_of(here)
        assert f"Zoe Zander, 4 steps (d1, d2, d3, d4): {waiting}" in words
        assert words.count("[Open Zoe]") == 1
        await here.to("2026-03-05T20:00:00+00:00")
        assert "For some of it, it is too late by now." in failures_of(here)[0]
        await here.slack.join(ZOE, "Zoe")
        await here.to("2026-03-06T09:00:00+00:00")
        assert len(here.words(ZOE)) == 3
        assert f"Zoe Zander, step “d1”: {waiting}" in failures_of(here)[0]


async def test_the_one_who_is_missing_is_named_if_it_is_not_the_hire(tmp_path: Path) -> None:
    steps = "".join(f"  - {{id: m{n}, when: day 1 at 09:0{n}, to: manager, message: M}}\n" for n in range(1, 4))
    async with world(
        tmp_path, start="2026-03-02T07:00:00+00:00", files={"m.yaml": f"title: M\nsteps:\n{steps}"}
    ) as here:
        await here.enroll(email=NADIA, name="Nadia Haddad", start_date="2026-03-02", manager_email=ZOE)
        await here.to("2026-03-02T09:00:00+00:00")
        (words,) = failures_of(here)
        assert f"Nadia Haddad, 3 steps (m1, m2, m3): Zoe ({ZOE}): not in Slack yet under that e-mail." in words
        await here.to("2026-03-05T12:00:00+00:00")
        assert "By now it is too late for it." in failures_of(here)[0]
        await here.slack.command(PRIYA, "/onboard", "nadia")
        await here.slack.click(PRIYA, "hire")
        page = "\n".join(words_of(block) for block in here.slack.views(PRIYA)[-1]["blocks"])
        assert "for Zoe · m1\nNot in Slack yet under that e-mail." in page
        assert "IT can create the account. By now it is too late for it." in page


async def test_what_became_too_late_can_be_sent_anyway_and_is_settled_then(here: World) -> None:
    await here.enroll(email=ZOE, name="Zoe Zander", start_date="2026-03-02")
    await here.to("2026-03-02T12:00:00+00:00")
    assert "[Send anyway]" not in failures_of(here)[0]  # there is nobody to send it to, and it goes by itself
    await here.to("2026-03-02T20:00:00+00:00")
    assert "not in Slack yet" in failures_of(here)[0]
    assert "By now it is too late for it." in failures_of(here)[0]
    assert failures_of(here)[0].count("[Send anyway]") == 1
    await here.click(PRIYA, "send_anyway")
    assert here.words(PRIYA)[-1].startswith("I can't send “hello” for Zoe Zander yet")
    await here.slack.join(ZOE, "Zoe")
    await here.settle()
    await here.click(PRIYA, "send_anyway")
    assert here.words(ZOE)[0].startswith("Hello Zoe")
    assert "Zoe Zander, step “hello”: it is on its way now, or nobody needs it any more." in failures_of(here)[0]
    assert "[Send anyway]" not in failures_of(here)[0]


async def test_more_than_a_message_holds_waits_for_the_next_morning_and_nothing_is_lost(here: World) -> None:
    for n in range(MOST + 2):
        email = f"ghost{n}@northwind.example"
        await here.enroll(
            email=f"zoe{n}@northwind.example", name=f"Zoe{n}", start_date="2026-03-09", manager_email=email
        )
    (words,) = failures_of(here)
    assert words.count("Slack doesn't know the e-mail") == MOST
    await here.to("2026-03-03T08:00:00+00:00")
    first, second = failures_of(here)
    told = first + second
    assert all(f"ghost{n}@northwind.example" in told for n in range(MOST + 2))


async def test_a_message_that_does_not_reach_hr_is_no_news_itself_and_is_said_again(tmp_path: Path) -> None:
    async with office(tmp_path, PLAYBOOK, now="2026-03-02T07:30:00+00:00", known=(NADIA, MAREK, PRIYA)) as here:
        await here.enroll(f"{NADIA},Nadia Haddad,2026-03-02,{MAREK}")
        here.post.trouble(PRIYA, DeliveryError(Cause.CANNOT_DM, "cannot_dm_bot", permanent=True))
        await here.to("2026-03-02T10:00:00+00:00")
        assert here.post.tried.count(PRIYA) == 1
        await here.wait(timedelta(minutes=61))
        (words,) = [words for who, words in here.post.posts if who == PRIYA]
        assert "lunch" in words
        assert "doesn't let me write" not in words


def failure(number: int, enrollment: str, cause: Cause = Cause.ENROLLED_LATE) -> Failure:
    return Failure.model_validate(
        {"id": number, "about": f"touchpoint/{number}", "enrollment_id": enrollment, "touchpoint_id": number}
        | {"message_id": None, "cause": cause, "detail": None, "since": "2026-03-02T08:00:00Z"}
    )


def test_many_steps_of_one_hire_share_a_line() -> None:
    few = [failure(n, "a") for n in range(MOST)]
    assert [len(line) for line in lines_of(few)] == [1] * MOST
    many = [*few, failure(MOST, "a"), failure(MOST + 1, "b"), failure(MOST + 2, "a", Cause.PAUSED)]
    assert [len(line) for line in lines_of(many)] == [MOST + 1, 1, 1]


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("cause", list(Cause))
def test_each_cause_has_its_words(cause: Cause, language: str) -> None:
    words = Voice(language).words(f"cause.{cause}", detail=None)
    assert words.endswith(".")
    assert "None" not in words
