import pytest

from onboardbot.core.signals import falling
from tests.core.signals.moods import detect, finding_of, found_key, history, holds, mood, of_values


@pytest.mark.parametrize(
    ("values", "key"),
    [
        ((5, 5, 3), "falling"),
        ((5, None, 5, 3), "falling"),  # a skipped check-in does not hide a fall
        ((5, 4, 3), None),  # 4.5 to 3: a slow slide after a good start is normal
        ((5, 3), None),  # a baseline needs two
        ((5, 2, 5), None),
        ((5, 2, 5, 3), "falling"),  # the median, not the mean
        ((5, 5, 5, 2), "low_mood"),  # low comes first
        ((4, 4, 2), "low_mood"),
        ((2, 2, 2), "two_lows"),
        ((5, 5, 4), None),
        ((), None),
    ],
)
def test_two_below_the_median_of_the_earlier_ones_is_a_fall(values: tuple[int | None, ...], key: str | None) -> None:
    assert found_key(of_values(*values)) == key


def test_kept_answers_make_the_median_but_are_no_last_straw() -> None:
    assert found_key(history(mood(0, 5, kept=True), mood(1, 5), mood(2, 3))) == "falling"
    assert found_key(history(mood(0, 5), mood(1, 5), mood(2, 3, kept=True))) is None


def test_the_moods_that_make_the_median_are_evidence_and_narrow_the_circle() -> None:
    signal = detect(falling.RULE, history(mood(0, 5, frozenset()), mood(1, 5), mood(2, 3)))
    assert signal is not None
    assert signal.evidence == ("m0", "m1", "m2")
    assert signal.circle == frozenset()


@pytest.mark.parametrize(("day", "still"), [(4, True), (18, True), (19, False)])
def test_it_holds_ten_working_days(day: int, still: bool) -> None:  # noqa: FBT001
    past = of_values(5, 5, 3)
    signal = detect(falling.RULE, past)
    assert signal is not None
    assert holds("falling", finding_of(signal), past, day) is still
    assert not holds("falling", finding_of(signal), of_values(5, 5, 4), day)
