"""Somebody may not want to go on: fixed words and resources first, a human as soon as they are in danger or say so.

Nobody is told otherwise. Whoever it is about is not told either; with nobody to tell the bot says so.
"""

from onboardbot.core.effect import Outcome, Resources
from onboardbot.core.finding import Danger, Finding, State
from onboardbot.core.moment import Moment
from onboardbot.core.protected import first_free, seal, tell
from onboardbot.core.telling import moved


def present(finding: Finding, moment: Moment, *, urgent: bool) -> Outcome:
    """Show the resources at once, at any hour; tell somebody if the words themselves say danger."""
    sealed = seal(finding, moment)
    finding = moved(finding, state=State.OFFERED, presented=1, presented_at=moment.now)
    if not urgent:
        return finding, (*sealed, _resources(finding, moment, danger=True))
    finding, said = _tell(finding, moment, first=True)
    return finding, (*sealed, *said)


def danger(finding: Finding, moment: Moment, choice: Danger) -> Outcome:
    """Hear whether they are in danger now: yes is told at once, also after a no; no tells nobody."""
    if finding.told or finding.state not in (State.OFFERED, State.KEPT):
        return finding, ()
    if choice is Danger.YES:
        sealed = seal(finding, moment)  # of a check-in whose words say so
        finding, said = _tell(finding, moment, first=False)
        return finding, (*sealed, *said)
    return moved(finding, state=State.KEPT, closed_at=moment.now), ()


def skip(finding: Finding, moment: Moment) -> Outcome:
    """Go on to the next, as somebody could not be reached."""
    return _tell(finding, moment, first=False)


def _tell(finding: Finding, moment: Moment, *, first: bool) -> Outcome:
    """Tell the first who is not barred; the words of help come first, and say it if there is nobody."""
    person = first_free(finding, moment.team)
    if person is None:
        finding = moved(finding, state=State.ENDED, closed_at=moment.now, presented=finding.presented + (not first))
        return finding, (_resources(finding, moment, danger=False, nobody=True),)
    help_ = (_resources(finding, moment, danger=False),) if first else ()
    finding, said = tell(finding, moment, person, chosen=False)
    return finding, (*help_, *said)


def _resources(finding: Finding, moment: Moment, *, danger: bool, nobody: bool = False) -> Resources:
    return Resources(
        finding=finding.id,
        to=finding.hire,
        at=moment.now,
        count=finding.presented,
        signal=finding.signal,
        danger=danger,
        nobody=nobody,
    )
