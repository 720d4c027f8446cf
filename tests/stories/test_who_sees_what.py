"""Every viewer walks through every answer, alert, hand-off and file, before and after people changed their roles."""

import json
import logging
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from onboardbot.flows.figures import all_figures
from onboardbot.flows.files import look
from onboardbot.flows.held import held
from onboardbot.flows.scene import Scenes
from onboardbot.sandbox.people import NORTHWIND, Person
from onboardbot.store import failures, people
from tests.helpers.world import BEA, COMPANY, MAREK, NADIA, OTTO, PRIYA, World, words_of, world
from tests.stories.test_check_in import message

DANA = "dana@northwind.example"
LENA, MIA, BEN, PAUL = (f"{name}@northwind.example" for name in ("lena", "mia", "ben", "paul"))
ROLES = {
    NADIA: "hire", MAREK: "manager", LENA: "later manager", MIA: "the manager's manager", BEA: "buddy",
    BEN: "later buddy", PRIYA: "HR", DANA: "duty", PAUL: "named colleague", OTTO: "outsider",
}  # fmt: skip
OPERATOR = "operator"
MORE = tuple(
    Person(id=f"U0{name.upper():<07}".replace(" ", "0"), email=f"{name}@northwind.example", name=full, role="x")
    for name, full in (("lena", "Lena Roth"), ("mia", "Mia Stern"), ("ben", "Ben Adler"), ("paul", "Paul Kranz"))
)
FULL = COMPANY.replace("  it:", "  duty: [dana@northwind.example]\n  it:") + (
    "reports_to: {marek@northwind.example: mia@northwind.example, lena@northwind.example: mia@northwind.example}\n"
)
PLAYBOOK = """\
title: Three weeks
ends: 3 months after start
steps:
  - id: guide
    when: day 1 at 09:15
    guide:
      title: Start
      tasks: [{id: laptop, text: The TASK-LAPTOP, help: it}, {id: badge, text: The TASK-BADGE, due: day 6}]
  - id: to-manager
    when: day 2 at 10:00
    check_in:
      seen_by: manager
      questions:
        - mood: How was Tuesday?
        - text: What got in the way on Tuesday?
        - choice: Who helped on Tuesday?
          options: [OPTION-MINE, Others]
  - {id: to-buddy, when: day 3 at 10:00, check_in: {seen_by: buddy, questions: [{text: What would Bea know?}]}}
  - {id: to-hr, when: day 4 at 10:00, check_in: {seen_by: hr, questions: [{text: What should HR know?}]}}
  - {id: to-me, when: day 5 at 10:00, check_in: {seen_by: me, questions: [{text: What is for you alone?}]}}
  - {id: figures, when: day 6 at 10:00, check_in: {seen_by: counted, questions: [{mood: How is it in figures?}]}}
  - id: later
    when: day 12 at 10:00
    check_in: {seen_by: manager, questions: [{mood: How is the third week?}, {text: And what is it?}]}
"""
Views = Mapping[str, str]


async def pages_of(here: World, who: str) -> Iterator[str]:
    """Return all that somebody can open: their Home, and HR's list and page of Nadia, as far as they may."""
    found = [await here.home(who)]
    await here.slack.command(who, "/onboard", "list")
    if here.slack.views(who):
        found.append(json.dumps(here.slack.views(who), ensure_ascii=False))
        await here.slack.click(who, "hire", value=await here.enrollment_id(NADIA))
        found.append(json.dumps(here.slack.views(who), ensure_ascii=False))
    while here.slack.views(who):
        await here.slack.close(who)
    return iter(found)


async def export_of(here: World, who: str) -> str:
    """Return the file that somebody gets who asks for all that is kept about them."""
    async with here.bot.database.read() as session:
        person = await people.by_email(session, who)
        return json.dumps(await held(Scenes(here.bot, session), person, now=here.bot.clock.now())) if person else ""


async def seen(here: World, log: pytest.LogCaptureFixture) -> Views:
    """Return all that each viewer can read by now: messages with what a locked phone shows, pages, files, the log."""
    found: dict[str, str] = {}
    for who in ROLES:
        messages = [f"{words_of(one)}\n{one['text']}" for one in here.slack.messages(who) if one.get("from_bot")]
        found[who] = "\n".join([*messages, *(await pages_of(here, who)), await export_of(here, who)])
    lines = [line.model_dump_json() for line in await here.status()]
    async with here.bot.database.read() as session:
        lines += [str(one) for one in await failures.standing(session)]
        lines += [str(one) for one in await all_figures(session, here.bot.library)]
    for record in log.records:
        lines.append(f"{record.getMessage()} {record.__dict__}")
    found[OPERATOR] = "\n".join(lines)
    return found


def who_reads(needle: str, views: Views) -> set[str]:
    return {ROLES.get(who, who) for who, words in views.items() if needle in words}


async def answered(here: World, question: str, words: str) -> None:
    await here.say(NADIA, words, message(here, question)["ts"])


