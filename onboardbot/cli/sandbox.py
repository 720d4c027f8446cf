"""`onboardbot sandbox`: a workspace on this machine in place of Slack."""

import asyncio
import json
import signal
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onboardbot.cli.examples import examples
from onboardbot.cli.sandbox_fault import clear, fault, faults

if TYPE_CHECKING:
    from onboardbot.sandbox.people import Person

WIDTH = 16
EXAMPLES = examples(
    "onboardbot sandbox",
    "onboardbot sandbox --port 8065 --people people.csv",
    "onboardbot sandbox --manifest slack-manifest.yaml --request-url http://127.0.0.1:3000/slack/events",
)


@click.group(name="sandbox", epilog=EXAMPLES, invoke_without_command=True)
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="On loopback; any free one if left out.")
@click.option(
    "--people",
    "people_file",
    type=click.Path(path_type=Path),
    help="CSV or JSON with email and name, and perhaps id, role, tz, locale. Seven people of Northwind if left out.",
)
@click.option("--clock-url", help="Where a running bot's clock listens; the page can then move it.")
@click.option(
    "--manifest",
    type=click.Path(path_type=Path),
    help="An app manifest; the app then has its scopes, events and commands. All if left out.",
)
@click.option("--scopes", help="The scopes of the bot's token, with commas.")
@click.option("--request-url", help="HTTP mode: where the app takes events, interactions and commands.")
@click.option(
    "--rate-limits/--no-rate-limits",
    default=None,
    help="Answer 429 as Slack does to whoever asks too often. On, unless --clock-url is given.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_context
def command(
    ctx: click.Context, /, port: int, people_file: Path | None, clock_url: str | None, form: str, **rules: Any
) -> None:
    """Serve a workspace that speaks Slack's protocols, for this or any Slack app.

    Point the app at api_url with the tokens that are printed, and open the page in a browser
    to be anybody in the workspace. Nothing leaves this machine and nothing is kept.

    The commands below let something go wrong in a sandbox that runs elsewhere.
    """
    if ctx.invoked_subcommand is not None:
        return
    from onboardbot.sandbox.errors import RefusedError
    from onboardbot.sandbox.people import NORTHWIND
    from onboardbot.sandbox.people_file import read_people

    try:
        people = read_people(people_file) if people_file else NORTHWIND
        asyncio.run(_serve(people, port, clock_url, form, _rules(**rules)))
    except RefusedError as error:
        raise click.ClickException(str(error)) from error


for one in (fault, faults, clear):
    command.add_command(one)


def _rules(manifest: Path | None, **given: Any) -> dict[str, Any]:
    """Return the rules of the options; what is said by itself goes before the manifest."""
    from onboardbot.sandbox.rule_fields import read_manifest, read_rules

    return (read_manifest(manifest) if manifest else {}) | read_rules(given)


async def _serve(
    people: "Iterable[Person]", port: int, clock_url: str | None, form: str, rules: dict[str, Any]
) -> None:
    from onboardbot.sandbox.server import running

    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    async with running(people, port=port, clock_url=clock_url, rules=rules) as workspace:
        card = workspace.card()
        click.echo(json.dumps(card) if form == "json" else _words(card))
        await stop.wait()


def _words(card: dict[str, Any]) -> str:
    page = card["control_url"].removesuffix("control")
    lines = [f"{name:<{WIDTH}}{value}" for name, value in {"page": page, **card}.items() if name != "people"]
    people = [
        f"  {p['id']:<{WIDTH}}{p['name']} <{p['email']}>{', ' if p['role'] else ''}{p['role']}" for p in card["people"]
    ]
    return "\n".join([*lines, "people", *people, "Ctrl-C ends it."])
