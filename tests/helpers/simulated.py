"""Histories for `onboardbot simulate`, and what it writes, short enough to stand in a table."""

import json
from collections.abc import Mapping
from typing import Any

from click.testing import CliRunner, Result

from onboardbot.cli.simulate import command

Event = Mapping[str, Any]
Told = tuple[str, str, str | None, str]

BERLIN: Event = {
    "start": "2026-03-02",
    "zone": "Europe/Berlin",
    "week": "mon-fri",
    "country": "DE",
    "subdivision": "BE",
    "manager": "Marek",
    "buddy": "Bea",
    "hr": ["Priya"],
    "duty": ["Dana", "Omar"],
    "reports_to": {"Marek": "Lena"},
    "names": ["Otto"],
}


def event(at: str, event: str, *, hire: str = "Nadia", offset: str = "+01:00", **values: Any) -> Event:
    """Return an event; `at` is `03-06 15:00` of 2026, `from_` stands for `from`."""
    day, _, clock = at.partition(" ")
    said = {key.rstrip("_"): value for key, value in values.items()}
    return {"hire": hire, "at": f"2026-{day}T{clock}:00{offset}", "event": event, **said}


def enrolled(at: str = "03-02 08:00", *, hire: str = "Nadia", **values: object) -> Event:
    return {"hire": hire, "at": f"2026-{at.replace(' ', 'T')}:00+01:00", "event": "enrolled", **BERLIN, **values}


def mood(at: str, mood: int, name: str = "c1", seen_by: str = "manager", **values: Any) -> tuple[Event, Event]:
    """Return a check-in that is answered at once."""
    return event(at, "check_in", id=name, seen_by=seen_by), event(
        at, "answer", id=name, question="mood", mood=mood, **values
    )


def run(text: str | bytes) -> Result:
    return CliRunner().invoke(command, ["--jsonl"], input=text)


def lines(*history: Event | tuple[Event, ...]) -> list[dict[str, Any]]:
    """Return all lines that a history leads to."""
    flat = [one for entry in history for one in (entry if isinstance(entry, tuple) else (entry,))]
    return as_lines("\n".join(json.dumps(one) for one in flat))


def as_lines(text: str) -> list[dict[str, Any]]:
    """Return all lines that a history as it is written leads to."""
    result = run(text)
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def told(*history: Event | tuple[Event, ...]) -> list[Told]:
    """Return who is told what, when by their own clock, but for acknowledgements."""
    return [
        (line["at"][5:16].replace("T", " "), line["kind"], line["signal"], line["to"])
        for line in lines(*history)
        if line["kind"] != "acknowledgement"
    ]
