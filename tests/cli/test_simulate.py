"""`onboardbot simulate`: histories written by hand from the rules of who is told what, and when."""

from typing import Any

import pytest

from tests.helpers.simulated import Event, Told, enrolled, event, lines, mood, told

NADIA = enrolled()
LOW = mood("03-06 15:00", 2)
LOW_AGAIN = mood("03-13 15:00", 2, "c2")
ASKED: Told = ("03-06 15:00", "offer", "low_mood", "hire")
TOLD: Told = ("03-09 12:00", "alert", "low_mood", "manager")
KEPT = event("03-06 15:01", "offer", choice="keep")
History = tuple[Event | tuple[Event, ...], ...]


def tick(at: str, **values: Any) -> Event:
    return event(at, "tick", **values)


CARE: dict[str, tuple[History, list[Told]]] = {
    "a low mood is asked about, and told at noon of the next working day": (
        (NADIA, LOW, tick("03-09 12:00")),
        [ASKED, TOLD],
    ),
    "a minute before noon nobody is told": ((NADIA, LOW, tick("03-09 11:59")), [ASKED]),
    "a choice is told at once, at any hour": (
        (NADIA, LOW, event("03-07 23:00", "offer", choice="buddy"), tick("03-09 13:00")),
        [ASKED, ("03-07 23:00", "alert", "low_mood", "buddy")],
    ),
    "keep means nobody": ((NADIA, LOW, KEPT, tick("03-20 12:00")), [ASKED]),
    "a kept answer counts on, with a later one that is not kept": (
        (NADIA, LOW, KEPT, LOW_AGAIN, tick("03-13 15:15")),
        [ASKED, ("03-13 15:00", "offer", "two_lows", "hire"), ("03-13 15:15", "alert", "two_lows", "manager")],
    ),
    "what is announced can be cancelled within fifteen minutes": (
        (NADIA, LOW, KEPT, LOW_AGAIN, event("03-13 15:14", "offer", choice="keep"), tick("03-20 12:00")),
        [ASKED, ("03-13 15:00", "offer", "two_lows", "hire")],
    ),
    "what is announced can be changed, and goes when the minutes are over": (
        (NADIA, LOW, KEPT, LOW_AGAIN, event("03-13 15:10", "offer", choice="hr"), tick("03-13 16:00")),
        [
            ASKED,
            ("03-13 15:00", "offer", "two_lows", "hire"),
            ("03-13 15:10", "offer", "two_lows", "hire"),
            ("03-13 15:15", "alert", "two_lows", "hr"),
        ],
    ),
    "a fall of two below one's own median is announced": (
        (
            NADIA,
            mood("03-04 15:00", 5),
            mood("03-06 15:00", 5, "c2"),
            mood("03-11 15:00", 3, "c3"),
            tick("03-11 16:00"),
        ),
        [("03-11 15:00", "offer", "falling", "hire"), ("03-11 15:15", "alert", "falling", "manager")],
    ),
    "a slow slide is none": (
        (
            NADIA,
            mood("03-04 15:00", 5),
            mood("03-06 15:00", 4, "c2"),
            mood("03-11 15:00", 3, "c3"),
            tick("03-20 16:00"),
        ),
        [],
    ),
    "an answer for me alone is offered, and told to nobody": (
        (NADIA, mood("03-06 15:00", 1, seen_by="me"), tick("03-20 12:00")),
        [ASKED],
    ),
    "a smaller circle is chosen before answering": (
        (NADIA, mood("03-06 15:00", 1, circle="me"), tick("03-20 12:00")),
        [ASKED],
    ),
    "a circle can't be made wider so": (
        (NADIA, mood("03-06 15:00", 1, seen_by="me", circle="manager"), tick("03-20 12:00")),
        [ASKED],
    ),
    "with no manager a question for the manager is one for HR": (
        (enrolled(manager=None), LOW, tick("03-09 12:00")),
        [ASKED, ("03-09 12:00", "alert", "low_mood", "hr")],
    ),
    "with nobody around the offer says so": (
        (enrolled(manager=None, hr=[], buddy=None), LOW, tick("03-20 12:00")),
        [ASKED],
    ),
    "a manager who changed is in no earlier circle, and the newcomer is asked again": (
        (NADIA, LOW, event("03-06 16:00", "manager_changed", to="Lena"), tick("03-20 12:00")),
        [ASKED, ("03-06 16:00", "offer", "low_mood", "hire")],
    ),
    "the newcomer's own tap adds the later manager": (
        (
            NADIA,
            LOW,
            event("03-06 16:00", "manager_changed", to="Lena"),
            event("03-06 16:01", "offer", choice="manager"),
        ),
        [ASKED, ("03-06 16:00", "offer", "low_mood", "hire"), ("03-06 16:01", "alert", "low_mood", "Lena")],
    ),
    "HR who is the manager is told once": (
        (enrolled(manager="Priya"), LOW, tick("03-09 12:00")),
        [ASKED, ("03-09 12:00", "alert", "low_mood", "manager")],
    ),
    "one of several in HR is called by name": (
        (enrolled(hr=["Priya", "Paul"]), LOW, event("03-06 15:01", "offer", choice="hr")),
        [ASKED, ("03-06 15:01", "alert", "low_mood", "Priya")],
    ),
    "paused before noon it is held until the pause ends": (
        (NADIA, LOW, event("03-06 16:00", "pause", until="2026-03-10"), tick("03-12 12:00")),
        [ASKED, ("03-11 09:00", "alert", "low_mood", "manager")],
    ),
    "after the pause it must hold still": (
        (NADIA, LOW, event("03-06 16:00", "pause", until="2026-03-20"), tick("03-30 12:00", offset="+02:00")),
        [ASKED],
    ),
    "a pause can end early": (
        (
            NADIA,
            LOW,
            event("03-06 16:00", "pause", until="2026-03-20"),
            event("03-10 10:00", "resume"),
            tick("03-10 10:00"),
        ),
        [ASKED, ("03-10 10:00", "alert", "low_mood", "manager")],
    ),
    "a wish in words pauses, too": (
        (NADIA, LOW, event("03-06 16:00", "message", text="pause please"), tick("03-12 12:00")),
        [ASKED],
    ),
    "noon comes after a leave": (
        (NADIA, event("03-06 09:00", "leave", from_="2026-03-09", until="2026-03-10"), LOW, tick("03-12 12:00")),
        [ASKED, ("03-11 12:00", "alert", "low_mood", "manager")],
    ),
    "found meanwhile it is added to the alert, without a new message": (
        (NADIA, LOW, tick("03-09 12:00"), mood("03-11 15:00", 1, "c2"), tick("03-11 16:00")),
        [ASKED, TOLD, ("03-11 12:00", "reminder", "low_mood", "manager"), ("03-11 15:00", "offer", "two_lows", "hire")],
    ),
    "the budget allows the next on working day n+5": (
        (
            NADIA,
            LOW,
            event("03-09 12:10", "taken", by="Marek"),
            event("03-09 12:20", "helped", how="yes"),
            mood("03-12 15:00", 1, "c2"),
            tick("03-16 12:00"),
        ),
        [ASKED, TOLD, ("03-12 15:00", "offer", "two_lows", "hire"), ("03-16 09:00", "alert", "two_lows", "manager")],
    ),
    "what the newcomer chose does not count": (
        (
            NADIA,
            LOW,
            event("03-06 15:01", "offer", choice="manager"),
            mood("03-09 15:00", 1, "c2"),
            tick("03-09 15:15"),
        ),
        [
            ASKED,
            ("03-06 15:01", "alert", "low_mood", "manager"),
            ("03-09 15:00", "offer", "two_lows", "hire"),
            ("03-09 15:15", "alert", "two_lows", "manager"),
        ],
    ),
}

