"""Small checks of JSON that are put together into the shapes of Block Kit.

A check takes a value and its JSON pointer and yields complaints in Slack's
words, such as "must be less than 3001 characters [json-pointer:/blocks/0/text/text]".
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

Check = Callable[[Any, str], Iterator[str]]


def complaint(sentence: str, pointer: str) -> str:
    return f"{sentence} [json-pointer:{pointer}]"


def string(longest: int, *, shortest: int = 0) -> Check:
    """A string of so many characters."""

    def check(value: Any, pointer: str) -> Iterator[str]:
        if not isinstance(value, str):
            yield complaint("must be a string", pointer)
        elif len(value) > longest:
            yield complaint(f"must be less than {longest + 1} characters", pointer)
        elif len(value) < shortest:
            yield complaint(f"must be more than {shortest - 1} characters", pointer)

    return check


def pattern(expression: str, words: str) -> Check:
    def check(value: Any, pointer: str) -> Iterator[str]:
        if not isinstance(value, str) or not re.fullmatch(expression, value):
            yield complaint(f"must be {words}", pointer)

    return check


def flag(value: Any, pointer: str) -> Iterator[str]:
    if not isinstance(value, bool):
        yield complaint("must be a boolean", pointer)


def number(value: Any, pointer: str) -> Iterator[str]:
    if not isinstance(value, int) or isinstance(value, bool):
        yield complaint("must be an integer", pointer)


def between(lowest: int, highest: int) -> Check:
    """A whole number within bounds, both included."""

    def check(value: Any, pointer: str) -> Iterator[str]:
        found = list(number(value, pointer))
        yield from found
        if not found and value < lowest:
            yield complaint(f"must be greater than {lowest - 1}", pointer)
        if not found and value > highest:
            yield complaint(f"must be less than {highest + 1}", pointer)

    return check


def anything(_value: Any, _pointer: str) -> Iterator[str]:
    return iter(())


def one_of(*values: str) -> Check:
    def check(value: Any, pointer: str) -> Iterator[str]:
        if value not in values:
            yield complaint(f"value must be one of: {', '.join(values)}", pointer)

    return check


def items(check_item: Check, most: int, *, least: int = 1) -> Check:
    """A list of so many things of one kind."""

    def check(value: Any, pointer: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield complaint("must be an array", pointer)
            return
        if len(value) > most:
            yield complaint(f"no more than {most} items allowed", pointer)
        if len(value) < least:
            yield complaint(f"no fewer than {least} items allowed", pointer)
        for place, item in enumerate(value):
            yield from check_item(item, f"{pointer}/{place}")

    return check


def shape(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    """An object with these fields and no others but `type`."""
    known = {**required, **(optional or {})}

    def check(value: Any, pointer: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield complaint("must be an object", pointer)
            return
        for name in sorted(required.keys() - value.keys()):
            yield complaint(f"missing required field: {name}", pointer)
        for name, inside in value.items():
            if name in known:
                yield from known[name](inside, f"{pointer}/{name}")
            elif name != "type":
                yield complaint(f"invalid additional property: {name}", pointer)

    return check


def by_type(kinds: Mapping[str, Check], allowed: Collection[str] | None = None) -> Check:
    """An object whose `type` says which of these shapes it has."""

    def check(value: Any, pointer: str) -> Iterator[str]:
        kind = value.get("type") if isinstance(value, dict) else None
        if kind is None:
            yield complaint("missing required field: type", pointer)
        elif not isinstance(kind, str) or kind not in kinds or (allowed is not None and kind not in allowed):
            yield complaint(f"unsupported type: {kind}", f"{pointer}/type")
        else:
            yield from kinds[kind](value, pointer)

    return check


def also(first: Check, *others: Check) -> Check:
    """All checks; the others only for what passed the first."""

    def check(value: Any, pointer: str) -> Iterator[str]:
        found = list(first(value, pointer))
        yield from found or (one for other in others for one in other(value, pointer))

    return check
