"""What only the whole file, the company and its playbooks can tell of the rows."""

from collections.abc import Collection, Iterator, Sequence

from onboardbot.core.company import Company
from onboardbot.core.problem import Level, Problem
from onboardbot.people_files.rows import Row
from onboardbot.people_files.slip import did_you_mean


def check_rows(rows: Sequence[Row], file: str, *, company: Company, playbooks: Collection[str]) -> Iterator[Problem]:
    """Find people who stand twice, playbooks that don't exist, and locations that company.yaml doesn't know."""
    yield from _twice(rows, file)
    yield from _unknown_playbooks(rows, file, playbooks)
    if company.locations:
        yield from _unknown_locations(rows, file, company)


def _twice(rows: Sequence[Row], file: str) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for row in rows:
        if row.email in seen:
            message = f"{row.email} stands here a second time; the first is in line {seen[row.email]}"
            yield Problem(file, *row.places["email"], message, "keep one row a person")
        elif row.email:
            seen[row.email] = row.line


def _unknown_playbooks(rows: Sequence[Row], file: str, playbooks: Collection[str]) -> Iterator[Problem]:
    for row in rows:
        name = row.values.get("playbook")
        if isinstance(name, str) and name not in playbooks:
            near = did_you_mean(name.removesuffix(".yaml"), playbooks)
            known = f"there are: {', '.join(sorted(playbooks))}" if playbooks else "there are none"
            hint = f"{near} {known}" if near else known
            message = f'there is no playbook "{name}"'
            yield Problem(file, *row.places["playbook"], message, hint, rule="playbook", facts={"name": name})


def _unknown_locations(rows: Sequence[Row], file: str, company: Company) -> Iterator[Problem]:
    """Say each unknown location once, where it stands first: such a slip is often copied down the column."""
    told: set[str] = set()
    for row in rows:
        name = row.values.get("location")
        if isinstance(name, str) and name not in company.locations and name not in told:
            told.add(name)
            message = f'the location "{name}" is not in company.yaml, so the values of the company count'
            hint = did_you_mean(name, company.locations)
            yield Problem(file, *row.places["location"], message, hint, Level.WARNING)
