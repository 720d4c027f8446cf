"""An alert goes to a person, is drawn anew, is added to another, or ends."""

from collections.abc import Sequence
from datetime import datetime

from onboardbot.core.effect import (
    Effect,
    Outcome,
    Reason,
    Tell,
    ToldHire,
    UpdateAlert,
    UpdateHandoff,
    UpdateHelp,
    Widen,
)
from onboardbot.core.finding import Finding, Level, State
from onboardbot.core.history import Answer
from onboardbot.core.moment import Moment
from onboardbot.core.signals import RULES, STILL_SAID
from onboardbot.core.visibility import may_know, may_read, may_see


def moved(finding: Finding, **values: object) -> Finding:
    """Return the finding with some values changed."""
    return finding.model_copy(update=values)


def rests_on_answers(finding: Finding) -> bool:
    """Say whether the evidence are answers; else it is something that did not happen."""
    return finding.level is Level.CARE and RULES[finding.signal].due is None


def reasons(finding: Finding, person: str, moment: Moment) -> tuple[Reason, ...]:
    """Return all that an alert may say to one reader: itself and what was added, each within its own circle."""
    parts = (finding, *moment.history.merged(finding))
    return tuple(
        Reason(
            signal=part.signal,
            level=part.level,
            evidence=part.evidence,
            quote=part.quote if may_read(person, part.quote, hire=part.hire) else None,
        )
        for part in parts
        if may_know(person, part)
    )


def newest_mood(reason: str, moods: Sequence[Answer], reader: str, *, hire: str) -> Answer | None:
    """Return the newest mood that a reason rests on, as its reader may know it now.

    None where it was taken back, where the moods say something else by now, or where one was changed when the
    reader was not in its circle any more.
    """
    values = [one.mood for one in moods if one.mood is not None]
    if not values or not STILL_SAID[reason](values):
        return None
    seen = all(may_see(reader, one, hire=hire) for one in moods)
    return max(moods, key=lambda one: one.at) if seen else None


def tell(finding: Finding, moment: Moment, person: str, *, chosen: bool) -> Outcome:
    """Tell a person now; the newcomer reads it once the message is sent."""
    widened = chosen and not may_know(person, finding)
    finding = moved(
        finding,
        state=State.OPEN,
        addressee=person,
        chosen=chosen,
        circle=finding.circle | {person} if chosen else finding.circle,
        told=(*finding.told, person),
        told_at=moment.now,
        unreached=None,
        unasked_at=finding.unasked_at if chosen else moment.now,
        reminded_at=None,
        snoozed_at=None,
        escalated_to=None,
        talked_at=None,
        passed=(),
        asked_helped=0,
        heard=None,
    )
    alert = note(finding, moment, person, chosen=chosen)
    widen = (Widen(answers=finding.evidence, person=person),) if widened and rests_on_answers(finding) else ()
    return finding, (*widen, alert, told_hire(finding, moment, person, alert.key, tapped=chosen))


def note(finding: Finding, moment: Moment, person: str, *, chosen: bool) -> Tell:
    """Return what goes to a person now, the reasons as they may know them."""
    return Tell(
        finding=finding.id,
        to=person,
        at=moment.now,
        count=len(finding.told),
        reasons=reasons(finding, person, moment),
        chosen=chosen,
    )


def told_hire(finding: Finding, moment: Moment, person: str, after: str, *, tapped: bool) -> ToldHire:
    """Say to the newcomer that somebody was told: at once if they tapped so, else in their own hours."""
    at = moment.now if tapped else to_hire_at(finding, moment)
    return ToldHire(finding=finding.id, to=finding.hire, at=at, person=person, after=after)


def to_hire_at(finding: Finding, moment: Moment) -> datetime:
    """Return when the newcomer can read what time alone caused: whoever else was told may work at other hours."""
    return moment.unasked(finding.hire, moment.now) or moment.at_work(finding.hire, moment.now)


def merge(finding: Finding, alert: Finding, moment: Moment) -> Outcome:
    """Add a finding to an alert that stands: the message changes, there is no new one."""
    finding = moved(finding, state=State.MERGED, merged_into=alert.id, closed_at=moment.now)
    return finding, redrawn(alert, moment.with_finding(finding), cause=f"with:{finding.id}")


def redrawn(finding: Finding, moment: Moment, *, cause: str) -> tuple[Effect, ...]:
    """Return the messages about a finding that are drawn anew, for everybody who has one."""
    return tuple(_drawn_for(finding, person, moment, cause) for person in dict.fromkeys(finding.told))


def _drawn_for(finding: Finding, person: str, moment: Moment, cause: str) -> Effect:
    if finding.level is Level.HANDOFF:
        return UpdateHandoff(finding=finding.id, to=person, at=moment.now, cause=cause)
    if finding.level is Level.OPERATIONAL:
        return UpdateHelp(finding=finding.id, to=person, at=moment.now, cause=cause, task=finding.evidence[0])
    return UpdateAlert(
        finding=finding.id, to=person, at=moment.now, cause=cause, reasons=reasons(finding, person, moment)
    )


def close(finding: Finding, state: State, moment: Moment) -> Outcome:
    """End a finding; whoever was told sees so in their message."""
    finding = moved(finding, state=state, closed_at=moment.now)
    return finding, redrawn(finding, moment, cause=state)
