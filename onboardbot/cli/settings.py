"""Read the settings and say what is wrong with them in sentences."""

import sys
from typing import NoReturn

import click
from pydantic import ValidationError

from onboardbot.settings import Settings


def read() -> Settings:
    """Return the settings; a mistake in them ends the command with a sentence each."""
    try:
        return Settings()
    except ValidationError as error:
        sentences = [_sentence(mistake["loc"], mistake["msg"]) for mistake in error.errors()]
        fail("\n".join(sentences))


def _sentence(place: tuple[int | str, ...], message: str) -> str:
    plain = message.removeprefix("Value error, ")
    return f"ONBOARDBOT_{str(place[0]).upper()}: {plain}" if place else plain


def fail(sentence: str, code: int = 1) -> NoReturn:
    """Say what is wrong, and end."""
    click.echo(sentence, err=True)
    sys.exit(code)
