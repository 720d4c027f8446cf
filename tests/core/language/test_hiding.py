"""Masking: names, addresses, numbers and links never leave; a quote leads back to the words as they were written."""

import time

import pytest

from onboardbot.core.language.hiding import LONGEST, masked
from onboardbot.core.language.utterance import Utterance

MAREK, NADIA, BEA = "Marek Weber", "Nadia Lin", "Bea Öztürk"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Marek's meetings are long", "[MANAGER_1] meetings are long"),
        ("MAREK shouts, weber too", "[MANAGER_1] shouts, [MANAGER_2] too"),
        ("ask bea or oeztuerk", "ask [COLLEAGUE_1] or [COLLEAGUE_2]"),
        ("ask öztürk or ozturk", "ask [COLLEAGUE_1] or [COLLEAGUE_2]"),
        ("Northwind GmbH is odd", "[COMPANY_1] GmbH is odd"),
        ("write to a.b+c@mail.example.co.uk", "write to [MAIL_1]"),
        ("call +49 170 123 45 67 now", "call [NUMBER_1] now"),
        ("see https://x.example/a?b=1 and www.x.example", "see [LINK_1] and [LINK_2]"),
        ("the wiki.northwind.example page", "the [ADDRESS_1] page"),
        ("ticket HR-12345 of U0ABCDEFG", "ticket [ID_1] of [ID_2]"),
        ("IBAN DE89370400440532013000", "IBAN [ID_1]"),
        ("it says ```secret = 1``` and `rm -rf`", "it says [CODE_1] and [CODE_2]"),
        ("<@U12345678> and @Otto Odd shout", "[COLLEAGUE_1] and [COLLEAGUE_2] shout"),
        ("Frau Dr. Müller schreit", "[COLLEAGUE_1] schreit"),
        ("I asked Xiomara twice", "I asked [COLLEAGUE_1] twice"),
        ("mit Xiomara geht es nicht", "mit [COLLEAGUE_1] geht es nicht"),
        ("田中さんが怖いです。皆さんは優しい", "[COLLEAGUE_1]さんが怖いです。皆さんは優しい"),
        ("waiting since Monday for Jira, 3 tickets", "waiting since Monday for Jira, 3 tickets"),
        ("ich habe mit Problemen und Kollegen zu tun", "ich habe mit Problemen und Kollegen zu tun"),
        ("marek, then Marek", "[MANAGER_1], then [MANAGER_2]"),
        ("see @Otto Odd.example.com there", "see [COLLEAGUE_1] there"),
        ("I can ask Can, and an is no An", "I can ask [COLLEAGUE_1], and an is no [COLLEAGUE_2]"),
        ("Marek and Marek", "[MANAGER_1] and [MANAGER_1]"),
    ],
)
def test_what_points_at_somebody_is_hidden(text: str, read: str) -> None:
    reply = Utterance(text, superiors=(MAREK,), others=(NADIA, BEA, "Can An"))
    assert masked(reply, company="Northwind GmbH").text == read


def test_a_name_that_is_a_word_is_hidden_with_its_capital_only() -> None:
    said = masked(Utterance("I will quit. Will laughs", others=("Will Po",)))
    assert said.text == "I will quit. [COLLEAGUE_1] laughs"


def test_a_name_without_spaces_around_it_is_hidden() -> None:
    assert masked(Utterance("今日は佐藤に怒鳴られた", superiors=("佐藤 健",))).text == "今日は[MANAGER_1]に怒鳴られた"


def test_a_quote_leads_back_to_the_words_as_written() -> None:
    text = "Honestly, Marek\u2019s shouting at Nadia  scares me."
    said = masked(Utterance(text, superiors=(MAREK,), others=(NADIA,)))
    assert said.words("[MANAGER_1] shouting at [COLLEAGUE_2] scares me") == "Marek's shouting at Nadia scares me"


@pytest.mark.parametrize("quote", ["he shouts", "MANAGER_1] shouts", "[MANAGER_9] shouts", "Marek shouts"])
def test_what_is_no_quote_leads_nowhere(quote: str) -> None:
    assert masked(Utterance("Marek shouts", superiors=(MAREK,))).words(quote) is None


def test_a_placeholder_that_somebody_typed_stays_what_it_is() -> None:
    said = masked(Utterance("[MANAGER_7] shouts"))
    assert said.text == "[[ID_1]] shouts"
    assert said.words("[[ID_1]] shouts") == "[MANAGER_7] shouts"


@pytest.mark.parametrize(
    "text", ["a" * 40_000, "@" * 40_000, "1 " * 20_000, "a.b-" * 10_000, "-a1" * 10_000, "`" * 9_999]
)
def test_no_text_makes_it_slow(text: str) -> None:
    began = time.process_time()
    assert len(masked(Utterance(text, superiors=(MAREK,))).whole) <= LONGEST
    assert time.process_time() - began < 5
