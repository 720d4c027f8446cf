"""After a low mood the next check-in comes sooner and asks less, and a cheerful message waits for the morning."""

from collections.abc import Sequence
from datetime import UTC, datetime, time

import pytest

from onboardbot.core.calendar import Calendar
from onboardbot.core.easing import ease, is_cheerful, waits_until, wished
from onboardbot.core.history import Pause
from onboardbot.core.plan import Plan, StoredTouchpoint, TouchpointState, plan, reconcile
from onboardbot.core.questions.mood import Mood
from onboardbot.core.steps.check_in import CheckIn
from tests.core.test_plan import BERLIN, ENROLLED_AT, MONDAY, day, message, playbook

EARLY = datetime(2026, 3, 1, tzinfo=UTC)
MOOD = Mood(id="mood", words="How was it?", seen_by="me")


def asks(name: str, n: int, *, to: str = "hire") -> CheckIn:
    return CheckIn(id=name, when=day(n, time(15)), to=to, questions=(MOOD,))


def planned(*steps: CheckIn, calendar: Calendar = BERLIN) -> Plan:
    hello = message("hello", day(8))
    return plan(playbook(hello, *steps), start_date=MONDAY, calendar=calendar, enrolled_at=ENROLLED_AT)


def low(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}:20+01:00")


def eased(found: Plan, *lows: datetime, known: Sequence[StoredTouchpoint] = (), now: datetime = EARLY) -> Plan:
    return ease(found, lows, known, calendar=BERLIN, now=now)


def dates(found: Plan) -> dict[str, str]:
    """Return when each check-in comes by the hire's own clock; a star: it asks one thing only."""
    return {
        one.step_id: f"{one.due_at.astimezone(BERLIN.zone):%m-%d %H:%M}{'*' if one.eased_from else ''}"
        for one in found.touchpoints
        if one.kind == "check_in"
    }


WEEKLY = planned(asks("one", 5), asks("two", 10), asks("three", 15), asks("far", 60))
AS_WRITTEN = {"one": "03-06 15:00", "two": "03-13 15:00", "three": "03-20 15:00", "far": "05-29 15:00"}


@pytest.mark.parametrize(
    ("lows", "moved"),
    [
        ((), {}),
        ((low("03-06T15:05"),), {"two": "03-10 15:00*"}),
        ((low("03-06T15:05"), low("03-07T10:00")), {"two": "03-10 15:00*"}),  # it is sooner already
        ((low("03-06T15:05"), low("03-10T15:30")), {"two": "03-10 15:00*", "three": "03-12 15:00*"}),
        ((low("03-11T15:30"),), {"two": "03-13 15:00*"}),  # in two days anyway, and short
        ((low("03-20T16:00"),), {}),  # ten weeks away it asks about another time
    ],
)
def test_the_check_in_after_a_low_mood_comes_two_working_days_later(
    lows: tuple[datetime, ...], moved: dict[str, str]
) -> None:
    fresh = eased(WEEKLY, *lows)
    assert dates(fresh) == AS_WRITTEN | moved
    assert [one.due_at for one in fresh.touchpoints] == sorted(one.due_at for one in fresh.touchpoints)
    assert fresh.ends_at == WEEKLY.ends_at
    assert {one.step_id: one.late_until for one in fresh.touchpoints} == {
        one.step_id: one.late_until for one in WEEKLY.touchpoints
    }


def test_check_ins_of_others_and_what_is_no_check_in_stay() -> None:
    found = planned(asks("theirs", 6, to="manager"), asks("two", 10))
    assert dates(eased(found, low("03-06T15:05"))) == {"theirs": "03-09 15:00", "two": "03-10 15:00*"}


def stored(found: Plan, step: str, state: TouchpointState) -> StoredTouchpoint:
    one = next(one for one in found.touchpoints if one.step_id == step)
    return StoredTouchpoint(1, step, 1, "hire", one.due_at, one.late_until, state, one.eased_from)


def test_what_was_sent_is_what_the_next_low_mood_is_counted_from() -> None:
    sent = stored(eased(WEEKLY, low("03-06T15:05")), "two", TouchpointState.SENT)
    fresh = eased(WEEKLY, low("03-10T15:30"), known=[sent], now=low("03-10T15:30"))
    assert dates(fresh) == AS_WRITTEN | {"two": "03-10 15:00*", "three": "03-12 15:00*"}


def test_nothing_is_moved_to_a_time_that_has_passed_but_what_was_moved_stays() -> None:
    assert dates(eased(WEEKLY, low("03-06T15:05"), now=low("03-11T09:00"))) == AS_WRITTEN
    before = stored(eased(WEEKLY, low("03-06T15:05")), "two", TouchpointState.PLANNED)
    again = eased(WEEKLY, low("03-06T15:05"), known=[before], now=low("03-11T09:00"))
    assert dates(again)["two"] == "03-10 15:00*"
    assert reconcile(again.touchpoints, [before], now=low("03-11T09:00")).move == ()
    back = reconcile(WEEKLY.touchpoints, [before], now=low("03-11T09:00")).move
    assert [move.planned.eased_from for move in back] == [None]


def test_whoever_paused_since_has_set_their_own_pace() -> None:
    lows = [low("03-06T15:05"), low("03-12T15:05")]
    assert wished(lows, []) == lows
    assert wished(lows, [Pause(since=low("03-09T09:00"), until=low("03-11T09:00"))]) == lows[1:]
    assert wished(lows, [Pause(since=low("03-09T09:00"))]) == []


@pytest.mark.parametrize(
    ("text", "cheerful"),
    [
        ("Good morning, {{ hire.first_name }}!", True),
        ("The first week is done 🎉", True),
        ("The first week is done :tada:", True),
        ("Enjoy the weekend, {{ hire.first_name }}.", True),
        ("Schönes Wochenende.", True),
        ("Lunch is at 12:30 in the canteen.", False),
        ("{% if hire.location != 'Berlin' %}Your badge is at the desk.{% endif %}", False),
        ("Please sign the form by Friday: it takes a minute.", False),
        ("Greatness is no topic here.", False),
    ],
)
def test_what_sounds_cheerful(text: str, *, cheerful: bool) -> None:
    assert is_cheerful(text) is cheerful


@pytest.mark.parametrize(
    ("tapped", "late_until", "until"),
    [
        ("03-06T10:00", None, "03-09T09:00"),
        ("03-06T10:00", "03-10T17:30", "03-09T09:00"),
        ("03-06T10:00", "03-06T17:30", None),  # it would be too late by then, and nothing is lost
        ("03-05T23:00", None, None),  # that was yesterday
        ("03-06T16:00", None, None),  # not yet
    ],
)
def test_cheer_waits_for_the_next_working_morning(tapped: str, late_until: str | None, until: str | None) -> None:
    last = datetime.fromisoformat(f"2026-{late_until}:00+01:00") if late_until else None
    found = waits_until([low(tapped)], last, calendar=BERLIN, now=low("03-06T15:00"))
    assert found == (datetime.fromisoformat(f"2026-{until}:00+01:00") if until else None)
