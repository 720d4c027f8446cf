"""Histories of what is protected and of distress, written by hand from the rules of who is told what, and when."""

from typing import Any

import pytest

from tests.helpers.simulated import Event, Told, enrolled, event, lines, mood, told

NADIA = enrolled()
History = tuple[Event | tuple[Event, ...], ...]


def tick(at: str, **values: Any) -> Event:
    return event(at, "tick", **values)


def message(at: str, text: str, **values: Any) -> Event:
    return event(at, "message", text=text, **values)


def wrote(at: str, text: str, name: str = "c1", seen_by: str = "manager") -> tuple[Event, Event]:
    return event(at, "check_in", id=name, seen_by=seen_by), event(at, "answer", id=name, question="text", text=text)


BOSS = "My boss shouts at me in front of everybody."
COMPLAINT = message("03-05 15:00", BOSS)
ASKED: Told = ("03-05 15:00", "offer", "about_manager", "hire")
AGAIN: Told = ("03-06 09:00", "offer", "about_manager", "hire")

PROTECTED: dict[str, tuple[History, list[Told]]] = {
    "the newcomer is asked first, once more on the next working day, and nobody is told": (
        (NADIA, COMPLAINT, tick("03-30 12:00")),
        [ASKED, AGAIN],
    ),
    "it is asked once more after the weekend": (
        (NADIA, message("03-06 15:00", BOSS), tick("03-30 12:00")),
        [("03-06 15:00", "offer", "about_manager", "hire"), ("03-09 09:00", "offer", "about_manager", "hire")],
    ),
    "on leave nothing unasked comes": (
        (NADIA, COMPLAINT, event("03-05 16:00", "leave", from_="2026-03-06", until="2026-03-10"), tick("03-30 12:00")),
        [ASKED, ("03-11 09:00", "offer", "about_manager", "hire")],
    ),
    "the duty contact is told at once, at any hour, if the newcomer picks them": (
        (NADIA, COMPLAINT, event("03-05 23:00", "offer", choice="duty"), tick("03-06 09:00")),
        [ASKED, ("03-05 23:00", "alert", "about_manager", "Dana")],
    ),
    "HR is told only if the newcomer picks HR": (
        (NADIA, COMPLAINT, event("03-05 15:01", "offer", choice="hr"), tick("03-06 09:00")),
        [ASKED, ("03-05 15:01", "alert", "about_manager", "hr")],
    ),
    "keep means nobody, and it is not asked again": (
        (NADIA, COMPLAINT, event("03-05 15:01", "offer", choice="keep"), tick("03-30 12:00")),
        [ASKED],
    ),
    "neither manager nor buddy can be picked": (
        (
            NADIA,
            COMPLAINT,
            event("03-05 15:01", "offer", choice="manager"),
            event("03-05 15:02", "offer", choice="buddy"),
        ),
        [ASKED],
    ),
    "who is named is barred, and the next of duty is told": (
        (NADIA, message("03-05 15:00", "Dana touched me."), event("03-05 15:01", "offer", choice="duty")),
        [("03-05 15:00", "offer", "harassment", "hire"), ("03-05 15:01", "alert", "harassment", "Omar")],
    ),
    "a duty contact who is above the manager is barred": (
        (enrolled(duty=["Lena", "Omar"]), COMPLAINT, event("03-05 15:01", "offer", choice="duty")),
        [ASKED, ("03-05 15:01", "alert", "about_manager", "Omar")],
    ),
    "so is whoever is above somebody who is named": (
        (
            enrolled(reports_to={"Otto": "Dana"}),
            message("03-05 15:00", "Otto insults me every day."),
            event("03-05 15:01", "offer", choice="duty"),
        ),
        [("03-05 15:00", "offer", "harassment", "hire"), ("03-05 15:01", "alert", "harassment", "Omar")],
    ),
    "a duty contact to whom the hire reports is barred": (
        (enrolled(manager=None, reports_to={"Nadia": "Dana"}), COMPLAINT, event("03-05 15:01", "offer", choice="duty")),
        [ASKED, ("03-05 15:01", "alert", "about_manager", "Omar")],
    ),
    "the duty contacts are named by their role": (
        (NADIA, message("03-05 15:00", "The duty contact touched me."), event("03-05 15:01", "offer", choice="hr")),
        [("03-05 15:00", "offer", "harassment", "hire"), ("03-05 15:01", "alert", "harassment", "hr")],
    ),
    "the buddy is barred": (
        (enrolled(duty=["Bea", "Omar"]), COMPLAINT, event("03-05 15:01", "offer", choice="duty")),
        [ASKED, ("03-05 15:01", "alert", "about_manager", "Omar")],
    ),
    "HR who is the manager is barred": (
        (enrolled(hr=["Marek"], duty=["Dana"]), COMPLAINT, event("03-05 15:01", "offer", choice="hr")),
        [ASKED],
    ),
    "HR who is named by role is barred": (
        (
            NADIA,
            message("03-05 15:00", "HR laughs at my accent."),
            event("03-05 15:01", "offer", choice="hr"),
        ),
        [("03-05 15:00", "offer", "discrimination", "hire")],
    ),
    "the manager is all there is: the newcomer reads so, and what there is outside": (
        (enrolled(hr=["Marek"], duty=["Marek"]), COMPLAINT, tick("03-30 12:00")),
        [("03-05 15:00", "resources", "about_manager", "hire")],
    ),
    "without a duty contact HR is offered": (
        (enrolled(duty=[]), COMPLAINT, event("03-05 15:01", "offer", choice="hr")),
        [ASKED, ("03-05 15:01", "alert", "about_manager", "hr")],
    ),
    "violence is told without asking, at any hour": (
        (NADIA, message("03-07 03:00", "Otto hit me."), tick("03-07 04:00")),
        [("03-07 03:00", "alert", "harassment", "Dana")],
    ),
    "an immediate hazard, too": (
        (NADIA, message("03-07 03:00", "There is a gas leak in the warehouse!"), tick("03-07 04:00")),
        [("03-07 03:00", "alert", "safety", "Dana")],
    ),
    "and a minor at risk": (
        (NADIA, message("03-07 03:00", "The trainer touches a 16-year-old apprentice."), tick("03-07 04:00")),
        [("03-07 03:00", "alert", "harassment", "Dana")],
    ),
    "who is known by their age, the newcomer or somebody else": (
        (
            NADIA,
            message("03-07 03:00", "I am 16 and my supervisor keeps touching me"),
            message("03-07 04:00", "One of the interns is 15 and Otto keeps touching her"),
        ),
        [("03-07 03:00", "alert", "harassment", "Dana"), ("03-07 04:00", "alert", "harassment", "Dana")],
    ),
    "without asking HR comes after duty": (
        (enrolled(duty=["Lena"]), message("03-07 03:00", "My boss hit me."), tick("03-07 04:00")),
        [("03-07 03:00", "alert", "harassment", "hr")],
    ),
    "with nobody left the newcomer reads so": (
        (enrolled(duty=[], hr=["Lena"]), message("03-07 03:00", "My boss hit me."), tick("03-07 04:00")),
        [("03-07 03:00", "resources", "harassment", "hire")],
    ),
    "a manager who came since is never told": (
        (
            enrolled(duty=["Omar", "Dana"]),
            COMPLAINT,
            event("03-05 16:00", "manager_changed", to="Omar"),
            event("03-05 16:01", "offer", choice="duty"),
        ),
        [ASKED, ("03-05 16:01", "alert", "about_manager", "Dana")],
    ),
    "nor is one who has left since": (
        (
            enrolled(duty=["Marek", "Dana"]),
            COMPLAINT,
            event("03-05 16:00", "manager_changed", to="Otto"),
            event("03-05 16:01", "offer", choice="duty"),
        ),
        [ASKED, ("03-05 16:01", "alert", "about_manager", "Dana")],
    ),
    "what is taken back stays protected and is not asked about again": (
        (NADIA, COMPLAINT, message("03-05 16:00", "Forget what I said about my boss."), tick("03-30 12:00")),
        [ASKED],
    ),
    "nothing from the same check-in reaches the manager, whichever comes first": (
        (NADIA, mood("03-05 15:00", 1), event("03-05 15:01", "answer", id="c1", text=BOSS), tick("03-30 12:00")),
        [
            ("03-05 15:00", "offer", "low_mood", "hire"),
            ("03-05 15:01", "offer", "about_manager", "hire"),
            ("03-06 09:00", "offer", "about_manager", "hire"),
        ],
    ),
    "also where the mood is tapped afterwards": (
        (NADIA, wrote("03-05 15:00", BOSS), event("03-05 15:01", "answer", id="c1", mood=1), tick("03-30 12:00")),
        [ASKED, AGAIN],
    ),
    "alerts from later answers go on, and rest on these alone": (
        (
            NADIA,
            mood("03-05 15:00", 1),
            event("03-05 15:01", "answer", id="c1", text=BOSS),
            event("03-05 15:02", "offer", choice="keep"),
            mood("03-12 15:00", 1, "c2"),
            tick("03-13 12:00"),
        ),
        [
            ("03-05 15:00", "offer", "low_mood", "hire"),
            ("03-05 15:01", "offer", "about_manager", "hire"),
            ("03-12 15:00", "offer", "low_mood", "hire"),
            ("03-13 12:00", "alert", "low_mood", "manager"),
        ],
    ),
    "reminders of older alerts look the same": (
        (NADIA, mood("03-04 15:00", 1), wrote("03-05 15:00", BOSS, "c2"), tick("03-11 12:00")),
        [
            ("03-04 15:00", "offer", "low_mood", "hire"),
            ("03-05 12:00", "alert", "low_mood", "manager"),
            ASKED,
            AGAIN,
            ("03-09 12:00", "reminder", "low_mood", "manager"),
            ("03-11 12:00", "escalation", None, "hr"),
        ],
    ),
    "a duty contact who does not respond is reminded, then the next of duty is asked, who reads no more than that": (
        (NADIA, COMPLAINT, event("03-05 15:01", "offer", choice="duty"), tick("03-30 12:00")),
        [
            ASKED,
            ("03-05 15:01", "alert", "about_manager", "Dana"),
            ("03-09 15:01", "reminder", "about_manager", "Dana"),
            ("03-11 15:01", "escalation", None, "Omar"),
        ],
    ),
    "whoever was told and has become the manager is not reminded": (
        (
            NADIA,
            COMPLAINT,
            event("03-05 15:01", "offer", choice="duty"),
            event("03-05 16:00", "manager_changed", to="Dana"),
            tick("03-30 12:00"),
        ),
        [
            ASKED,
            ("03-05 15:01", "alert", "about_manager", "Dana"),
            ("03-09 15:01", "escalation", None, "Omar"),
        ],
    ),
    "also where there is nobody else to ask": (
        (
            enrolled(duty=["Dana"]),
            COMPLAINT,
            event("03-05 15:01", "offer", choice="duty"),
            event("03-05 16:00", "manager_changed", to="Dana"),
            tick("03-30 12:00"),
        ),
        [ASKED, ("03-05 15:01", "alert", "about_manager", "duty")],
    ),
    "a wish to talk to somebody above is no complaint about them": (
        (NADIA, message("03-05 15:00", "I want to talk to Lena")),
        [("03-05 15:00", "offer", "asks_for_human", "hire")],
    ),
    "so is one that names the duty contact": (
        (NADIA, message("03-05 15:00", "Can I speak to Dana today please")),
        [("03-05 15:00", "offer", "asks_for_human", "hire")],
    ),
    "talk of a union, a strike or what one earns is nothing": (
        (
            NADIA,
            message("03-05 15:00", "We are organising a union and compare our pay."),
            message("03-05 15:01", "There is a strike on Friday, and my salary is too low."),
            tick("03-30 12:00"),
        ),
        [],
    ),
}

