"""Before anybody is told: the newcomer is asked, or reads what will be said, and has the last word."""

from datetime import datetime, timedelta

from onboardbot.core import routes
from onboardbot.core.absence import REST
from onboardbot.core.budget import verdict
from onboardbot.core.effect import Announce, Effect, KeepAnswers, Offer, Outcome, UpdateAlert, Widen
from onboardbot.core.finding import CONFIDENTIAL, LIVE, STANDING, UNTOLD, Choice, Finding, Level, Quote, State
from onboardbot.core.history import Answer, History
from onboardbot.core.language.quotes import clause, quotable
from onboardbot.core.listening import clause_of
from onboardbot.core.moment import Moment
from onboardbot.core.protected import barred_now
from onboardbot.core.signals import RULES, stuck
from onboardbot.core.signals.base import Mode
from onboardbot.core.telling import merge, moved, reasons, redrawn, rests_on_answers, tell

TIME_TO_CANCEL = timedelta(minutes=15)
_SHARED_WHILE = {Level.CARE: LIVE, Level.PROTECTED: STANDING, Level.DISTRESS: STANDING}
ON_TIME = timedelta(minutes=1)  # a message goes out within seconds of being decided


def present(finding: Finding, moment: Moment) -> Outcome:
    """Ask or announce; what rests on no answer waits in silence where nothing unasked may be said.

    An announcement that can't go soon becomes an offer, so that an answer always gets one.
    """
    finding = refreshed(finding, moment)
    finding = moved(finding, addressee=routes.addressee(finding.circle, moment.team), chosen=False)
    held = moment.quiet or verdict(finding, moment).opens_at is not None
    if held and not rests_on_answers(finding):
        return moved(finding, state=State.WAITING), ()
    if finding.addressee is None or held or RULES[finding.signal].mode is Mode.ASKED:
        return _offer(finding, moment)
    return _announce(finding, moment)


def refreshed(finding: Finding, moment: Moment) -> Finding:
    """Return the finding with the circle of today where it rests on no answer, else without who left one since.

    An answer that changes has a circle anew, which may be a smaller one that the newcomer chose.
    """
    if finding.signal == stuck.KEY:
        return moved(finding, circle=routes.owners(moment.team))
    if not rests_on_answers(finding):
        return finding
    left = finding.circle.intersection(*(one.circle for one in moment.history.pieces(finding)))
    return finding if left == finding.circle else moved(finding, circle=left)


def due(finding: Finding, moment: Moment) -> datetime | None:
    """Return when a finding that nobody was told of goes on by itself."""
    if finding.state is State.WAITING:
        opens = max(verdict(finding, moment).opens_at or moment.now, moment.now)
        return moment.unasked(finding.addressee if finding.presented and finding.addressee else finding.hire, opens)
    if finding.addressee is None or finding.presented_at is None or finding.id in moment.unread:
        return None
    if finding.state is State.OFFERED:
        return moment.unasked(finding.addressee, moment.noon_after(finding.presented_at))
    goes_at = finding.presented_at + TIME_TO_CANCEL
    return goes_at if finding.chosen else moment.unasked(finding.addressee, goes_at)


def advance(finding: Finding, moment: Moment) -> Outcome:
    """Do what time or a change around the hire causes: ask again, tell, add, wait, or let it go."""
    rule = RULES[finding.signal]
    holds = rule.holds(finding, moment.history, calendar=moment.calendar, now=moment.now)
    if _part_of_something_confidential(finding, moment):
        return moved(finding, state=State.ENDED, closed_at=moment.now), ()
    by_choice_only = finding.state is State.OFFERED and (finding.addressee is None or moment.ended)
    if by_choice_only and (holds or rests_on_answers(finding)):
        return finding, ()  # nobody is told of it by time; the newcomer may choose as long as they like
    if moment.ended or not holds:
        return moved(finding, state=State.ENDED, closed_at=moment.now), ()
    finding = refreshed(finding, moment)
    if _displaced(finding, moment) and not moment.quiet:
        return present(finding, moment)
    goes_at = due(finding, moment)
    if goes_at is None or goes_at > moment.now:
        return finding, ()
    return _go(finding, moment)


def choose(finding: Finding, choice: Choice, moment: Moment) -> Outcome:
    """Do what the newcomer chose, at once; while it is announced they change whom it goes to."""
    if not _open_to_choice(finding) or _part_of_something_confidential(finding, moment):
        return finding, ()
    if choice is Choice.KEEP:
        return keep(finding, moment)
    person = routes.first(moment.team, choice, barred=finding.told)
    if person is None:
        return finding, ()
    if finding.state is State.ANNOUNCED:
        return _edit(finding, person, moment)
    return tell(finding, moment, person, chosen=True)


