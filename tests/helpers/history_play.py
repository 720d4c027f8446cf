"""Play one hire's history against the core: what a flow does with rows, done with values.

`Play.tick` lets time pass and halts at each instant at which something is due, so everything is said when it would
be; `said` holds each message with its instant.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from onboardbot.core import alert, offer, signals
from onboardbot.core.calendar import Calendar, at_local_time
from onboardbot.core.company import Days
from onboardbot.core.effect import Change, Effect, KeepAnswers, Message, Outcome, Seal, Widen
from onboardbot.core.finding import Choice, Danger, Finding, Helped, Level, NotUseful, Signal, State, Within
from onboardbot.core.history import Answer, AnswerKind, CheckIn, History, Pause, Task, Team
from onboardbot.core.moment import Moment
from onboardbot.core.questions.base import SeenBy
from onboardbot.core.visibility import circle_of

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = date(2026, 3, 2)
TEAM = Team(
    hire="nadia",
    manager="marek",
    buddy="bea",
    hr=("priya", "paul"),
    duty=("dana", "omar"),
    roles={"it": ("ivo", "ida")},
    reports_to={"marek": "lena"},
    reachable=frozenset({"nadia", "marek", "bea", "priya", "paul", "dana", "omar", "ivo", "ida", "lena", "otto"}),
)
NAMES = {"nadia": "Nadia Haddad", "marek": "Marek Novak", "bea": "Bea Lind", "priya": "Priya Rao", "lena": "Lena Voss"}
MOST_ROUNDS = 500  # a play in which more happens goes round in circles


def at(day: int, clock: str = "15:00", zone: ZoneInfo = BERLIN) -> datetime:
    """Return the n-th day after Monday, 2 March 2026, at a local time: 0 is that Monday, 4 the Friday."""
    return at_local_time(date.fromordinal(MONDAY.toordinal() + day), time.fromisoformat(clock), zone)


@dataclass
class Play:
    """One hire; `said` are the messages in order, each with the instant at which it was decided."""

    team: Team = TEAM
    calendar: Calendar = field(default_factory=lambda: Calendar(zone=BERLIN))
    calendars: dict[str, Calendar] = field(default_factory=dict)
    now: datetime = datetime(2026, 3, 2, 7, tzinfo=UTC)
    said: list[tuple[datetime, Message]] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    unread: frozenset[str] = frozenset()
    history: History = field(init=False)

    def __post_init__(self) -> None:
        self.history = History(team=self.team, start=MONDAY, names=NAMES)

    @property
    def moment(self) -> Moment:
        return Moment(self.history, self.calendar, self.now, self.calendars, self.unread)

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.history.findings

    @property
    def last(self) -> Finding:
        return self.findings[-1]

    def tick(self, to: datetime) -> None:
        """Let time pass, halting wherever something is due."""
        for _ in range(MOST_ROUNDS):
            due = [d for d in (*(f.due_at for f in self.findings), self._watch()) if d is not None and d <= to]
            if not due:
                self.now = max(self.now, to)
                return
            self.now = max(self.now, min(due))
            self._advance([f for f in self.findings if f.due_at is not None and f.due_at <= self.now])
            self._sweep()
        raise AssertionError("something is due again and again")

    def check_in(self, when: datetime, name: str, seen_by: SeenBy = SeenBy.MANAGER) -> None:
        self.tick(when)
        circle = frozenset(circle_of(seen_by, self.team).people)
        self._change(check_ins=(*self.history.check_ins, CheckIn(id=name, sent_at=when, circle=circle)))

    def mood(self, when: datetime, mood: int, seen_by: SeenBy = SeenBy.MANAGER, *, check_in: str | None = None) -> None:
        circle = frozenset(circle_of(seen_by, self.team).people)
        number = len(self.history.answers)
        answer = Answer(id=f"a{number}", kind=AnswerKind.MOOD, at=when, mood=mood, circle=circle, check_in=check_in)
        self._answer(when, answer)

    def text(self, when: datetime, words: str, *circle: str, kind: AnswerKind = AnswerKind.TEXT) -> None:
        number = len(self.history.answers)
        self._answer(when, Answer(id=f"a{number}", kind=kind, at=when, text=words, circle=frozenset(circle)))

    def task(self, when: datetime, name: str, due: date | None, *, asks: str = "manager") -> None:
        self.tick(when)
        self._change(tasks=(*self.history.tasks, Task(id=name, sent_at=when, due=due, help=asks)))

    def done(self, when: datetime, name: str) -> None:
        self._change_task(when, name, done_at=when)

    def need_help(self, when: datetime, name: str) -> None:
        self._change_task(when, name, help_asked_at=when)
        signal = signals.need_help.detect(self.history, calendar=self.calendar, now=self.now)
        if signal is not None:
            self.open(signal)

    def pause(self, when: datetime, until: datetime | None = None) -> None:
        self.tick(when)
        self._change(pauses=(*self.history.pauses, Pause(since=when, until=until)))

    def resume(self, when: datetime) -> None:
        self.tick(when)
        pauses = tuple(p.model_copy(update={"until": p.until or when}) for p in self.history.pauses)
        self._change(pauses=pauses)

    def leave(self, when: datetime, first: date, last: date) -> None:
        self.tick(when)
        days = (*self.calendar.leave, Days(first=first, last=last))
        self.calendar = Calendar(zone=self.calendar.zone, week=self.calendar.week, leave=days)
        self._change()

    def end(self, when: datetime) -> None:
        self.tick(when)
        self._change(ended_at=when)

    def staff(self, when: datetime, **roles: object) -> None:
        """Change who stands around the hire."""
        self.tick(when)
        self.team = self.team.model_copy(update=roles)
        self._change(team=self.team)

    def choose(self, when: datetime, choice: Choice, *, which: int = -1, within: Within | None = None) -> None:
        self.tick(when)
        self._apply(alert.choose(self.findings[which], choice, self.moment, within))

    def danger(self, when: datetime, answer: Danger, *, which: int = -1) -> None:
        """Answer whether they are in danger right now."""
        self.tick(when)
        self._apply(alert.danger(self.findings[which], self.moment, answer))

    def share_words(self, when: datetime) -> None:
        self.tick(when)
        finding = offer.sharing(self.history)
        if finding is not None:
            self._apply(alert.share_words(finding, self.moment))

    def talk(self, when: datetime, choice: Choice, within: Within | None = None) -> None:
        self.tick(when)
        self._apply(alert.talk(self.moment, f"f{len(self.findings)}", choice, within))

    def take(self, when: datetime, by: str = "marek", *, which: int = -1) -> None:
        self.tick(when)
        self._apply(alert.take(self.findings[which], self.moment, by))

    def remind_tomorrow(self, when: datetime, *, which: int = -1) -> None:
        self.tick(when)
        self._apply(alert.remind_tomorrow(self.findings[which], self.moment))

    def unreached(self, when: datetime, person: str, *, which: int = -1) -> None:
        """What was said to a person can't be delivered."""
        self.tick(when)
        self._apply(alert.unreached(self.findings[which], self.moment, person))

    def shown(self, when: datetime, *, which: int = -1) -> None:
        """The offer or announcement reached the newcomer only now."""
        self.tick(when)
        self._apply(alert.shown(self.findings[which], self.moment))

    def unshare(self, when: datetime, *, which: int = -1) -> None:
        self.tick(when)
        self._apply(alert.unshare(self.findings[which], self.moment))

    def talked(self, when: datetime, by: str = "marek", *, which: int = -1) -> None:
        self.tick(when)
        self._apply(alert.talked(self.findings[which], self.moment, by))

    def soon(self, when: datetime, within: Within, *, which: int = -1) -> None:
        self.tick(when)
        self._apply(alert.soon(self.findings[which], self.moment, within))

    def propose(self, when: datetime, by: str, time: datetime, *, which: int = -1) -> None:
        self.tick(when)
        self._apply(alert.propose(self.findings[which], self.moment, by, time))

    def fits(self, when: datetime, *, fits: bool, which: int = -1) -> None:
        self.tick(when)
        self._apply(alert.fits(self.findings[which], self.moment, fits=fits))

    def not_useful(self, when: datetime, *, which: int = -1) -> None:
        self.tick(when)
        self._apply(alert.not_useful(self.findings[which], self.moment, NotUseful.KNOWN_ALREADY))

    def helped(self, when: datetime, how: Helped, *, which: int = -1) -> None:
        self.tick(when)
        self._apply(alert.helped(self.findings[which], self.moment, how))

    def close(self, when: datetime, *, which: int = -1) -> None:
        self.tick(when)
        self._apply(alert.close(self.findings[which], self.moment))

    def pass_on(self, when: datetime, by: str, to: str, *, which: int = -1) -> None:
        self.tick(when)
        self._apply(alert.pass_on(self.findings[which], self.moment, by, to))

    def open(self, signal: Signal) -> None:
        self._apply(alert.open_finding(signal, self.moment, f"f{len(self.findings)}"))

    def lines(self, *kinds: str) -> list[tuple[datetime, str, str]]:
        """Return what was said so far as instant, kind and addressee; only some kinds if given."""
        return [(when, effect.kind, effect.to) for when, effect in self.said if not kinds or effect.kind in kinds]

    def of_kind(self, kind: str) -> list[Message]:
        return [effect for _, effect in self.said if effect.kind == kind]

    def _watch(self) -> datetime | None:
        return signals.next_check(self.history, calendar=self.calendar)

    def _answer(self, when: datetime, answer: Answer) -> None:
        self.tick(when)
        check_ins = tuple(
            c.model_copy(update={"answered_at": c.answered_at or when}) if c.id == answer.check_in else c
            for c in self.history.check_ins
        )
        self._change(answers=(*self.history.answers, answer), check_ins=check_ins)
        for signal in signals.after_a_reply(self.history, calendar=self.calendar, now=self.now):
            self.open(signal)

    def _change_task(self, when: datetime, name: str, **values: object) -> None:
        self.tick(when)
        tasks = tuple(t.model_copy(update=values) if t.id == name else t for t in self.history.tasks)
        self._change(tasks=tasks)

    def _change(self, **values: object) -> None:
        """Change what is known, and look at everything that is still open."""
        self.history = self.history.model_copy(update=values)
        self._advance([finding for finding in self.findings if finding.live])
        self._sweep()

    def _advance(self, findings: list[Finding]) -> None:
        for finding in sorted(findings, key=lambda f: (f.due_at or self.now, f.found_at)):
            current = next(f for f in self.findings if f.id == finding.id)
            self._apply(alert.advance(current, self.moment))

    def _sweep(self) -> None:
        for signal in signals.sweep(self.history, calendar=self.calendar, now=self.now):
            self.open(signal)

    def _apply(self, outcome: Outcome) -> None:
        finding, effects = outcome
        self.history = self.history.with_finding(finding)
        for effect in effects:
            self._do(effect)

    def _do(self, effect: Effect) -> None:
        if not isinstance(effect, (Widen, KeepAnswers, Seal)):
            self.said.append((self.now, effect))
            return
        self.changes.append(effect)
        answers = tuple(_changed(a, effect) if a.id in effect.answers else a for a in self.history.answers)
        self.history = self.history.model_copy(update={"answers": answers})


def _changed(answer: Answer, effect: Change) -> Answer:
    if isinstance(effect, Widen):
        return answer.model_copy(update={"circle": answer.circle | {effect.person}})
    if isinstance(effect, Seal):
        return answer.model_copy(update={"circle": answer.circle & effect.told})
    return answer.model_copy(update={"kept": True})


def care(play: Play, state: State) -> list[Finding]:
    return [finding for finding in play.findings if finding.level is Level.CARE and finding.state is state]
