"""Rules as a script, a command or a manifest writes them, read into values and put in force."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import yaml

from onboardbot.sandbox.errors import JSON, RefusedError
from onboardbot.sandbox.state import State

NAME = re.compile(r"[a-z][a-z0-9_.:]*")


def read_rules(given: Mapping[str, Any]) -> JSON:
    """Return the rules of these fields.

    Raises:
        RefusedError: a field is unknown or has no such value; the sentence says which.
    """
    if unknown := sorted(given.keys() - READERS.keys()):
        raise RefusedError(f"there is no rule {unknown[0]!r}, but {', '.join(READERS)}")
    return {name: READERS[name](name, value) for name, value in given.items() if value is not None}


def put(state: State, rules: Mapping[str, Any]) -> None:
    """Put rules that were read in force."""
    for name, value in rules.items():
        setattr(state.rules, name, value)
    state.touch()


async def change(state: State, given: Mapping[str, Any]) -> None:
    """Change the rules while the workspace runs; a new request URL has to answer Slack's challenge first.

    Raises:
        RefusedError: a field is wrong, or the URL did not answer.
    """
    rules = read_rules(given)
    url = rules.get("request_url")
    if url and (trouble := await state.http.verify(url)):
        raise RefusedError(f"the request URL was not taken: {trouble}", status=409)
    put(state, rules)
    if url:
        state.socket.disconnect("link_disabled")


def read_manifest(path: Path) -> JSON:
    """Return the rules that an app manifest (YAML or JSON) asks for: scopes, events and commands.

    Raises:
        RefusedError: the file can't be read, or is no manifest.
    """
    try:
        manifest = yaml.safe_load(path.read_text(encoding="utf-8"))
        scopes = manifest["oauth_config"]["scopes"]["bot"]
        events = (manifest.get("settings") or {}).get("event_subscriptions", {}).get("bot_events", [])
        commands = [one["command"] for one in (manifest.get("features") or {}).get("slash_commands", [])]
    except OSError as error:
        raise RefusedError(f"can't read {path}: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, AttributeError, yaml.YAMLError) as error:
        raise RefusedError(f"{path} is no app manifest with oauth_config.scopes.bot") from error
    return read_rules({"scopes": scopes, "events": events, "commands": commands})


def _names(name: str, value: Any) -> tuple[str, ...]:
    """Read a list of names, or one text with commas."""
    parts = [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value
    if not isinstance(parts, list | tuple) or not all(isinstance(one, str) and NAME.fullmatch(one) for one in parts):
        raise RefusedError(f"{name} should be a list of names like im:history or message.im, not {value!r}")
    return tuple(parts)


def _commands(name: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(one, str) and one.startswith("/") for one in value):
        raise RefusedError(f"{name} should be a list of commands like /onboard, not {value!r}")
    return tuple(value)


def _flag(name: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise RefusedError(f"{name} should be true or false, not {value!r}")
    return value


def _url(name: str, value: Any) -> str:
    if not isinstance(value, str) or (value and not re.match(r"https?://[^/\s]", value)):
        raise RefusedError(f"{name} should be an address like http://127.0.0.1:3000/slack/events, not {value!r}")
    return value


def _seconds(name: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < float("inf"):
        raise RefusedError(f"{name} should be seconds, not {value!r}")
    return float(value)


def _pauses(name: str, value: Any) -> tuple[float, ...]:
    if not isinstance(value, list | tuple):
        raise RefusedError(f"{name} should be a list of seconds, not {value!r}")
    return tuple(_seconds(name, one) for one in value)


READERS: Mapping[str, Callable[[str, Any], Any]] = {
    "scopes": _names, "events": _names, "commands": _commands, "installed": _flag, "rate_limits": _flag,
    "request_url": _url, "patience": _seconds, "retry_pauses": _pauses,
}  # fmt: skip
MAY = tuple(READERS)
