"""No minute holds more than a budget allows, some of it goes at once, and a clock that is set back blocks nothing."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onboardbot.core.throttle import METHODS, MINUTE, SECOND, Budget, channel_after

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
PAUSES = st.lists(st.integers(min_value=0, max_value=20_000), min_size=1, max_size=60)


@settings(deadline=None)
@given(st.integers(min_value=1, max_value=300), PAUSES)
def test_no_minute_holds_more_than_the_budget(per_minute: int, pauses: list[int]) -> None:
    budget, machine, full_at = Budget(per_minute), NOW, None
    went: list[datetime] = []
    for pause in pauses:
        machine += timedelta(milliseconds=pause)
        calls = budget.left(full_at, machine=machine)
        full_at = budget.after(calls, full_at, machine=machine)
        went += [machine] * calls
    for begins in went:
        assert len([one for one in went if begins <= one < begins + MINUTE]) <= per_minute


@pytest.mark.parametrize(("per_minute", "at_once"), [(1, 1), (3, 1), (4, 1), (50, 12), (240, 60)])
def test_a_quarter_of_a_minute_goes_at_once_and_then_one_after_the_other(per_minute: int, at_once: int) -> None:
    budget = Budget(per_minute)
    assert budget.left(None, machine=NOW) == budget.left(NOW - MINUTE, machine=NOW) == at_once
    full_at = budget.after(at_once, None, machine=NOW)
    assert budget.left(full_at, machine=NOW) == 0
    opens = budget.opens(full_at, machine=NOW)
    assert opens == NOW + budget.apart
    assert budget.left(full_at, machine=opens - timedelta(milliseconds=1)) == 0
    assert budget.left(full_at, machine=opens) == 1
    assert budget.opens(None, machine=NOW) == NOW


@settings(deadline=None)
@given(st.sampled_from([*METHODS.values(), Budget(1), Budget(240)]))
def test_a_clock_that_is_set_back_by_an_hour_empties_a_budget_and_no_more(budget: Budget) -> None:
    full_at = budget.after(budget.at_once, None, machine=NOW + timedelta(hours=1))
    assert budget.left(full_at, machine=NOW) == 0
    assert budget.opens(full_at, machine=NOW) == NOW + budget.apart


@pytest.mark.parametrize(
    ("full_at", "after"),
    [
        (None, NOW + SECOND),
        (NOW - SECOND, NOW + SECOND),
        (NOW + SECOND, NOW + 2 * SECOND),  # somebody who waited got theirs before the second was over
        (NOW + timedelta(hours=1), NOW + SECOND),  # the clock was set back
    ],
)
def test_a_channel_has_its_second_for_each_message(full_at: datetime | None, after: datetime) -> None:
    assert channel_after(full_at, machine=NOW) == after


@pytest.mark.parametrize("budget", [Budget(1), Budget(50), Budget(240)])
def test_what_was_used_in_a_future_that_was_set_back_counts_as_used_up_and_no_longer(budget: Budget) -> None:
    used_up = budget.after(budget.at_once, None, machine=NOW)
    assert budget.mended(None, machine=NOW) is None
    assert budget.mended(used_up, machine=NOW) is None
    mended = budget.mended(used_up + timedelta(hours=1), machine=NOW)
    assert mended == used_up
    assert budget.left(mended, machine=used_up) == budget.at_once
