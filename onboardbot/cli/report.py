"""`onboardbot report`: what newcomers let be counted, as figures; never about fewer than five people."""

import asyncio
import json
from collections.abc import Sequence

import click

from onboardbot.cli import settings
from onboardbot.cli.examples import examples
from onboardbot.cli.opening import reading
from onboardbot.cli.run import log_to_stderr
from onboardbot.core.figures import Figure
from onboardbot.flows.figures import all_figures
from onboardbot.flows.library import Library
from onboardbot.store import playbooks

FEW = "no figure yet: fewer than five people have answered, too few to hide in"


@click.command("report", epilog=examples("onboardbot report --format json"))
@click.option("--format", "output", type=click.Choice(["text", "json"]), default="text", help="Text or JSON.")
def command(output: str) -> None:
    """Show how often each answer was given to the questions that are counted.

    Answers are counted in groups of five people or more, which never change afterwards. A group that said the same
    as one is left out: its figure would tell what each of them answered.
    """
    log_to_stderr("WARNING")
    found = asyncio.run(_read())
    if output == "json":
        click.echo(json.dumps([_json(one) for one in found], indent=1, ensure_ascii=False))
    else:
        click.echo("\n".join(line for one in found for line in _lines(one)) or "no question is counted")


async def _read() -> Sequence[Figure]:
    read = settings.read()
    async with reading(read) as session:
        library = Library(read.playbooks)
        library.reload(await playbooks.last_good(session))
        return await all_figures(session, library)


def _json(one: Figure) -> dict[str, object]:
    asked = one.asked.model_dump(include={"playbook", "step", "question", "kind", "words"})
    return {**asked, "answers": one.answers, "counts": dict(one.counts), "left_out": one.left_out}


def _lines(one: Figure) -> list[str]:
    head = f"{one.asked.playbook}  {one.asked.step}  {one.asked.words}"
    if one.empty:
        return [head, f"  {FEW}"]
    counts = [f"  {option}: {n}" for option, n in one.counts.items()]
    left_out = [f"  {one.left_out} left out: all in their group said the same"] if one.left_out else []
    return [head, *counts, *left_out]
