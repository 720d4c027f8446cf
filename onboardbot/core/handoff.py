"""A newcomer wants to talk to a human: whom, until when, and who is asked if nobody takes it in time."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import chain

from onboardbot.core import routes
from onboardbot.core.barred import barred
from onboardbot.core.calendar import Calendar
from onboardbot.core.effect import HandoffAsk, HandoffPlan, Offer, Option, Outcome
from onboardbot.core.finding import Choice, Finding, Level, State, Within
from onboardbot.core.history import Team
from onboardbot.core.language.requests import besides_addressees
from onboardbot.core.moment import Moment
from onboardbot.core.telling import moved, redrawn, to_hire_at, told_hire

ONE_DAY = timedelta(days=1)
DAYS_OF_WEEK = 7


def offer(finding: Finding, moment: Moment) -> Outcome:
    """Ask whom the newcomer wants to talk to and how soon, as they said so in words; nobody is told unasked.

    Whoever the words may be about is not offered, and never asked later on; whom they ask for is.
    """
    pieces, names = moment.history.pieces(finding), moment.history.names.values()
    words = " ".join(besides_addressees(answer.text or "", names) for answer in pieces)
    about = finding.barred | barred(words, moment.team, moment.history.names)
    finding = moved(
        finding,
        state=State.OFFERED,
        barred=about,
        presented=finding.presented + 1,
        presented_at=moment.now,
        until=until(finding.within, moment),
    )
    asked = Offer(
        finding=finding.id,
        to=finding.hire,
        at=moment.now,
        count=finding.presented,
        signal=finding.signal,
        options=options(moment, about),
    )
    return finding, (asked,)


def options(moment: Moment, barred: frozenset[str] = frozenset()) -> tuple[Option, ...]:
    """Return whom the newcomer may choose; the duty contact where HR is barred or nobody but the manager."""
    hr = routes.first(moment.team, routes.HR, barred={*barred, moment.team.manager or ""})
    roles = routes.OFFERED if hr else (*routes.OFFERED, Choice.DUTY)
    return routes.options(moment.team, roles=roles, barred=barred)


def no_hr(options: Iterable[Option], team: Team) -> bool:
    """Say whether nobody of HR can be picked, as they are barred, or the manager is all there is of HR."""
    of_hr = set(routes.of_role(team, routes.HR)) - {team.manager}
    return not any(option.person in of_hr for option in options)


def only_the_manager(moment: Moment) -> bool:
    """Say whether the manager is all there is of HR."""
    team = moment.team
    someone = routes.first(team, routes.HR) is not None
    return someone and routes.first(team, routes.HR, barred={team.manager or ""}) is None


def choose(finding: Finding, choice: Choice, moment: Moment, within: Within | None = None) -> Outcome:
    """Ask whom the newcomer chose, at any hour; `keep` closes it."""
    if finding.state is not State.OFFERED:
        return finding, ()
    if choice is Choice.KEEP:
        return moved(finding, state=State.KEPT, closed_at=moment.now), ()
    person = routes.first(moment.team, choice, barred=finding.barred)
    return (finding, ()) if person is None else ask(finding, moment, person, until(within or finding.within, moment))


def soon(finding: Finding, moment: Moment, within: Within) -> Outcome:
    """Hear how soon the newcomer wants to be talked to, before they choose whom."""
    if finding.state is not State.OFFERED:
        return finding, ()
    return moved(finding, within=within, until=until(within, moment)), ()


def ask(finding: Finding, moment: Moment, person: str, by: datetime, *, passed_by: str | None = None) -> Outcome:
    """Ask a person; the newcomer reads beforehand who is next, and afterwards that it was sent."""
    told = (*finding.told, person)
    finding = moved(
        finding,
        state=State.OPEN,
        addressee=person,
        chosen=True,
        circle=finding.circle | {person},
        told=told,
        told_at=moment.now,
        unreached=None,
        until=by,
        taken_by=None,
        taken_at=None,
        proposed=None,
        fits=None,
        asked_helped=0,
        heard=None,
    )
    then = _next(finding, moment.team, moment.history.findings)
    asked = HandoffAsk(finding=finding.id, to=person, at=moment.now, count=len(told), until=by, afterwards=then)
    return finding, (
        _plan(finding, moment, person, by, then).model_copy(update={"passed_by": passed_by}),
        asked,
        told_hire(finding, moment, person, asked.key, tapped=len(told) == 1),
    )


def pass_on(finding: Finding, moment: Moment, by: str, to: str) -> Outcome:
    """Whoever was asked passes a hand-off on; the newcomer reads to whom. A note of care stays in its circle."""
    free = may_be_asked(finding, to, moment.history.findings)
    if not is_with(finding, by) or not free or to not in moment.team.reachable:
        return finding, ()
    finding, said = ask(moved(finding, passed=(*finding.passed, by)), moment, to, until(None, moment), passed_by=by)
    return finding, (*said, *redrawn(moved(finding, told=finding.told[:-1]), moment, cause=f"passed:{to}"))


def is_with(finding: Finding, person: str) -> bool:
    """Say whether a hand-off is a person's to answer: they were asked, did not pass it on, and nobody else took it."""
    asked = finding.level is Level.HANDOFF and person in finding.told and person not in finding.passed
    return asked and (finding.state is State.OPEN or (finding.state is State.TAKEN and finding.taken_by == person))


