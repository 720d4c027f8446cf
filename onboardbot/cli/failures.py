"""`onboardbot failures`: what did not go out, why, and who can mend it how; never a text or an answer."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import click

from onboardbot.cli import settings
from onboardbot.cli.examples import examples
from onboardbot.cli.opening import reading
from onboardbot.cli.run import log_to_stderr
from onboardbot.cli.unhandled import unhandled
from onboardbot.core.outbox import Cause
from onboardbot.flows.clockwork import written
from onboardbot.store import failures, inbox
from onboardbot.store.failures import Standing
from onboardbot.store.inbox import Failed


class Mend(NamedTuple):
    """Who must act, and what they do."""

    who: str
    mend: str


HR, IT, OPERATOR, NOBODY = "hr", "it", "operator", "nobody"
ANYWAY = 'tap "Send anyway" in HR\'s message, if it still helps'
MENDS: Mapping[Cause, Mend] = {
    Cause.NOT_IN_SLACK: Mend(IT, "create a Slack account under that e-mail; what still makes sense goes by itself"),
    Cause.DEACTIVATED: Mend(IT, "reactivate the Slack account, or let HR end the onboarding"),
    Cause.UNKNOWN_EMAIL: Mend(HR, "correct the e-mail in the people file and import it again"),
    Cause.CANNOT_DM: Mend(OPERATOR, "switch on the app's Messages tab (App Home), then send it again"),
    Cause.ROLE_EMPTY: Mend(HR, "name somebody for the role; what still makes sense goes by itself"),
    Cause.ENROLLED_LATE: Mend(NOBODY, ANYWAY),
    Cause.PAUSED: Mend(NOBODY, ANYWAY),
    Cause.NO_PLAYBOOK: Mend(HR, "choose a playbook by the button in HR's message"),
    Cause.RENDER: Mend(HR, "mend the text of the step (onboardbot check playbooks), then send it again"),
    Cause.MISSING_SCOPE: Mend(OPERATOR, "add the permission to the app and install it again, then send it again"),
    Cause.APP_REMOVED: Mend(OPERATOR, "install the app again; it goes by itself then"),
    Cause.TOKEN_REVOKED: Mend(OPERATOR, "put a new token into ONBOARDBOT_SLACK_BOT_TOKEN and restart"),
    Cause.UNREACHABLE: Mend(NOBODY, "it is tried again by itself; look at the network if it lasts"),
    Cause.RATE_LIMITED: Mend(NOBODY, "it goes by itself as soon as Slack allows it"),
    Cause.BOT_DOWN: Mend(HR, ANYWAY),
    Cause.UNSURE: Mend(HR, 'look whether it arrived, and tap "Send again" in HR\'s message if it did not'),
}


@click.command("failures", epilog=examples("onboardbot failures", "onboardbot failures --format json"))
@click.option("--format", "output", type=click.Choice(["text", "json"]), default="text", help="Text or JSON.")
def command(output: str) -> None:
    """Show what did not go out and was not mended yet: since when, why, who must act, and how."""
    log_to_stderr("WARNING")
    found, failed = asyncio.run(_read())
    lines = [_json(one) for one in found]
    if failed:
        click.echo(f"{unhandled(failed)} (onboardbot doctor)", err=True)
    if output == "json":
        click.echo(json.dumps(lines, indent=1))
        return
    for line in lines:
        click.echo("{hire}  {step}  since {since}  {cause}  {who_must_act}: {mend}".format(**_shown(line)))
    if not lines:
        click.echo("Nothing has failed.")


async def _read() -> tuple[Sequence[Standing], Sequence[Failed]]:
    async with reading(settings.read()) as session:
        return await failures.standing(session), await inbox.failed(session)


def _json(one: Standing) -> dict[str, str | None]:
    mend = MENDS[one.cause]
    return {
        "hire": one.hire,
        "step": one.step,
        "cause": one.cause,
        "since": written(one.since),
        "who_must_act": mend.who,
        "mend": mend.mend,
    }


def _shown(line: Mapping[str, str | None]) -> dict[str, str]:
    return {name: value or "-" for name, value in line.items()}