def keep(finding: Finding, moment: Moment) -> Outcome:
    """Keep it between us, or take the announcement back: the answer counts on but is no last straw."""
    if finding.state not in UNTOLD:
        return finding, ()
    state = State.KEPT if finding.state is State.OFFERED else State.CANCELLED
    kept = (KeepAnswers(answers=finding.evidence[-1:]),) if rests_on_answers(finding) else ()
    return moved(finding, state=state, closed_at=moment.now), kept


def sharing(history: History) -> Finding | None:
    """Return the open offer or alert to whose person words can be shared: the newest."""
    found = (f for f in reversed(history.findings) if f.addressee and f.state in _SHARED_WHILE.get(f.level, ()))
    return next(found, None)


def quote_for(finding: Finding, history: History) -> Quote | None:
    """Return the newest text as it would be shared with whoever is asked or was told; None: that can't be.

    What is confidential is shared with whoever was told of it and is not barred by now, and with nobody else.
    """
    person, newest = finding.addressee, history.texts[-1] if history.texts else None
    if person is None or newest is None or finding.state not in _SHARED_WHILE.get(finding.level, ()):
        return None
    if finding.level in CONFIDENTIAL:
        theirs = newest.id in finding.evidence and person not in _barred(newest, history)
        return Quote(answer=newest.id, words=clause_of(newest, history), person=person) if theirs else None
    answer = shareable(history)
    return None if answer is None else Quote(answer=answer.id, words=clause(answer.text or ""), person=person)


def shareable(history: History) -> Answer | None:
    """Return the newest text, unless it mentions the manager or somebody by name, or is confidential."""
    newest = history.texts[-1] if history.texts else None
    if newest is None or newest.check_in in history.sealed or _confidential(newest, history):
        return None
    return newest if quotable(newest.text or "", history.names.values()) else None


def _confidential(answer: Answer, history: History) -> bool:
    return any(answer.id in finding.evidence for finding in history.findings if finding.level in CONFIDENTIAL)


def _barred(answer: Answer, history: History) -> frozenset[str]:
    """Return who must not read words: by an edit they may be about something else than what a person was told."""
    drawn = (one for one in history.findings if one.level in CONFIDENTIAL and answer.id in one.evidence)
    return frozenset(person for one in drawn for person in barred_now(one, history.team))


def words_for(finding: Finding, history: History) -> Quote | None:
    """Return the words that belong to a finding and could be shared: from the same check-in, or said since."""
    quote = quote_for(finding, history)
    if quote is None or finding.level in CONFIDENTIAL:
        return quote
    answer, check_ins = history.texts[-1], {piece.check_in for piece in history.pieces(finding)}
    theirs = answer.at >= finding.found_at or (answer.check_in is not None and answer.check_in in check_ins)
    return quote if theirs else None


def share_words(finding: Finding, moment: Moment) -> Outcome:
    """Share the newest text with the person of an offer or alert; what was sent is updated."""
    quote, answer = quote_for(finding, moment.history), moment.history.texts[-1:]
    if quote is None or finding.quote == quote:
        return finding, ()
    return _shared(moved(finding, quote=quote), answer[0], quote.person, moment)


def _shared(finding: Finding, answer: Answer, person: str, moment: Moment) -> Outcome:
    effects: list[Effect] = []
    if person not in answer.circle:
        effects.append(Widen(answers=(answer.id,), person=person))
    if finding.state in STANDING:
        shown = reasons(finding, person, moment)
        cause = f"words:{answer.id}"
        effects.append(UpdateAlert(finding=finding.id, to=person, at=moment.now, cause=cause, reasons=shown))
    return finding, tuple(effects)


def unshare(finding: Finding, moment: Moment) -> Outcome:
    """Take shared words back; the message that holds them, its own or the one it was added to, is updated."""
    finding = moved(finding, quote=None)
    told = next((other for other in moment.history.findings if other.id == finding.merged_into), finding)
    return finding, redrawn(told, moment.with_finding(finding), cause=f"unshared:{moment.now.isoformat()}")


