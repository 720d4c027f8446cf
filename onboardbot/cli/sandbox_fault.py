"""`onboardbot sandbox fault|faults|clear`: let something go wrong in a sandbox that is running."""

import json
from typing import Any
from urllib.error import HTTPError
from urllib.request import ProxyHandler, Request, build_opener

import click

from onboardbot.cli.examples import examples

PATIENCE = 10  # seconds for a server on this machine
EXAMPLES = examples(
    "onboardbot sandbox fault rate_limited --method chat.postMessage --seconds 30 --control-url URL",
    "onboardbot sandbox fault lost_after --method chat.postMessage --times 0 --probability 0.05 --seed 7 "
    "--control-url URL",
    "onboardbot sandbox fault error --error user_disabled --user nadia@northwind.example --control-url URL",
)
at = click.option("--control-url", required=True, metavar="URL", help="As `onboardbot sandbox` printed it.")


@click.command(epilog=EXAMPLES)
@click.argument("kind")
@click.option("--method", "methods", multiple=True, help="Only this method or payload, or a pattern; repeatable.")
@click.option("--times", type=click.IntRange(0), help="How often; 0 until it is cleared. Once if left out.")
@click.option("--skip", type=click.IntRange(0), help="How many to let pass first.")
@click.option("--user", help="Only what concerns this person: id or e-mail address.")
@click.option("--channel", help="Only what concerns this conversation.")
@click.option("--probability", type=float, help="From 0 to 1; 1 if left out.")
@click.option("--seed", type=click.IntRange(0), help="Of the dice, so that a run can be repeated.")
@click.option("--seconds", type=float, help="Of rate_limited its Retry-After, of slow the delay.")
@click.option("--error", help="The code that error answers with.")
@click.option("--status", type=int, help="Of server_error; 500 if left out.")
@click.option("--accepted", is_flag=True, default=None, help="The call is done all the same.")
@at
def fault(kind: str, control_url: str, **fields: Any) -> None:
    """Let something go wrong: KIND is one of those in docs/sandbox.md.

    These are rate_limited, server_error, lost_before, lost_after, slow, error, socket_cut, dead_url and ack_lost.
    """
    said = {name: list(value) if isinstance(value, tuple) else value for name, value in fields.items()}
    click.echo(json.dumps(_ask(control_url, "fault", {"kind": kind, **said})["fault"]))


@click.command()
@at
def faults(control_url: str) -> None:
    """List the faults, one JSON object a line, with how often each has struck."""
    for one in _ask(control_url, "faults")["faults"]:
        click.echo(json.dumps(one))


@click.command()
@click.argument("fault_id", required=False)
@at
def clear(fault_id: str | None, control_url: str) -> None:
    """Take the fault FAULT_ID away, or all."""
    click.echo(f"cleared: {_ask(control_url, 'clear_faults', {'id': fault_id})['cleared']}")


def _ask(control_url: str, door: str, fields: dict[str, Any] | None = None) -> dict[str, Any]:
    """Ask the control API; GET without fields, else POST."""
    body = None if fields is None else json.dumps(fields).encode()
    opener = build_opener(ProxyHandler({}))  # a proxy of the environment can't reach this machine's loopback
    try:
        request = Request(f"{control_url.rstrip('/')}/{door}", body)  # noqa: S310 - what the user gave
        with opener.open(request, timeout=PATIENCE) as answer:
            return dict(json.load(answer))
    except HTTPError as error:
        with error:
            raise click.ClickException(_sentence(error)) from error
    except (OSError, ValueError) as error:
        raise click.ClickException(f"no sandbox answers at {control_url}") from error


def _sentence(error: HTTPError) -> str:
    try:
        return str(json.load(error)["error"])
    except (ValueError, KeyError, TypeError):
        return f"{error.url} answered {error.code}"