def may_be_asked(finding: Finding, person: str, findings: Iterable[Finding]) -> bool:
    """Say whether a hand-off may be passed to a person: not back, and to nobody whom it may be about.

    Nor to whoever something protected may be about, `findings` being all of the hire's: only the newcomer picks them.
    """
    return person not in {finding.hire, *finding.told, *_barred(finding, findings)}


def _barred(finding: Finding, findings: Iterable[Finding]) -> frozenset[str]:
    """Return whom a hand-off never goes on to by itself."""
    protected = (one.barred for one in findings if one.level is Level.PROTECTED)
    return frozenset(chain(finding.barred, *protected))


def due(finding: Finding, moment: Moment) -> datetime | None:
    """Return when the next is asked because nobody took it in time."""
    if finding.state is not State.OPEN or finding.until is None:
        return None
    return moment.at_work(_next(finding, moment.team, moment.history.findings) or finding.hire, finding.until)


def advance(finding: Finding, moment: Moment) -> Outcome:
    """Ask the next when nobody took it in time."""
    goes_at = due(finding, moment)
    return (finding, ()) if goes_at is None or goes_at > moment.now else skip(finding, moment)


def skip(finding: Finding, moment: Moment) -> Outcome:
    """Ask the next, as the newcomer read beforehand; with nobody left they read so."""
    person = _next(finding, moment.team, moment.history.findings)
    if person is not None:
        return ask(finding, moment, person, until(None, moment))
    finding = moved(finding, until=None)
    return finding, (_plan(finding, moment, None, None, None),)


def until(within: Within | None, moment: Moment) -> datetime:
    """Return the promise: the end of the hire's hours today, on the next working day, or in this week.

    What is over already, and what was not said, means the end of the next working day.
    """
    calendar, today = moment.calendar, moment.day(moment.now)
    tomorrow = calendar.closing(calendar.add_workdays(today, 1))
    if within is Within.TODAY:
        day = today if calendar.is_workday(today) else None
    else:
        day = _last_of_week(calendar, today) if within is Within.WEEK else None
    ends = tomorrow if day is None else calendar.closing(day)
    return ends if ends > moment.now else tomorrow


def _last_of_week(calendar: Calendar, today: date) -> date | None:
    """Return the last working day from today on before the hire's week begins again."""
    begins = _first_weekday(calendar.week)
    ahead = (begins - today.weekday() - 1) % DAYS_OF_WEEK
    days = (today + ONE_DAY * count for count in range(ahead, -1, -1))
    return next((day for day in days if calendar.is_workday(day)), None)


def _first_weekday(week: frozenset[int]) -> int:
    """Return the weekday after the longest run of days off: Sunday of Sunday to Thursday; else Monday."""

    def days_off_before(weekday: int) -> int:
        back = range(1, DAYS_OF_WEEK)
        return next((n - 1 for n in back if (weekday - n) % DAYS_OF_WEEK in week), DAYS_OF_WEEK)

    return max(sorted(week), key=days_off_before)


def afterwards(
    finding: Finding, team: Team, options: Iterable[Option], findings: Sequence[Finding]
) -> Mapping[str | None, Sequence[str]]:
    """Return who is asked next (None: nobody), and after whom of those who can be picked now."""
    after: dict[str | None, list[str]] = {}
    for person in (option.person for option in options if option.person is not None):
        then = _next(moved(finding, told=(*finding.told, person)), team, findings)
        after.setdefault(then, []).append(person)
    return after


def _next(finding: Finding, team: Team, findings: Iterable[Finding]) -> str | None:
    """Return who is asked after the last one: HR one after the other, then duty.

    A manager who is HR as well is asked only where the newcomer picks them; so is whoever something protected bars.
    """
    without = _barred(finding, findings) | set(finding.told) | {team.manager or ""}
    return routes.first(team, routes.HR, barred=without) or routes.first(team, routes.DUTY, barred=without)


def _plan(
    finding: Finding, moment: Moment, person: str | None, by: datetime | None, afterwards: str | None
) -> HandoffPlan:
    count = len(finding.told) + (person is None)
    return HandoffPlan(
        finding=finding.id,
        to=finding.hire,
        at=moment.now if count == 1 else to_hire_at(finding, moment),
        count=count,
        person=person,
        until=by,
        afterwards=afterwards,
    )
