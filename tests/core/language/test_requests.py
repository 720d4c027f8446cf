import pytest

from onboardbot.core.language.requests import asks_for_human, besides_addressees, only_asks_for_human


@pytest.mark.parametrize(
    "text",
    [
        "Could I talk to someone about my contract?",
        "I'd like to speak with a human",
        "I would rather talk to somebody from another team",
        "can someone call me please",
        "could somebody please get in touch",
        "Let me talk to a person",
        "talk to a human",
        "I need someone to talk to",
        "It's not going well. I want to talk to HR.",
        "can someone from the people team call me",
        "I’d love to chat with my buddy",
        "Kann ich mit jemandem reden?",
        "Ich möchte gern mit einem Menschen sprechen",
        "Ich würde gern mit meinem Chef über die Ziele sprechen",
        "Könnte mich bitte jemand anrufen?",
        "Kann sich jemand bei mir melden?",
        "Ich brauche jemanden zum Reden",
    ],
)
def test_a_wish_to_talk_to_somebody_is_heard(text: str) -> None:
    assert asks_for_human(text)


@pytest.mark.parametrize(
    "text",
    [
        "I don't want to talk to anyone",
        "I talked to someone from HR yesterday",
        "I did not need to speak to a human",
        "All good here",
        "Ich möchte nicht mit jemandem reden",
        "Ich habe mit jemandem geredet",
        "How do I book a meeting room?",
        "We spoke to customers",
        "",
    ],
)
def test_what_is_no_such_wish_stays_quiet(text: str) -> None:
    assert not asks_for_human(text)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("I want to speak with someone from HR", "want to speak with"),
        ("Could I talk to my manager about HR?", "about HR?"),
        ("Could I talk to someone about my boss?", "about my boss?"),
        ("Ich will mit jemandem über meinen Chef reden", "über meinen Chef reden"),
        ("Ich möchte mit jemandem aus der Personalabteilung sprechen", "mit sprechen"),
        ("I don't want to talk to my boss. Can I talk to HR?", "want to talk to my boss. Can I talk to ?"),
    ],
)
def test_whom_a_wish_asks_for_is_not_whom_it_is_about(text: str, rest: str) -> None:
    assert " ".join(besides_addressees(text).split()).endswith(rest)


def test_a_very_long_text_is_read_in_no_time() -> None:
    assert not asks_for_human("mit jemand " + "wort " * 200_000)


NAMES = ("Lena Voss", "Dana Weiss", "Otto Weber")


@pytest.mark.parametrize(
    ("text", "wish", "only"),
    [
        ("I want to talk to Lena", True, True),
        ("Can I speak to Dana today please", True, True),
        ("could i please have a quick word with otto weber this week?", True, True),
        ("Let me talk to Ms Voss.", True, True),
        ("Ich möchte heute bitte mit Lena sprechen.", True, True),
        ("Can I talk to someone, please?", True, True),
        ("I want to talk to Lena about my boss", True, False),
        ("Lena shouts at me. I want to talk to Dana.", True, False),
        ("I don't want to talk to Lena", False, False),
        ("I want to talk to Siemens", False, False),
        ("I want to talk to Otto's customers", False, False),
        ("I talked to Lena", False, False),
        ("I want to talk to someone" + " please" * 1000, True, False),
    ],
)
def test_somebody_can_be_asked_for_by_name(text: str, *, wish: bool, only: bool) -> None:
    assert asks_for_human(text, NAMES) is wish
    assert only_asks_for_human(text, NAMES) is only


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("I want to talk to Lena Voss", "I want to talk to"),
        ("I want to talk to Lena about Otto", "I want to talk to Otto"),
        ("I don't want to talk to Lena", "I don't want to talk to Lena"),
    ],
)
def test_nor_is_it_about_whom_they_ask_for_by_name(text: str, rest: str) -> None:
    assert " ".join(besides_addressees(text, NAMES).split()) == rest
