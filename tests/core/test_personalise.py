"""Filling texts: values stay data, and nobody reads an empty name."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from onboardbot.core.personalise import (
    FillError,
    Mention,
    Piece,
    RoleEmpty,
    ValueEmpty,
    fill,
    mentions,
)

NADIA = {
    "first_name": "Nadia",
    "name": "Nadia Novak",
    "start_date": date(2026, 3, 2),
    "desk": "4 * 2",
    "department": "",
}
MAREK = {"first_name": "Marek", "name": "Marek Moravec", "mention": Mention("Marek Moravec", "U0MAREK")}
VALUES = {"hire": NADIA, "manager": MAREK, "company": {"name": "Northwind"}, "day": 3}


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("Hello {{ hire.first_name }}!", "Hello Nadia!"),
        ("{{ company.name }}, day {{ day }}", "Northwind, day 3"),
        ("{{ hire.start_date }}", "2026-03-02"),
        ("{{ hire.start_date | date: '%d.%m.%Y' }}", "02.03.2026"),
        ("{{ hire.desk }}", "4 * 2"),
        ("{{ hire.first_name | upcase }} {{ hire.name | size }}", "NADIA 11"),
        ("Ask {{ manager.mention }}", "Ask @Marek Moravec"),
        ("{% if buddy %}{{ buddy.first_name }}{% else %}somebody{% endif %}", "somebody"),
        ("{% unless buddy.first_name %}nobody{% endunless %}", "nobody"),
        ("{{ buddy.first_name | default: 'your buddy' }}", "your buddy"),
        ("{{ buddy.mention | default: manager.first_name }}", "Marek"),
        ("{{ hire.department | default: 'your team' }}", "your team"),
        ("{% if hire.department %}in {{ hire.department }}{% endif %}.", "."),
        ("{% for n in (1..3) %}{{ n }}{% cycle '-', '+' %}{% endfor %}", "1-2+3-"),
        ("{% for n in (1..2) %}{% cycle 'g': hire.first_name, 'x' %}{% endfor %}", "Nadiax"),
        ("{% capture a %}**{{ hire.desk }}**{% endcapture %}{{ a }}", "**4 * 2**"),
        ("{% echo hire.first_name %}{% assign a = day | plus: 1 %}{{ a }}", "Nadia4"),
        ("{{ '2026-03-02' | date: '%A' }} {{ '10:00' | date: '%Y' }} {{ 'soon' | date: '%Y' }}", "Monday 10:00 soon"),
        ("{{ '1000000000' | date: '%Y' }} {{ '2026-03-02 09:30' | date: '%H:%M' }}", "2001 09:30"),
        ("{{ hire.start_date | date }}", "2026-03-02"),
        ("{% if true and nothing == nil %}{% endif %}x", "x"),
        ("no placeholders: 100 % { }", "no placeholders: 100 % { }"),
    ],
)
def test_a_text_is_filled_as_typed(text: str, filled: str) -> None:
    assert fill(text, VALUES) == filled


@pytest.mark.parametrize(
    "text",
    [
        "{{ buddy.first_name }}",
        "{{ buddy }}",
        "{{ buddy.first_name | upcase }}",
        "{{ buddy.first_name | date: '%Y' }}",
        "{{ buddy.first_name | plus: 1 }}",
        "{{ 'Dear ' | append: buddy.first_name }}",
        "{% assign name = buddy.first_name %}Hello {{ name }}",
        "{% cycle buddy.first_name %}",
        "{% for letter in buddy.first_name %}{{ letter }}{% endfor %}",
        "{% if manager %}{{ buddy.first_name }}{% endif %}",
    ],
)
@pytest.mark.parametrize("buddy", [{}, {"buddy": {}}, {"buddy": {"first_name": " ", "name": ""}}, {"buddy": None}])
def test_a_role_that_nobody_fills_stops_the_message(text: str, buddy: dict[str, object]) -> None:
    with pytest.raises(RoleEmpty, match="the text names the buddy, and there is none") as raised:
        fill(text, VALUES | buddy)
    assert raised.value.role == "buddy"


def test_another_empty_value_stops_the_message_and_is_named() -> None:
    with pytest.raises(ValueEmpty, match=r"hire\.department is empty") as raised:
        fill("You work in {{ hire.department }}", VALUES)
    assert raised.value.placeholder == "hire.department"


@pytest.mark.parametrize(
    "text",
    [
        "{{ hire.first_name",
        "{% for n in (1..1001) %}{{ n }}{% endfor %}",
        "{% for a in (1..40) %}{% for b in (1..40) %}{{ b }}{% endfor %}{% endfor %}",
        "{% for n in (1..500) %}" + "x" * 50 + "{% endfor %}",
        "{% for n in (1..900) %}" + "x" * 200 + "{% endfor %}",
        "{% assign a = 'xxxxxxxxxxxxxxxx' %}{% for n in (1..20) %}{% assign a = a | append: a %}{% endfor %}{{ a }}",
        "{% assign a = 'x' %}{% for n in (1..9) %}{% assign a = a | replace: 'x', 'xxxxxxxxx' %}{% endfor %}",
        "{% assign a = '" + "x" * 3000 + "' %}{{ a | replace: 'x', a }}",
        "{{ 'now' | date: '%Y' }}",
        "{% assign t = 'Today' %}{{ t | date: '%Y' }}",
        "{{ hire.first_name | unknown }}",
        "{{ hire.first_name | safe }}",
        "{% include 'secrets' %}",
        "{% render 'secrets' %}",
        "{% tablerow n in (1..2) %}{{ n }}{% endtablerow %}",
        "{{ 1 | divided_by: 0 }}",
        "{{ '99999999999999999999' | date: '%Y' }}",
    ],
)
def test_what_can_t_be_filled_says_so(text: str) -> None:
    with pytest.raises(FillError):
        fill(text, VALUES)


@pytest.mark.parametrize("markup_safe", [True, False])
@pytest.mark.parametrize("text", ["{{ hire.x }}", "-{{hire['x']}}-{{ day }}\n", "{{ hire.x }}{{ buddy.mention }}"])
@settings(deadline=None)
@given(value=st.one_of(st.text(), st.integers(), st.booleans(), st.dates(), st.floats(allow_nan=False), st.none()))
def test_a_text_that_only_prints_says_what_liquid_makes_of_it(text: str, markup_safe: bool, value: object) -> None:  # noqa: FBT001 - a parameter
    values = {"hire": {"x": value}, "buddy": {"mention": Mention("Bea *", "U0BEA")}, "day": 3}
    said = []
    for same in (text, "{% if true %}" + text + "{% endif %}"):
        try:
            said.append(fill(same, values, markup_safe=markup_safe))
        except FillError as error:
            said.append(str(error))
    assert said[0] == said[1]


@pytest.mark.parametrize("text", ["{{ hire[company.key] }}", "{{ 'Nadia' }}", "{{ hire.first_name | capitalize }}"])
def test_what_does_more_than_to_print_a_value_is_filled_too(text: str) -> None:
    assert fill(text, VALUES | {"company": {"key": "first_name"}}) == "Nadia"


def test_an_impossible_date_stays_as_it_is() -> None:
    assert fill("{{ hire.desk | date: '%Y' }}", {"hire": {"desk": "1" + "0" * 30 + ".5"}}).startswith("10")


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("*Bold*", r"\*Bold\*"),
        ("[x](https://evil.example)", r"\[x\]\(https\:\/\/evil\.example\)"),
        ("<!channel> <@U1>", r"\<\!channel\> \<\@U1\>"),
        ("# a\n# b\r\n\u2028c", r"\# a \# b c"),
        ("\ue000U1\ue001", "U1"),
        ("a \u202edlot eb yam\u2066 b", "a dlot eb yam b"),
        ("שלום\u200f עולם", "שלום\u200f עולם"),
        ("Zoë O’Neill", "Zoë O’Neill"),
    ],
)
def test_a_value_can_t_make_markup_or_mentions(value: str, printed: str) -> None:
    assert fill("**{{ hire.name }}**", {"hire": {"name": value}}, markup_safe=True) == f"**{printed}**"


def test_filters_and_conditions_see_the_value_before_it_is_escaped() -> None:
    text = "{{ hire.name | size }} {{ hire.name | upcase }} {% if hire.name == 'a*b' %}yes{% endif %}"
    assert fill(text, {"hire": {"name": "a*b"}}, markup_safe=True) == r"3 A\*B yes"


def test_what_was_captured_is_escaped_once() -> None:
    text = "{% capture a %}**{{ hire.name }}**{% endcapture %}{{ a }}{{ a | append: '!' }}"
    assert fill(text, {"hire": {"name": "a_b"}}, markup_safe=True) == r"**a\_b**\*\*a\\\_b\*\*\!"


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=40))
def test_commonmark_reads_a_value_as_itself(value: str) -> None:
    if not value.strip() or "\x00" in value:
        return
    filled = fill("x{{ hire.name }}x", {"hire": {"name": value}}, markup_safe=True)
    (_, inline, _) = MarkdownIt("commonmark").parse(filled)
    assert inline.children
    assert {child.type for child in inline.children} <= {"text", "text_special"}


def test_a_mention_is_a_private_token_until_the_channel_draws_it() -> None:
    filled = fill("Ask {{ manager.mention | upcase }} or {{ manager.name }}.", VALUES, markup_safe=True)
    assert list(mentions(filled)) == [
        Piece("Ask "),
        Piece("<@U0MAREK>", "U0MAREK"),
        Piece(" or Marek Moravec."),
    ]


def test_a_mention_of_somebody_without_slack_is_the_name() -> None:
    values = {"manager": {"mention": Mention("Marek *", None)}}
    assert fill("{{ manager.mention }}", values, markup_safe=True) == r"Marek \*"
    with pytest.raises(RoleEmpty):
        fill("{{ manager.mention }}", {"manager": {"mention": Mention(" ")}}, markup_safe=True)


def test_a_text_can_t_hold_a_mention_of_its_own() -> None:
    assert list(mentions(fill("\ue000U1\ue001 {{ hire.first_name }}", VALUES, markup_safe=True))) == [Piece("U1 Nadia")]
    assert list(mentions("\ue000 \ue001")) == [Piece(" ")]
    assert list(mentions("\ue000U1\ue001")) == [Piece("<@U1>", "U1")]


def test_an_instant_can_be_formatted() -> None:
    assert fill("{{ at | date: '%H:%M' }}", {"at": datetime(2026, 3, 2, 9, 15, tzinfo=UTC)}) == "09:15"
