"""Histories drawn at random, through the command: unsure means careful, whatever happens and in which order."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.helpers.onlooker import MARK, OF_IT, Onlooker
from tests.helpers.simulated import Event, lines

PEOPLE = ("Marek", "Bea", "Priya", "Paul", "Dana", "Omar", "Lena", "Otto")
ROLES = ("manager", "buddy", "hr", "duty")
ORDINARY = (
    "All good, thank you.",
    "No laptop yet. I sit alone.",
    "The team is nice, but nobody explains the system to me.",
    "Could I talk to someone from HR?",
    "Thorsten never has time.",
)
DESPAIR = (
    "I want to vanish, I can't go on any more.",
    "I will kill myself tonight.",
)
CONFIDENTIAL = (
    *DESPAIR,
    "My boss shouts at me.",
    "Otto touched me.",
    "Bea ignores me and Dana mocks my accent.",
    "Priya hit me.",
    "Forget what I said about my boss.",
)
TEXTS = (*ORDINARY, *CONFIDENTIAL)
CIRCLES = ("me", "buddy", "manager", "hr", "counted")
TAKEN = (
    "check_in", "mood", "mood", "low", "text", "message", "narrow", "offer", "share_words", "danger", "pause", "leave",
    "resume", "manager", "taken", "passed", "helped", "talk", "overdue", "help", "done",
)  # fmt: skip
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


def marked(text: str, number: int) -> str:
    """Return a text with a word of its own in each of its sentences."""
    return "".join(f" zq{number}{sign}" if sign in ".?" else sign for sign in text)


def answered(step: str, seed: int, text: str, check_ins: list[str]) -> dict[str, Any] | None:
    if not check_ins:
        return None
    name = check_ins[seed % len(check_ins)] if seed % 3 else check_ins[-1]
    said = {"text": text} if step == "text" else {"question": "mood", "mood": seed % (2 if step == "low" else 5) + 1}
    smaller = {"circle": ("me", "counted")[seed % 2]} if step == "narrow" else {}
    return {"event": "answer", "id": name, **said, **smaller}


def said(step: str, seed: int, today: date, check_ins: list[str], number: int) -> dict[str, Any] | None:
    """Return an event that fits."""
    text, person, other = marked(TEXTS[seed % len(TEXTS)], number), PEOPLE[seed % 8], PEOPLE[seed // 8 % 8]
    if step == "check_in":
        check_ins.append(f"c{len(check_ins)}")
        return {"event": step, "id": check_ins[-1], "seen_by": CIRCLES[seed % 5]}
    if step in {"mood", "low", "text", "narrow"}:
        return answered(step, seed, text, check_ins)
    until = (today + timedelta(days=seed % 4)).isoformat()
    return {
        "message": {"event": "message", "text": text},
        "offer": {"event": "offer", "choice": (*ROLES, "keep")[seed % 5]},
        "share_words": {"event": step},
        "danger": {"event": "danger", "choice": ("yes", "no")[seed % 2]},
        "pause": {"event": "pause", "until": until},
        "leave": {"event": "leave", "until": until},
        "resume": {"event": step},
        "manager": {"event": "manager_changed", "to": person},
        "taken": {"event": "taken", "by": person},
        "passed": {"event": "passed", "by": person, "to": other},
        "helped": {"event": "helped", "how": ("yes", "bit", "no")[seed % 3]},
        "talk": {"event": "talk", "to": ROLES[seed % 4]},
        "overdue": {"event": "task_overdue", "task": f"t{seed % 3}", "due": today.isoformat()},
        "help": {"event": "need_help", "task": f"t{seed % 3}", "help": ROLES[seed % 4]},
        "done": {"event": "done", "task": f"t{seed % 3}"},
    }[step]


def history(team: tuple[int, ...], steps: list[Step]) -> list[Event]:
    now, check_ins = datetime(2026, 3, 2, 8, tzinfo=UTC), list[str]()
    found: list[Event] = [{"hire": "Nadia", "at": now.isoformat(), "event": "enrolled", **began(team)}]
    for number, (step, seed, minutes) in enumerate(steps):
        now += timedelta(minutes=minutes)
        if (event := said(step, seed, now.date(), check_ins, number)) is not None:
            found.append({"hire": "Nadia", "at": now.isoformat(), **event})
    return [*found, {"hire": "Nadia", "at": (now + timedelta(days=15)).isoformat(), "event": "tick"}]


def unmarked(text: str) -> str:
    return " ".join(MARK.sub("", text).split()).replace(" .", ".").replace(" ?", "?")


def onlooker_of(events: list[Event]) -> Onlooker:
    return Onlooker(events, PEOPLE, lambda text: unmarked(text) in CONFIDENTIAL, lambda text: unmarked(text) in DESPAIR)


def told(events: list[Event]) -> Iterator[tuple[dict[str, Any], str]]:
    """Return each line with the name of whoever gets it; "hire" is the newcomer."""
    first = events[0]
    named = {"manager": first["manager"], "buddy": first["buddy"], "hr": first["hr"][0], "duty": first["duty"][0]}
    return ((line, named.get(line["to"], line["to"])) for line in lines(*events))


@EACH
@given(TEAMS, st.lists(STEPS, max_size=25))
def test_nobody_reads_what_is_not_for_them(team: tuple[int, ...], steps: list[Step]) -> None:
    events = history(team, steps)
    onlooker = onlooker_of(events)
    for line, person in told(events):
        if person == "hire":
            continue
        assert onlooker.may_read(line, person), (person, line)
        if line["kind"] in {"handoff", "reminder", "drill"} or line["level"] == "operational":
            assert not OF_IT.search(line["text"]), line
        if line["kind"] == "escalation":
            assert (line["signal"], line["level"]) == (None, None)


@EACH
@given(TEAMS, st.lists(STEPS, max_size=25))
def test_what_is_protected_never_reaches_whoever_it_may_be_about(team: tuple[int, ...], steps: list[Step]) -> None:
    events = history(team, steps)
    onlooker = onlooker_of(events)
    for line, person in told(events):
        if line["level"] == "protected" and person != "hire":
            at = datetime.fromisoformat(line["at"])
            heard = [one for one in onlooker.said if one.at <= at and onlooker.confidential(one.text)]
            assert any(person not in onlooker.barred(one, at) for one in heard), line
            assert onlooker.chose(person, at) or person in onlooker.duty | onlooker.hr, line


@EACH
@given(TEAMS, st.lists(STEPS, max_size=25))
def test_the_bot_never_says_that_somebody_was_told_who_was_not(team: tuple[int, ...], steps: list[Step]) -> None:
    """Each time that the newcomer reads that somebody was told, that one has got a line more than was said before."""
    got, claimed = Counter[str](), Counter[str]()
    for line, person in told(history(team, steps)):
        if person != "hire":
            got[person] += 1
            continue
        for one in PEOPLE:
            if f"I've told {one}" in line["text"] or f"I've asked {one}" in line["text"]:
                claimed[one] += 1
                assert claimed[one] <= got[one], line
            if f"{one} has seen it" in line["text"]:
                assert got[one], line
