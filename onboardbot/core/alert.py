"""The life of a finding: from a rule that fits to "it helped". Everything that flows call is here.

How a flow uses this. A `Moment` is the history of one hire, the calendars and `now`. Each function takes a finding
and a moment and returns the finding moved and what is to be said; a flow stores the finding, applies the changes
(`Widen`, `KeepAnswers`) and hands each message to the outbox under its `key`, due `at`, all in one transaction:

    history -> signals.evaluate(...) after an answer was stored, signals.sweep(...) when the watch is due
            -> alert.open_finding(signal, moment, new_id)            finding, effects
    a tap   -> alert.choose | keep | soon | share_words | take | talked | remind_tomorrow | not_useful | pass_on
               alert.propose | fits | helped | close
               alert.unshare when the words change or are withdrawn
    time    -> alert.advance(finding, moment) when `finding.due_at` has come
    sent    -> alert.shown when an offer or announcement was sent, alert.unreached when a message never can be
    change  -> alert.advance for every live finding when something around the hire changed: pause, resume, leave,
               end, manager, a task done, a check-in answered, a calendar; nothing happens too early by it
    watch   -> due at signals.next_check(...), computed anew after each of these

The history holds the findings as they are before the call. With several moving in one transaction, each moment
holds what the ones before made (`moment.with_finding(finding)`). Findings that are due at the same instant advance
in the order of `due_at`, then of `found_at`, before the sweep looks.

The messages with buttons to the newcomer (offer, announcement) and to whoever was told are drawn from the finding,
so a flow draws them anew whenever its state changed; `UpdateAlert` and its like name the cases in which another
person's message changes. Nothing here looks at the clock of the recipient later on: a message is returned at the
instant at which it may go, so what is waiting for working hours can still be changed or taken back.
"""

from datetime import datetime

from onboardbot.core import distress, handoff, offer, operational, proposal, protected, reminders, routes
from onboardbot.core.effect import Option, Outcome
from onboardbot.core.finding import (
    CONFIDENTIAL,
    LIVE,
    UNTOLD,
    Choice,
    Danger,
    Finding,
    Helped,
    Level,
    NotUseful,
    Signal,
    State,
    Within,
)
from onboardbot.core.moment import Moment
from onboardbot.core.signals import stuck
from onboardbot.core.telling import close as ended
from onboardbot.core.telling import moved


def open_finding(signal: Signal, moment: Moment, finding_id: str) -> Outcome:
    """Begin what a rule found.

    All stuck tasks are one finding, so more of them come back as the older one; so does a wish to talk while the
    question whom is still open.
    """
    older = _older(signal, moment)
    if older is not None:
        return _dated(_more(older, signal, moment), moment)
    finding = Finding(
        id=finding_id,
        hire=moment.team.hire,
        signal=signal.key,
        level=signal.level,
        evidence=signal.evidence,
        circle=signal.circle,
        found_at=moment.now,
        state=State.WAITING,
    )
    if signal.level in CONFIDENTIAL:
        return _dated(_confide(signal, finding, moment), moment)
    begin = {Level.CARE: offer.present, Level.HANDOFF: handoff.offer, Level.OPERATIONAL: operational.ask}
    return _dated(begin[signal.level](finding, moment), moment)


def _confide(signal: Signal, finding: Finding, moment: Moment) -> Outcome:
    finding = moved(finding, barred=signal.barred, sealed=signal.sealed, unsure=signal.unsure)
    if signal.level is Level.DISTRESS:
        return distress.present(finding, moment, urgent=signal.urgent)
    return protected.present(finding, moment, urgent=signal.urgent, settled=signal.settled)


def _older(signal: Signal, moment: Moment) -> Finding | None:
    known = moment.history.of_signal(signal.key)
    if signal.key == stuck.KEY:
        return next((finding for finding in known if finding.live), None)
    wish = signal.level is Level.HANDOFF
    return next((finding for finding in known if wish and finding.state is State.OFFERED), None)


def _more(older: Finding, signal: Signal, moment: Moment) -> Outcome:
    if older.level is Level.HANDOFF:
        return handoff.offer(moved(older, evidence=(*older.evidence, *signal.evidence)), moment)
    return offer.add_evidence(older, signal.evidence, moment)


def talk(moment: Moment, finding_id: str, choice: Choice, within: Within | None = None) -> Outcome:
    """Ask a human because the newcomer tapped so; nothing happens if nobody fills the role.

    Where the only one in HR is the manager they read so, and choose with the duty contact among the others.
    """
    signal = Signal(key="asks_for_human", level=Level.HANDOFF, evidence=(), circle=frozenset())
    finding, offered = open_finding(signal, moment, finding_id)
    if choice is Choice.HR and handoff.only_the_manager(moment):
        return finding, offered
    return choose(finding, choice, moment, within)


def advance(finding: Finding, moment: Moment) -> Outcome:
    """Do what time and changes around the hire cause by now; safe to call at any time, and again."""
    if not finding.live:
        return moved(finding, due_at=None), ()
    if finding.level is Level.OPERATIONAL:
        return _dated(operational.advance(finding, moment), moment)
    if finding.level is Level.HANDOFF and finding.state is not State.TAKEN:
        return _dated(handoff.advance(finding, moment), moment)
    if finding.level in CONFIDENTIAL and finding.state in UNTOLD:
        return _dated(protected.advance(finding, moment), moment)
    step = offer.advance if finding.state in UNTOLD else reminders.advance
    return _dated(step(finding, moment), moment)


