"""Which listener a command hears with: as the environment says it to the bot, else the same default."""

from collections.abc import Callable
from typing import Any

import click

from onboardbot.core.language.listener import Mode


def listens(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command `--listener`, which it gets as `mode`."""
    return click.option(
        "--listener",
        "mode",
        type=click.Choice([one.value for one in Mode]),
        callback=lambda _context, _option, value: Mode(value),
        default=Mode.RULES_AND_MODEL.value,
        envvar="ONBOARDBOT_LISTENER",
        show_default=True,
        help="Who hears what replies say; as ONBOARDBOT_LISTENER says where that is set.",
    )(command)