TIME: dict[str, tuple[History, list[Told]]] = {
    "noon is the hire's, also over the change of the clocks": (
        (NADIA, mood("03-27 15:00", 2), tick("03-30 12:00", offset="+02:00")),
        [("03-27 15:00", "offer", "low_mood", "hire"), ("03-30 12:00", "alert", "low_mood", "manager")],
    ),
    "Easter is no working day in Germany": (
        (enrolled(duty=[]), mood("04-02 15:00", 2), tick("04-10 12:00", offset="+02:00")),
        [
            ("04-02 16:00", "offer", "low_mood", "hire"),
            ("04-07 12:00", "alert", "low_mood", "manager"),
            ("04-09 12:00", "reminder", "low_mood", "manager"),
        ],
    ),
    "without a country there are no holidays": (
        (
            enrolled(country=None, subdivision=None, duty=[]),
            mood("04-02 15:00", 2),
            tick("04-03 12:00", offset="+02:00"),
        ),
        [("04-02 16:00", "offer", "low_mood", "hire"), ("04-03 12:00", "alert", "low_mood", "manager")],
    ),
    "Epiphany is a holiday in Bavaria": (
        (enrolled("01-05 08:00", subdivision="BY", start="2026-01-05"), mood("01-05 15:00", 2), tick("01-07 12:00")),
        [("01-05 15:00", "offer", "low_mood", "hire"), ("01-07 12:00", "alert", "low_mood", "manager")],
    ),
    "and none in Berlin": (
        (enrolled("01-05 08:00", start="2026-01-05"), mood("01-05 15:00", 2), tick("01-06 12:00")),
        [("01-05 15:00", "offer", "low_mood", "hire"), ("01-06 12:00", "alert", "low_mood", "manager")],
    ),
    "a week from Sunday to Thursday": (
        (
            enrolled(zone="Asia/Jerusalem", week="sun-thu", country="IL", subdivision=None, hours="08:30-17:00"),
            mood("03-05 14:00", 2),
            tick("03-08 11:00"),
        ),
        [("03-05 15:00", "offer", "low_mood", "hire"), ("03-08 12:00", "alert", "low_mood", "manager")],
    ),
    "the recipient's working hours apply": (
        (enrolled(hours="13:00-17:30"), LOW, tick("03-09 13:00")),
        [ASKED, ("03-09 13:00", "alert", "low_mood", "manager")],
    ),
    "two check-ins that stay unanswered for two working days each are silence": (
        (
            NADIA,
            event("03-04 15:00", "check_in", id="c1", seen_by="manager"),
            event("03-06 15:00", "check_in", id="c2", seen_by="manager"),
            tick("03-10 15:15"),
        ),
        [("03-10 15:00", "offer", "silence", "hire"), ("03-10 15:15", "alert", "silence", "manager")],
    ),
    "days of pause do not count as silence": (
        (
            NADIA,
            event("03-04 15:00", "check_in", id="c1", seen_by="manager"),
            event("03-06 15:00", "check_in", id="c2", seen_by="manager"),
            event("03-06 16:00", "pause", until="2026-03-09"),
            tick("03-11 15:15"),
        ),
        [("03-11 15:00", "offer", "silence", "hire"), ("03-11 15:15", "alert", "silence", "manager")],
    ),
    "a late answer ends a silence": (
        (
            NADIA,
            event("03-04 15:00", "check_in", id="c1", seen_by="manager"),
            event("03-06 15:00", "check_in", id="c2", seen_by="manager"),
            event("03-10 15:10", "answer", id="c1", question="mood", mood=4),
            tick("03-20 15:15"),
        ),
        [("03-10 15:00", "offer", "silence", "hire")],
    ),
    "silence goes to whoever is in both circles": (
        (
            NADIA,
            event("03-04 15:00", "check_in", id="c1", seen_by="manager"),
            event("03-06 15:00", "check_in", id="c2", seen_by="buddy"),
            tick("03-20 15:15"),
        ),
        [("03-10 15:00", "offer", "silence", "hire")],
    ),
    "a task is stuck at noon of the first working day after its own": (
        (NADIA, event("03-06 09:00", "task_overdue", task="badge", due="2026-03-06"), tick("03-09 13:00")),
        [("03-09 12:00", "offer", "stuck", "hire"), ("03-09 12:15", "alert", "stuck", "manager")],
    ),
    "all stuck tasks are one finding": (
        (
            NADIA,
            event("03-06 09:00", "task_overdue", task="badge", due="2026-03-06"),
            event("03-06 09:00", "task_overdue", task="laptop", due="2026-03-09"),
            tick("03-11 09:00"),
        ),
        [("03-09 12:00", "offer", "stuck", "hire"), ("03-09 12:15", "alert", "stuck", "manager")],
    ),
    "a task that was done in time is none": (
        (
            NADIA,
            event("03-06 09:00", "task_overdue", task="badge", due="2026-03-06"),
            event("03-09 11:00", "done", task="badge"),
            tick("03-20 12:00"),
        ),
        [],
    ),
}

