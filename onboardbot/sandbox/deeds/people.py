"""People join, leave, come back and change their profile."""

import time
from collections.abc import Mapping
from typing import Any

from onboardbot.sandbox.deeds.outcome import Outcome, outcome
from onboardbot.sandbox.errors import RefusedError
from onboardbot.sandbox.people import Person, person_from
from onboardbot.sandbox.people_file import known_zone
from onboardbot.sandbox.state import State

CHANGEABLE = ("name", "email", "tz", "locale", "title", "role")


async def join(state: State, row: Mapping[str, Any]) -> tuple[Person, Outcome]:
    """Add somebody (email, name; perhaps id, role, tz, locale), and tell the app with `team_join`."""
    if not str(row.get("email") or "").strip():
        raise RefusedError("whoever joins needs an email")
    _check_zone(row)
    person = state.admit(person_from(row, state.people.people))
    event = {"type": "team_join", "user": state.user(person), "cache_ts": int(time.time())}
    return person, await outcome(state, state.emit(event))


async def deactivate(state: State, who: str) -> Outcome:
    return await _change(state, who, deleted=True)


async def reactivate(state: State, who: str) -> Outcome:
    return await _change(state, who, deleted=False)


async def change_profile(state: State, who: str, fields: Mapping[str, Any]) -> Outcome:
    """Change name, email, tz, locale, title or role of a person.

    Raises:
        RefusedError: another field, or a time zone that does not exist.
    """
    if unknown := sorted(fields.keys() - set(CHANGEABLE)):
        raise RefusedError(f"{unknown[0]!r} can't be changed, but {', '.join(CHANGEABLE)}")
    for name, value in fields.items():
        if not isinstance(value, str) or (name == "tz" and not value):
            raise RefusedError(f"{name} should be a text, not {value!r}")
    _check_zone(fields)
    return await _change(state, who, **fields)


def _check_zone(fields: Mapping[str, Any]) -> None:
    zone = str(fields.get("tz") or "")
    if zone and not known_zone(zone):
        raise RefusedError(f"no time zone {zone!r} (like Europe/Berlin)")


async def _change(state: State, who: str, **fields: Any) -> Outcome:
    person = state.people.change(state.people.find(who).id, at=time.time(), **fields)
    event = {"type": "user_change", "user": state.user(person), "cache_ts": int(time.time())}
    return await outcome(state, state.emit(event))
