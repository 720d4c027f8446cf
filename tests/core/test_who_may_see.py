"""Every viewer walks through everything that Nadia said and that was said about her, before and after roles change.

`docs/privacy.md` shows the same table to people.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from onboardbot.core.effect import Escalate, HandoffAsk, HelpAsk, Message, Tell, UpdateAlert
from onboardbot.core.finding import CONFIDENTIAL, Choice, Danger, Level
from onboardbot.core.history import AnswerKind
from onboardbot.core.questions.base import SeenBy
from onboardbot.core.visibility import (
    Circle,
    circle_of,
    may_count,
    may_have,
    may_know,
    may_read,
    may_see,
    narrowed,
    was_told,
)
from tests.helpers.history_play import TEAM, Play, at

VIEWERS = {
    "nadia": "you",
    "marek": "manager",
    "lou": "later manager",
    "lena": "above the manager",
    "bea": "buddy",
    "ben": "later buddy",
    "priya": "HR",
    "dana": "duty contact",
    "tom": "named colleague",
    "otto": "outsider",
    "operator": "operator",
}
CIRCLES = {
    "an answer to a question for the manager": ("marek",),
    "an answer to a question for the buddy": ("bea",),
    "an answer to a question for HR": ("priya",),
    "an answer to a question for you alone": (),
    "an answer that is only counted": (),
    "an answer that you kept to yourself": (),
    "what you write outside of a check-in": (),
}
TOLD = {
    "a note that you asked to be sent to your manager": ("marek",),
    "words that you shared with your manager": ("marek",),
    "a note that you let go to your buddy instead": ("bea",),
    "a note that you kept between us": (),
    "help with a task of your manager": ("marek",),
    "a wish to talk to your buddy": ("bea",),
    "a complaint about your manager that you confided to the duty contact": ("dana",),
    "a complaint that you did not answer about": (),
    "distress": (),
    "distress and danger": ("dana",),
    "all that is kept about you": (),
}
Seen = Mapping[str, frozenset[str]]


def team_of(play: Play) -> None:
    names: dict[str, str] = {
        "tom": "Tom Berg",
        "lou": "Lou Kern",
        "ben": "Ben Adler",
        "dana": "Dana Falk",
        "otto": "Otto Weiss",
    }
    play.team = TEAM.model_copy(
        update={"hr": ("priya",), "duty": ("dana",), "reachable": TEAM.reachable | {"tom", "lou", "ben"}}
    )
    play.history = play.history.model_copy(update={"team": play.team, "names": {**play.history.names, **names}})


def nobody_moves(play: Play) -> None:
    """Leave everybody who they are."""


def everybody_moves(play: Play) -> None:
    """Give the hire another manager, another buddy, another HR and another duty contact."""
    reports_to = {"marek": "lena", "lou": "lena"}
    play.staff(play.now, manager="lou", buddy="ben", hr=("otto",), duty=("tom",), reports_to=reports_to)


def seen(allowed: Callable[[str], bool]) -> frozenset[str]:
    return frozenset(viewer for viewer in VIEWERS if allowed(viewer))


def circles(change: Callable[[Play], None]) -> Seen:
    """Return who may see each answer once roles have changed."""
    play = Play()
    team_of(play)
    for seen_by in (SeenBy.MANAGER, SeenBy.BUDDY, SeenBy.HR, SeenBy.ME, SeenBy.COUNTED):
        play.mood(at(0), 4, seen_by)
    kept = narrowed(circle_of(SeenBy.MANAGER, play.team), SeenBy.ME, counted=True)
    play.text(at(0), "The coffee is good.", *kept.people)
    play.text(at(0), "Tom Berg is loud.", kind=AnswerKind.MESSAGE)
    change(play)
    answers = zip(CIRCLES, play.history.answers, strict=True)
    return {
        name: seen(lambda viewer, one=answer: may_see(viewer, one, hire="nadia"))  # type: ignore[misc]
        for name, answer in answers
    }


def _chosen(play: Play, choice: Choice) -> None:
    play.mood(at(4), 2)
    play.choose(at(4, "15:05"), choice)


def _shared(play: Play) -> None:
    play.mood(at(4), 2)
    play.text(at(4), "The build is broken.", "marek")
    play.choose(at(4, "15:05"), Choice.MANAGER)
    play.share_words(at(4, "15:06"))


def _help(play: Play) -> None:
    play.task(at(0), "laptop", None)
    play.need_help(at(0), "laptop")


def _confided(play: Play) -> None:
    play.text(at(4), "Marek shouts at me, and Tom laughs.", "marek", "priya")
    play.choose(at(4, "15:05"), Choice.DUTY)


def _unanswered(play: Play) -> None:
    play.text(at(4), "Marek shouts at me, and Tom laughs.", "marek", "priya")
    play.tick(at(20))


def _distress(play: Play, danger: Danger | None) -> None:
    play.text(at(4), "I don't want to live any more.", "marek")
    if danger is not None:
        play.danger(at(4, "15:05"), danger)


DEEDS: Mapping[str, Callable[[Play], None]] = {
    "a note that you asked to be sent to your manager": lambda play: _chosen(play, Choice.MANAGER),
    "words that you shared with your manager": _shared,
    "a note that you let go to your buddy instead": lambda play: _chosen(play, Choice.BUDDY),
    "a note that you kept between us": lambda play: _chosen(play, Choice.KEEP),
    "help with a task of your manager": _help,
    "a wish to talk to your buddy": lambda play: play.talk(at(1), Choice.BUDDY),
    "a complaint about your manager that you confided to the duty contact": _confided,
    "a complaint that you did not answer about": _unanswered,
    "distress": lambda play: _distress(play, None),
    "distress and danger": lambda play: _distress(play, Danger.YES),
    "all that is kept about you": lambda play: play.mood(at(4), 4),
}


def played(name: str, change: Callable[[Play], None]) -> Play:
    play = Play()
    team_of(play)
    DEEDS[name](play)
    change(play)
    return play


def told(name: str, change: Callable[[Play], None]) -> frozenset[str]:
    """Return who reads what was found, or what was shared, or all there is."""
    play = played(name, change)
    if name == "all that is kept about you":
        return seen(lambda viewer: may_have(viewer, hire="nadia"))
    finding = play.findings[0]
    if name == "words that you shared with your manager":
        return seen(lambda viewer: may_read(viewer, finding.quote, hire="nadia"))
    return seen(lambda viewer: viewer == "nadia" or was_told(viewer, finding))


CHANGES = pytest.mark.parametrize("change", [nobody_moves, everybody_moves])


@CHANGES
def test_an_answer_is_seen_by_those_whom_its_question_named(change: Callable[[Play], None]) -> None:
    assert circles(change) == {name: frozenset({"nadia", *people}) for name, people in CIRCLES.items()}


@CHANGES
@pytest.mark.parametrize("name", TOLD)
def test_what_was_said_is_known_to_those_who_were_told(name: str, change: Callable[[Play], None]) -> None:
    assert told(name, change) == {"nadia", *TOLD[name]}


def holds_no_more_than_may_be_known(play: Play, message: Message) -> bool:
    """Say whether what a message says about the hire is for whoever gets it."""
    finding = next(one for one in play.findings if one.id == message.finding)
    if isinstance(message, Escalate):
        return True  # it has no room for a reason
    if isinstance(message, Tell | UpdateAlert):
        quotes = (reason.quote for reason in message.reasons if reason.quote is not None)
        known = may_know(message.to, finding) or was_told(message.to, finding)
        return known and all(may_read(message.to, quote, hire=finding.hire) for quote in quotes)
    if isinstance(message, HelpAsk | HandoffAsk):
        return finding.level in {Level.OPERATIONAL, Level.HANDOFF} and was_told(message.to, finding)
    return was_told(message.to, finding)


@CHANGES
@pytest.mark.parametrize("name", DEEDS)
def test_no_message_holds_more_than_its_reader_may_know(name: str, change: Callable[[Play], None]) -> None:
    play = played(name, change)
    play.tick(at(40))  # nobody takes anything: reminders, escalations, whoever is asked next
    others = [message for _, message in play.said if message.to != "nadia"]
    assert bool(others) is bool(TOLD[name])
    assert all(holds_no_more_than_may_be_known(play, message) for message in others)
    assert not {message.to for message in others} & {"operator", "nobody"}
    confidential = [one for one in play.findings if one.level in CONFIDENTIAL]
    assert not any({"marek", "lena", "lou", "bea", "ben"} & set(one.told) for one in confidential)


@CHANGES
@pytest.mark.parametrize("name", DEEDS)
def test_nobody_s_count_of_open_notes_shows_what_is_confidential(name: str, change: Callable[[Play], None]) -> None:
    for finding in played(name, change).findings:
        counted = {viewer for viewer in VIEWERS if may_count(viewer, finding)}
        if finding.level in CONFIDENTIAL:
            assert counted == set(finding.told)
        elif counted:
            assert finding.told


def test_a_circle_is_seen_as_what_it_holds() -> None:
    assert may_see("marek", Circle(seen_by=SeenBy.MANAGER, people=("marek",)), hire="nadia")


PAGE = (Path(__file__).parents[2] / "docs" / "privacy.md").read_text(encoding="utf-8")


def test_the_table_for_people_says_the_same() -> None:
    rows = [[cell.strip() for cell in line.strip("| \n").split("|")] for line in PAGE.splitlines() if "|" in line]
    head = next(row for row in rows if row[1:] == list(VIEWERS.values()))
    shown = {row[0]: row[1:] for row in rows if len(row) == len(head)}
    for name, people in (CIRCLES | TOLD).items():
        seen = ["yes" if viewer in {"nadia", *people} else "–" for viewer in VIEWERS]
        assert shown[name] == seen, name
