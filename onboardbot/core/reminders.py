"""After somebody was told: reminders, HR, "I'll reach out", and whether it helped."""

from datetime import datetime

from onboardbot.core import routes
from onboardbot.core.effect import AskHelped, Escalate, Outcome, Remind, Tell, Took, TookBack
from onboardbot.core.finding import CONFIDENTIAL, STANDING, Finding, Helped, Level, NotUseful, State
from onboardbot.core.history import Team
from onboardbot.core.moment import Moment
from onboardbot.core.offer import again
from onboardbot.core.protected import bar
from onboardbot.core.signals import RULES
from onboardbot.core.telling import close, moved, reasons, redrawn, told_hire
from onboardbot.core.visibility import may_know, may_see

REMIND_AFTER = 2  # working days
ESCALATE_AFTER = 2  # more
TOMORROW = 1
ASK_HELPED_AFTER = (3, 6)  # working days after it was taken: asked twice at most
ONCE_TALKED = (0, 3)  # working days after whoever was told said that they had talked
LAPSE_AFTER = 10  # working days
TALKED_ABOUT = frozenset({Level.CARE, *CONFIDENTIAL})


def due(finding: Finding, moment: Moment) -> datetime | None:
    """Return when an alert that somebody has goes on by itself."""
    found = _next_step(finding, moment)
    if found is None:
        return None
    person, instant = found
    to_newcomer = person == finding.hire
    return moment.unasked(person, instant) if finding.unasked or to_newcomer else moment.at_work(person, instant)


def advance(finding: Finding, moment: Moment) -> Outcome:
    """Remind, ask HR, ask the newcomer, or let it lapse, one step at a time."""
    if _over(finding, moment):
        return close(finding, State.ENDED, moment)
    goes_at = due(finding, moment)
    if goes_at is None or goes_at > moment.now:
        return finding, ()
    if _lapses(finding, moment):
        return close(finding, State.LAPSED, moment)
    if finding.state is State.TAKEN:
        return _ask_helped(finding, moment)
    away = finding.addressee not in moment.team.reachable or _barred_since(finding, moment)
    if finding.reminded_at or (away and _next_to_ask(finding, moment) is not None):
        return _escalate(finding, moment, _next_to_ask(finding, moment) or finding.hire)
    return _remind(finding, moment)


def take(finding: Finding, moment: Moment, by: str) -> Outcome:
    """Somebody who was told looks after it; the newcomer reads who."""
    if finding.state not in (State.OPEN, State.LAPSED) or by not in finding.told:
        return finding, ()
    finding = moved(finding, state=State.TAKEN, taken_by=by, taken_at=moment.now, closed_at=None)
    took = Took(finding=finding.id, to=finding.hire, at=moment.now, count=len(finding.told), person=by)
    return finding, (*redrawn(finding, moment, cause=f"taken:{by}"), took)


def talked(finding: Finding, moment: Moment, by: str) -> Outcome:
    """Whoever was told says that they have talked already: nobody needs to do more, the newcomer is asked at once.

    That they will reach out is not said, as they have.
    """
    open_ = finding.state in (State.OPEN, State.LAPSED) and by in finding.told
    theirs = open_ or (finding.state is State.TAKEN and finding.taken_by == by and finding.talked_at is None)
    if not theirs or finding.level not in TALKED_ABOUT:
        return finding, ()
    known = {"taken_at": finding.taken_at or moment.now, "talked_at": moment.now, "closed_at": None}
    finding = moved(finding, state=State.TAKEN, taken_by=by, **known)
    return finding, redrawn(finding, moment, cause=f"talked:{by}")


def passes_to(finding: Finding, team: Team, by: str) -> str | None:
    """Return to whom of HR somebody may pass an alert; None: there is nobody, or it is not theirs to pass.

    What is confidential is passed to nobody: HR gets it only if the newcomer picks HR.
    """
    theirs = finding.state is State.OPEN and finding.addressee == by and finding.escalated_to is None
    return routes.first(team, routes.HR, barred=finding.told) if theirs and finding.level is Level.CARE else None


