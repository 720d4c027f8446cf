"""Help with a task: to whom the task names, one after the other, never a feeling."""

from datetime import datetime

from onboardbot.core import routes
from onboardbot.core.effect import HelpAsk, NobodyToHelp, Outcome
from onboardbot.core.finding import Finding, State
from onboardbot.core.moment import Moment
from onboardbot.core.signals import RULES
from onboardbot.core.telling import close, moved, told_hire

NEXT_AFTER = 1  # working day


def ask(finding: Finding, moment: Moment) -> Outcome:
    """Ask the next of the role that helps, at once; the newcomer asked for it."""
    task, person = finding.evidence[0], _next_helper(finding, moment)
    if person is None:
        nobody = NobodyToHelp(finding=finding.id, to=finding.hire, at=moment.now, task=task)
        return moved(finding, state=State.ENDED, closed_at=moment.now), (nobody,)
    told = (*finding.told, person)
    finding = moved(
        finding, state=State.OPEN, addressee=person, chosen=True, told=told, told_at=moment.now, unreached=None
    )
    asked = HelpAsk(finding=finding.id, to=person, at=moment.now, count=len(told), task=task)
    return finding, (asked, told_hire(finding, moment, person, asked.key, tapped=len(told) == 1))


def due(finding: Finding, moment: Moment) -> datetime | None:
    """Return when the next of the role is asked."""
    person = _next_helper(finding, moment)
    if finding.state is not State.OPEN or person is None or finding.told_at is None:
        return None
    return moment.at_work(person, moment.after(finding.told_at, NEXT_AFTER))


def advance(finding: Finding, moment: Moment) -> Outcome:
    """Close it when the task is done, else ask the next when it is time."""
    if not RULES[finding.signal].holds(finding, moment.history, calendar=moment.calendar, now=moment.now):
        return close(finding, State.RESOLVED, moment)
    goes_at = due(finding, moment)
    return (finding, ()) if goes_at is None or goes_at > moment.now else ask(finding, moment)


def _next_helper(finding: Finding, moment: Moment) -> str | None:
    """Return the next of the role; HR where nobody of it could be asked at all."""
    role = next((task.help for task in moment.history.tasks if task.id in finding.evidence), routes.MANAGER)
    person = routes.first(moment.team, role, barred=finding.told)
    nobody_knows = not finding.told or finding.unreached is not None
    return routes.first(moment.team, routes.HR, barred=finding.told) if person is None and nobody_knows else person
