import re

import pytest

from onboardbot.core.personalise import Mention, fill
from onboardbot.sandbox.blocks.validate import message_complaints
from onboardbot.slack.richtext import Block, plain, rich_text

SECTION = "rich_text_section"
W = "https://w.example"


def text(words: str, *styles: str) -> Block:
    return {"type": "text", "text": words} | ({"style": dict.fromkeys(styles, True)} if styles else {})


def link(url: str, words: str, *styles: str) -> Block:
    return {"type": "link", "url": url, "text": words} | ({"style": dict.fromkeys(styles, True)} if styles else {})


def elements(markdown: str) -> list[Block]:
    return [element for block in rich_text(markdown) for element in block["elements"]]


def inline(markdown: str) -> list[Block]:
    (section,) = elements(markdown)
    assert section["type"] == SECTION
    return list(section["elements"])


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("Hello", [text("Hello")]),
        ("**bold**", [text("bold", "bold")]),
        ("*it* and _it_", [text("it", "italic"), text(" and "), text("it", "italic")]),
        ("***both***", [text("both", "italic", "bold")]),
        ("~~gone~~", [text("gone", "strike")]),
        ("`a * b`", [text("a * b", "code")]),
        ("**`a` b**", [text("a", "bold", "code"), text(" b", "bold")]),
        ("one\ntwo", [text("one\ntwo")]),
        ("one  \ntwo", [text("one\ntwo")]),
        ("# Title", [text("Title", "bold")]),
        (r"2 \* 3 &amp; 4", [text("2 * 3 & 4")]),
        ("2 * 3", [text("2 * 3")]),
        ("Hi :wave: there", [text("Hi "), {"type": "emoji", "name": "wave"}, text(" there")]),
        ("12:30:45", [text("12:30:45")]),
        ("---", [text("———")]),
        ("<b>hi</b> <!channel> <@U1>", [text("<b>hi</b> <!channel> <@U1>")]),
        ("| a |\n|---|", [text("| a |\n|---|")]),
    ],
)
def test_words_and_their_marks(markdown: str, expected: list[Block]) -> None:
    assert inline(markdown) == expected


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("[wiki](https://wiki.example/a?b=1&c=2)", [link("https://wiki.example/a?b=1&c=2", "wiki")]),
        ("<https://wiki.example>", [link("https://wiki.example", "https://wiki.example")]),
        (f"see {W}/a_b_c.", [text("see "), link(f"{W}/a_b_c", f"{W}/a_b_c"), text(".")]),
        (f"[**wiki** `x`]({W})", [link(W, "wiki", "bold"), link(W, " "), link(W, "x", "code")]),
        ("[](https://w.example)", [link("https://w.example", "https://w.example")]),
        ("![plan](https://w.example/p.png)", [link("https://w.example/p.png", "plan")]),
        ("[mail](mailto:it@x.example)", [link("mailto:it@x.example", "mail")]),
        ("[nowhere](handbook.md)", [text("nowhere")]),
        ("[nothing]()", [text("nothing")]),
        ("[]()", [text(" ")]),
        ("[bad](javascript:alert(1))", [text("[bad](javascript:alert(1))")]),
        (f"[long](https://{'x' * 3000}.example)", [text("long")]),
    ],
)  # fmt: skip
def test_links_are_those_that_slack_opens(markdown: str, expected: list[Block]) -> None:
    assert inline(markdown) == expected


def test_paragraphs_stand_apart() -> None:
    first, second = elements("one\n\ntwo")
    assert first["elements"] == [text("one")]
    assert second["elements"] == [text("\n"), text("two")]
    assert plain("one\n\ntwo") == "one\n\ntwo"


def test_a_heading_and_its_words_stand_on_lines_of_their_own() -> None:
    assert plain("## Today\nCome at nine.") == "Today\nCome at nine."


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("- a\n- b", "• a\n• b"),
        ("1. a\n2. b", "1. a\n2. b"),
        ("3. a\n4. b", "3. a\n4. b"),
        ("1. a\n   - x\n   - y\n2. b", "1. a\n  • x\n  • y\n2. b"),
        ("- a\n  1. x\n  2. y\n\n  more", "• a\n  1. x\n  2. y\n• more"),
        ("- a\n\n  more of a\n- b", "• a\nmore of a\n• b"),
        ("- ```\n  code\n  ```", "• code"),
        ("- > said", "• said"),
        ("- \n- b", "• b"),
        ("- **a**", "• a"),
    ],
)
def test_lists_keep_their_numbers_and_steps(markdown: str, expected: str) -> None:
    assert plain(markdown) == expected
    assert message_complaints(rich_text(markdown)) == []


