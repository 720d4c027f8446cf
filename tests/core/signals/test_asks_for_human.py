from onboardbot.core.history import Answer, AnswerKind, History
from onboardbot.core.signals import asks_for_human
from tests.core.signals.moods import CALENDAR, finding_of, found_key, history, mood
from tests.helpers.history_play import at

WORDS = "Could I talk to someone about my contract?"


def said(words: str, kind: AnswerKind = AnswerKind.TEXT) -> History:
    return history(Answer(id="t", kind=kind, at=at(1), text=words, circle=frozenset({"marek"})))


def test_asking_in_words_is_found_in_a_check_in_and_outside_of_one() -> None:
    assert found_key(said(WORDS)) == "asks_for_human"
    assert found_key(said(WORDS, AnswerKind.MESSAGE)) == "asks_for_human"
    assert found_key(said("All good here")) is None
    assert found_key(history(*said(WORDS).answers, mood(1, 4))) is None


def test_nobody_is_told_unasked_and_it_is_found_once() -> None:
    signal = asks_for_human.detect(said(WORDS), calendar=CALENDAR, now=at(1))
    assert signal is not None
    assert signal.circle == frozenset()
    assert found_key(said(WORDS).with_finding(finding_of(signal))) is None


def test_a_wish_holds() -> None:
    signal = asks_for_human.detect(said(WORDS), calendar=CALENDAR, now=at(1))
    assert signal is not None
    assert asks_for_human.holds(finding_of(signal), said(WORDS), calendar=CALENDAR, now=at(300))
