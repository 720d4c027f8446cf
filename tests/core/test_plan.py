from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onboardbot.core.calendar import Calendar
from onboardbot.core.company import Hours
from onboardbot.core.plan import (
    Changes,
    Move,
    Plan,
    Planned,
    Standing,
    StoredTouchpoint,
    TouchpointState,
    plan,
    reconcile,
    standing,
)
from onboardbot.core.playbook import Playbook
from onboardbot.core.steps import Step
from onboardbot.core.steps.guide import Guide, Task
from onboardbot.core.steps.message import Message
from onboardbot.core.when import FromStart, Late, LateUnit, OnEnrollment, Unit, When, WorkingDay
from onboardbot.core.zones import zone_named

BERLIN = Calendar(zone_named("Europe/Berlin"), country="DE", subdivision="BE")
TEL_AVIV = Calendar(
    zone_named("Asia/Jerusalem"),
    frozenset({6, 0, 1, 2, 3}),
    Hours(begin=time(8, 30), end=time(17)),
    country="IL",
)
MONDAY, FRIDAY = date(2026, 3, 2), date(2026, 3, 6)
ENROLLED_AT = datetime(2026, 2, 23, 8, tzinfo=UTC)
TODAY, ALWAYS = Late(unit=LateUnit.SAME_DAY), Late(unit=LateUnit.ALWAYS)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def day(n: int, at: time | None = None) -> When:
    return When(day=WorkingDay(n=n), at=at)


def message(name: str, when: When, *, to: str = "hire", late: Late | None = None) -> Message:
    return Message(id=name, when=when, to=to, late=late, message="Hello")


def guide(name: str, when: When) -> Guide:
    return Guide(id=name, when=when, title="Your first day", tasks=(Task(id="laptop", text="Pick up your laptop"),))


def playbook(*steps: Step, ends: When | None = None) -> Playbook:
    return Playbook(name="office", version="0" * 64, title="Office", steps=steps, ends=ends)


def planned(*steps: Step, ends: When | None = None, recipients: dict[str, Calendar] | None = None) -> Plan:
    book = playbook(*steps, ends=ends)
    return plan(book, start_date=MONDAY, calendar=BERLIN, enrolled_at=ENROLLED_AT, recipients=recipients or {})


def test_a_step_becomes_a_touchpoint() -> None:
    found = planned(message("welcome", day(1, time(9, 15)), late=ALWAYS)).touchpoints
    assert found == (
        Planned("welcome", 1, "hire", "message", utc("2026-03-02T09:15+01:00"), MONDAY, late_until=None, order=0),
    )
    assert found[0].key == ("welcome", 1, "hire")


def test_touchpoints_are_in_the_order_of_their_instants_then_of_the_file() -> None:
    found = planned(
        message("later", day(2)),
        message("first", day(1)),
        message("moved", day(1, time(7))),  # to 09:00 as well
        message("before", day(-1)),
    ).touchpoints
    assert [one.step_id for one in found] == ["before", "first", "moved", "later"]
    assert [one.order for one in found] == [3, 1, 2, 0]


def test_others_have_their_own_hours_or_the_hires() -> None:
    steps = (
        message("note", day(5, time(10)), to="manager"),
        message("hello", day(5, time(10)), to="buddy"),
        message("evening", day(5, time(20)), to="buddy"),
    )
    found = planned(*steps, recipients={"manager": TEL_AVIV}).touchpoints
    assert [(one.step_id, one.due_at, one.date) for one in found] == [
        ("hello", utc("2026-03-06T10:00+01:00"), FRIDAY),
        ("note", utc("2026-03-08T08:30+02:00"), date(2026, 3, 8)),
        ("evening", utc("2026-03-09T09:00+01:00"), date(2026, 3, 9)),
    ]


def test_patience_is_the_steps_own_or_that_of_its_kind() -> None:
    found = planned(
        message("note", day(1)), message("lunch", day(1), late=TODAY), guide("first-day", day(1))
    ).touchpoints
    assert [one.late_until for one in found] == [
        utc("2026-03-04T17:30+01:00"),  # two working days
        utc("2026-03-02T17:30+01:00"),
        utc("2026-03-16T17:30+01:00"),  # ten for a guide
    ]


def test_patience_ends_with_the_hires_hours_whoever_receives() -> None:
    found = planned(message("note", day(1, time(10)), to="manager"), recipients={"manager": TEL_AVIV}).touchpoints
    assert found[0].late_until == utc("2026-03-04T17:30+01:00")


@pytest.mark.parametrize(
    ("ends", "ends_at"),
    [
        (None, "2026-03-13T17:30+01:00"),  # five working days after the last step
        (When(day=FromStart(count=1, unit=Unit.MONTHS)), "2026-04-02T17:30+02:00"),
        (When(day=OnEnrollment()), "2026-02-23T17:30+01:00"),
    ],
)
def test_an_onboarding_ends_with_the_hours_of_its_last_day(ends: When | None, ends_at: str) -> None:
    assert planned(message("note", day(5)), message("welcome", day(1)), ends=ends).ends_at == utc(ends_at)


@pytest.mark.parametrize(
    ("now", "found"),
    [
        ("2026-03-02T08:00+01:00", Standing.DUE),
        ("2026-03-02T09:00+01:00", Standing.DUE),
        ("2026-03-02T09:01+01:00", Standing.LATE),
        ("2026-03-02T17:30+01:00", Standing.LATE),
        ("2026-03-02T17:30:01+01:00", Standing.MISSED),
    ],
)
def test_a_step_is_due_late_or_missed(now: str, found: Standing) -> None:
    due_at, late_until = utc("2026-03-02T09:00+01:00"), utc("2026-03-02T17:30+01:00")
    assert standing(due_at, late_until, now=utc(now)) is found


