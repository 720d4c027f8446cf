"""`onboardbot check`: all mistakes of playbook files at once, each with its place and its mend."""

import json
from collections.abc import Sequence
from typing import Literal

import click

from onboardbot.cli.examples import examples

READ, MISTAKES, UNREADABLE = 0, 1, 2  # the exit codes

Format = Literal["text", "json"]


def check(paths: Sequence[str], *, output_format: Format = "text", strict: bool = False) -> int:
    """Print the mistakes of files and folders; return 0 without errors (`strict`: without warnings too), 1 with.

    A path that can't be read is told on standard error, and makes it 2.
    """
    from onboardbot.core.problem import Level, Problem
    from onboardbot.playbook_files.checking import check_paths

    found = check_paths(paths)
    for sentence in found.unreadable:
        click.echo(printable(sentence), err=True)
    errors = [problem for problem in found.problems if problem.level is Level.ERROR]
    if output_format == "json":
        click.echo(json.dumps([_row(problem) for problem in found.problems], indent=2))
    else:
        problems: Sequence[Problem] = found.problems
        for problem in problems:
            click.echo(printable(str(problem)))
        if not found.unreadable or problems:
            click.echo(_closing(len(errors), len(problems) - len(errors)))
    if found.unreadable:
        return UNREADABLE
    return MISTAKES if errors or (strict and found.problems) else READ


def _row(problem: object) -> dict[str, object]:
    return {key: getattr(problem, key) for key in ("file", "line", "column", "level", "message", "hint")}


def printable(text: str) -> str:
    """Return `text` without what no terminal can show: bytes of file names that are not UTF-8."""
    return text.encode(errors="replace").decode()


def _closing(errors: int, warnings: int) -> str:
    """Return the last line: what to do now."""
    if not errors and not warnings:
        return "Everything is fine."
    if not errors:
        return f"{_count(warnings, 'warning')}, which {'stops' if warnings == 1 else 'stop'} nothing."
    also = f" and {_count(warnings, 'warning')}" if warnings else ""
    return f"{_count(errors, 'error')}{also}. A file with an error is not used until it is mended."


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


@click.command(
    "check", epilog=examples("onboardbot check playbooks", "onboardbot check playbooks/office.yaml --format json")
)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("--format", "output_format", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--strict", is_flag=True, help="Exit with 1 where there are only warnings, too.")
@click.pass_context
def command(context: click.Context, paths: tuple[str, ...], output_format: Format, *, strict: bool) -> None:
    """Find every mistake in playbook files and folders.

    Exit 0 without errors, 1 with, 2 when a path can't be read.
    """
    context.exit(check(paths, output_format=output_format, strict=strict))
