from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from onboardbot.core.calendar import Calendar
from onboardbot.core.history import History, Meeting, Team
from onboardbot.core.moment import Moment
from onboardbot.core.nudges import (
    Coming,
    Nudge,
    Turn,
    coming,
    due_at,
    following,
    in_time,
    needed,
    number_of,
    period,
    to_whom,
    turns,
)
from onboardbot.core.signals.few_meetings import GOAL, PLANNED
from onboardbot.core.timing import Start
from onboardbot.core.zones import zone_named
from tests.helpers.history_play import TEAM

BERLIN = Calendar(zone=zone_named("Europe/Berlin"))
MONDAY = date(2026, 3, 2)
START = Start(MONDAY, datetime(2026, 2, 20, 9, tzinfo=UTC), BERLIN)
NEW_YORK = Calendar(zone=zone_named("America/New_York"))
TUESDAY, THURSDAY = date(2026, 3, 3), date(2026, 3, 5)
TO_MEET = Coming(Nudge.MEETING, Turn(1, TUESDAY), datetime(2026, 3, 3, 8, tzinfo=UTC), "bea")
TO_MEET_AGAIN = Coming(Nudge.MEETING, Turn(2, THURSDAY), datetime(2026, 3, 5, 8, tzinfo=UTC), "bea")
TO_TALK = Coming(Nudge.ONE_TO_ONE, Turn(1, THURSDAY), datetime(2026, 3, 5, 8, tzinfo=UTC), "marek")
MET = {Nudge.MEETING: TUESDAY}


def moment(now: str, calendars: Mapping[str, Calendar] | None = None, team: Team = TEAM) -> Moment:
    """Return an instant in UTC of an onboarding in Berlin in which nothing was confirmed."""
    history = History(team=team, start=MONDAY)
    return Moment(history, BERLIN, datetime.fromisoformat(f"{now}+00:00"), calendars or {})


@pytest.mark.parametrize(
    ("nudge", "days"),
    [
        (Nudge.EVE, ["2026-02-27"]),
        (Nudge.ONE_TO_ONE, ["2026-03-05"]),
        (Nudge.MONTH, ["2026-04-02", "2026-05-04", "2026-06-02", "2026-09-02"]),
        (Nudge.FADING, ["2026-07-02", "2026-08-03"]),
        (Nudge.DIGEST, []),
        (Nudge.PICK_BUDDY, []),
    ],
)
def test_each_reminder_has_its_days(nudge: Nudge, days: list[str]) -> None:
    assert [turn.day.isoformat() for turn in turns(nudge, START)] == days