AFTERWARDS: dict[str, tuple[History, list[Told]]] = {
    "a reminder after two working days, HR after two more, without a signal": (
        (NADIA, LOW, tick("03-20 12:00")),
        [
            ASKED,
            TOLD,
            ("03-11 12:00", "reminder", "low_mood", "manager"),
            ("03-13 12:00", "escalation", None, "hr"),
        ],
    ),
    "no reminder once it was taken": (
        (NADIA, LOW, event("03-09 12:30", "taken", by="Marek"), tick("03-11 12:00")),
        [ASKED, TOLD],
    ),
    "passed to HR, who only read that Marek can't": (
        (NADIA, LOW, event("03-09 14:00", "passed", by="Marek", to="Priya"), tick("03-11 15:00")),
        [ASKED, TOLD, ("03-09 14:00", "escalation", None, "hr")],
    ),
    "did it not help, the others are offered": (
        (
            NADIA,
            LOW,
            event("03-09 12:30", "taken", by="manager"),
            tick("03-12 12:30"),
            event("03-12 13:00", "helped", how="no"),
        ),
        [ASKED, TOLD, ("03-12 13:00", "offer", "low_mood", "hire")],
    ),
    "help with a task goes to whom the task names, at once": (
        (NADIA, event("03-07 20:00", "need_help", task="laptop", help="it"), tick("03-20 12:00")),
        [("03-07 20:00", "alert", "need_help", "it")],
    ),
    "of several the next is asked after one working day": (
        (
            enrolled(hr=["Priya", "Paul"]),
            event("03-05 10:00", "need_help", task="contract", help="hr"),
            tick("03-06 10:00"),
        ),
        [("03-05 10:00", "alert", "need_help", "Priya"), ("03-06 10:00", "alert", "need_help", "Paul")],
    ),
    "a done task closes the request": (
        (
            enrolled(hr=["Priya", "Paul"]),
            event("03-05 10:00", "need_help", task="contract", help="hr"),
            event("03-05 11:00", "done", task="contract"),
            tick("03-06 10:00"),
        ),
        [("03-05 10:00", "alert", "need_help", "Priya")],
    ),
    "the manager helps where the task names nobody": (
        (NADIA, event("03-05 10:00", "need_help", task="laptop")),
        [("03-05 10:00", "alert", "need_help", "manager")],
    ),
    "a hand-off goes to whom the newcomer names, and on to HR": (
        (NADIA, event("03-05 10:00", "talk", to="manager"), tick("03-06 17:30")),
        [("03-05 10:00", "handoff", "asks_for_human", "manager"), ("03-06 17:30", "handoff", "asks_for_human", "hr")],
    ),
    "after HR comes the next of HR, then duty": (
        (enrolled(hr=["Priya", "Paul"]), event("03-05 10:00", "talk", to="hr", within="today"), tick("03-09 17:30")),
        [
            ("03-05 10:00", "handoff", "asks_for_human", "Priya"),
            ("03-05 17:30", "handoff", "asks_for_human", "Paul"),
            ("03-06 17:30", "handoff", "asks_for_human", "Dana"),
            ("03-09 17:30", "handoff", "asks_for_human", "Omar"),
        ],
    ),
    "within this week is by its last working day": (
        (NADIA, event("03-04 10:00", "talk", to="buddy", within="this week"), tick("03-06 17:30")),
        [("03-04 10:00", "handoff", "asks_for_human", "buddy"), ("03-06 17:30", "handoff", "asks_for_human", "hr")],
    ),
    "people are known by a part of their name, too": (
        (
            enrolled(manager="Marek Novak", reports_to={}),
            event("03-05 10:00", "talk", to="marek"),
            event("03-05 11:00", "taken", by="Novak"),
            tick("03-06 18:00"),
        ),
        [("03-05 10:00", "handoff", "asks_for_human", "manager")],
    ),
    "passed on to somebody else": (
        (NADIA, event("03-05 10:00", "talk", to="manager"), event("03-05 11:00", "passed", by="Marek", to="Otto")),
        [("03-05 10:00", "handoff", "asks_for_human", "manager"), ("03-05 11:00", "handoff", "asks_for_human", "Otto")],
    ),
    "asking in words gets the choice, and nobody is told unasked": (
        (NADIA, event("03-05 10:00", "message", text="Could I talk to someone from HR?"), tick("03-20 12:00")),
        [("03-05 10:00", "offer", "asks_for_human", "hire")],
    ),
    "where the only HR is the manager, duty is offered": (
        (
            enrolled(hr=["Marek"]),
            event("03-05 10:00", "talk", to="hr"),
            event("03-05 10:01", "offer", choice="duty"),
        ),
        [("03-05 10:00", "offer", "asks_for_human", "hire"), ("03-05 10:01", "handoff", "asks_for_human", "Dana")],
    ),
    "a talk with a role that nobody fills is none": (
        (enrolled(buddy=None), event("03-05 10:00", "talk", to="buddy")),
        [],
    ),
    "each duty contact taps a drill as each month begins to work": (
        (NADIA, tick("05-05 12:00", offset="+02:00")),
        [
            ("04-01 09:00", "drill", None, "Dana"),
            ("04-01 09:00", "drill", None, "Omar"),
            ("05-04 09:00", "drill", None, "Dana"),
            ("05-04 09:00", "drill", None, "Omar"),
        ],
    ),
    "where meetings are kept they are reminded of": (
        (NADIA, event("03-03 08:00", "met", with_="Bea"), tick("03-05 10:00")),
        [("03-05 09:00", "reminder", None, "manager"), ("03-05 09:00", "reminder", None, "buddy")],
    ),
}

