"""What the protected signals and distress have in common."""

import pytest

from onboardbot.core.finding import CONFIDENTIAL, State
from onboardbot.core.history import Answer, AnswerKind, History
from onboardbot.core.language.heard import Category, Topic
from onboardbot.core.language.listener import Mode
from onboardbot.core.language.remark import Remark
from onboardbot.core.listening import clause_of, complaint, in_danger, in_distress, line
from onboardbot.core.signals import RULES
from tests.helpers.history_play import TEAM, Play, at


def in_despair(then: str) -> History:
    """Return a history in which Nadia wants to die, and then says something of which nothing has come yet."""
    play = Play()
    play.text(at(0), "I want to die.")
    said = Answer(id="then", kind=AnswerKind.MESSAGE, at=at(0, "15:05"), text=then, check_in="c1")
    return play.history.model_copy(update={"answers": (*play.history.answers, said)})


def test_the_line_is_the_manager_and_everybody_above() -> None:
    assert line(TEAM) == {"marek", "lena"}
    assert line(TEAM.model_copy(update={"manager": None})) == frozenset()


@pytest.mark.parametrize("key", sorted(key for key, rule in RULES.items() if rule.level in CONFIDENTIAL))
def test_what_is_confidential_stays_so(key: str) -> None:
    play = Play()
    play.text(at(0), "My boss hit me and I want to die.")
    for finding in play.findings:
        assert RULES[key].holds(finding, play.history, calendar=play.calendar, now=at(400))


def test_what_names_the_manager_and_is_taken_back_is_protected_though_nothing_was_heard_before() -> None:
    play = Play()
    play.text(at(0), "Forget what I said about my boss.")
    assert [(finding.signal, finding.reason) for finding in play.findings] == [("about_manager", "retracted")]
    assert play.said == []


def test_the_rules_alone_settle_what_is_taken_back() -> None:
    play = Play()
    play.text(at(0), "Forget what I said about my boss.")
    history = play.history.model_copy(update={"listener": Mode.RULES_ONLY, "findings": ()})
    signal = complaint(Topic.ABOUT_MANAGER, history)
    assert signal is not None
    assert signal.settled


def test_what_names_nobody_and_is_taken_back_is_nothing() -> None:
    play = Play()
    play.text(at(0), "Forget what I said about the laptop.")
    assert play.findings == ()


@pytest.mark.parametrize("about", [Topic.HARASSMENT, Topic.DISCRIMINATION, Topic.SAFETY, Topic.ABOUT_MANAGER])
def test_what_was_remarked_is_protected_and_never_tells_without_asking(about: Topic) -> None:
    play = Play()
    play.text(at(0), "The week was fine. Someone sighs at me.")
    remark = Remark(about=about, words="Someone sighs at me")
    answer = play.history.answers[-1].model_copy(update={"remarks": (remark,)})
    history = play.history.model_copy(update={"answers": (answer,)})
    assert complaint(about, play.history) is None
    signal = complaint(about, history)
    assert signal is not None
    assert (signal.urgent, signal.settled, signal.circle) == (False, False, frozenset())
    assert signal.barred >= line(TEAM)
    assert clause_of(answer, history) == "Someone sighs at me"
    assert in_distress(history) is None


def test_remarked_distress_shows_help_and_tells_nobody() -> None:
    play = Play()
    play.text(at(0), "The week was fine. It goes on.")
    answer = play.history.answers[-1]
    remarks = (
        Remark(about=Topic.DISTRESS, words="It goes on"),
        Remark(about=Category.OTHER, words="It goes on"),
    )
    history = play.history.model_copy(update={"answers": (answer.model_copy(update={"remarks": remarks}),)})
    signal = in_distress(history)
    assert signal is not None
    assert not signal.urgent


@pytest.mark.parametrize("words", ["no", "All is well.", "I gave my pills to my sister.", ""])
def test_what_follows_despair_and_names_no_danger_is_none(words: str) -> None:
    assert in_danger(in_despair(words), at(0, "15:05")) is None


def test_a_yes_that_follows_despair_is_danger_as_it_stands() -> None:
    history = in_despair("Yes.")
    assert in_danger(history, at(0, "15:05")) == history.findings[0]


@pytest.mark.parametrize(
    ("words", "barred"),
    [
        ("I have the pills here.", frozenset()),
        ("Otto and Bea know that I have the pills here.", frozenset({"bea"})),
        ("My boss shouts at me, I have the pills here.", frozenset({"marek", "lena"})),
    ],
)
def test_a_means_that_follows_despair_is_danger_and_part_of_it(words: str, barred: frozenset[str]) -> None:
    found = in_danger(in_despair(words), at(0, "15:05"))
    assert found is not None
    assert (found.evidence, found.sealed, found.barred) == (("a0", "then"), frozenset({"c1"}), barred)


def test_danger_that_tells_so_by_itself_is_distress_of_its_own() -> None:
    history = in_despair("I will kill myself tonight.")
    assert in_danger(history, at(0, "15:05")) is None
    signal = in_distress(history)
    assert signal is not None
    assert signal.urgent


def test_a_yes_answers_a_distress_of_which_nobody_knows_for_two_days() -> None:
    history = in_despair("yes")
    distress = history.findings[0]
    told = distress.model_copy(update={"state": State.OPEN, "told": ("dana",)})
    assert in_danger(history, at(2, "14:59")) == distress
    assert in_danger(history, at(2)) is None
    assert in_danger(history.with_finding(told), at(0, "15:05")) is None
    assert in_danger(history.model_copy(update={"findings": ()}), at(0, "15:05")) is None
