"""What happens next for one hire: after a reply, after a change, and when time alone causes something.

The one place that decides it. The running bot stores what comes out, `simulate` writes it down.
"""

from collections.abc import Callable, Iterator

from onboardbot.core import alert, signals
from onboardbot.core.effect import Change, KeepAnswers, Outcome, Seal, Widen
from onboardbot.core.finding import Danger, Finding
from onboardbot.core.history import Answer, History
from onboardbot.core.listening import in_danger
from onboardbot.core.moment import Moment

NewId = Callable[[], str]


def after_reply(moment: Moment, new_id: NewId) -> Iterator[tuple[Outcome, Moment]]:
    """See what the newest answer of the history leads to; each outcome with the moment after it."""
    asked = in_danger(moment.history, moment.now)
    if asked is not None:
        outcome = alert.danger(asked, moment, Danger.YES)
        moment = after(outcome, moment)
        yield outcome, moment
    for signal in signals.after_a_reply(moment.history, calendar=moment.calendar, now=moment.now):
        outcome = alert.open_finding(signal, moment, new_id())
        moment = after(outcome, moment)
        yield outcome, moment
    for finding in moment.history.findings:
        if sealed := _sealed_since(finding, moment):
            outcome = finding, sealed
            moment = after(outcome, moment)
            yield outcome, moment


def _sealed_since(finding: Finding, moment: Moment) -> tuple[Seal, ...]:
    """Return what keeps the newest answer from everybody, where its check-in holds something confidential."""
    newest = moment.history.answers[-1]
    others = newest.circle - set(finding.told)  # by their own tap whoever was told may see it
    return (Seal(answers=(newest.id,)),) if newest.check_in in finding.sealed and others else ()


def follow(moment: Moment) -> Iterator[tuple[Outcome, Moment]]:
    """Let every live finding follow what changed or fell due, in order; each outcome with the moment after it."""
    for finding in in_order(moment.history.findings):
        if finding.live:
            outcome = alert.advance(finding, moment)
            moment = after(outcome, moment)
            yield outcome, moment


def sweep(moment: Moment, new_id: NewId) -> Iterator[tuple[Outcome, Moment]]:
    """Look for what did not happen although it should have by now."""
    for signal in signals.sweep(moment.history, calendar=moment.calendar, now=moment.now):
        outcome = alert.open_finding(signal, moment, new_id())
        moment = after(outcome, moment)
        yield outcome, moment


def in_order(findings: tuple[Finding, ...]) -> list[Finding]:
    """Return findings in the order in which they move at one instant."""
    return sorted(findings, key=lambda one: (one.due_at is None, one.due_at, one.found_at))


def after(outcome: Outcome, moment: Moment) -> Moment:
    """Return the moment after a finding moved and what it changes of the answers."""
    finding, effects = outcome
    history = moment.history.with_finding(finding)
    for change in effects:
        if isinstance(change, Widen | KeepAnswers | Seal):
            history = _changed(history, change)
    return moment.with_history(history)


def _changed(history: History, change: Change) -> History:
    answers = tuple(_answer(one, change) if one.id in change.answers else one for one in history.answers)
    return history.model_copy(update={"answers": answers})


def _answer(answer: Answer, change: Change) -> Answer:
    if isinstance(change, Widen):
        return answer.model_copy(update={"circle": answer.circle | {change.person}})
    if isinstance(change, Seal):
        return answer.model_copy(update={"circle": answer.circle & change.told})
    return answer.model_copy(update={"kept": True})
