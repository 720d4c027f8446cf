"""When a message that did not go out is tried again."""

from datetime import UTC, datetime, timedelta

import pytest

from onboardbot.core.delivery import DeliveryError, retry_at
from onboardbot.core.outbox import SHUT_OUT, Cause

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
AWAY = DeliveryError(Cause.UNREACHABLE, "connection refused")
BUSY = DeliveryError(Cause.RATE_LIMITED, "Slack asked to wait", retry_after=timedelta(seconds=7))


@pytest.mark.parametrize(
    ("attempts", "seconds"), [(1, 5), (2, 10), (3, 20), (8, 640), (9, 15 * 60), (10, 15 * 60), (10_000, 15 * 60)]
)
def test_pauses_double_up_to_a_quarter_of_an_hour(attempts: int, seconds: int) -> None:
    assert retry_at(attempts, AWAY, now=NOW) == NOW + timedelta(seconds=seconds)


@pytest.mark.parametrize("attempts", [1, 9])
def test_a_pause_that_slack_asks_for_is_kept_as_asked(attempts: int) -> None:
    assert retry_at(attempts, BUSY, now=NOW) == NOW + timedelta(seconds=7)


@pytest.mark.parametrize("attempts", [1, 9])
@pytest.mark.parametrize("cause", sorted(SHUT_OUT))
def test_where_slack_lets_us_in_no_more_pauses_stay_short_as_what_is_mended_works_soon(
    cause: Cause, attempts: int
) -> None:
    assert retry_at(attempts, DeliveryError(cause, cause), now=NOW) == NOW + timedelta(seconds=30)
