"""`onboardbot simulate`: a dated history in, what would be told to whom out; nothing is kept and nothing is sent."""

import json
import sys

import click

from onboardbot.cli.check import printable
from onboardbot.cli.examples import examples
from onboardbot.cli.listening import listens
from onboardbot.core.language.listener import Mode

MISTAKES = 2


@click.command(
    "simulate",
    epilog=examples(
        "onboardbot simulate --jsonl < history.jsonl", "tail -3 history.jsonl | onboardbot simulate --jsonl"
    ),
)
@click.option("--jsonl", is_flag=True, required=True, help="Read events and write lines as JSON, one a line.")
@listens
def command(*, jsonl: bool, mode: Mode) -> None:
    """Play histories of hires from standard input, and write who would be told what, and when.

    The rules are those of the running bot. Every line needs "hire", "at" (ISO with offset) and "event"; the first
    of each hire is "enrolled". Exit 2 with each mistake and its line.
    """
    from onboardbot.cli.simulate_playing import play
    from onboardbot.cli.simulate_reading import read
    from onboardbot.core.calendar import NoWorkingDayError

    del jsonl
    lines, mistakes, warnings = read(sys.stdin.buffer)
    for sentence in [*mistakes, *warnings]:
        click.echo(printable(sentence), err=True)
    if mistakes:
        sys.exit(MISTAKES)
    try:
        told = play(lines, mode)
    except NoWorkingDayError as error:
        raise click.UsageError(f"These dates can't be told: {error}.") from error
    for row in told:
        click.echo(json.dumps(row, ensure_ascii=False))
