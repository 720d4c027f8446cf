"""Which blocks Slack takes, and its words for the others."""

from typing import Any

import pytest

from onboardbot.sandbox.blocks.naming import named
from onboardbot.sandbox.blocks.reading import words_of
from onboardbot.sandbox.blocks.validate import message_complaints, view_complaints
from tests.sandbox.conftest import MODAL, QUESTION, button

Block = dict[str, Any]


def plain(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": True}


def mrkdwn(text: str) -> Block:
    return {"type": "mrkdwn", "text": text}


def option(value: str, text: str = "Yes") -> Block:
    return {"text": plain(text), "value": value}


def section(**more: object) -> Block:
    return {"type": "section", "text": mrkdwn("Hi"), **more}


def actions(*elements: object) -> Block:
    return {"type": "actions", "elements": list(elements)}


def context(*elements: object) -> Block:
    return {"type": "context", "elements": list(elements)}


def select(**more: object) -> Block:
    return {"type": "static_select", "action_id": "pick", "options": [option("a")], **more}


def input_(element: Block, **more: object) -> Block:
    return {"type": "input", "block_id": "in", "label": plain("Name"), "element": element, **more}


def rich(*elements: Block) -> Block:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(elements)}]}


FOCUSED = {"type": "plain_text_input", "action_id": "p", "focus_on_load": True}
RADIO = {"type": "radio_buttons", "action_id": "r", "options": [option("a"), option("b", "No")]}
MULTI = {"type": "multi_static_select", "action_id": "m", "options": [option("a")], "max_selected_items": 2}
MORE = [
    section(accessory=MULTI),
    input_({"type": "multi_users_select", "action_id": "u", "initial_users": ["U0NADIA00"]}),
    input_({"type": "number_input", "action_id": "n", "is_decimal_allowed": True, "min_value": "1"}),
    input_({"type": "url_text_input", "action_id": "l"}),
    actions({"type": "datetimepicker", "action_id": "d", "initial_date_time": 1772442000}),
]
GOOD = [
    *QUESTION,
    section(block_id="s", fields=[mrkdwn("a"), plain("b")], accessory=select(placeholder=plain("Choose"))),
    section(accessory={"type": "image", "image_url": "https://example.com/a.png", "alt_text": "A"}),
    {"type": "header", "text": plain("x" * 150)},
    {"type": "divider"},
    {"type": "markdown", "text": "**Hi**"},
    {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "A map", "title": plain("Map")},
    context(plain("small"), mrkdwn("_print_"), {"type": "image", "image_url": "https://example.com", "alt_text": "A"}),
    actions(
        {"type": "users_select", "action_id": "u", "initial_user": "U1"},
        {"type": "datepicker", "action_id": "d", "initial_date": "2026-03-02"},
        {"type": "timepicker", "action_id": "t", "initial_time": "09:30"},
        {"type": "checkboxes", "action_id": "c", "options": [option("a")]},
        {"type": "overflow", "action_id": "o", "options": [option("a")]},
        {"type": "static_select", "action_id": "g", "option_groups": [{"label": plain("G"), "options": [option("a")]}]},
        RADIO,
    ),
    rich(
        {"type": "text", "text": "Hi ", "style": {"bold": True}},
        {"type": "user", "user_id": "U1"},
        {"type": "link", "url": "https://example.com", "text": "map"},
        {"type": "emoji", "name": "wave"},
    ),
    {
        "type": "rich_text",
        "elements": [
            {"type": "rich_text_list", "style": "bullet", "elements": [
                {"type": "rich_text_section", "elements": [{"type": "text", "text": "one"}]},
            ]},
            {"type": "rich_text_quote", "elements": [{"type": "text", "text": "said"}]},
            {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "code"}]},
        ],
    },
    input_({"type": "email_text_input", "action_id": "e"}, hint=plain("yours"), optional=True),
]  # fmt: skip


