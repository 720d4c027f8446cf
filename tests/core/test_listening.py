"""What the protected signals and distress have in common."""

import pytest

from onboardbot.core.finding import CONFIDENTIAL
from onboardbot.core.language.heard import Category, Topic
from onboardbot.core.language.listener import Mode
from onboardbot.core.language.remark import Remark
from onboardbot.core.listening import clause_of, complaint, in_distress, line
from onboardbot.core.signals import RULES
from tests.helpers.history_play import TEAM, Play, at


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
