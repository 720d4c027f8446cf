"""Why alerts were not useful, in figures for HR: of a quarter that is over, and of five newcomers or more.

A figure that grew from one look to the next would tell whose alert was set aside in between. So a quarter is counted
once it is over, and two quarters have nothing in common that could be subtracted.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from onboardbot.core.finding import Finding, NotUseful, State
from onboardbot.core.visibility import too_small

MONTHS = 3


def last_quarter(now: datetime) -> tuple[datetime, datetime]:
    """Return when the last whole quarter of the calendar began, and when it was over."""
    utc = now.astimezone(UTC)
    month = (utc.month - 1) // MONTHS * MONTHS + 1
    over = datetime(utc.year, month, 1, tzinfo=UTC)
    earlier = (over.year, month - MONTHS) if month > MONTHS else (over.year - 1, 12 - MONTHS + 1)
    return datetime(*earlier, 1, tzinfo=UTC), over


def figures(findings: Iterable[Finding], *, now: datetime) -> Mapping[NotUseful, int]:
    """Return of how many newcomers alerts were set aside in the last quarter, by the reason; what is small is left out.

    There is no sum: what is left out could be told from it.
    """
    began, over = last_quarter(now)
    hires: dict[NotUseful, set[str]] = {}
    for finding in findings:
        known = finding.state is State.SET_ASIDE and finding.reason in set(NotUseful)
        if known and finding.closed_at is not None and began <= finding.closed_at < over:
            hires.setdefault(NotUseful(finding.reason or ""), set()).add(finding.hire)
    return {reason: len(hires[reason]) for reason in NotUseful if not too_small(len(hires.get(reason, ())))}
