"""`onboardbot my-data`: all that is kept about one person, to be handed to that person."""

import asyncio
import json

import click
from slack_sdk.web.async_client import AsyncWebClient

from onboardbot.cli import settings
from onboardbot.cli.examples import examples
from onboardbot.cli.opening import opened
from onboardbot.cli.run import log_to_stderr
from onboardbot.flows.bot import Bot
from onboardbot.flows.clock import Clock
from onboardbot.flows.held import Data, held
from onboardbot.flows.library import Library
from onboardbot.flows.pace import Meter, Pace
from onboardbot.flows.scene import Scenes
from onboardbot.slack.send import Sender
from onboardbot.store import people, playbooks, workspace
from onboardbot.store.database import Database


@click.command("my-data", epilog=examples("onboardbot my-data nadia@northwind.example --format json"))
@click.argument("email")
@click.option("--format", "output", type=click.Choice(["text", "json"]), default="text", help="Text or JSON.")
def command(email: str, output: str) -> None:
    """Show all that is kept about a person: hand it to them, and to nobody else.

    It holds what they answered, each note about them with its reason, who got it, and who opened it.
    """
    log_to_stderr("WARNING")
    found = asyncio.run(_read(email))
    if found is None:
        settings.fail(f"nothing is kept about {email}: nobody has that e-mail (see `onboardbot status`)")
    click.echo(json.dumps(found, indent=1, ensure_ascii=False) if output == "json" else "\n".join(_lines(found)))


async def _read(email: str) -> Data | None:
    read = settings.read()
    async with opened(read) as database, database.read() as session:
        person = await people.by_email(session, email)
        if person is None:
            return None
        library, clock = Library(read.playbooks), Clock()
        library.reload(await playbooks.last_good(session))
        clock.offset = await workspace.clock_offset(session)
        bot = _bot(database, clock, library)
        return await held(Scenes(bot, session), person, now=clock.now())


def _bot(database: Database, clock: Clock, library: Library) -> Bot:
    """Return a bot that draws words as the running one does, and sends none of them."""
    pace, client = Pace(), AsyncWebClient()
    sender = Sender(client, client, Meter(database, pace, clock.machine).take)
    return Bot(database=database, clock=clock, library=library, slack=sender, pace=pace)


def _lines(value: object, depth: int = 0) -> list[str]:
    """Return data as indented lines, a fact each."""
    indent = "  " * depth
    if isinstance(value, dict):
        return [line for key, inner in value.items() for line in _fact(str(key), inner, depth)]
    if isinstance(value, list):
        return [line for inner in value for line in (*_lines(inner, depth), "")] or [f"{indent}none"]
    return [f"{indent}{'-' if value is None else value}"]


def _fact(key: str, value: object, depth: int) -> list[str]:
    name = f"{'  ' * depth}{key.replace('_', ' ')}:"
    if isinstance(value, dict | list) and value:
        return [name, *_lines(value, depth + 1)]
    return [f"{name} {'-' if value in (None, [], {}) else value}"]
