"""Harassment, discrimination, safety, and complaints about whoever is above: told to nobody whom it may be about.

The newcomer is asked first; the duty contact is the first who is not barred, HR only if the newcomer picks HR. What
can't wait is told without asking, and the newcomer reads to whom. With nobody left they read so.
"""

from datetime import datetime

from onboardbot.core import routes
from onboardbot.core.effect import Offer, Option, Outcome, Resources, Seal
from onboardbot.core.finding import Choice, Finding, Level, State
from onboardbot.core.history import Answer, History, Team
from onboardbot.core.listening import line
from onboardbot.core.moment import Moment
from onboardbot.core.telling import moved, note, told_hire

RETRACTED = "retracted"
ASKED = 2  # times at most
OFFERED = (Choice.DUTY, Choice.HR)


def present(finding: Finding, moment: Moment, *, urgent: bool, settled: bool) -> Outcome:
    """Ask, or tell at once what can't wait, or keep what was taken back; its check-in is sealed in any case."""
    finding, sealed = bar(finding, moment), seal(finding, moment)
    if settled:
        return moved(finding, state=State.KEPT, closed_at=moment.now, reason=RETRACTED), sealed
    finding, said = _tell_first(finding, moment) if urgent else _ask(finding, moment)
    return finding, (*sealed, *said)


def options(finding: Finding, moment: Moment) -> tuple[Option, ...]:
    """Return whom the newcomer can choose: who is barred or was told is none of them."""
    finding = bar(finding, moment)
    return routes.options(moment.team, roles=OFFERED, barred=finding.barred | set(finding.told))


def due(finding: Finding, moment: Moment) -> datetime | None:
    """Return when the newcomer is asked once more: when the next working day begins."""
    if finding.state is not State.OFFERED or finding.presented >= ASKED or finding.presented_at is None:
        return None
    next_day = moment.calendar.add_workdays(moment.day(finding.presented_at), 1)
    return moment.unasked(finding.hire, moment.opening(next_day))


def advance(finding: Finding, moment: Moment) -> Outcome:
    """Ask once more; whoever became manager since is barred from now on, too. In distress nothing goes by itself."""
    if finding.level is Level.DISTRESS:
        return finding, ()
    finding = bar(finding, moment)
    if _taken_back(finding, moment):
        return moved(finding, state=State.KEPT, closed_at=moment.now, reason=RETRACTED), ()
    goes_at = due(finding, moment)
    return (finding, ()) if goes_at is None or goes_at > moment.now else _ask(finding, moment)


def choose(finding: Finding, choice: Choice, moment: Moment) -> Outcome:
    """Tell whom the newcomer chose, at once; they may choose as long as they like, and never who is barred."""
    if finding.state is not State.OFFERED:
        return finding, ()
    finding = bar(finding, moment)
    if choice is Choice.KEEP:
        return moved(finding, state=State.KEPT, closed_at=moment.now), ()
    without = finding.barred | set(finding.told)
    person = routes.first(moment.team, choice, barred=without) if choice in OFFERED else None
    return (finding, ()) if person is None else tell(finding, moment, person, chosen=True)


def skip(finding: Finding, moment: Moment) -> Outcome:
    """Go on to the next, as somebody could not be reached: at once what can't wait, else by asking."""
    finding = bar(finding, moment)
    return _ask(finding, moment) if finding.chosen else _tell_first(finding, moment)


def tell(finding: Finding, moment: Moment, person: str, *, chosen: bool) -> Outcome:
    """Tell a person now, at any hour; the newcomer reads to whom once it is sent."""
    finding = moved(
        finding,
        state=State.OPEN,
        addressee=person,
        chosen=chosen,
        circle=finding.circle | {person},
        told=(*finding.told, person),
        told_at=moment.now,
        unreached=None,
    )
    alert = note(finding, moment, person, chosen=chosen)
    return finding, (alert, told_hire(finding, moment, person, alert.key, tapped=True))


def bar(finding: Finding, moment: Moment) -> Finding:
    """Return the finding with all whom it never reaches as things stand: nobody comes off that list again."""
    barred = barred_now(finding, moment.team)
    return finding if barred == finding.barred else moved(finding, barred=barred)


def barred_now(finding: Finding, team: Team) -> frozenset[str]:
    """Return whom something confidential never reaches as things stand; distress only those whom it is about."""
    if finding.level is Level.DISTRESS:
        return finding.barred
    buddy = frozenset({team.buddy} if team.buddy else ())
    above = frozenset(boss for person in finding.barred for boss in routes.above(team, person))
    return finding.barred | line(team) | buddy | above


def seal(finding: Finding, moment: Moment) -> tuple[Seal, ...]:
    """Return the changes that keep the answers of its check-in from everybody who was not told of them before."""
    found: dict[frozenset[str], list[str]] = {}
    for one in moment.history.answers:
        told = _told_of(one, moment.history)
        if one.circle - told and (one.id in finding.evidence or one.check_in in finding.sealed):
            found.setdefault(told, []).append(one.id)
    return tuple(Seal(answers=tuple(answers), told=told) for told, answers in found.items())


def _told_of(answer: Answer, history: History) -> frozenset[str]:
    """Return who has a note that rests on an answer, or to which one was added: what they read must not change."""
    drawn = {one.merged_into or one.id for one in history.findings if answer.id in one.evidence}
    return frozenset(person for one in history.findings if one.id in drawn for person in one.told)


def first_free(finding: Finding, team: Team) -> str | None:
    """Return who is told of what can't wait: the first who is not barred of duty, then of HR."""
    without = finding.barred | set(finding.told)
    free = (routes.first(team, role, barred=without) for role in (routes.DUTY, routes.HR))
    return next((person for person in free if person is not None), None)


def _tell_first(finding: Finding, moment: Moment) -> Outcome:
    person = first_free(finding, moment.team)
    return _nobody(finding, moment) if person is None else tell(finding, moment, person, chosen=False)


def _ask(finding: Finding, moment: Moment) -> Outcome:
    if not any(option.person for option in options(finding, moment)):
        return _nobody(finding, moment)
    finding = moved(
        finding,
        state=State.OFFERED,
        addressee=None,
        chosen=False,
        presented=finding.presented + 1,
        presented_at=moment.now,
    )
    offer = Offer(
        finding=finding.id,
        to=finding.hire,
        at=moment.now,
        count=finding.presented,
        signal=finding.signal,
        options=options(finding, moment),
        again=finding.presented > 1,
    )
    return finding, (offer,)


def _nobody(finding: Finding, moment: Moment) -> Outcome:
    """Say that nobody here can be told, and what there is outside."""
    finding = moved(finding, state=State.ENDED, closed_at=moment.now, presented=finding.presented + 1)
    said = Resources(
        finding=finding.id,
        to=finding.hire,
        at=moment.now,
        count=finding.presented,
        signal=finding.signal,
        danger=False,
        nobody=True,
    )
    return finding, (said,)


def _taken_back(finding: Finding, moment: Moment) -> bool:
    """Say whether the newcomer took it back since, so that it is not asked about again."""
    later = (one for one in moment.history.findings if one.level is Level.PROTECTED and one.id != finding.id)
    return any(one.reason == RETRACTED and one.found_at >= finding.found_at for one in later)
