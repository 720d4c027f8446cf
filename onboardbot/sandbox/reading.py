"""JSON as it comes over the wire, where a text may hold halves of characters that nobody can write down again."""

import json
from typing import Any


def loads(text: str | bytes) -> Any:
    """Return what a JSON text says; half a surrogate pair becomes a question mark.

    Raises:
        ValueError: it is no JSON, or nested beyond reason.
    """
    try:
        found = json.loads(text)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    sign = b"\\ud" if isinstance(text, bytes) else "\\ud"
    return _whole(found) if sign in text.lower() else found  # type: ignore[operator] # both are of one type


def _whole(value: Any) -> Any:
    match value:
        case str():
            return value.encode("utf-8", "replace").decode()
        case list():
            return [_whole(one) for one in value]
        case dict():
            return {_whole(name): _whole(one) for name, one in value.items()}
        case _:
            return value
