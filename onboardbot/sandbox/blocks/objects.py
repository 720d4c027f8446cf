"""Composition objects and elements of Block Kit with their limits (docs.slack.dev/reference/block-kit)."""

from collections.abc import Iterator
from typing import Any

from onboardbot.sandbox.blocks.checks import (
    Check,
    also,
    between,
    by_type,
    complaint,
    flag,
    items,
    number,
    one_of,
    pattern,
    shape,
    string,
)

IDENTIFIER = string(255)  # action_id, block_id, callback_id
DATE = pattern(r"\d{4}-\d{2}-\d{2}", "a date in the format YYYY-MM-DD")
CLOCK = pattern(r"([01]\d|2[0-3]):[0-5]\d", "a time in the format HH:mm")
URL = string(3000, shortest=1)


def plain(longest: int) -> Check:
    """A `plain_text` object."""
    return by_type({"plain_text": shape({"text": string(longest, shortest=1)}, {"emoji": flag})})


def words(longest: int) -> Check:
    """A `plain_text` or `mrkdwn` object."""
    return by_type(text_kinds(longest))


def text_kinds(longest: int) -> dict[str, Check]:
    text = string(longest, shortest=1)
    return {"plain_text": shape({"text": text}, {"emoji": flag}), "mrkdwn": shape({"text": text}, {"verbatim": flag})}


CONFIRM = shape(
    {"title": plain(100), "text": words(300), "confirm": plain(30), "deny": plain(30)},
    {"style": one_of("primary", "danger")},
)
OPTION = shape({"text": plain(75), "value": string(150, shortest=1)}, {"description": plain(75), "url": URL})
RICH_OPTION = shape({"text": words(75), "value": string(150, shortest=1)}, {"description": words(75)})
GROUP = shape({"label": plain(75), "options": items(OPTION, 100)})
DISPATCH = shape({}, {"trigger_actions_on": items(one_of("on_enter_pressed", "on_character_entered"), 2)})
IMAGE_SOURCE = {"image_url": URL, "slack_file": shape({}, {"id": string(255), "url": URL})}

FOCUS = {"action_id": IDENTIFIER, "confirm": CONFIRM, "focus_on_load": flag}
PLACEHOLDER = {"placeholder": plain(150)}


def _has_options(value: Any, pointer: str) -> Iterator[str]:
    if ("options" in value) == ("option_groups" in value):
        yield complaint("must have exactly one of options and option_groups", pointer)


def _starts_with_an_option(value: Any, pointer: str) -> Iterator[str]:
    """What is chosen from the start has to be one of the options, word for word."""
    options = [
        *value.get("options", ()),
        *(one for group in value.get("option_groups", ()) for one in group["options"]),
    ]
    first = [("initial_option", value.get("initial_option"))]
    first += [(f"initial_options/{place}", one) for place, one in enumerate(value.get("initial_options", ()))]
    for name, one in first:
        if one is not None and one not in options:
            yield complaint("must match one of the options", f"{pointer}/{name}")


def has_picture(value: Any, pointer: str) -> Iterator[str]:
    if ("image_url" in value) == ("slack_file" in value):
        yield complaint("must have exactly one of image_url and slack_file", pointer)


_TYPING = {"action_id": IDENTIFIER, "focus_on_load": flag, "dispatch_action_config": DISPATCH, **PLACEHOLDER}
_SELECT = shape(
    {},
    {
        **FOCUS,
        **PLACEHOLDER,
        "options": items(OPTION, 100),
        "option_groups": items(GROUP, 100),
        "initial_option": OPTION,
    },
)
_BUTTON = shape(
    {"text": plain(75)},
    {
        "action_id": IDENTIFIER, "url": URL, "value": string(2000), "style": one_of("primary", "danger"),
        "confirm": CONFIRM, "accessibility_label": string(75),
    },
)  # fmt: skip
_TEXT_INPUT = shape(
    {},
    {
        **_TYPING,
        "initial_value": string(3000),
        "multiline": flag,
        "min_length": between(0, 3000),
        "max_length": between(1, 3000),
    },
)

_MULTI_SELECT = shape(
    {},
    {
        **FOCUS,
        **PLACEHOLDER,
        "options": items(OPTION, 100),
        "option_groups": items(GROUP, 100),
        "initial_options": items(OPTION, 100),
        "max_selected_items": between(1, 100),
    },
)
_NUMBER_INPUT = shape(
    {"is_decimal_allowed": flag},
    {**_TYPING, **dict.fromkeys(("initial_value", "min_value", "max_value"), string(255))},
)

ELEMENTS: dict[str, Check] = {
    "button": _BUTTON,
    "static_select": also(_SELECT, _has_options, _starts_with_an_option),
    "multi_static_select": also(_MULTI_SELECT, _has_options, _starts_with_an_option),
    "multi_users_select": shape(
        {}, {**FOCUS, **PLACEHOLDER, "initial_users": items(IDENTIFIER, 100), "max_selected_items": between(1, 100)}
    ),
    "users_select": shape({}, {**FOCUS, **PLACEHOLDER, "initial_user": IDENTIFIER}),
    "datepicker": shape({}, {**FOCUS, **PLACEHOLDER, "initial_date": DATE}),
    "timepicker": shape({}, {**FOCUS, **PLACEHOLDER, "initial_time": CLOCK, "timezone": string(255)}),
    "radio_buttons": also(
        shape({"options": items(RICH_OPTION, 10)}, {**FOCUS, "initial_option": RICH_OPTION}), _starts_with_an_option
    ),
    "checkboxes": also(
        shape({"options": items(RICH_OPTION, 10)}, {**FOCUS, "initial_options": items(RICH_OPTION, 10)}),
        _starts_with_an_option,
    ),
    "overflow": shape({"options": items(OPTION, 5)}, {"action_id": IDENTIFIER, "confirm": CONFIRM}),
    "datetimepicker": shape({}, {**FOCUS, "initial_date_time": number}),
    "plain_text_input": _TEXT_INPUT,
    "number_input": _NUMBER_INPUT,
    "url_text_input": shape({}, {**_TYPING, "initial_value": string(3000)}),
    "email_text_input": shape({}, {**_TYPING, "initial_value": string(3000)}),
    "image": also(shape({"alt_text": string(2000)}, IMAGE_SOURCE), has_picture),
    **text_kinds(2000),
}
