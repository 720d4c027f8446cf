"""What the protected signals and distress have in common."""

import pytest

from onboardbot.core.finding import CONFIDENTIAL
from onboardbot.core.listening import line
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


def test_what_names_nobody_and_is_taken_back_is_nothing() -> None:
    play = Play()
    play.text(at(0), "Forget what I said about the laptop.")
    assert play.findings == ()
