"""Reminders about talks and meetings, in histories that keep who met whom, and in no others."""

import pytest

from tests.helpers.simulated import Event, enrolled, event, lines, mood, told

MONTHS = event("08-10 12:00", "tick", offset="+02:00")
WEEK_TWO = event("03-13 17:00", "tick")


def reminders(*history: Event | tuple[Event, ...]) -> list[tuple[str, str]]:
    return [(at, to) for at, kind, signal, to in told(*history) if kind == "reminder" and signal is None]


def met(at: str, who: str) -> Event:
    return event(at, "met", with_=who)


def test_without_a_meeting_in_the_history_nobody_is_reminded_of_any() -> None:
    assert reminders(enrolled(), MONTHS) == []


def test_a_buddy_is_reminded_of_what_is_due_and_a_manager_on_working_day_four() -> None:
    history = (enrolled(), met("03-10 10:00", "Bea"), WEEK_TWO)
    assert reminders(*history) == [
        ("03-03 09:00", "buddy"),
        ("03-05 09:00", "manager"),
        ("03-05 09:00", "buddy"),
        ("03-09 09:00", "buddy"),
    ]
    found = [line for line in lines(*history) if line["kind"] == "reminder"]
    assert {(line["signal"], line["level"], line["quote"]) for line in found} == {(None, None, None)}
    assert [line["text"].split(".")[0].split("?")[0] for line in found[:2]] == [
        "A good week to meet Nadia for a few minutes, over a coffee or a walk",
        "Have you and Nadia had time to talk alone yet",
    ]


@pytest.mark.parametrize("who", ["Marek", "manager", "marek"])
def test_a_talk_that_was_confirmed_needs_no_reminder(who: str) -> None:
    found = reminders(enrolled(), met("03-04 10:00", who), event("03-06 17:00", "tick"))
    assert [to for _, to in found] == ["buddy", "buddy"]


@pytest.mark.parametrize("who", ["Otto", "Priya", "hr", "nobody at all"])
def test_whoever_is_neither_manager_nor_buddy_changes_nothing(who: str) -> None:
    found = reminders(enrolled(), met("03-02 10:00", who), event("03-06 17:00", "tick"))
    assert [to for _, to in found] == ["buddy", "manager", "buddy"]


def test_help_that_fades_after_month_three_is_told_to_the_manager_of_that_time() -> None:
    changed = event("05-04 09:00", "manager_changed", to="Lena", offset="+02:00")
    found = reminders(enrolled(), met("03-04 10:00", "Marek"), changed, MONTHS)
    assert [one for one in found if one[0] > "06-15"] == [("07-02 09:00", "Lena"), ("08-03 09:00", "Lena")]
    talked = event("07-20 09:00", "met", with_="manager", offset="+02:00")
    found = reminders(enrolled(), met("03-04 10:00", "Marek"), changed, talked, MONTHS)
    assert [one for one in found if one[0] > "06-15"] == [("07-02 09:00", "Lena")]


def test_in_a_pause_nobody_is_reminded_and_what_was_missed_is_not_made_up_for() -> None:
    paused = event("03-02 12:00", "pause", until="2026-03-10"), event("03-16 12:00", "tick")
    assert reminders(enrolled(), met("03-02 10:00", "Bea"), *paused) == [("03-16 09:00", "buddy")]
    forever = event("03-04 12:00", "pause"), WEEK_TWO
    assert reminders(enrolled(), met("03-02 10:00", "Bea"), *forever) == []


def test_somebody_without_a_buddy_or_a_manager_leaves_nobody_to_remind() -> None:
    assert reminders(enrolled(manager=None, buddy=None), met("03-02 10:00", "Bea"), MONTHS) == []


def test_a_meeting_that_both_confirm_counts_once() -> None:
    once = (enrolled(), met("03-04 10:00", "Bea"), WEEK_TWO)
    assert reminders(*once, met("03-04 16:00", "buddy")) == reminders(*once)


def test_reminders_use_no_budget_and_change_no_alert() -> None:
    history = enrolled(), mood("03-06 15:00", 2), event("04-10 15:00", "tick", offset="+02:00")
    without = [line for line in lines(*history) if line["signal"]]
    assert [line for line in lines(*history, met("03-04 10:00", "Bea")) if line["signal"]] == without