def pass_on(finding: Finding, moment: Moment, by: str, to: str) -> Outcome:
    """Whoever was told of an alert passes it to HR now instead of when two reminders are over; a circle stays one."""
    theirs = passes_to(finding, moment.team, by) is not None
    to_hr = to in routes.of_role(moment.team, routes.HR) and to in moment.team.reachable and to not in finding.told
    return _escalate(moved(finding, passed=(*finding.passed, by)), moment, to) if theirs and to_hr else (finding, ())


def remind_tomorrow(finding: Finding, moment: Moment) -> Outcome:
    """Move the reminder to the next working day, and what comes after it by as much."""
    if finding.state is not State.OPEN:
        return finding, ()
    return moved(finding, snoozed_at=moment.now, reminded_at=None), ()


def not_useful(finding: Finding, moment: Moment, reason: NotUseful | None, by: str | None) -> Outcome:
    """Set an alert aside, with why; once it was taken only by whoever took it, as they made a promise.

    Only an alert of care: what is confidential is no matter of use, and the newcomer's wish to talk is theirs to
    close. Why can be said afterwards, once, by whoever set it aside.
    """
    if finding.state is State.SET_ASIDE and finding.reason is None and by in {finding.closed_by, None}:
        return moved(finding, reason=reason), ()
    promised = finding.taken_by if finding.state is State.TAKEN else None
    others = promised is not None and by not in {promised, None}
    if finding.state not in STANDING or finding.level is not Level.CARE or others:
        return finding, ()
    closed, effects = close(moved(finding, reason=reason, closed_by=by), State.SET_ASIDE, moment)
    if promised is None or finding.talked_at is not None:
        return closed, effects
    back = TookBack(finding=finding.id, to=finding.hire, at=moment.now, count=len(finding.told), person=promised)
    return closed, (*effects, back)


def helped(finding: Finding, moment: Moment, how: Helped) -> Outcome:
    """Close it if it helped; ask once more if a bit; offer the others if not."""
    if finding.state not in STANDING:
        return finding, ()
    finding = moved(finding, heard=how)
    if how is Helped.NO and finding.level is Level.CARE:
        return again(finding, moment)
    if how is Helped.YES or finding.asked_helped == len(ASK_HELPED_AFTER):
        return close(finding, State.RESOLVED, moment)
    return finding, ()


def _next_step(finding: Finding, moment: Moment) -> tuple[str, datetime] | None:
    """Return to whom the next step goes, and when at the earliest."""
    if finding.state is State.TAKEN:
        return _after_taken(finding, moment)
    owner, told_at = finding.addressee or finding.hire, finding.told_at or finding.found_at
    lapse = (owner, moment.after(told_at, LAPSE_AFTER))
    base, days = (finding.snoozed_at, TOMORROW) if finding.snoozed_at else (told_at, REMIND_AFTER)
    if finding.reminded_at is None:
        return min((owner, moment.after(base, days)), lapse, key=_instant)
    person = _next_to_ask(finding, moment)
    if finding.escalated_to or person is None:
        return lapse
    # A reminder that was held up gives its reader a day all the same.
    at = max(moment.after(base, days + ESCALATE_AFTER), moment.after(finding.reminded_at, 1))
    return min((person, at), lapse, key=_instant)


def _after_taken(finding: Finding, moment: Moment) -> tuple[str, datetime] | None:
    taken_at = finding.taken_at or finding.found_at
    if finding.asked_helped < len(ASK_HELPED_AFTER):
        return finding.hire, _ask_helped_at(finding, moment)
    return None if finding.level is Level.HANDOFF else (finding.hire, moment.after(taken_at, LAPSE_AFTER))