def choose(finding: Finding, choice: Choice, moment: Moment, within: Within | None = None) -> Outcome:
    """Do what the newcomer chose; `within` is for hand-offs. Nothing happens if it is too late for a choice.

    While something is announced another person is told instead when the 15 minutes are over, `keep` cancels it.
    """
    if finding.level is Level.HANDOFF:
        return _dated(handoff.choose(finding, choice, moment, within), moment)
    if finding.level is Level.PROTECTED:
        return _dated(protected.choose(finding, choice, moment), moment)
    return _dated(offer.choose(finding, choice, moment), moment)


def soon(finding: Finding, moment: Moment, within: Within) -> Outcome:
    """Hear how soon the newcomer wants to talk to somebody, before they choose whom."""
    if finding.level is not Level.HANDOFF:
        return finding, ()
    return _dated(handoff.soon(finding, moment, within), moment)


def danger(finding: Finding, moment: Moment, choice: Danger) -> Outcome:
    """Hear from the newcomer whether they are in danger right now."""
    if finding.level is not Level.DISTRESS:
        return finding, ()
    return _dated(distress.danger(finding, moment, choice), moment)


def keep(finding: Finding, moment: Moment) -> Outcome:
    """Cancel an announcement, or keep an offer between us."""
    return choose(finding, Choice.KEEP, moment)


def shown(finding: Finding, moment: Moment) -> Outcome:
    """The newcomer got the offer or announcement: their time runs from here if it came late."""
    return _dated((offer.shown(finding, moment), ()), moment)


def unreached(finding: Finding, moment: Moment, person: str) -> Outcome:
    """What was to be said to `person` can't be delivered: ask the next, or offer the newcomer the others.

    Nobody knows of it then, so it used no budget. What went on in the meantime stays as it is.
    """
    if finding.state is not State.OPEN or finding.addressee != person:
        return finding, ()
    finding = moved(finding, unreached=person, unasked_at=None)
    on = {
        Level.CARE: offer.again,
        Level.HANDOFF: handoff.skip,
        Level.OPERATIONAL: operational.ask,
        Level.PROTECTED: protected.skip,
        Level.DISTRESS: distress.skip,
    }
    return _dated(on[finding.level](finding, moment), moment)


def options(finding: Finding, moment: Moment) -> tuple[Option, ...]:
    """Return whom the newcomer can choose as things stand now."""
    if finding.level is Level.HANDOFF:
        return handoff.options(moment, finding.barred)
    if finding.level in CONFIDENTIAL:
        return protected.options(finding, moment)
    return routes.options(moment.team, barred=finding.told)


def share_words(finding: Finding, moment: Moment) -> Outcome:
    """Share the newest text with the person of an offer or alert (`offer.sharing` finds it)."""
    return _dated(offer.share_words(finding, moment), moment)


def unshare(finding: Finding, moment: Moment) -> Outcome:
    """Take shared words back, as they changed or were withdrawn; whoever got them reads the message without."""
    return _dated(offer.unshare(finding, moment), moment)


def take(finding: Finding, moment: Moment, by: str) -> Outcome:
    """Somebody who was told says that they will reach out."""
    return _dated(reminders.take(finding, moment, by), moment)


def talked(finding: Finding, moment: Moment, by: str) -> Outcome:
    """Somebody who was told says that they have talked already; the newcomer is asked whether it helped."""
    return _dated(reminders.talked(finding, moment, by), moment)


def remind_tomorrow(finding: Finding, moment: Moment) -> Outcome:
    """Move the reminder to the next working day and what follows with it."""
    return _dated(reminders.remind_tomorrow(finding, moment), moment)


def not_useful(finding: Finding, moment: Moment, reason: NotUseful | None = None, by: str | None = None) -> Outcome:
    """Set an alert aside; whoever was promised by it that somebody reaches out reads that this has changed."""
    return _dated(reminders.not_useful(finding, moment, reason, by), moment)


def helped(finding: Finding, moment: Moment, how: Helped) -> Outcome:
    """Hear from the newcomer whether it helped."""
    return _dated(reminders.helped(finding, moment, how), moment)


def close(finding: Finding, moment: Moment) -> Outcome:
    """The newcomer says it is done: a hand-off is over, a task "works now"."""
    return _dated(ended(finding, State.RESOLVED, moment) if finding.live else (finding, ()), moment)


def pass_on(finding: Finding, moment: Moment, by: str, to: str) -> Outcome:
    """Whoever was asked to talk to the newcomer passes it on to another person; an alert goes to HR only."""
    step = reminders.pass_on if finding.level is Level.CARE else handoff.pass_on
    return _dated(step(finding, moment, by, to), moment)


def propose(finding: Finding, moment: Moment, by: str, time: datetime) -> Outcome:
    """Whoever was asked to talk to the newcomer suggests a time."""
    return _dated(proposal.propose(finding, moment, by, time), moment)


def fits(finding: Finding, moment: Moment, *, fits: bool) -> Outcome:
    """Hear from the newcomer whether the time that was suggested fits."""
    return _dated(proposal.answer(finding, moment, fits=fits), moment)


def due(finding: Finding, moment: Moment) -> datetime | None:
    """Return when time alone changes a finding next."""
    if finding.state not in LIVE:
        return None
    if finding.level is Level.OPERATIONAL:
        return operational.due(finding, moment)
    if finding.level is Level.HANDOFF and finding.state is not State.TAKEN:
        return handoff.due(finding, moment)
    if finding.level in CONFIDENTIAL and finding.state in UNTOLD:
        return protected.due(finding, moment) if finding.level is Level.PROTECTED else None
    return offer.due(finding, moment) if finding.state in UNTOLD else reminders.due(finding, moment)


def _dated(outcome: Outcome, moment: Moment) -> Outcome:
    finding, effects = outcome
    return moved(finding, due_at=due(finding, moment.with_finding(finding))), effects