@pytest.mark.parametrize("block", [*GOOD, *MORE])
def test_slack_takes(block: Block) -> None:
    assert message_complaints([block]) == []


@pytest.mark.parametrize(
    ("block", "sentence", "place"),
    [
        (section(text=mrkdwn("x" * 3001)), "must be less than 3001 characters", "/text/text"),
        (section(text=mrkdwn("")), "must be more than 0 characters", "/text/text"),
        (section(fields=[plain("x")] * 11), "no more than 10 items allowed", "/fields"),
        (section(fields=[plain("x" * 2001)]), "must be less than 2001 characters", "/fields/0/text"),
        ({"type": "section"}, "missing required field: text", ""),
        ({"type": "header", "text": plain("x" * 151)}, "must be less than 151 characters", "/text/text"),
        ({"type": "header", "text": mrkdwn("x")}, "unsupported type: mrkdwn", "/text/type"),
        (actions(), "no fewer than 1 items allowed", "/elements"),
        (
            actions(*(button(f"a{n}", "x") for n in range(26))),
            "no more than 25 items allowed", "/elements",
        ),
        (
            actions(button("a", "x" * 76)),
            "must be less than 76 characters", "/elements/0/text/text",
        ),
        (
            actions(button("a", "x", value="x" * 2001)),
            "must be less than 2001 characters", "/elements/0/value",
        ),
        (
            actions(button("a" * 256, "x")),
            "must be less than 256 characters", "/elements/0/action_id",
        ),
        (
            actions(button("a", "x"), button("a", "y")),
            "`action_id` already exists: a", "/elements/1/action_id",
        ),
        (
            actions(button("a", "x", style="green")),
            "value must be one of: primary, danger", "/elements/0/style",
        ),
        (actions(button("a", "x", disabled=True)), "invalid additional property: disabled", "/elements/0"),
        (
            actions({"type": "plain_text_input", "action_id": "p"}),
            "unsupported type: plain_text_input", "/elements/0/type",
        ),
        (actions(select(options=[option("a")] * 101)), "no more than 100 items allowed", "/elements/0/options"),
        (
            actions(select(options=[option("a", "x" * 76)])),
            "must be less than 76 characters", "/elements/0/options/0/text/text",
        ),
        (
            actions({"type": "static_select", "action_id": "s"}),
            "must have exactly one of options and option_groups", "/elements/0",
        ),
        (
            actions(select(placeholder=plain("x" * 151))),
            "must be less than 151 characters", "/elements/0/placeholder/text",
        ),
        (
            actions(RADIO | {"options": [option("a")] * 11}),
            "no more than 10 items allowed", "/elements/0/options",
        ),
        (
            actions({"type": "datepicker", "action_id": "d", "initial_date": "2.3.2026"}),
            "must be a date in the format YYYY-MM-DD", "/elements/0/initial_date",
        ),
        (context(*[plain("x")] * 11), "no more than 10 items allowed", "/elements"),
        (context(button("a", "x")), "unsupported type: button", "/elements/0/type"),
        (rich({"type": "text", "text": ""}), "must be more than 0 characters", "/elements/0/elements/0/text"),
        (rich({"type": "text", "text": 1}), "must be a string", "/elements/0/elements/0/text"),
        ({"type": "markdown", "text": "x" * 12_001}, "must be less than 12001 characters", "/text"),
        ({"type": "carousel"}, "unsupported type: carousel", "/type"),
        ({"type": ["section"]}, "unsupported type: ['section']", "/type"),
        (actions(MULTI), "unsupported type: multi_static_select", "/elements/0/type"),
        (
            input_({"type": "number_input", "action_id": "n"}),
            "missing required field: is_decimal_allowed", "/element",
        ),
        ({"text": "x"}, "missing required field: type", ""),
        (section(block_id="x" * 256), "must be less than 256 characters", "/block_id"),
        (section(text="Hi"), "missing required field: type", "/text"),
        (section(fields="x"), "must be an array", "/fields"),
        (section(expand="yes"), "must be a boolean", "/expand"),
        (rich({"type": "text", "text": "x", "style": "bold"}), "must be an object", "/elements/0/elements/0/style"),
        (
            input_({"type": "plain_text_input", "action_id": "p", "max_length": "9"}),
            "must be an integer", "/element/max_length",
        ),
    ],
)  # fmt: skip
def test_slack_refuses(block: Block, sentence: str, place: str) -> None:
    assert message_complaints([block]) == [f"{sentence} [json-pointer:/blocks/0{place}]"]


