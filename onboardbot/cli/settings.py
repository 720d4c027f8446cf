"""Read the settings and say what is wrong with them in sentences."""

import sys
from typing import NoReturn

import click
from pydantic import ValidationError

from onboardbot.settings import Settings

OURS = {
    "clock_start": "is not an instant; write it as in 2026-03-02T08:00:00Z",
    "clock_port": "is not a port, which is a whole number up to 65535",
    "messages_per_minute": "is not a whole number of messages, 0 for no limit",
    "llm_timeout": "is not a number of seconds from 0.5 to 30",
    "encoder": "is neither true nor false",
    "log_level": "is not one of DEBUG, INFO, WARNING, ERROR",
}


def read() -> Settings:
    """Return the settings; a mistake in them ends the command with a sentence each."""
    try:
        return Settings()
    except ValidationError as error:
        sentences = [_sentence(mistake["loc"], mistake["msg"]) for mistake in error.errors()]
        fail("\n".join(sentences))


def _sentence(place: tuple[int | str, ...], message: str) -> str:
    plain = message.removeprefix("Value error, ")
    name = str(place[0]) if place else ""
    if name in OURS and plain == message:  # pydantic's own wording is none for an operator
        plain = OURS[name]
    return f"ONBOARDBOT_{name.upper()}: {plain}" if name else plain


def fail(sentence: str, code: int = 1) -> NoReturn:
    """Say what is wrong, and end."""
    click.echo(sentence, err=True)
    sys.exit(code)