def test_what_may_always_come_is_never_missed() -> None:
    assert standing(utc("2026-03-02T09:00+01:00"), None, now=utc("2027-03-02T09:00+01:00")) is Standing.LATE


def test_a_moment_of_grace_keeps_what_is_due_with_the_end_of_hours() -> None:
    due_at = utc("2026-03-02T17:30+01:00")
    second = due_at + timedelta(seconds=1)
    assert standing(due_at, due_at, now=second) is Standing.MISSED
    assert standing(due_at, due_at, now=second, grace=timedelta(minutes=5)) is Standing.DUE


# Reconcile

PLANNED = planned(message("note", day(5))).touchpoints[0]
SAME = StoredTouchpoint(7, "note", 1, "hire", PLANNED.due_at, PLANNED.late_until, TouchpointState.PLANNED)
BEFORE, LONG_AFTER = ENROLLED_AT, utc("2026-06-01T09:00+02:00")
EARLIER = SAME.due_at - timedelta(days=1) if SAME.due_at else None


def stored(state: TouchpointState, **values: object) -> StoredTouchpoint:
    return replace(SAME, state=state, **values)  # type: ignore[arg-type]  # the fields of the test's own table


def test_a_new_step_is_added_once() -> None:
    assert reconcile([PLANNED], [], now=BEFORE) == Changes(add=(PLANNED,))
    assert reconcile([PLANNED], [SAME], now=BEFORE) == Changes()


@pytest.mark.parametrize("state", [TouchpointState.PLANNED, TouchpointState.WAITING])
def test_an_unsent_step_moves_or_goes(state: TouchpointState) -> None:
    old = stored(state, due_at=EARLIER)
    assert reconcile([PLANNED], [old], now=BEFORE) == Changes(move=(Move(old, PLANNED),))
    assert reconcile([], [old], now=BEFORE) == Changes(cancel=(old,))


def test_a_step_moves_when_only_its_patience_changes() -> None:
    old = stored(TouchpointState.PLANNED, late_until=None)
    assert reconcile([PLANNED], [old], now=BEFORE) == Changes(move=(Move(old, PLANNED),))


def test_a_step_that_waits_for_a_condition_gets_its_time() -> None:
    old = stored(TouchpointState.WAITING, due_at=None, late_until=None)
    assert reconcile([PLANNED], [old], now=BEFORE) == Changes(move=(Move(old, PLANNED),))


@pytest.mark.parametrize(
    "state",
    [
        TouchpointState.SENDING,
        TouchpointState.SENT,
        TouchpointState.RETRY,
        TouchpointState.FAILED,
        TouchpointState.UNSURE,
        TouchpointState.CANCELLED,
    ],
)
def test_what_was_sent_failed_or_cancelled_never_changes(state: TouchpointState) -> None:
    old = stored(state, due_at=EARLIER)
    assert reconcile([PLANNED], [old], now=BEFORE) == Changes()
    assert reconcile([], [old], now=BEFORE) == Changes()


def test_a_missed_step_is_planned_again_where_its_new_time_lets_it_be_sent() -> None:
    old = stored(TouchpointState.MISSED, due_at=EARLIER)
    assert reconcile([PLANNED], [old], now=BEFORE) == Changes(move=(Move(old, PLANNED),))
    assert reconcile([PLANNED], [old], now=PLANNED.due_at + timedelta(hours=1)).move
    assert reconcile([PLANNED], [old], now=LONG_AFTER) == Changes()
    assert reconcile([PLANNED], [stored(TouchpointState.MISSED)], now=BEFORE) == Changes()
    assert reconcile([], [old], now=BEFORE) == Changes()


def test_the_same_step_for_somebody_else_is_another_touchpoint() -> None:
    others = stored(TouchpointState.SENT, recipient="manager")
    assert reconcile([PLANNED], [others], now=BEFORE) == Changes(add=(PLANNED,))


STEPS = st.lists(st.integers(0, 6), unique=True).map(sorted)


@given(
    before=STEPS, after=STEPS, moved=st.integers(0, 30), states=st.lists(st.sampled_from(TouchpointState), min_size=7)
)
@settings(max_examples=60, deadline=None)
def test_after_the_changes_everything_unsent_follows_the_plan_and_all_else_stands(
    before: list[int], after: list[int], moved: int, states: list[TouchpointState]
) -> None:
    def steps(numbers: list[int], start: date) -> tuple[Planned, ...]:
        book = playbook(*(message(f"step-{n}", day(n + 1)) for n in numbers))
        return plan(book, start_date=start, calendar=BERLIN, enrolled_at=ENROLLED_AT).touchpoints

    fresh = steps(after, MONDAY + timedelta(days=moved))
    rows = {
        one.key: StoredTouchpoint(one.order, *one.key, one.due_at, one.late_until, states[one.order])
        for one in steps(before, MONDAY)
    }
    changes = reconcile(fresh, tuple(rows.values()), now=ENROLLED_AT)
    results = rows | {one.key: as_stored(one) for one in (*changes.add, *(move.planned for move in changes.move))}
    gone = {one.key for one in changes.cancel}
    wanted = {one.key: one for one in fresh}
    for key, row in rows.items():
        if row.state in {TouchpointState.PLANNED, TouchpointState.WAITING}:
            assert (key in gone) is (key not in wanted)
            assert key in gone or results[key].due_at == wanted[key].due_at
        elif row.state is not TouchpointState.MISSED:
            assert key not in gone
            assert results[key] is row
    assert {key for key in results if key not in rows} == {key for key in wanted if key not in rows}


def as_stored(one: Planned) -> StoredTouchpoint:
    return StoredTouchpoint(one.order, *one.key, one.due_at, one.late_until, TouchpointState.PLANNED)
