import pytest

from onboardbot.core.language.requests import asks_for_human, besides_addressees


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
