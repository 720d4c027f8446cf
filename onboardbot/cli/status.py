"""`onboardbot status`: what is planned for whom, and what became of it; never a text or an answer."""

import asyncio
import json
from collections.abc import Sequence
from datetime import datetime

import click

from onboardbot.cli import settings
from onboardbot.cli.examples import examples
from onboardbot.cli.opening import reading
from onboardbot.cli.run import log_to_stderr
from onboardbot.cli.unhandled import unhandled
from onboardbot.flows.clockwork import written
from onboardbot.people_files.slip import did_you_mean
from onboardbot.store import enrollments, inbox, touchpoints
from onboardbot.store.inbox import Failed
from onboardbot.store.touchpoints import Status


@click.command(
    "status", epilog=examples("onboardbot status --hire nadia@northwind.example", "onboardbot status --format json")
)
@click.option("--hire", metavar="EMAIL", help="Only this hire.")
@click.option("--format", "output", type=click.Choice(["text", "json"]), default="text", help="Text or JSON.")
def command(hire: str | None, output: str) -> None:
    """Show each step of each hire: when it is due, and what became of it."""
    log_to_stderr("WARNING")
    lines, failed = asyncio.run(_read(hire))
    if failed:
        click.echo(f"{unhandled(failed)} (onboardbot doctor)", err=True)
    if output == "json":
        click.echo(json.dumps([_json(line) for line in lines], indent=1))
    else:
        _show(lines)
    if hire is not None and not lines:
        settings.fail(asyncio.run(_unknown(hire)))


def _show(lines: Sequence[Status]) -> None:
    for line in lines:
        at = _written(line.due_at) or "-"
        cause = f" ({line.cause})" if line.cause else ""
        click.echo(f"{line.hire}  {at}  {line.step or '-'}  to {line.recipient or '-'}  {line.state}{cause}")


async def _read(hire: str | None) -> tuple[Sequence[Status], Sequence[Failed]]:
    async with reading(settings.read()) as session:
        return await touchpoints.status(session, hire), await inbox.failed(session)


async def _unknown(hire: str) -> str:
    """Return what is wrong with an e-mail that has no line, and the mend: whoever comes near it, or all."""
    async with reading(settings.read()) as session:
        known = {enrollment.hire.email for enrollment in await enrollments.everyone(session)}
    mend = did_you_mean(hire, known) or "all are shown by `onboardbot status`"
    return f"there is no hire with the e-mail {hire} ({mend})"


def _json(line: Status) -> dict[str, object]:
    values = line.model_dump()
    return {key: _written(value) if isinstance(value, datetime) else value for key, value in values.items()}


def _written(instant: datetime | None) -> str | None:
    return written(instant) if instant else None
