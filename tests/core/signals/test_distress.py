from onboardbot.core.finding import Level
from onboardbot.core.history import Answer, AnswerKind, History
from onboardbot.core.signals import distress
from tests.core.signals.moods import CALENDAR
from tests.helpers.history_play import MONDAY, NAMES, TEAM, at


def history(text: str) -> History:
    said = Answer(id="a", kind=AnswerKind.TEXT, at=at(0), text=text, circle=frozenset({"marek"}), check_in="c1")
    return History(team=TEAM, start=MONDAY, answers=(said,), names=NAMES)


def test_it_is_found_in_the_newest_words_and_in_nobodys_circle() -> None:
    signal = distress.detect(history("I want to die."), calendar=CALENDAR, now=at(0))
    assert signal is not None
    assert (signal.key, signal.level, signal.evidence) == ("distress", Level.DISTRESS, ("a",))
    assert (signal.circle, signal.sealed) == (frozenset(), frozenset({"c1"}))


def test_harmless_words_and_none_at_all_are_nothing() -> None:
    assert distress.detect(history("All good here."), calendar=CALENDAR, now=at(0)) is None
    nothing = History(team=TEAM, start=MONDAY)
    assert distress.detect(nothing, calendar=CALENDAR, now=at(0)) is None