DESPAIR = message("03-05 22:00", "I don't want to live any more.")
YES = message("03-05 22:02", "yes")
HELP: Told = ("03-05 22:00", "resources", "distress", "hire")
DISTRESS: dict[str, tuple[History, list[Told]]] = {
    "fixed words at any hour, and nobody is told": ((NADIA, DESPAIR, tick("03-30 12:00")), [HELP]),
    "yes tells the duty contact at once": (
        (NADIA, DESPAIR, event("03-05 22:01", "danger", choice="yes")),
        [HELP, ("03-05 22:01", "alert", "distress", "Dana")],
    ),
    "whoever was told and does not respond is reminded, and then the next of duty is asked": (
        (NADIA, DESPAIR, event("03-05 22:01", "danger", choice="yes"), tick("03-30 12:00")),
        [
            HELP,
            ("03-05 22:01", "alert", "distress", "Dana"),
            ("03-10 09:00", "reminder", "distress", "Dana"),
            ("03-12 09:00", "escalation", None, "Omar"),
        ],
    ),
    "yes in words is a yes": (
        (NADIA, DESPAIR, message("03-05 22:01", "Yes, I am."), message("03-05 22:02", "yes")),
        [HELP, ("03-05 22:01", "alert", "distress", "Dana")],
    ),
    "a yes without the question is none": ((NADIA, message("03-05 22:01", "yes")), []),
    "a yes of days later answers something else": ((NADIA, DESPAIR, message("03-09 10:00", "yes")), [HELP]),
    "no tells nobody": ((NADIA, DESPAIR, event("03-05 22:01", "danger", choice="no"), tick("03-30 12:00")), [HELP]),
    "a yes after a no counts": (
        (
            NADIA,
            DESPAIR,
            event("03-05 22:01", "danger", choice="no"),
            event("03-05 22:02", "danger", choice="yes"),
            event("03-05 22:03", "danger", choice="yes"),
        ),
        [HELP, ("03-05 22:02", "alert", "distress", "Dana")],
    ),
    "that they are in danger is a yes, and one alert": (
        (NADIA, DESPAIR, message("03-05 22:01", "yes I am in danger"), message("03-05 22:02", "yes")),
        [HELP, ("03-05 22:01", "alert", "distress", "Dana")],
    ),
    "a means that they name afterwards is told at once, and once": (
        (NADIA, DESPAIR, message("03-05 22:01", "ok I have pills here and will take them tonight"), YES),
        [HELP, ("03-05 22:01", "alert", "distress", "Dana")],
    ),
    "in German, too": (
        (NADIA, DESPAIR, message("03-05 22:01", "Ich habe die Tabletten hier und nehme sie heute Abend"), YES),
        [HELP, ("03-05 22:01", "alert", "distress", "Dana")],
    ),
    "so is an intent with a time, also after a no": (
        (
            NADIA,
            DESPAIR,
            event("03-05 22:00", "danger", choice="no"),
            message("03-05 22:01", "I'll do it tonight"),
            YES,
        ),
        [HELP, ("03-05 22:01", "alert", "distress", "Dana")],
    ),
    "that there is no means, or no time, tells nobody": (
        (
            NADIA,
            DESPAIR,
            message("03-05 22:02", "I gave my pills to Bea."),
            message("03-05 22:03", "I'll call them."),
        ),
        [HELP],
    ),
    "a means of days later, or without distress, is none": (
        (
            NADIA,
            message("03-05 21:59", "The pills help against my cold."),
            DESPAIR,
            message("03-09 10:00", "The pills help against my cold."),
        ),
        [HELP],
    ),
    "whoever is named with the means is not told": (
        (NADIA, DESPAIR, message("03-05 22:01", "Dana knows about my pills, I'll do it tonight.")),
        [HELP, ("03-05 22:01", "alert", "distress", "Omar")],
    ),
    "with nobody to tell the bot says so of a means, too": (
        (enrolled(duty=[], hr=[]), DESPAIR, message("03-05 22:01", "yes I am in danger")),
        [HELP, ("03-05 22:01", "resources", "distress", "hire")],
    ),
    "a check-in that names the means holds nothing for anybody": (
        (
            NADIA,
            mood("03-05 21:00", 2),
            DESPAIR,
            event("03-05 22:01", "answer", id="c1", text="I'll do it tonight."),
            tick("03-30 12:00"),
        ),
        [
            ("03-05 21:00", "offer", "low_mood", "hire"),
            HELP,
            ("03-05 22:01", "alert", "distress", "Dana"),
            ("03-10 09:00", "reminder", "distress", "Dana"),
            ("03-12 09:00", "escalation", None, "Omar"),
        ],
    ),
    "an intent with a time is told without asking, after the words of help": (
        (NADIA, message("03-05 22:00", "I will kill myself tonight.")),
        [HELP, ("03-05 22:00", "alert", "distress", "Dana")],
    ),
    "so is one with a means": (
        (NADIA, message("03-05 22:00", "I want to die. I have the pills here.")),
        [HELP, ("03-05 22:00", "alert", "distress", "Dana")],
    ),
    "and that they are in danger": (
        (NADIA, message("03-05 22:00", "I am in danger.")),
        [HELP, ("03-05 22:00", "alert", "distress", "Dana")],
    ),
    "HR is next": (
        (enrolled(duty=[]), DESPAIR, event("03-05 22:01", "danger", choice="yes")),
        [HELP, ("03-05 22:01", "alert", "distress", "hr")],
    ),
    "whoever it is about is not told": (
        (NADIA, message("03-05 22:00", "Dana makes my life hell, I want to end it all tonight.")),
        [HELP, ("03-05 22:00", "alert", "distress", "Omar")],
    ),
    "with nobody to tell the bot says so": (
        (enrolled(duty=[], hr=[]), DESPAIR, event("03-05 22:01", "danger", choice="yes")),
        [HELP, ("03-05 22:01", "resources", "distress", "hire")],
    ),
    "also where the words say danger": (
        (enrolled(duty=[], hr=[]), message("03-05 22:00", "I will kill myself tonight.")),
        [HELP],
    ),
    "a low mood of the same check-in is part of it": (
        (
            NADIA,
            mood("03-05 15:00", 1),
            event("03-05 15:01", "answer", id="c1", text="I can't go on any more."),
            tick("03-30 12:00"),
        ),
        [("03-05 15:00", "offer", "low_mood", "hire"), ("03-05 15:01", "resources", "distress", "hire")],
    ),
    "so is one of the days before and after": (
        (NADIA, mood("03-05 15:00", 1), DESPAIR, mood("03-06 15:00", 1, "c2"), tick("03-30 12:00")),
        [("03-05 15:00", "offer", "low_mood", "hire"), HELP],
    ),
    "a later low mood counts alone": (
        (NADIA, DESPAIR, mood("03-06 15:00", 1), mood("03-12 15:00", 1, "c2"), tick("03-12 15:15")),
        [HELP, ("03-12 15:00", "offer", "low_mood", "hire")],
    ),
    "the ordinary ways rest for two days and go on then": (
        (
            NADIA,
            DESPAIR,
            event("03-05 23:00", "task_overdue", task="badge", due="2026-03-05"),
            mood("03-12 15:00", 1),
            tick("03-13 12:00"),
        ),
        [
            HELP,
            ("03-09 09:00", "offer", "stuck", "hire"),
            ("03-09 09:15", "alert", "stuck", "manager"),
            ("03-11 09:15", "reminder", "stuck", "manager"),
            ("03-12 15:00", "offer", "low_mood", "hire"),
            ("03-13 09:15", "escalation", None, "hr"),
        ],
    ),
    "harassment beside it is asked about, too": (
        (NADIA, message("03-05 22:00", "Otto touched me and I want to die.")),
        [HELP, ("03-05 22:00", "offer", "harassment", "hire")],
    ),
    "an idiom is none": ((NADIA, message("03-05 15:00", "This ticket kills me, I'm dying for a coffee.")), []),
    "danger without distress is nothing": ((NADIA, event("03-05 22:01", "danger", choice="yes")), []),
}

