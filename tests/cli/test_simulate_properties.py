"""Histories drawn at random, through the command: unsure means careful, whatever happens and in which order."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.helpers.simulated import Event, lines

PEOPLE = ("Marek", "Bea", "Priya", "Paul", "Dana", "Omar", "Lena", "Otto")
ROLES = ("manager", "buddy", "hr", "duty")
TEXTS = {
    "All good, thank you.": (),
    "No laptop yet. I sit alone.": ("laptop", "alone"),
    "My boss shouts at me.": ("shouts",),
    "Otto touched me.": ("touched",),
    "Bea ignores me and Dana mocks my accent.": ("mocks", "accent"),
    "Priya hit me.": (" hit ",),
    "I want to vanish, I can't go on any more.": ("vanish", "go on"),
    "I will kill myself tonight.": ("kill", "tonight"),
    "Forget what I said about my boss.": ("Forget",),
    "Could I talk to someone from HR?": ("Could I",),
}  # with the words of each that no other line may hold
TAKEN = (
    "check_in",
    "mood",
    "text",
    "message",
    "offer",
    "danger",
    "pause",
    "manager",
    "taken",
    "talk",
    "overdue",
    "help",
)
MINUTES = (1, 14, 15, 60, 600, 1440, 2880, 7200)
Step = tuple[str, int, int]
STEPS = st.tuples(st.sampled_from(TAKEN), st.integers(0, 10_000), st.sampled_from(MINUTES))
TEAMS = st.tuples(*(st.integers(0, 7) for _ in range(6)))
EACH = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def began(team: tuple[int, ...]) -> dict[str, Any]:
    manager, buddy, hr, more, duty, above = (PEOPLE[number] for number in team)
    return {
        "start": "2026-03-02", "zone": "Europe/Berlin", "country": "DE", "names": list(PEOPLE),
        "manager": manager, "buddy": buddy, "hr": [hr, more], "duty": [duty], "reports_to": {manager: above},
    }  # fmt: skip


def said(step: str, seed: int, today: date, check_ins: list[str]) -> dict[str, Any] | None:
    """Return an event that fits."""
    text, person = list(TEXTS)[seed % len(TEXTS)], PEOPLE[seed % len(PEOPLE)]
    if step == "check_in":
        check_ins.append(f"c{len(check_ins)}")
        return {"event": step, "id": check_ins[-1], "seen_by": ("me", "buddy", "manager", "hr", "counted")[seed % 5]}
    if step in ("mood", "text"):
        answer = {"mood": seed % 5 + 1} if step == "mood" else {"text": text}
        return {"event": "answer", "id": check_ins[-1], **answer} if check_ins else None
    return {
        "message": {"event": "message", "text": text},
        "offer": {"event": "offer", "choice": (*ROLES, "keep")[seed % 5]},
        "danger": {"event": "danger", "choice": ("yes", "no")[seed % 2]},
        "pause": {"event": "pause", "until": (today + timedelta(days=seed % 4)).isoformat()},
        "manager": {"event": "manager_changed", "to": person},
        "taken": {"event": "taken", "by": person},
        "talk": {"event": "talk", "to": ROLES[seed % 4]},
        "overdue": {"event": "task_overdue", "task": f"t{seed % 3}", "due": today.isoformat()},
        "help": {"event": "need_help", "task": f"t{seed % 3}", "help": ROLES[seed % 4]},
    }[step]


def history(team: tuple[int, ...], steps: list[Step]) -> list[Event]:
    now, check_ins = datetime(2026, 3, 2, 8, tzinfo=UTC), list[str]()
    found: list[Event] = [{"hire": "Nadia", "at": now.isoformat(), "event": "enrolled", **began(team)}]
    for step, seed, minutes in steps:
        now += timedelta(minutes=minutes)
        if (event := said(step, seed, now.date(), check_ins)) is not None:
            found.append({"hire": "Nadia", "at": now.isoformat(), **event})
    return [*found, {"hire": "Nadia", "at": (now + timedelta(days=15)).isoformat(), "event": "tick"}]


def managers(events: list[Event]) -> list[tuple[datetime, str]]:
    """Return who became the manager when."""
    changed = [(datetime.fromisoformat(one["at"]), one["to"]) for one in events if one["event"] == "manager_changed"]
    return [(datetime.fromisoformat(events[0]["at"]), events[0]["manager"]), *changed]


@EACH
@given(TEAMS, st.lists(STEPS, max_size=25))
def test_nobody_reads_what_is_not_for_them(team: tuple[int, ...], steps: list[Step]) -> None:
    events = history(team, steps)
    hr_may_read = any(one.get("seen_by") == "hr" for one in events)  # then HR is asked with the alert itself
    held = {word for words in TEXTS.values() for word in words}
    for line in lines(*events):
        if line["to"] == "hire":
            continue
        assert line["quote"] is None  # no words were shared
        assert not [word for word in held if word in line["text"]]
        if line["kind"] == "handoff" or (line["kind"] == "escalation" and not hr_may_read):
            assert not {"check-in", "tapped", "task"} & set(line["text"].split())
        if line["kind"] == "escalation":
            assert (line["signal"], line["level"]) == (None, None)


@EACH
@given(TEAMS, st.lists(STEPS, max_size=25))
def test_what_is_protected_never_reaches_the_manager_the_buddy_or_whoever_is_above(
    team: tuple[int, ...], steps: list[Step]
) -> None:
    events = history(team, steps)
    named = dict.fromkeys(ROLES)
    named |= {"manager": events[0]["manager"], "buddy": events[0]["buddy"]}
    named |= {"hr": events[0]["hr"][0], "duty": events[0]["duty"][0]}
    for line in lines(*events):
        if line["level"] == "protected" and line["to"] != "hire":
            at = datetime.fromisoformat(line["at"])
            manager = [who for since, who in managers(events) if since <= at][-1]
            barred = {manager, events[0]["buddy"], events[0]["reports_to"].get(manager)}
            assert named.get(line["to"], line["to"]) not in barred


@EACH
@given(TEAMS, st.lists(STEPS, max_size=25))
def test_the_bot_never_says_that_somebody_was_told_who_was_not(team: tuple[int, ...], steps: list[Step]) -> None:
    events = history(team, steps)
    roles = {"manager": events[0]["manager"], "buddy": events[0]["buddy"], "hr": events[0]["hr"][0]}
    roles["duty"] = events[0]["duty"][0]
    told: set[str] = set()
    for line in lines(*events):
        if line["to"] != "hire":
            told.add(roles.get(line["to"], line["to"]))
        for person in PEOPLE:
            if f"I've told {person}" in line["text"] or f"I've asked {person}" in line["text"]:
                assert person in told
