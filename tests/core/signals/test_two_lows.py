import pytest

from onboardbot.core.finding import State
from onboardbot.core.signals import two_lows
from tests.core.signals.moods import detect, finding_of, found_key, history, holds, mood, of_values

NOBODY: frozenset[str] = frozenset()
HR = frozenset({"priya", "paul"})


@pytest.mark.parametrize(
    ("values", "key"),
    [
        ((2, 2), "two_lows"),
        ((2, 5, 1), "two_lows"),
        ((2, None, 5, 2), "two_lows"),  # what is no mood does not count among the three
        ((2, 5, 5, 2), "low_mood"),
        ((2, 2, 5), None),  # a good day is no reason to worry
        ((5, 2, 2), "two_lows"),
        ((1,), "low_mood"),
    ],
)
def test_two_of_the_last_three_are_low(values: tuple[int | None, ...], key: str | None) -> None:
    assert found_key(of_values(*values)) == key


def test_a_kept_answer_counts_on_with_a_later_one_that_is_not() -> None:
    assert found_key(history(mood(0, 2, kept=True), mood(1, 2))) == "two_lows"
    assert found_key(history(mood(0, 2), mood(1, 2, kept=True))) is None


@pytest.mark.parametrize(
    ("circles", "shared"),
    [
        ((HR, HR), HR),
        ((HR, HR | {"marek"}), HR),
        ((NOBODY, HR), NOBODY),
        ((frozenset({"marek"}), frozenset({"lena"})), NOBODY),  # a later manager is in no earlier circle
    ],
)
def test_its_circle_is_whoever_is_in_all(circles: tuple[frozenset[str], ...], shared: frozenset[str]) -> None:
    signal = detect(two_lows.RULE, history(*(mood(n, 2, circle) for n, circle in enumerate(circles))))
    assert signal is not None
    assert signal.circle == shared


@pytest.mark.parametrize(("day", "still"), [(4, True), (18, True), (19, False)])
def test_it_holds_ten_working_days(day: int, still: bool) -> None:  # noqa: FBT001
    past = of_values(2, 2)
    signal = detect(two_lows.RULE, past)
    assert signal is not None
    assert holds("two_lows", finding_of(signal, state=State.WAITING), past, day) is still


def test_it_holds_no_more_once_one_is_mended() -> None:
    signal = detect(two_lows.RULE, of_values(2, 2))
    assert signal is not None
    assert not holds("two_lows", finding_of(signal), of_values(3, 2), 4)