CASES = {**PROTECTED, **DISTRESS}


@pytest.mark.parametrize("name", CASES)
def test_who_is_told_what_and_when(name: str) -> None:
    history, expected = CASES[name]
    assert told(*history) == expected


def test_no_line_holds_the_words_before_they_are_shared_with_whoever_was_told() -> None:
    written = message("03-05 15:00", f"The team is nice. {BOSS} What can I do?")
    early, told_ = event("03-05 15:01", "share_words"), event("03-05 15:02", "offer", choice="duty")
    found = lines(NADIA, written, early, told_, event("03-05 15:03", "share_words"), tick("03-30 12:00"))
    assert {line["level"] for line in found} == {"protected", None}  # an escalation has none
    assert [(line["at"][11:16], line["to"], line["quote"]) for line in found if line["quote"]] == [
        ("15:03", "Dana", "My boss shouts at me in front of everybody")
    ]
    assert not [line["to"] for line in found if "shouts" in line["text"] and line["to"] != "Dana"]


def test_words_written_since_are_no_part_of_what_was_told() -> None:
    later = message("03-05 15:02", "It rains.")
    found = lines(
        NADIA, COMPLAINT, event("03-05 15:01", "offer", choice="duty"), later, event("03-05 15:03", "share_words")
    )
    assert not [line for line in found if line["quote"]]


