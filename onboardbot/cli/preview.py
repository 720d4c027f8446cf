"""`onboardbot preview`: what a hire would get, and when; needs no database and no Slack."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from onboardbot.cli.check import printable
from onboardbot.cli.examples import examples

if TYPE_CHECKING:
    from onboardbot.cli.preview_options import Sample, Written
    from onboardbot.cli.preview_texts import Values
    from onboardbot.core.company import Company
    from onboardbot.core.plan import Planned
    from onboardbot.core.playbook import Playbook

COMPANY = "company.yaml"
SHOWN, MISTAKES = 0, 1  # the exit codes; a bad option is 2, as everywhere
FIRST_LINES = 3  # of a text; enough to know it again

Format = Literal["text", "json"]


@dataclass(frozen=True)
class Row:
    """One step: `due_at` in UTC, `local` where the hire is, `text` filled."""

    step: str
    recipient: str
    kind: str
    due_at: datetime
    local: datetime
    state: str
    text: str


@dataclass(frozen=True)
class Preview:
    """All steps in order, and the last local day of the onboarding."""

    rows: tuple[Row, ...]
    ends_on: date


def preview(path: str, written: "Written", assignments: Sequence[str], *, output_format: Format) -> int:
    """Print what a playbook means for somebody; return 0, or 1 with the list of `check` where a file is broken.

    Raises:
        click.UsageError: a path or an option can't be read, or no such dates exist.
    """
    from onboardbot.cli.preview_options import read_sample
    from onboardbot.cli.preview_texts import sample_values
    from onboardbot.core.calendar import NoWorkingDayError

    playbook, company, broken = _load(path)
    if playbook is None or company is None:
        from onboardbot.cli.check import check

        check(broken, output_format=output_format)
        return MISTAKES
    try:
        sample = read_sample(written, company)
        found = preview_of(playbook, sample, company, sample_values(sample.hire, company, assignments))
    except NoWorkingDayError as error:
        raise click.UsageError(f"These dates can't be told: {error}.") from error
    lines = [_json(found.rows)] if output_format == "json" else _readable(playbook, sample, found)
    for line in lines:
        click.echo(printable(line))
    return SHOWN


def _load(path: str) -> tuple["Playbook | None", "Company | None", list[str]]:
    """Return playbook and company, None where broken, and the paths of those that are."""
    from onboardbot.core.company import Company
    from onboardbot.playbook_files import load_company, load_playbook

    file = Path(path)
    if file.name == COMPANY:
        raise click.UsageError(f"{printable(path)} is not a playbook; name one that lies beside it.")
    beside = file.parent / COMPANY
    try:
        playbook, _ = load_playbook(file)
        company = load_company(beside)[0] if beside.exists() else Company()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise click.UsageError(f"{printable(str(error.filename or path))} can't be read: {reason}") from error
    return playbook, company, [*([] if playbook else [path]), *([] if company else [str(beside)])]


def preview_of(playbook: "Playbook", sample: "Sample", company: "Company", values: "Values") -> Preview:
    """Return what a hire gets.

    Raises:
        NoWorkingDayError: the hire has no working day within a year.
    """
    from onboardbot.core.plan import plan

    start, calendar = sample.hire.start_date, sample.calendar
    planned = plan(playbook, start_date=start, calendar=calendar, enrolled_at=sample.enrolled_at)
    rows = tuple(_row(one, playbook, sample, company, values) for one in planned.touchpoints)
    return Preview(rows, calendar.local_date(planned.ends_at))


def _row(one: "Planned", playbook: "Playbook", sample: "Sample", company: "Company", values: "Values") -> Row:
    from onboardbot.cli.preview_texts import text_of
    from onboardbot.core.plan import standing

    calendar = sample.calendar
    day = calendar.workday_number(sample.hire.start_date, calendar.local_date(one.due_at))
    return Row(
        step=one.step_id,
        recipient=one.recipient,
        kind=one.kind,
        due_at=one.due_at,
        local=one.due_at.astimezone(calendar.zone),
        state=standing(one.due_at, one.late_until, now=sample.enrolled_at),
        text=text_of(playbook.steps[one.order], values, company, day=day),
    )


def _json(rows: Sequence[Row]) -> str:
    written = [
        {
            **vars(row),
            "due_at": row.due_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "local": row.local.isoformat(timespec="seconds"),
        }
        for row in rows
    ]
    return json.dumps(written, indent=2)


def _readable(playbook: "Playbook", sample: "Sample", found: Preview) -> Iterator[str]:
    """Yield a list for people: a heading a day, then who gets what, and how it begins."""
    calendar, enrolled = sample.calendar, sample.enrolled_at.astimezone(sample.calendar.zone)
    yield f"{playbook.title}, for somebody who starts on {_written(sample.hire.start_date)}"
    yield f"Times are those of {calendar.zone.key}; enrolled on {_written(enrolled.date())} at {enrolled:%H:%M}."
    for day, rows in groupby(found.rows, lambda row: row.local.date()):
        yield f"\n{_written(day)}"
        for row in rows:
            yield from _entry(row)
    yield f"\nThe onboarding ends on {_written(found.ends_on)}."


def _written(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"


def _entry(row: Row) -> Iterator[str]:
    past = {"due": "", "late": "  (late: goes after enrollment)", "missed": "  (missed: too late at enrollment)"}
    yield f"  {row.local:%H:%M}  to {row.recipient}: {row.step}{past[row.state]}"
    lines = [line for line in row.text.splitlines() if line.strip()]
    for line in lines[:FIRST_LINES]:
        yield f"         {line.strip()}"
    if len(lines) > FIRST_LINES:
        yield "         ..."


@click.command(
    "preview",
    epilog=examples(
        "onboardbot preview playbooks/office.yaml --start 2026-03-02 --zone Europe/Berlin",
        'onboardbot preview playbooks/office.yaml --start 2026-03-01 --location "Tel Aviv" --set hire.name=Nadia',
    ),
)
@click.argument("playbook", metavar="PLAYBOOK")
@click.option("--start", required=True, metavar="DATE", help="The start date, as in 2026-03-02.")
@click.option("--zone", metavar="ZONE", help="The hire's time zone, as in Europe/Berlin.")
@click.option("--location", metavar="NAME", help="A location of company.yaml.")
@click.option("--country", metavar="CC", help="Whose public holidays count, as in DE.")
@click.option("--subdivision", metavar="S", help="A part of that country, as in BE.")
@click.option("--week", metavar="DAYS", help="Working days, as in mon-fri.")
@click.option("--hours", metavar="HOURS", help="Working hours, as in 09:00-17:30.")
@click.option("--leave", metavar="A..B", multiple=True, help="Days off, as in 2026-03-02..2026-03-06; repeatable.")
@click.option("--enrolled-at", metavar="INSTANT", help="As in 2026-02-23T09:00:00+01:00; default a week before.")
@click.option("--set", "assignments", metavar="NAME=VALUE", multiple=True, help="As in hire.first_name=Nadia.")
@click.option("--format", "output_format", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_context
def command(
    context: click.Context, /, playbook: str, assignments: tuple[str, ...], output_format: Format, **options: object
) -> None:
    """Show what a hire would get from a playbook, and when.

    Options go before what company.yaml beside the playbook says.
    """
    from onboardbot.cli.preview_options import Written

    context.exit(preview(playbook, Written(**options), assignments, output_format=output_format))  # type: ignore[arg-type]  # click names them as Written does
