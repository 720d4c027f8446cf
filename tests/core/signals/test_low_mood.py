import pytest

from onboardbot.core.finding import State
from onboardbot.core.signals import low_mood
from tests.core.signals.moods import detect, finding_of, found_key, history, holds, mood, of_values


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ((1,), True),
        ((2,), True),
        ((3,), False),
        ((5, 5, 2), True),  # a fall too, but a low mood comes first
        ((2, 5), False),  # only the newest counts
        ((2, None), False),  # what follows is no mood
        ((), False),
    ],
)
def test_a_mood_of_two_or_less_is_low(values: tuple[int | None, ...], found: bool) -> None:  # noqa: FBT001
    assert (found_key(of_values(*values)) == "low_mood") is found


def test_its_circle_is_that_of_the_answer() -> None:
    signal = detect(low_mood.RULE, history(mood(0, 2, frozenset({"priya", "paul"}))))
    assert signal is not None
    assert signal.circle == {"priya", "paul"}


def test_a_kept_answer_is_no_last_straw() -> None:
    assert found_key(history(mood(0, 1, kept=True))) is None


@pytest.mark.parametrize(
    ("state", "again"), [(State.OFFERED, None), (State.KEPT, None), (State.OPEN, None), (State.ENDED, "low_mood")]
)
def test_an_answer_leads_to_one_finding_unless_it_was_taken_back_untold(state: State, again: str | None) -> None:
    past = of_values(2)
    signal = detect(low_mood.RULE, past)
    assert signal is not None
    assert found_key(history(*past.answers, findings=(finding_of(signal, state=state),))) == again


@pytest.mark.parametrize(
    ("day", "clock", "still"),
    [
        (4, "15:00", True),
        (11, "00:00", True),  # Friday to Friday: five working days
        (11, "23:59", True),
        (12, "00:00", False),
    ],
)
def test_it_holds_to_the_end_of_the_fifth_working_day(day: int, clock: str, still: bool) -> None:  # noqa: FBT001
    past = of_values(2)
    signal = detect(low_mood.RULE, past)
    assert signal is not None
    assert holds("low_mood", finding_of(signal), past, day, clock) is still


def test_it_holds_no_more_once_the_answer_is_mended_or_withdrawn() -> None:
    signal = detect(low_mood.RULE, of_values(2))
    assert signal is not None
    assert not holds("low_mood", finding_of(signal), of_values(4), 4)
    assert not holds("low_mood", finding_of(signal), history(), 4)
