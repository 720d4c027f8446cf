from onboardbot.core.finding import Finding, Level, State
from onboardbot.core.history import Answer, AnswerKind, History, Team
from tests.helpers.history_play import MONDAY, at

MOOD = Answer(id="m", kind=AnswerKind.MOOD, at=at(0), mood=4)
TEXT = Answer(id="t", kind=AnswerKind.TEXT, at=at(0), text="Fine.")
FOUND = Finding(
    id="f",
    hire="nadia",
    signal="low_mood",
    level=Level.CARE,
    evidence=("m",),
    circle=frozenset(),
    found_at=at(0),
    state=State.OFFERED,
)


def test_a_history_with_nothing_in_it_can_be_built() -> None:
    past = History(team=Team(hire="nadia"), start=MONDAY)
    assert (past.moods, past.texts, past.of_signal("low_mood")) == ((), (), ())


def test_moods_texts_and_the_answers_of_a_finding_are_found() -> None:
    past = History(team=Team(hire="nadia"), start=MONDAY, answers=(MOOD, TEXT))
    assert (past.moods, past.texts, past.pieces(FOUND)) == ((MOOD,), (TEXT,), (MOOD,))


def test_a_finding_takes_the_place_of_its_older_self() -> None:
    past = History(team=Team(hire="nadia"), start=MONDAY).with_finding(FOUND)
    told = FOUND.model_copy(update={"state": State.OPEN})
    assert past.findings == (FOUND,)
    assert past.with_finding(told).findings == (told,)
    other = FOUND.model_copy(update={"id": "g", "merged_into": "f"})
    assert past.with_finding(other).merged(FOUND) == (other,)
    assert FOUND.live
    assert FOUND.unasked
