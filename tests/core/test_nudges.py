from datetime import UTC, date, datetime

import pytest

from onboardbot.core.calendar import Calendar
from onboardbot.core.history import History, Meeting
from onboardbot.core.nudges import Nudge, Turn, due_at, following, in_time, needed, period, to_whom, turns
from onboardbot.core.signals.few_meetings import GOAL, PLANNED
from onboardbot.core.timing import Start
from onboardbot.core.zones import zone_named
from tests.helpers.history_play import TEAM

BERLIN = Calendar(zone=zone_named("Europe/Berlin"))
MONDAY = date(2026, 3, 2)
START = Start(MONDAY, datetime(2026, 2, 20, 9, tzinfo=UTC), BERLIN)


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