CASES = {**CARE, **TIME, **AFTERWARDS}


@pytest.mark.parametrize("name", CASES)
def test_who_is_told_what_and_when(name: str) -> None:
    history, expected = CASES[name]
    assert told(*history) == expected


def test_words_are_told_only_once_they_are_shared_and_to_that_person_alone() -> None:
    said = event("03-06 15:01", "answer", id="c1", question="text", text="All fine. No laptop yet. I sit alone.")
    shared = event("03-09 13:00", "share_words")
    found = lines(NADIA, LOW, said, tick("03-09 12:00"), shared, tick("03-20 12:00"))
    assert [(line["to"], line["quote"]) for line in found if line["quote"]] == [("manager", "No laptop yet.")]
    assert {line["to"] for line in found if "laptop" in line["text"]} <= {"manager", "hire"}  # she wrote it herself


def test_an_escalation_holds_no_reason_and_no_level() -> None:
    (line,) = [one for one in lines(NADIA, LOW, tick("03-20 12:00")) if one["kind"] == "escalation"]
    assert (line["signal"], line["level"], line["quote"]) == (None, None, None)
    assert line["text"] == "Marek has not been able to respond about Nadia. Could you check in with Marek?"


def test_hr_in_the_circle_is_asked_with_the_alert() -> None:
    by_hr = mood("03-06 15:00", 2, seen_by="hr")
    found = lines(enrolled(hr=["Priya", "Paul"]), by_hr, tick("03-20 12:00"))
    assert [(line["to"], "Not great" in line["text"]) for line in found if line["kind"] == "escalation"] == [
        ("Paul", True)
    ]