CONFIRM = {"title": plain("x" * 101), "text": plain("x"), "confirm": plain("y"), "deny": plain("n")}


@pytest.mark.parametrize(
    ("block", "sentence", "place"),
    [
        (
            input_({"type": "plain_text_input", "action_id": "p", "max_length": 3001}),
            "must be less than 3001",
            "/element/max_length",
        ),
        (
            input_({"type": "plain_text_input", "action_id": "p", "max_length": 0}),
            "must be greater than 0",
            "/element/max_length",
        ),
        (
            actions(select(initial_option=option("a", "No"))),
            "must match one of the options",
            "/elements/0/initial_option",
        ),
        (
            actions({"type": "checkboxes", "options": [option("a")], "initial_options": [option("a"), option("b")]}),
            "must match one of the options",
            "/elements/0/initial_options/1",
        ),
        (
            actions(RADIO | {"initial_option": option("c")}),
            "must match one of the options",
            "/elements/0/initial_option",
        ),
        ({"type": "image", "alt_text": "A"}, "must have exactly one of image_url and slack_file", ""),
        (
            context({"type": "image", "alt_text": "A"}),
            "must have exactly one of image_url and slack_file",
            "/elements/0",
        ),
        (
            {"type": "image", "image_url": "https://x", "alt_text": "x" * 2001},
            "must be less than 2001 characters",
            "/alt_text",
        ),
        ({"type": "alert", "text": plain("Careful")}, "unsupported type: alert", "/type"),
        (
            actions(button("a", "x", url="https://x/" + "x" * 3000)),
            "must be less than 3001 characters",
            "/elements/0/url",
        ),
        (
            actions(button("a", "x", confirm=CONFIRM)),
            "must be less than 101 characters",
            "/elements/0/confirm/title/text",
        ),
        (
            actions(select(options=[option("x" * 151)])),
            "must be less than 151 characters",
            "/elements/0/options/0/value",
        ),
        (
            actions({"type": "overflow", "action_id": "o", "options": [option("a")] * 6}),
            "no more than 5 items allowed",
            "/elements/0/options",
        ),
        (
            actions({"type": "checkboxes", "action_id": "c", "options": [option("a")] * 11}),
            "no more than 10 items allowed",
            "/elements/0/options",
        ),
        (
            input_({"type": "url_text_input", "action_id": "u"}, label=plain("x" * 2001)),
            "must be less than 2001 characters",
            "/label/text",
        ),
    ],
)
def test_slack_refuses_what_is_too_much_or_does_not_fit(block: Block, sentence: str, place: str) -> None:
    assert message_complaints([block]) == [f"{sentence} [json-pointer:/blocks/0{place}]"]


def test_a_message_has_at_most_fifty_blocks() -> None:
    assert message_complaints([{"type": "divider"}] * 50) == []
    assert message_complaints([{"type": "divider"}] * 51) == ["no more than 50 items allowed [json-pointer:/blocks]"]


def test_markdown_has_its_limit_in_all_blocks_together() -> None:
    half = {"type": "markdown", "text": "x" * 6000}
    assert message_complaints([half, half]) == []
    assert message_complaints([half, half, {"type": "markdown", "text": "x"}]) == [
        "markdown must be less than 12001 characters in all [json-pointer:/blocks]"
    ]


