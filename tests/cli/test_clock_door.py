"""The clock's own API beside a running bot, as scripts use it; one bot for the whole page, moved onwards."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.helpers.processes import Place, ask, free_port, log_of, place, running, sandbox

NADIA, MAREK = "nadia@northwind.example", "marek@northwind.example"
PLAYBOOK = """\
title: First days
ends: 4 months after start
steps:
  - {id: before, when: day -2 at 09:00, message: Soon}
  - {id: one, when: day 1 at 09:00, late: same day, message: One}
  - {id: two, when: day 1 at 09:00, late: same day, message: Two}
  - {id: three, when: day 1 at 09:01, late: same day, message: Three}
""" + "".join(
    f"  - {{id: d{n}, when: {n} days after start at 10:00, late: same day, message: Day {n}}}\n"
    for n in range(1, 86, 4)
)  # fmt: skip


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    here = place(tmp_path_factory.mktemp("clock"), {"first.yaml": PLAYBOOK}, clock_port=str(free_port()))
    with sandbox(here), running(here, clock_start="2026-02-20T08:00:00Z"):
        yield here


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_the_clock_moves_halts_and_survives(here: Place) -> None:
    """One story, as a clock never goes back."""
    _, began = here.clock()
    assert began.keys() == {"now", "next_due", "idle"}
    assert began["now"].startswith("2026-02-20T08:00:0")
    _answers_nonsense_with_400(here)
    assert here.people(f"email,name,start_date\n{NADIA},Nadia,2026-03-02\n").exit_code == 0
    _moves_by_a_span(here)
    _moves_to_what_is_next(here)
    _nothing_becomes_late_on_the_way(here)
    _other_commands_share_the_time(here)
    _the_timeline_tells_what_and_why(here)
    _the_log_tells_what_was_noted(here)


def _answers_nonsense_with_400(here: Place) -> None:
    bodies: list[Any] = [
        {}, [], "to", 5, None, {"to": "2026-02-19T08:00:00Z"}, {"to": "soon"}, {"to": 5}, {"to": None},
        {"to": "9999-12-31T23:59:59Z"}, {"by": "-1 days"}, {"by": "1.5 hours"}, {"by": "3 weeks"}, {"by": 90},
        {"by": "99999999999 days"}, {"by": f"{'9' * 5000} days"}, {"by": "two days"}, {"next": False}, {"next": "yes"},
        {"to": "2026-03-01T08:00:00Z", "by": "1 day"},
    ]  # fmt: skip
    for body in bodies:
        status, answer = here.clock(body) if body is not None else here.clock(raw=b"null")
        assert (status, list(answer)) == (400, ["error"]), body
    for raw in (b"{nope", b"", b"\xff\xfe", b"[" * 100_000):
        assert here.clock(raw=raw)[0] == 400
    assert here.clock({"to": "2026-02-19T08:00:00Z"})[1]["error"].endswith("already and can't go back")
    assert here.clock()[1]["now"].startswith("2026-02-20T08:0")


def _moves_by_a_span(here: Place) -> None:
    for span, minutes in (("1 minute", 1), ("90 minutes", 90), ("2 hours", 120), ("3 days", 4320), ("0 minutes", 0)):
        before = at(here.clock()[1]["now"])
        status, after = here.clock({"by": span})
        assert status == 200
        assert timedelta(0) <= at(after["now"]) - before - timedelta(minutes=minutes) < timedelta(seconds=20)
    assert (after["next_due"], after["idle"]) == ("2026-02-26T08:00:00Z", True)


def _moves_to_what_is_next(here: Place) -> None:
    _, after = here.clock({"next": True})
    assert after["now"].startswith("2026-02-26T08:00:0")
    assert after["next_due"] == "2026-03-02T08:00:00Z"
    assert here.states(NADIA)["before"] == "sent"


def _nothing_becomes_late_on_the_way(here: Place) -> None:
    here.to("2026-06-01T08:00:00+02:00")
    lines = here.status(NADIA)
    assert {line["state"] for line in lines} == {"sent"}
    for line in lines:
        assert timedelta(0) <= at(line["sent_at"]) - at(line["due_at"]) < timedelta(seconds=20), line
    assert [words.split("\n")[0] for words in here.words(NADIA)[:5]] == ["Soon", "One", "Two", "Three", "Day 1"]


def _other_commands_share_the_time(here: Place) -> None:
    assert here.people(f"email,name,start_date\n{MAREK},Marek,2026-06-01\n").exit_code == 0
    here.to("2026-06-01T07:02:30Z")
    assert here.states(MAREK)["three"] == "sent"


def test_a_restart_keeps_the_time_and_an_earlier_start_does_not_turn_it_back(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    here = place(tmp_path_factory.mktemp("again"), {"first.yaml": PLAYBOOK}, clock_port=str(free_port()))
    assert here.people(f"email,name,start_date\n{NADIA},Nadia,2026-03-02\n").exit_code == 0
    with sandbox(here):
        with running(here, clock_start="2026-03-02T08:30:00Z"):
            here.until(lambda: here.states(NADIA).get("one") == "sent")  # enrolled at once, and late on its day
            here.to("2026-03-10T12:00:00Z")
        with running(here, clock_start="2026-02-20T08:00:00Z"):
            assert here.clock()[1]["now"].startswith("2026-03-10T12:0")
            states = {line["step"]: (line["state"], line["cause"]) for line in here.status(NADIA)}
    assert [states[step] for step in ("before", "one", "two")] == [("sent", None)] * 3
    assert states["three"] == ("missed", "enrolled_late")  # three late ones a day, and it only made sense that day


def _the_timeline_tells_what_and_why(here: Place) -> None:
    status, told = ask(f"http://127.0.0.1:{here.settings['clock_port']}/timeline")
    assert (status, told.keys()) == (200, {"now", "entries"})
    entries = {entry["step"]: entry for entry in told["entries"] if entry["hire"] == NADIA}
    assert entries["three"].items() >= {
        "at": here.status(NADIA)[3]["sent_at"], "state": "sent", "hire": NADIA, "name": "Nadia", "to": "hire",
        "to_name": "Nadia", "kind": "message", "when": "day 1 at 09:01", "playbook": "first", "cause": None,
    }.items()  # fmt: skip
    assert (entries["before"]["when"], entries["d1"]["when"]) == ("day -2 at 09:00", "1 day after start at 10:00")
    assert [entry["at"] for entry in told["entries"]] == sorted(entry["at"] for entry in told["entries"])


def _the_log_tells_what_was_noted(here: Place) -> None:
    _, told = ask(f"http://127.0.0.1:{here.settings['clock_port']}/log")
    events = {event["event"]: event for event in told["events"]}
    assert events["message_sent"]["words"] == "Sent: a message of a playbook."
    assert events["message_sent"].keys() == {"at", "level", "event", "words", "facts"}
    assert events["message_sent"]["at"].startswith("2026-")
    assert "message_sent" in log_of(here)  # the same on standard error, at the level that was asked for
