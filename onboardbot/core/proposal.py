"""Whoever was asked to talk to a newcomer suggests a time, and the newcomer says whether it fits.

What the two talk about, and whether they did, is theirs: only the time that was suggested last is known here.
"""

from datetime import datetime

from onboardbot.core.effect import Outcome, Proposal, ProposalAnswer
from onboardbot.core.finding import Finding, State
from onboardbot.core.handoff import is_with
from onboardbot.core.moment import Moment
from onboardbot.core.telling import moved, redrawn


def propose(finding: Finding, moment: Moment, by: str, time: datetime) -> Outcome:
    """Suggest a time, which is to take it; the newcomer is asked whether it fits."""
    if not is_with(finding, by) or time <= moment.now:
        return finding, ()
    finding = moved(
        finding,
        state=State.TAKEN,
        taken_by=by,
        taken_at=finding.taken_at or moment.now,
        proposed=time,
        proposals=finding.proposals + 1,
        fits=None,
    )
    asked = Proposal(finding=finding.id, to=finding.hire, at=moment.now, count=finding.proposals, person=by, time=time)
    return finding, (*redrawn(finding, moment, cause=f"proposed:{finding.proposals}"), asked)


def answer(finding: Finding, moment: Moment, *, fits: bool) -> Outcome:
    """Hear whether the time fits; whoever suggested it reads so."""
    if finding.state is not State.TAKEN or finding.fits is not None:
        return finding, ()
    if finding.proposed is None or finding.taken_by is None:
        return finding, ()
    finding = moved(finding, fits=fits)
    said = ProposalAnswer(
        finding=finding.id,
        to=finding.taken_by,
        at=moment.now,
        count=finding.proposals,
        time=finding.proposed,
        fits=fits,
    )
    return finding, (*redrawn(finding, moment, cause=f"fits:{finding.proposals}"), said)