def test_several_hires_stand_in_one_stream_in_order_of_time() -> None:
    omar = [{**one, "hire": "omar"} for one in (NADIA, *mood("03-06 14:00", 2), tick("03-09 12:00"))]
    found = [
        (line["hire"], line["kind"])
        for line in lines(NADIA, LOW, tick("03-09 12:00"), *omar)
        if line["kind"] != "acknowledgement"
    ]
    assert found == [("omar", "offer"), ("Nadia", "offer"), ("Nadia", "alert"), ("omar", "alert")]


def test_every_answer_and_message_is_acknowledged_in_the_hires_language() -> None:
    german = enrolled(language="de")
    found = lines(
        german,
        mood("03-06 15:00", 4),
        event("03-06 15:02", "message", text="danke"),
        event("03-06 15:03", "message", text="Das Wetter ist schön"),
        event("03-06 15:04", "message", text="weiter"),
    )
    assert {(line["kind"], line["to"], line["signal"], line["level"]) for line in found} == {
        ("acknowledgement", "hire", None, None)
    }
    assert len({line["text"] for line in found}) == 4
    assert "danke" in found[0]["text"].casefold()


def test_an_answer_that_changes_takes_the_offer_back() -> None:
    better = event("03-06 15:05", "answer", id="c1", question="mood", mood=4)
    assert told(NADIA, LOW, better, tick("03-20 12:00")) == [ASKED]