def test_a_numbered_list_goes_on_after_a_list_inside_it() -> None:
    lists = elements("1. a\n   - x\n2. b")
    assert [(one["style"], one["indent"], one.get("offset", 0)) for one in lists] == [
        ("ordered", 0, 0),
        ("bullet", 1, 0),
        ("ordered", 0, 1),
    ]


def test_a_quote_keeps_its_lines() -> None:
    (quote,) = elements("> one\n>\n> two\n> - x\n> - y")
    assert quote == {"type": "rich_text_quote", "elements": [text("one\ntwo\n• x\n• y")]}


def test_code_is_shown_as_it_stands() -> None:
    (code,) = elements("```python\nif a < b:\n    pass\n```")
    assert code == {"type": "rich_text_preformatted", "elements": [text("if a < b:\n    pass")]}


def test_only_a_mention_mentions() -> None:
    values = {"manager": {"mention": Mention("Marek Nowak", "U0MAREK00"), "name": "<@U1> <!here>"}}
    markdown = fill(
        "Ask {{ manager.mention }} or {{ manager.name }}, `{{ manager.mention }}`", values, markup_safe=True
    )
    assert inline(markdown) == [
        text("Ask "),
        {"type": "user", "user_id": "U0MAREK00"},
        text(" or <@U1> <!here>, "),
        text("<@U0MAREK00>", "code"),
    ]
    assert plain(markdown) == "Ask <@U0MAREK00> or &lt;@U1&gt; &lt;!here&gt;, &lt;@U0MAREK00&gt;"


@pytest.mark.parametrize(
    "name",
    [
        "*Nadia* <!channel> <@U1>",
        "_N_ ~~x~~ `c` **b**",
        ":smile: :tada:",
        "[click](https://evil.example)",
        "https://evil.example/x",
        "<https://evil.example|hi>",
        "&lt;!channel&gt; &amp;",
        "# Title",
        "- item",
        "1. item",
        "> quote",
        "```",
        "a\\b \\*c\\*",
        "\ue000U1\ue001",
        "نادية",
        "N" * 80,
        "O'Brien-Łukasz",
    ],
)
def test_a_name_is_shown_as_typed(name: str) -> None:
    markdown = fill("Hello {{ hire.name }}!", {"hire": {"name": name}}, markup_safe=True)
    shown = re.sub("[\ue000\ue001]", "", name)
    assert inline(markdown) == [text(f"Hello {shown}!")]
    escaped = shown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert plain(markdown) == f"Hello {escaped}!"


def lengths(blocks: list[Block]) -> list[int]:
    def length(part: object) -> int:
        if isinstance(part, list):
            return sum(length(one) for one in part)
        return len(part.get("text", "")) + length(part.get("elements", [])) if isinstance(part, dict) else 0

    return [length(block) for block in blocks]


@pytest.mark.parametrize(
    "markdown",
    [
        "x" * 7001,
        "word " * 2500,
        "\n\n".join(["a paragraph of some length"] * 400),
        "- " + "word " * 900,
        "\n".join(f"{n}. item number {n}" for n in range(1, 400)),
        "> " + "quoted " * 900,
        "```\n" + "code\n" * 1500 + "```",
    ],
)
def test_a_long_text_is_split_and_loses_nothing(markdown: str) -> None:
    blocks = rich_text(markdown)
    assert message_complaints(blocks) == []
    assert len(blocks) > 1
    assert max(lengths(blocks)) <= 3000
    assert "".join(re.findall(r"\w+", plain(markdown))) == "".join(re.findall(r"\w+", markdown))


def test_a_long_link_is_one_address_on_several_pieces() -> None:
    found = elements(f"[{'w' * 4000}](https://w.example)")
    pieces = [piece for section in found for piece in section["elements"]]
    assert [(piece["url"], len(piece["text"])) for piece in pieces] == [
        ("https://w.example", 3000),
        ("https://w.example", 1000),
    ]


def test_a_long_numbered_list_goes_on_with_its_numbers() -> None:
    markdown = "\n".join(f"{n}. item number {n} of them" for n in range(1, 400))
    assert plain(markdown).splitlines()[-1] == "399. item number 399 of them"


@pytest.mark.parametrize(
    "markdown", ["", " ", "\n", "```\n```", "- ", "> ", "[]()", "<!-- x -->", "\\", "&#0;", "\x00"]
)
def test_nothing_to_read_is_no_mistake(markdown: str) -> None:
    assert message_complaints(rich_text(markdown)) == []


def test_markdown_that_goes_on_for_ever_ends() -> None:
    for hostile in ("[" * 5000, "*" * 5000, "> " * 500 + "x", "- " * 300 + "x", "`" * 5000, "<" * 5000):
        assert message_complaints(rich_text(hostile)) == []
