"""The course of one hire's onboarding in values alone: time passes, things happen, and what is said is noted.

What flows do with rows and Slack, `Course` does in memory by the same decisions (`onward`, `alert`): everybody is in
Slack, and every message arrives at the instant at which it may go.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count, islice

from onboardbot.core import alert, onward, signals
from onboardbot.core.calendar import Calendar
from onboardbot.core.company import Days
from onboardbot.core.effect import Announce, Message, Offer, Outcome, Said
from onboardbot.core.finding import UNTOLD, Finding, Signal
from onboardbot.core.history import Answer, History, Pause, Task
from onboardbot.core.moment import Moment

MOST_HALTS = 10_000  # a course in which more falls due at once goes round in circles


@dataclass(frozen=True)
class Spoken:
    """A message with the instant at which it goes and all that is known then."""

    at: datetime
    message: Message
    moment: Moment

    @property
    def finding(self) -> Finding:
        return next(one for one in self.moment.history.findings if one.id == self.message.finding)


@dataclass
class Course:
    """Mutable, as it is a walk through time; `moment` holds values.

    `spoken` is what was said so far, in order; `waiting` are messages whose instant has not come.
    """

    moment: Moment
    spoken: list[Spoken] = field(default_factory=list)
    waiting: list[Message] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=count)

    @property
    def history(self) -> History:
        return self.moment.history

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.moment.history.findings

    def pass_time(self, to: datetime) -> None:
        """Let time pass, halting wherever something is due; what is due at `to` itself happens, too."""
        for halt in islice(self._halts(to), MOST_HALTS):
            self._at(max(self.moment.now, halt))
            self._say_waiting()
            self._apply_all(self._fall_due())
            self._apply_all(onward.sweep(self.moment, self.new_id))
        self._at(max(self.moment.now, to))

    def change(self, **values: object) -> None:
        """Change what is known, and let everything that is open follow."""
        self.moment = self.moment.with_history(self.history.model_copy(update=values))
        self._follow()

    def leave(self, days: Days) -> None:
        """Put days of leave into the hire's calendar, and let everything follow."""
        calendar = self.moment.calendar
        self.moment = replace(self.moment, calendar=replace(calendar, leave=(*calendar.leave, days)))
        self._follow()

    def answer(self, answer: Answer) -> None:
        """Take an answer, in place of an earlier one to the same question, and see what it leads to."""
        others = tuple(one for one in self.history.answers if one.id != answer.id)
        check_ins = tuple(
            one.model_copy(update={"answered_at": one.answered_at or answer.at}) if one.id == answer.check_in else one
            for one in self.history.check_ins
        )
        values = {"answers": (*others, answer), "check_ins": check_ins}
        self.moment = self.moment.with_history(self.history.model_copy(update=values))
        self._apply_all(onward.after_reply(self.moment, self.new_id))
        self._follow()

    def resume(self) -> None:
        """End every pause now."""
        now = self.moment.now
        self.change(pauses=tuple(_ended(pause, now) for pause in self.history.pauses))

    def task(self, name: str, **values: object) -> None:
        """Change a task, or begin it."""
        known = next((one for one in self.history.tasks if one.id == name), Task(id=name, sent_at=self.moment.now))
        others = tuple(one for one in self.history.tasks if one.id != name)
        self.change(tasks=(*others, known.model_copy(update=values)))

    def open(self, signal: Signal) -> None:
        """Begin what a rule found, or the newcomer asked for."""
        self.do(alert.open_finding(signal, self.moment, self.new_id()))

    def move(self, finding: Finding, step: Callable[[Finding, Moment], Outcome]) -> None:
        """Do what somebody tapped, and let everything else follow."""
        self.do(step(finding, self.moment))
        self._follow()

    def do(self, outcome: Outcome) -> None:
        """Take what was decided, and say what is to be said."""
        self.moment = onward.after(outcome, self.moment)
        self._hear(outcome)

    def new_id(self) -> str:
        return f"f{next(self._numbers)}"

    def _at(self, now: datetime) -> None:
        self.moment = replace(self.moment, now=now)

    def _halts(self, to: datetime) -> Iterator[datetime]:
        """Give the instants until `to` at which something falls due, as they come to be while it is walked."""
        while (halt := self._next_halt()) is not None and halt <= to:
            yield halt

    def _next_halt(self) -> datetime | None:
        halts = [one.due_at for one in self.findings] + [one.at for one in self.waiting]
        halts.append(signals.next_check(self.history, calendar=self.moment.calendar))
        return min((halt for halt in halts if halt is not None), default=None)

    def _fall_due(self) -> Iterator[tuple[Outcome, Moment]]:
        """Move those that are due, one after the other, each as it is by then."""
        moment = self.moment
        for finding in onward.in_order(moment.history.findings):
            current = next(one for one in moment.history.findings if one.id == finding.id)
            if current.due_at is not None and current.due_at <= moment.now:
                outcome = alert.advance(current, moment)
                moment = onward.after(outcome, moment)
                yield outcome, moment

    def _follow(self) -> None:
        self._apply_all(onward.follow(self.moment))
        self._apply_all(onward.sweep(self.moment, self.new_id))

    def _apply_all(self, outcomes: Iterable[tuple[Outcome, Moment]]) -> None:
        for outcome, then in outcomes:
            self.moment = then
            self._hear(outcome)

    def _hear(self, outcome: Outcome) -> None:
        for effect in outcome[1]:
            if isinstance(effect, Said) and effect.at > self.moment.now:
                self.waiting.append(effect)
            elif isinstance(effect, Said):
                self._say(effect)

    def _say_waiting(self) -> None:
        """Say what waited for this instant, if it still makes sense."""
        now = self.moment.now
        due = [one for one in self.waiting if one.at <= now]
        self.waiting = [one for one in self.waiting if one.at > now]
        for message in sorted(due, key=lambda one: one.at):
            if self._still_asked(message):
                self._say(message)

    def _say(self, message: Message) -> None:
        self.spoken.append(Spoken(self.moment.now, message, self.moment))

    def _still_asked(self, message: Message) -> bool:
        """Say whether an offer is still open, as one that was asked anew or is over is not sent any more."""
        if not isinstance(message, Offer | Announce):
            return True
        finding = next(one for one in self.findings if one.id == message.finding)
        return finding.state in UNTOLD and finding.presented == message.count


def others(team_calendar: Calendar, persons: Iterable[str]) -> Mapping[str, Calendar]:
    """Return the calendars of those around a hire: theirs, but for the hire's leave."""
    return dict.fromkeys(persons, replace(team_calendar, leave=()))


def _ended(pause: Pause, now: datetime) -> Pause:
    return pause if pause.until is not None and pause.until <= now else pause.model_copy(update={"until": now})