def test_every_mistake_is_told_at_once() -> None:
    assert message_complaints([section(text=mrkdwn("x" * 3001)), {"type": "header", "text": plain("x" * 151)}]) == [
        "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
        "must be less than 151 characters [json-pointer:/blocks/1/text/text]",
    ]


def test_a_block_id_occurs_once() -> None:
    blocks = [section(block_id="a"), section(block_id="a")]
    assert message_complaints(blocks) == ["`block_id` already exists: a [json-pointer:/blocks/1/block_id]"]


def test_one_action_id_may_stand_in_two_blocks() -> None:
    assert message_complaints([actions(button("a", "x")), actions(button("a", "y"))]) == []


@pytest.mark.parametrize(
    ("change", "sentence", "place"),
    [
        ({"title": plain("x" * 25)}, "must be less than 25 characters", "/title/text"),
        ({"submit": plain("x" * 25)}, "must be less than 25 characters", "/submit/text"),
        ({"private_metadata": "x" * 3001}, "must be less than 3001 characters", "/private_metadata"),
        ({"callback_id": "x" * 256}, "must be less than 256 characters", "/callback_id"),
        ({"blocks": [{"type": "divider"}] * 101}, "no more than 100 items allowed", "/blocks"),
        ({"blocks": [{"type": "markdown", "text": "x"}]}, "unsupported type: markdown", "/blocks/0/type"),
        ({"type": "home"}, "unsupported type: home", "/type"),
        ({"close": plain("x" * 25)}, "must be less than 25 characters", "/close/text"),
        ({"external_id": "x" * 256}, "must be less than 256 characters", "/external_id"),
        ({"title": mrkdwn("x")}, "unsupported type: mrkdwn", "/title/type"),
        (
            {"blocks": [input_(FOCUSED, block_id="a"), input_(FOCUSED, block_id="b")]},
            "only one element may have focus_on_load", "/blocks/1/element/focus_on_load",
        ),
    ],
)  # fmt: skip
def test_slack_refuses_a_modal(change: Block, sentence: str, place: str) -> None:
    assert view_complaints({**MODAL, **change}, "modal") == [f"{sentence} [json-pointer:/view{place}]"]


def test_an_alert_stands_in_a_modal_and_nowhere_else() -> None:
    alert = {"type": "alert", "text": mrkdwn("Careful"), "level": "warning"}
    assert view_complaints({**MODAL, "blocks": [alert]}, "modal") == []
    assert words_of([alert]) == "Careful"
    assert view_complaints({"type": "home", "blocks": [alert]}, "home") == [
        "unsupported type: alert [json-pointer:/view/blocks/0/type]"
    ]


def test_a_modal_with_inputs_has_a_submit_button() -> None:
    without = {name: value for name, value in MODAL.items() if name != "submit"}
    assert view_complaints(without, "modal") == ["missing required field: submit [json-pointer:/view]"]


def test_ids_are_filled_in_where_they_are_missing() -> None:
    blocks = named([section(block_id="b1"), actions({"type": "button", "text": plain("x")}), section()])

    assert len({block["block_id"] for block in blocks}) == 3
    assert blocks[1]["elements"][0]["action_id"]


def test_blocks_are_read_from_top_to_bottom() -> None:
    assert words_of(GOOD[:2]) == "How are you?\n[Fine] [Tell more]"
    assert words_of(GOOD[2:6]) == "Hi\na\nb\n[Yes]\nHi\nA\n" + "x" * 150
    assert words_of(GOOD[6:9]) == "**Hi**\nA map\nsmall _print_ A"
    item = {"type": "rich_text_section", "elements": [{"type": "text", "text": "one"}]}
    ordered = {"type": "rich_text_list", "style": "ordered", "elements": [item, item]}
    assert words_of([{"type": "rich_text", "elements": [ordered]}]) == "1. one\n2. one"
    assert words_of(MORE[:1]) == "Hi\n[Yes]"
    assert words_of(GOOD[10:]) == "Hi <@U1>map:wave:\n• one\nsaid\ncode\nName\n[]"
