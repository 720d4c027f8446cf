import time

import pytest

from onboardbot.core.language.names import mentions_somebody, people_named, roles_named
from tests.helpers.history_play import NAMES

KNOWN = tuple(NAMES.values())


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Marek never has time", {"marek"}),
        ("nothing from marek's side", {"marek"}),
        ("Ich warte auf Mareks Antwort", {"marek"}),
        ("Ms Rao was kind", {"priya"}),
        ("bea and lena argue", {"bea", "lena"}),
        ("The markets are calm", set()),
        ("", set()),
    ],
)
def test_any_part_of_a_name_names_a_person(text: str, people: set[str]) -> None:
    assert people_named(text, NAMES) == people


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("my boss said no", {"manager"}),
        ("the person I report to", {"manager"}),
        ("Meine Chefin und die Personalabteilung", {"manager", "hr"}),
        ("the buddy is away", {"buddy"}),
        ("HR has not answered", {"hr"}),
        ("three things happened", set()),
    ],
)
def test_a_role_counts_as_a_name(text: str, roles: set[str]) -> None:
    assert roles_named(text) == roles


@pytest.mark.parametrize(
    "text",
    [
        "Marek is never there",
        "my manager does not answer",
        "My team lead is on holiday",
        "mein Vorgesetzter antwortet nicht",
        "die Teamleitung weiß von nichts",
        "Herr Schuster lacht über mich",
        "I sit next to Tom and learn nothing",
        "I sit next to Xanthippe all day",
        "Alles hängt an Sabine",
        "it is because of Mareks plan",
        "@somebody keeps shouting",
        "ask @channel",
        "otto never answers",
        "Xanthippe told me to be quiet. I cried.",
        "The tools are fine. Zenobia is always busy.",
        "Zenobia hilft mir nie",
        "Ich komme mit Zenobia nicht klar",
        "M. said that I am slow",
        "my mgr ignores me",
        "I sit with Ayse\u0327 all day",
    ],
)
def test_words_that_mention_the_manager_or_anyone_by_name_are_seen(text: str) -> None:
    assert mentions_somebody(text, KNOWN)


@pytest.mark.parametrize(
    "text",
    [
        "My laptop has not come and I can't log in.",
        "Too much at once. Nobody explains anything.",
        "I can't get into GitHub or the VPN since Monday",
        "Ich habe keinen Zugang zum System und niemand hilft.",
        "- No badge\n- No desk",
        "I'd like more time",
        "mail to help@northwind.example bounces",
        "a" + " " * 70 + "b",
        "",
        "Meetings always run over",
        "Slack never works. Nobody told me about lunch",
        "send the bill, to be frank",
        "Niemand hilft mir mit den Tools",
        "Ich bin ohne Zugang und ohne Hilfe",
    ],
)
def test_words_that_name_nobody_may_be_quoted(text: str) -> None:
    assert not mentions_somebody(text, KNOWN)


@pytest.mark.parametrize("text", ["Word. " * 6600, "Xyz.\n\n\n\n\n\n" * 4000, "I wait. " * 5000])
def test_forty_thousand_characters_are_read_at_once(text: str) -> None:
    began = time.process_time()
    assert not mentions_somebody(text, KNOWN)
    assert time.process_time() - began < 2  # seconds; reading all that stands before each word took half a minute


def test_a_capital_far_behind_a_sentence_is_a_name_all_the_same() -> None:
    assert mentions_somebody("we wait for" + " " * 70 + "Xanthippe", KNOWN)