def add_evidence(finding: Finding, evidence: tuple[str, ...], moment: Moment) -> Outcome:
    """Add what was found later to the same finding; what was said of it is said anew."""
    finding = moved(finding, evidence=(*finding.evidence, *evidence))
    if finding.state is State.ANNOUNCED:
        return present(finding, moment)
    cause = f"with:{','.join(evidence)}"
    shown = (
        UpdateAlert(finding=finding.id, to=person, at=moment.now, cause=cause, reasons=reasons(finding, person, moment))
        for person in finding.told
    )
    return finding, tuple(shown)


def again(finding: Finding, moment: Moment) -> Outcome:
    """Offer the others after it did not help; nobody is told without a choice."""
    return _offer(moved(finding, addressee=None), moment)


def shown(finding: Finding, moment: Moment) -> Finding:
    """Count the newcomer's time from when they could read it, where that was later than planned."""
    read_late = finding.presented_at is not None and moment.now - finding.presented_at > ON_TIME
    return moved(finding, presented_at=moment.now) if read_late and finding.state in UNTOLD else finding


def _go(finding: Finding, moment: Moment) -> Outcome:
    """Tell whom the newcomer read of, as far as the budget allows."""
    if finding.state is State.WAITING and not finding.presented:
        return present(finding, moment)
    person = finding.addressee or finding.hire
    if finding.chosen:
        return tell(finding, moment, person, chosen=True)
    budget = verdict(finding, moment)
    if budget.joins is not None:
        return merge(finding, budget.joins, moment)
    if budget.opens_at is not None:
        return moved(finding, state=State.WAITING), ()
    return tell(finding, moment, person, chosen=False)


def _displaced(finding: Finding, moment: Moment) -> bool:
    """Say whether whoever was named to the newcomer is not the one who would be told now."""
    if finding.addressee is None:
        return False
    if finding.chosen:
        return finding.addressee not in moment.team.reachable
    return finding.addressee != routes.addressee(finding.circle, moment.team)


def _part_of_something_confidential(finding: Finding, moment: Moment) -> bool:
    """Say whether it rests on a check-in that is sealed, or on moods of somebody in distress."""
    if not rests_on_answers(finding):
        return False
    sealed = moment.history.sealed
    in_distress = (one.found_at for one in moment.history.findings if one.level is Level.DISTRESS)
    return any(piece.check_in in sealed for piece in moment.history.pieces(finding)) or any(
        at - REST <= finding.found_at <= at + REST for at in in_distress
    )


def _open_to_choice(finding: Finding) -> bool:
    over = finding.state is State.ENDED and not finding.told and rests_on_answers(finding)
    return finding.state in UNTOLD or over


def _shown(finding: Finding, moment: Moment) -> Finding:
    """Count an offer or announcement; what answers no reply goes in the hire's own hours."""
    at_once = rests_on_answers(finding) and not finding.presented
    at = moment.now if at_once else moment.unasked(finding.hire, moment.now) or moment.now
    return moved(finding, presented=finding.presented + 1, presented_at=at)


def _offer(finding: Finding, moment: Moment) -> Outcome:
    if moment.ended:
        finding = moved(finding, addressee=None)
    finding = moved(_shown(finding, moment), state=State.OFFERED)
    opens = verdict(finding, moment).opens_at
    by = moment.noon_after(finding.presented_at or moment.now)
    offer = Offer(
        finding=finding.id,
        to=finding.hire,
        at=finding.presented_at or moment.now,
        count=finding.presented,
        signal=finding.signal,
        options=routes.options(moment.team, barred=finding.told),
        default=finding.addressee,
        by=moment.back_at(max(by, opens or by)) if finding.addressee else None,
        nobody=routes.addressee(finding.circle, moment.team) is None,
        again=finding.presented > 1,
    )
    return finding, (offer,)


def _announce(finding: Finding, moment: Moment) -> Outcome:
    finding = moved(_shown(finding, moment), state=State.ANNOUNCED)
    return finding, (_announcement(finding, moment),)


def _edit(finding: Finding, person: str, moment: Moment) -> Outcome:
    finding = moved(finding, addressee=person, chosen=True, presented=finding.presented + 1)
    return finding, (_announcement(finding, moment),)


def _announcement(finding: Finding, moment: Moment) -> Announce:
    at = finding.presented_at or moment.now
    joins = None if finding.chosen else verdict(finding, moment).joins
    return Announce(
        finding=finding.id,
        to=finding.hire,
        at=max(at, moment.now),
        count=finding.presented,
        signal=finding.signal,
        addressee=finding.addressee or finding.hire,
        options=routes.options(moment.team, barred=finding.told),
        goes_at=max(due(finding, moment) or moment.now, moment.now),
        joins=joins.id if joins else None,
        again=finding.presented > 1,
    )
