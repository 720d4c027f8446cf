"""How often somebody is told unasked: an alert on working day n allows the next on working day n+5."""

from dataclasses import dataclass
from datetime import datetime

from onboardbot.core.finding import STANDING, Finding
from onboardbot.core.moment import Moment
from onboardbot.core.visibility import may_know

APART = 5  # working days of the hire


@dataclass(frozen=True)
class Verdict:
    """What an unasked alert may do now: go, or be added to `joins`, or wait until `opens_at`."""

    joins: Finding | None = None
    opens_at: datetime | None = None


def verdict(finding: Finding, moment: Moment) -> Verdict:
    """Return whether the budget lets an unasked alert go now.

    Found meanwhile, it is added to the alert that used the budget while that is open or taken, if its owner may
    know of this too.
    """
    last = _last_unasked(finding, moment)
    if last is None or last.unasked_at is None:
        return Verdict()
    opens = moment.calendar.add_workdays(moment.day(last.unasked_at), APART)
    if moment.day(moment.now) >= opens:
        return Verdict()
    if last.state in STANDING and last.addressee is not None and may_know(last.addressee, finding):
        return Verdict(joins=last)
    return Verdict(opens_at=moment.opening(opens))


def _last_unasked(finding: Finding, moment: Moment) -> Finding | None:
    found = [other for other in moment.history.findings if other.unasked_at and other.id != finding.id]
    return max(found, key=lambda other: other.unasked_at or other.found_at, default=None)