def _ask_helped_at(finding: Finding, moment: Moment) -> datetime:
    """Return when the newcomer is asked next; a time that was suggested for the talk must have come first."""
    if finding.talked_at is not None:
        days = ONCE_TALKED[finding.asked_helped]
        return moment.after(finding.talked_at, days) if days else finding.talked_at
    taken_at = finding.taken_at or finding.found_at
    return moment.after(max(taken_at, finding.proposed or taken_at), ASK_HELPED_AFTER[finding.asked_helped])


def _instant(step: tuple[str, datetime]) -> datetime:
    return step[1]


def _lapses(finding: Finding, moment: Moment) -> bool:
    if finding.state is State.TAKEN:
        return finding.asked_helped == len(ASK_HELPED_AFTER)
    return moment.now >= moment.after(finding.told_at or finding.found_at, LAPSE_AFTER)


def _over(finding: Finding, moment: Moment) -> bool:
    """Say whether nobody needs to do anything any more: the onboarding ended, or what was missing is there."""
    if moment.ended:
        return finding.unasked
    rule = RULES[finding.signal]
    missing = rule.due is not None and finding.state is State.OPEN
    return missing and not rule.holds(finding, moment.history, calendar=moment.calendar, now=moment.now)


def _barred_since(finding: Finding, moment: Moment) -> bool:
    """Say whether whoever was told may not be any more, as they have become the manager."""
    return finding.level is Level.PROTECTED and finding.addressee in bar(finding, moment).barred


def _remind(finding: Finding, moment: Moment) -> Outcome:
    finding = moved(finding, reminded_at=moment.now, reminders=finding.reminders + 1)
    if _barred_since(finding, moment):
        return finding, ()
    owner = finding.addressee or finding.hire
    return finding, (Remind(finding=finding.id, to=owner, at=moment.now, count=finding.reminders),)


def _next_to_ask(finding: Finding, moment: Moment) -> str | None:
    """Return who is asked next: HR; of what is confidential the next duty contact, who is trusted with it.

    In distress HR after that, as it is told of it where no duty contact is left; of what is protected HR hears only
    if the newcomer picks HR.
    """
    if finding.level not in CONFIDENTIAL:
        return routes.first(moment.team, routes.HR, barred=finding.told)
    without = bar(finding, moment).barred | set(finding.told)
    roles = (routes.DUTY, routes.HR) if finding.level is Level.DISTRESS else (routes.DUTY,)
    free = (routes.first(moment.team, role, barred=without) for role in roles)
    return next((person for person in free if person is not None), None)


def _escalate(finding: Finding, moment: Moment, person: str) -> Outcome:
    """Ask HR: with the alert if they may read all of it, else only that nobody has responded."""
    about, at = finding.addressee or finding.hire, moment.at_work(person, moment.now)
    finding = moved(finding, escalated_to=person, reminded_at=moment.now)
    said: Escalate | Tell = Escalate(finding=finding.id, to=person, at=at, count=len(finding.told), about=about)
    pieces = moment.history.pieces(finding)  # of which some may have been narrowed or sealed since
    if may_know(person, finding) and all(may_see(person, one, hire=finding.hire) for one in pieces):
        finding = moved(finding, told=(*finding.told, person))
        shown = reasons(finding, person, moment)
        said = Tell(finding=finding.id, to=person, at=at, count=len(finding.told), reasons=shown, about=about)
    return finding, (said, told_hire(finding, moment, person, said.key, tapped=False))


def _ask_helped(finding: Finding, moment: Moment) -> Outcome:
    finding = moved(finding, asked_helped=finding.asked_helped + 1, heard=None)
    ask = AskHelped(
        finding=finding.id,
        to=finding.hire,
        at=moment.now,
        count=finding.asked_helped,
        person=finding.taken_by or finding.hire,
        talked=finding.talked_at is not None,
        told=len(finding.told),
    )
    return finding, (ask,)