def test_that_somebody_was_told_is_said_after_it_was() -> None:
    found = lines(NADIA, message("03-05 22:00", "I will kill myself tonight."))
    assert [(line["kind"], line["to"]) for line in found] == [
        ("resources", "hire"),
        ("alert", "Dana"),
        ("acknowledgement", "hire"),
    ]
    assert found[-1]["text"] == "I've told Dana."


def test_the_offer_names_the_duty_contact_and_no_suspicion_where_it_is_not_sure() -> None:
    sure = lines(NADIA, COMPLAINT)[0]["text"]
    unsure = lines(NADIA, message("03-05 15:00", "Somebody touched me."))[0]["text"]
    assert "Shall I tell Dana" in sure
    assert "Priya or Dana" in unsure
    assert not {"manager", "boss", "Marek"} & set(unsure.replace(",", " ").split())


def test_german_words_are_heard_and_answered_in_german() -> None:
    found = lines(enrolled(language="de"), message("03-05 22:00", "Ich will nicht mehr leben."))
    assert found[0]["kind"] == "resources"
    assert "Bist du gerade in Gefahr?" in found[0]["text"]


def test_of_an_immediate_hazard_nobody_is_asked_to_find_a_quiet_time_and_the_newcomer_reads_what_to_do() -> None:
    alert, told = lines(NADIA, message("03-07 03:00", "There is a gas leak in the warehouse!"))
    assert "first see that nobody is in danger" in alert["text"]
    assert "undisturbed" not in alert["text"]
    assert told["text"].startswith("I've told Dana.\nThank you for telling me.")
    assert "If a life is in danger, please call the emergency number now: 112" in told["text"]
