"""The elements that people fill in: where they are, what they hold, and what a person may put into them."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from onboardbot.sandbox.errors import JSON, RefusedError

# element type -> (where an action or a state keeps the value, the field with its first value)
HELD = {
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "multi_static_select": ("selected_options", "initial_options"),
    "radio_buttons": ("selected_option", "initial_option"),
    "checkboxes": ("selected_options", "initial_options"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
}
MANY = {"selected_options", "selected_users"}  # hold a list, which is empty and not null where nothing is chosen
TYPED = {name for name, (held, _) in HELD.items() if held == "value"}
SHAPES = {
    "datepicker": (r"\d{4}-\d{2}-\d{2}", "a date like 2026-03-02"),
    "timepicker": (r"([01]\d|2[0-3]):[0-5]\d", "a time like 09:30"),
    "email_text_input": (r"[^@\s]+@[^@\s]+\.[^@\s]+", "an e-mail address"),
    "url_text_input": (r"https?://\S+", "an address like https://example.com"),
    "number_input": (r"-?\d+(\.\d+)?", "a number"),
}


def elements(blocks: Iterable[JSON]) -> Iterator[tuple[JSON, JSON]]:
    """Yield each interactive element with its block, in the order of the screen."""
    for block in blocks:
        inside = [block.get("element"), block.get("accessory"), *block.get("elements", ())]
        for element in inside:
            if isinstance(element, dict) and "action_id" in element:
                yield block, element


def initial(element: JSON) -> JSON:
    """Return what a stateful element holds before anybody touched it."""
    held, first = HELD[element["type"]]
    return {"type": element["type"], held: element.get(first, [] if held in MANY else None)}


def state_values(blocks: Iterable[JSON], chosen: Mapping[str, Mapping[str, JSON]]) -> JSON:
    """Return Slack's `state.values`: block_id -> action_id -> what the element holds now."""
    values: dict[str, JSON] = {}
    for block, element in elements(blocks):
        if element["type"] in HELD:
            now = chosen.get(block["block_id"], {}).get(element["action_id"])
            values.setdefault(block["block_id"], {})[element["action_id"]] = now or initial(element)
    return values


def pick(element: JSON, given: Any) -> JSON:
    """Return what the element holds after a person gave this value, as an action and a state say it.

    Raises:
        RefusedError: the screen would not let a person do that.
    """
    kind = element["type"]
    held = "selected_option" if kind == "overflow" else HELD[kind][0]
    if given is None or given in ("", []):
        return {"type": kind, held: [] if held in MANY else None}
    return {"type": kind, held: PICKS[kind](element, given)}


def unfinished(element: JSON, given: Any) -> JSON:
    """Return what a text input holds while a person is still typing."""
    return {"type": element["type"], "value": None if given is None else str(given) or None}


def _text(element: JSON, given: Any) -> str:
    text = str(given)
    if len(text) > element.get("max_length", 3000):
        raise RefusedError(f"{element['action_id']} takes {element['max_length']} characters at most")
    if len(text) < element.get("min_length", 0):
        raise RefusedError(f"{element['action_id']} takes {element['min_length']} characters at least")
    return text


def _shaped(element: JSON, given: Any) -> str:
    pattern, words = SHAPES[element["type"]]
    if not re.fullmatch(pattern, str(given)):
        raise RefusedError(f"{element['action_id']} takes {words}, not {given!r}")
    return str(given)


def _option(element: JSON, given: Any) -> JSON:
    options = [
        *element.get("options", ()),
        *(o for group in element.get("option_groups", ()) for o in group["options"]),
    ]
    for option in options:
        if given in (option["value"], option["text"]["text"], option):
            return dict(option)
    raise RefusedError(f"{element['action_id']} has no option {given!r}")


def _options(element: JSON, given: Any) -> list[JSON]:
    return [_option(element, one) for one in _list(given)]


def _list(given: Any) -> list[Any]:
    return list(given) if isinstance(given, list | tuple) else [given]


def _moment(element: JSON, given: Any) -> int:
    if not str(given).isdigit():
        raise RefusedError(f"{element['action_id']} takes the seconds since 1970, not {given!r}")
    return int(given)


PICKS: dict[str, Callable[[JSON, Any], Any]] = {
    "plain_text_input": _text,
    "email_text_input": _shaped,
    "number_input": _shaped,
    "url_text_input": _shaped,
    "datepicker": _shaped,
    "timepicker": _shaped,
    "datetimepicker": _moment,
    "users_select": lambda _element, given: str(given),
    "multi_users_select": lambda _element, given: [str(one) for one in _list(given)],
    "static_select": _option,
    "multi_static_select": _options,
    "radio_buttons": _option,
    "overflow": _option,
    "checkboxes": _options,
}


def is_empty(held: JSON) -> bool:
    """Tell whether a required input would stop its modal from being submitted."""
    return not any(value for name, value in held.items() if name != "type")
