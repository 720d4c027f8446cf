"""A fault as a script, a page or a command writes it, read into a value."""

import random
from collections.abc import Callable, Mapping
from dataclasses import fields
from fnmatch import fnmatchcase
from typing import Any

from onboardbot.sandbox.errors import JSON, RefusedError
from onboardbot.sandbox.faults import OF_CALLS, SECONDS, Armed, Fault, Kind
from onboardbot.sandbox.state import State
from onboardbot.sandbox.web_api.methods import METHODS

CALLS = (*METHODS, "response_url")
PAYLOADS = (
    "connection",  # no payload, but a connection that opens
    "events_api", "interactive", "slash_commands", "block_actions", "view_submission", "view_closed",
    "app_home_opened", "message", "team_join", "user_change",
)  # fmt: skip
KNOWN = dict.fromkeys(OF_CALLS, CALLS) | {
    Kind.SOCKET_CUT: PAYLOADS, Kind.ACK_LOST: PAYLOADS[1:], Kind.DEAD_URL: ("apps.connections.open",),
}  # fmt: skip
LARGEST_SEED = 2**31


def arm(state: State, given: Mapping[str, Any]) -> Armed:
    """Put a fault to work.

    Raises:
        RefusedError: a field is unknown or has no such value; the sentence says which.
    """
    armed = state.faults.add(read_fault(state, given))
    state.socket.struck_at_once(armed)
    state.touch()
    return armed


def read_fault(state: State, given: Mapping[str, Any]) -> Fault:
    """Return the fault of these fields; what is left out or null has its default."""
    said = {name: value for name, value in given.items() if value is not None and value != ""}
    if unknown := sorted(said.keys() - READERS.keys()):
        raise RefusedError(f"a fault has no {unknown[0]!r}, but {', '.join(READERS)}")
    if "kind" not in said:
        raise RefusedError(f"kind is missing: one of {', '.join(Kind)}")
    read: JSON = {name: READERS[name](name, value) for name, value in said.items()}
    kind = read["kind"]
    _check_methods(kind, read.get("methods", ()))
    if "user" in read:
        read["user"] = state.people.find(read["user"]).id
    read.setdefault("seed", random.randrange(LARGEST_SEED))  # noqa: S311 - shown, so that the run can be repeated
    read.setdefault("seconds", SECONDS.get(kind, 0.0))
    if kind is Kind.SOCKET_CUT:
        read.setdefault("methods", ("connection",))
    return Fault(**read)


def _check_methods(kind: Kind, methods: tuple[str, ...]) -> None:
    for one in methods:
        if not any(fnmatchcase(name, one) for name in KNOWN[kind]):
            raise RefusedError(f"{kind} strikes no {one!r}, but {', '.join(KNOWN[kind])}")


def _kind(_name: str, value: Any) -> Kind:
    if value not in tuple(Kind):
        raise RefusedError(f"kind should be one of {', '.join(Kind)}, not {value!r}")
    return Kind(value)


def _names(name: str, value: Any) -> tuple[str, ...]:
    """Read a list of texts, or one text with commas."""
    parts = value.split(",") if isinstance(value, str) else value
    if not isinstance(parts, list) or not all(isinstance(one, str) for one in parts):
        raise RefusedError(f"{name} should be a list of texts, not {value!r}")
    return tuple(one.strip() for one in parts if one.strip())


def _text(name: str, value: Any) -> str:
    if not isinstance(value, str):
        raise RefusedError(f"{name} should be a text, not {value!r}")
    return value


def _count(name: str, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise RefusedError(f"{name} should be a whole number from 0, not {value!r}")
    return value


def _number(name: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < float("inf"):
        raise RefusedError(f"{name} should be a number from 0, not {value!r}")
    return float(value)


def _flag(name: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise RefusedError(f"{name} should be true or false, not {value!r}")
    return value


READERS: Mapping[str, Callable[[str, Any], Any]] = {
    "kind": _kind, "methods": _names, "times": _count, "skip": _count, "user": _text, "channel": _text,
    "probability": _number, "seed": _count, "seconds": _number, "error": _text, "status": _count, "accepted": _flag,
}  # fmt: skip
MAY = tuple(field.name for field in fields(Fault) if field.name != "kind")
