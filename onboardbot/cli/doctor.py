"""`onboardbot doctor`: is everything in place, and what to mend where it is not."""

import asyncio
import sys

import click

from onboardbot.cli import settings
from onboardbot.cli.examples import examples

MARKS = {"ok": "ok     ", "warning": "warning", "error": "error  "}


@click.command("doctor", epilog=examples("onboardbot doctor"))
def command() -> None:
    """Look whether everything is in place, and say what to mend where it is not.

    Looks at the settings, the tokens and permissions in Slack, the database, the playbooks, the clocks and the
    people who can't be reached. Sends nothing, and is safe beside a running bot. Exit 1 where there is an error.
    """
    from onboardbot.cli.examine import examine

    found = asyncio.run(examine(settings.read()))
    for one in found:
        click.echo(f"{MARKS[one.level]}  {one.about}: {one.words}")
        if one.mend:
            click.echo(f"         -> {one.mend}")
    sys.exit(1 if any(one.level == "error" for one in found) else 0)