def test_buddies_meet_twice_in_week_one_weekly_to_week_five_then_every_other_week() -> None:
    found = [turn.day for turn in turns(Nudge.MEETING, START)]
    weeks = [(day - MONDAY).days // 7 + 1 for day in found]
    assert weeks == [1, 1, 2, 3, 4, 5, 7, 9, 11, 13]
    assert len([day for day in found if (day - MONDAY).days <= 90]) >= GOAL


@pytest.mark.parametrize(
    ("today", "done", "said", "number"),
    [
        ("2026-03-01", None, [], 1),
        ("2026-04-02", None, [], 1),
        ("2026-04-02", "2026-04-02", [], 2),
        ("2026-04-03", None, [], 2),  # what was missed is not made up for
        ("2026-03-01", None, ["2026-03-30"], 2),  # the playbook says it itself about that time
        ("2026-03-01", None, ["2026-03-20"], 1),
        ("2026-10-01", None, [], None),
    ],
)
def test_the_next_turn(today: str, done: str | None, said: list[str], number: int | None) -> None:
    months = turns(Nudge.MONTH, START)
    last = date.fromisoformat(done) if done else None
    words = [date.fromisoformat(day) for day in said]
    found = following(months, today=date.fromisoformat(today), done=last, said=words, nudge=Nudge.MONTH)
    assert (found.number if found else None) == number


def test_a_playbook_never_says_for_the_bot_whether_two_have_talked() -> None:
    found = following(
        turns(Nudge.ONE_TO_ONE, START), today=MONDAY, done=None, said=[date(2026, 3, 5)], nudge=Nudge.ONE_TO_ONE
    )
    assert found == Turn(1, date(2026, 3, 5))


def test_a_reminder_comes_as_working_hours_begin_or_at_once_within_them() -> None:
    calendar, day = BERLIN, date(2026, 3, 5)
    assert due_at(day, calendar, now=datetime(2026, 3, 1, tzinfo=UTC)) == datetime(2026, 3, 5, 8, tzinfo=UTC)
    assert due_at(day, calendar, now=datetime(2026, 3, 5, 12, tzinfo=UTC)) == datetime(2026, 3, 5, 12, tzinfo=UTC)
    assert due_at(day, calendar, now=datetime(2026, 3, 5, 22, tzinfo=UTC)) == datetime(2026, 3, 6, 8, tzinfo=UTC)


def test_both_sides_confirm_the_meeting_of_the_newest_turn() -> None:
    found = turns(Nudge.MEETING, START)
    assert period(found, date(2026, 3, 2)) == 1
    assert period(found, date(2026, 3, 4)) == 1
    assert period(found, date(2026, 3, 5)) == 2


def test_a_rule_decides_who_is_reminded_by_what_was_confirmed() -> None:
    now = datetime(2026, 3, 5, 8, tzinfo=UTC)
    nobody = History(team=TEAM, start=MONDAY)
    met = nobody.model_copy(update={"meetings": (Meeting(role="buddy", number=2, at=now),)})
    talked = nobody.model_copy(update={"meetings": (Meeting(role="manager", number=1, at=now),)})
    fourth = Turn(2, date(2026, 3, 5))
    for nudge, history, wanted in (
        (Nudge.ONE_TO_ONE, nobody, True),
        (Nudge.ONE_TO_ONE, met, True),
        (Nudge.ONE_TO_ONE, talked, False),
        (Nudge.MEETING, talked, True),
        (Nudge.MEETING, met, False),
        (Nudge.FADING, nobody, False),
        (Nudge.EVE, talked, True),
    ):
        assert needed(nudge, fourth, history, calendar=BERLIN, now=now) is wanted, (nudge, history)
    assert {nudge for nudge in Nudge if to_whom(nudge) == "buddy"} == {Nudge.MEETING}


def test_the_goal_leaves_room_for_two_meetings_that_come_to_nothing() -> None:
    assert len(turns(Nudge.MEETING, START)) == PLANNED


@pytest.mark.parametrize(
    ("now", "worth"),
    [("2026-03-05", True), ("2026-03-09", True), ("2026-03-10", False), ("2026-03-04", True)],
)
def test_a_reminder_that_could_not_be_sent_for_two_working_days_is_let_go(now: str, *, worth: bool) -> None:
    assert in_time(date(2026, 3, 5), BERLIN, now=datetime.fromisoformat(f"{now}T12:00:00+00:00")) is worth


def test_a_talk_with_the_manager_is_another_one_each_day_of_the_hire() -> None:
    morning, late, next_day = (
        number_of("manager", moment(now)) for now in ("2026-03-05T08:00", "2026-03-05T22:59", "2026-03-05T23:00")
    )
    assert (late, next_day) == (morning, morning + 1)


@pytest.mark.parametrize(
    ("now", "number"),
    [("2026-03-02T08:00", 1), ("2026-03-04T22:59", 1), ("2026-03-04T23:00", 2), ("2026-03-09T08:00", 3)],
)
def test_a_meeting_with_the_buddy_is_that_of_the_newest_turn_on_the_day_of_the_hire(now: str, number: int) -> None:
    assert number_of("buddy", moment(now)) == number


@pytest.mark.parametrize(
    ("team", "done", "found"),
    [
        ({}, {}, TO_MEET),
        ({}, MET, TO_TALK),
        ({"manager": None}, MET, TO_MEET_AGAIN),
        ({"buddy": None}, {}, TO_TALK),
        ({"reachable": TEAM.reachable - {"bea"}}, {}, TO_TALK),
        ({"manager": None, "buddy": None}, {}, None),
    ],
)
def test_the_reminder_that_comes_next_is_the_first_that_somebody_can_get(
    team: dict[str, object], done: dict[Nudge, date], found: Coming | None
) -> None:
    assert coming(moment("2026-03-02T08:00", team=TEAM.model_copy(update=team)), done) == found


def test_whose_working_day_begins_first_is_reminded_first() -> None:
    assert coming(moment("2026-03-02T08:00", {"marek": NEW_YORK}), MET) == TO_MEET_AGAIN
    there = replace(TO_MEET, at=datetime(2026, 3, 3, 14, tzinfo=UTC))
    assert coming(moment("2026-03-02T08:00", {"bea": NEW_YORK}), {}) == there


def test_after_the_last_turn_of_each_no_reminder_comes() -> None:
    last = coming(moment("2026-08-03T05:00"), {})
    assert last is not None
    assert (last.nudge, last.turn.day, last.person) == (Nudge.FADING, date(2026, 8, 3), "marek")
    assert coming(moment("2026-08-03T05:00"), {Nudge.FADING: last.turn.day}) is None
