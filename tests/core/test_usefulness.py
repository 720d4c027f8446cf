from datetime import UTC, datetime

import pytest

from onboardbot.core.finding import Finding, Level, NotUseful, State
from onboardbot.core.usefulness import figures, last_quarter

IN_MARCH, IN_APRIL = datetime(2026, 3, 31, 23, 59, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC)


def aside(hire: str, reason: str | None, at: datetime = IN_MARCH, state: State = State.SET_ASIDE) -> Finding:
    about = {"id": hire, "hire": hire, "signal": "low_mood", "level": Level.CARE, "evidence": (), "found_at": at}
    return Finding(**about, circle=frozenset(), state=state, closed_at=at, reason=reason)


@pytest.mark.parametrize(
    ("now", "began", "over"),
    [
        ("2026-01-01T00:00:00+00:00", (2025, 10), (2026, 1)),
        ("2026-04-01T00:30:00+02:00", (2025, 10), (2026, 1)),
        ("2026-06-30T12:00:00+00:00", (2026, 1), (2026, 4)),
        ("2026-12-31T12:00:00+00:00", (2026, 7), (2026, 10)),
    ],
)
def test_only_a_quarter_that_is_over_is_counted(now: str, began: tuple[int, int], over: tuple[int, int]) -> None:
    expected = (datetime(*began, 1, tzinfo=UTC), datetime(*over, 1, tzinfo=UTC))
    assert last_quarter(datetime.fromisoformat(now)) == expected


def test_newcomers_are_counted_and_never_under_five() -> None:
    late = [aside(f"hire {n}", NotUseful.TOO_LATE) for n in range(5)]
    known = [aside("the same hire", NotUseful.KNOWN_ALREADY)] * 9
    others = [
        aside("a", None),
        aside("b", "retracted"),
        aside("c", NotUseful.TOO_LATE, IN_APRIL),
        aside("d", NotUseful.TOO_LATE, state=State.RESOLVED),
    ]
    found = [*late, *known, *others]
    assert figures(found, now=IN_APRIL) == {NotUseful.TOO_LATE: 5}
    assert figures(found[1:], now=IN_APRIL) == {}
    assert figures(found, now=IN_MARCH) == {}