async def week_one(here: World) -> None:
    """Nadia says something in every circle, and turns to three people."""
    await here.to("2026-03-03T09:00:00+00:00")
    await here.click(NADIA, "task_help:laptop")
    await here.click(NADIA, "mood:2", ts=message(here, "How was Tuesday?")["ts"])
    await here.click(NADIA, "offer:manager")
    await answered(here, "What got in the way on Tuesday?", "SHARED-WORDS about the build. And UNSHARED-WORDS, too.")
    await here.click(NADIA, "share_words")
    choice = message(here, "Who helped on Tuesday?")
    await here.click(NADIA, "circle:me", ts=choice["ts"])
    await here.click(NADIA, "answer", ts=choice["ts"], selected="OPTION-MINE")
    await here.to("2026-03-04T09:00:00+00:00")
    await answered(here, "What would Bea know?", "TO-BUDDY: Paul Kranz is loud.")
    await here.to("2026-03-05T09:00:00+00:00")
    await answered(here, "What should HR know?", "TO-HR: the contract.")
    await here.to("2026-03-06T09:00:00+00:00")
    await answered(here, "What is for you alone?", "TO-NOBODY: the coffee.")
    await here.say(NADIA, "OUTSIDE of all questions")
    await here.say(NADIA, "talk to a person")
    await here.click(NADIA, "offer:buddy")
    await here.to("2026-03-09T09:00:00+00:00")
    await here.click(NADIA, "mood:3", ts=message(here, "How is it in figures?")["ts"])


async def in_confidence(here: World) -> None:
    """Nadia writes something about her manager, and picks the duty contact; HR's counts stay as they are."""
    before = await here.home(PRIYA), await here.home(MAREK)
    await here.say(NADIA, "My boss shouts at me in front of everybody, it is CONFIDENTIAL-WORDS.")
    await here.click(NADIA, "offer:duty")
    assert (await here.home(PRIYA), await here.home(MAREK)) == before


EVERYWHERE_HERS = {
    "SHARED-WORDS": {"hire", "manager"},
    "UNSHARED-WORDS": {"hire"},
    "OPTION-MINE": {"hire"},
    "TO-BUDDY": {"hire"},
    "TO-HR": {"hire"},
    "TO-NOBODY": {"hire"},
    "OUTSIDE": {"hire"},  # in what she gets of all that is kept, for seven days
    "Not great": {"hire", "manager"},
    "in Tuesday's check-in": {"hire", "manager"},
    "would like to talk to you": {"hire", "buddy"},
    "CONFIDENTIAL-WORDS": {"hire"},
    "that may be about their manager": {"hire", "duty"},
}


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.DEBUG, "onboardbot")
    return caplog


async def test_whoever_is_in_no_circle_reads_nothing_wherever_they_look(
    tmp_path: Path, log: pytest.LogCaptureFixture
) -> None:
    files = {"company.yaml": FULL, "first.yaml": PLAYBOOK}
    row = {"email": NADIA, "name": "Nadia Haddad", "start_date": "2026-03-02"}
    everybody = (*NORTHWIND, *MORE)
    async with world(tmp_path, start="2026-03-02T06:00:00+00:00", files=files, people=everybody, nudges=True) as here:
        await here.enroll(**row, manager_email=MAREK, buddy_email=BEA)
        await week_one(here)
        await in_confidence(here)
        before = await seen(here, log)
        assert {needle: who_reads(needle, before) for needle in EVERYWHERE_HERS} == EVERYWHERE_HERS
        assert "asked for help: The TASK-LAPTOP" not in before[MAREK]
        assert "1 open note" in before[PRIYA] or "open notes" in before[PRIYA]  # as a count, and no more
        assert "my note of Tuesday, 3 March 2026" in before[MAREK]

        await here.enroll(**row, manager_email=LENA, buddy_email=BEN)
        (tmp_path / "playbooks" / "company.yaml").write_text(FULL.replace("hr: [priya", "hr: [otto"), encoding="utf-8")
        await look(here.bot)
        await here.settle()
        changed = await seen(here, log)
        assert {needle: who_reads(needle, changed) for needle in EVERYWHERE_HERS} == EVERYWHERE_HERS
        assert "my note of" not in changed[LENA]
        assert "Nadia Haddad" in changed[LENA]  # her newcomer now, with no word of what was before
        assert "open note" not in changed[PRIYA]  # HR no more
        assert "open note" in changed[OTTO]

        await here.to("2026-03-17T09:00:00+00:00")
        await here.click(NADIA, "mood:1", ts=message(here, "How is the third week?")["ts"])
        await answered(here, "And what is it?", "LATER-WORDS: Lena and Marek disagree.")
        await here.to("2026-03-20T16:00:00+00:00")
        later = await seen(here, log)
        # Nobody took the hand-off in time, so HR of that day and then duty were asked, as Nadia had read.
        asked_next = {"would like to talk to you": {"hire", "buddy", "outsider", "duty"}}
        gone = {"OUTSIDE": set[str](), "CONFIDENTIAL-WORDS": set[str]()}
        new = {
            "LATER-WORDS": {"hire"}, "Rough": {"hire"}, "two hard check-ins": {"hire"},  # no one is in all circles
            "stuck on a task: The TASK-BADGE": {"hire", "later manager"},
        }  # fmt: skip
        allowed = EVERYWHERE_HERS | asked_next | gone | new
        assert {needle: who_reads(needle, later) for needle in allowed} == allowed
        assert "What waits for you this week:" in later[LENA]
        assert MIA not in {who for who in ROLES if "Nadia" in later[who]}

        await here.say(NADIA, "I don't want to live any more, these are DISTRESS-WORDS.")
        await here.click(NADIA, "danger:yes")
        last = await seen(here, log)
        hers = {
            "DISTRESS-WORDS": {"hire"},
            "may be in danger": {"hire", "duty"},
            "stuck on a task": {"hire", "later manager"},
        }
        assert {needle: who_reads(needle, last) for needle in hers} == hers
        assert [last[who].count("open note") for who in (OTTO, MAREK)] == [
            later[who].count("open note") for who in (OTTO, MAREK)
        ]
