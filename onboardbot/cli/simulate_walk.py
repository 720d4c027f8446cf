"""One hire's history on its way: who has which role, what was said, and the lines that it makes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from onboardbot.cli.simulate_words import Teller
from onboardbot.core import nudges, routes
from onboardbot.core.absence import pause_at
from onboardbot.core.course import Course, others
from onboardbot.core.drill import next_drill
from onboardbot.core.finding import Finding
from onboardbot.core.history import History, Team
from onboardbot.core.moment import Moment
from onboardbot.core.signals import silent_buddy
from onboardbot.texts.acknowledging import library


@dataclass(frozen=True)
class Row:
    """What one person is told: the instant, and what stands in the line."""

    at: datetime
    said: Mapping[str, Any]


@dataclass
class Walk:
    """One hire's history on its way; persons are known by their names as given.

    `had` is who filled each role at any time, None for nobody. `drilled`: until when drills are told. `meeting`:
    talks and meetings are kept in this history, so they are reminded of, until `reminded`; `asked` are the buddies
    in whose place the manager was asked for another one. `thanked`: which sentence was said last.
    """

    hire: str
    course: Course
    teller: Teller
    had: dict[str, set[str | None]]
    drilled: datetime
    meeting: bool = False
    rows: list[Row] = field(default_factory=list)
    told: int = 0
    reminded: datetime | None = None
    done: dict[nudges.Nudge, date] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    thanked: str = ""

    @property
    def history(self) -> History:
        return self.course.history

    @property
    def team(self) -> Team:
        return self.history.team

    def newest(self, fits: Callable[[Finding], bool]) -> Finding | None:
        return next((one for one in reversed(self.course.findings) if fits(one)), None)

    def person(self, word: str) -> str:
        """Return whom a word names: somebody by name, else whoever has that role now, else by a part of the name."""
        if word in self.team.reachable:
            return word
        parts = {one for one in self.team.reachable if word.casefold() in one.casefold().split()}
        return routes.first(self.team, word) or (parts.pop() if len(parts) == 1 else word)

    def acknowledge(self, key: str) -> None:
        """Thank in one sentence, whatever follows."""
        self._thank(self.teller.thanks(key))

    def answer(self, text: str, *, mood: int | None, seed: str, alone: bool = False) -> None:
        """Thank for words, whatever follows; `alone`: they answer nothing, so it is said what can be done."""
        said = self.teller.answer_to(text, self.history, mood=mood, seed=seed, before=self.thanked)
        self.thanked = said.key
        further = [library(said.language).message] if alone else []
        self._thank(" ".join((said.plain, *further)))

    def _thank(self, words: str) -> None:
        self.rows.append(self._row(self.course.moment.now, "acknowledgement", self.hire, words))

    def meets(self, name: str) -> None:
        """Let somebody be known, and in Slack."""
        if name not in self.team.reachable:
            calendars = {**self.course.moment.calendars, **others(self.course.moment.calendar, [name])}
            team = self.team.model_copy(update={"reachable": self.team.reachable | {name}})
            names = {**self.history.names, name: name}
            history = self.history.model_copy(update={"team": team, "names": names})
            self.course.moment = Moment(history, self.course.moment.calendar, self.course.moment.now, calendars)

    def knows(self, **values: object) -> None:
        """Keep what no rule of a finding looks at."""
        self.course.moment = self.course.moment.with_history(self.history.model_copy(update=values))

    def drill(self, to: datetime) -> None:
        """Ask each duty contact once a month to tap, until `to`."""
        while self.drilled < to:
            persons = routes.of_role(self.team, routes.DUTY)
            calendar = self.course.moment.calendars.get(next(iter(persons), ""), self.course.moment.calendar)
            due = next_drill(self.drilled, calendar)
            self.drilled = min(due, to)
            if due <= to:
                self.rows += [self._row(due, "drill", one, self.teller.voice.plain("drill.ask")) for one in persons]

    def remind(self, to: datetime) -> None:
        """Remind of talks and meetings that nobody confirmed, until `to`, and in no pause."""
        since = self.reminded or self.drilled
        while self.meeting and since < to:
            moment = replace(self.course.moment, now=since)
            paused = pause_at(self.history, since)
            one = nudges.coming(moment, self.done) if paused is None else None
            if one is not None and one.at <= to and pause_at(self.history, one.at) is None:
                self._remind(one, replace(moment, now=one.at))
            then = paused.until if paused else one.at if one else None
            since = min(then or to, to) if then != since else since
        self.reminded = to

    def _remind(self, one: nudges.Coming, moment: Moment) -> None:
        self.done[one.nudge] = one.turn.day
        if one.nudge is nudges.Nudge.MEETING:
            self._ask_for_another(one.person, moment)
        if nudges.needed(one.nudge, one.turn, self.history, calendar=moment.calendar, now=moment.now):
            key = f"nudge.{one.nudge.removeprefix('nudge_')}"
            self.rows.append(self._row(one.at, "reminder", one.person, self.teller.about(key)))
        if one.nudge is nudges.Nudge.MEETING:
            self.knows(reminded=(*self.history.reminded, one.turn.number))

    def _ask_for_another(self, buddy: str, moment: Moment) -> None:
        """Ask the manager for another buddy, once, where nobody confirmed a meeting with this one for a while."""
        manager = routes.first(self.team, routes.MANAGER)
        found = silent_buddy.detect(self.history, calendar=moment.calendar, now=moment.now)
        if found is not None and manager is not None and buddy not in self.asked:
            self.asked.add(buddy)
            self.rows.append(self._row(moment.now, "reminder", manager, self.teller.about("nudge.pick_another", buddy)))

    def write(self) -> None:
        """Write what was said since."""
        for spoken in self.course.spoken[self.told :]:
            if (line := self.teller.line(spoken)) is not None:
                row = self._row(spoken.at, line.kind, spoken.message.to, line.text)
                self.rows.append(
                    Row(row.at, {**row.said, "signal": line.signal, "level": line.level, "quote": line.quote})
                )
        self.told = len(self.course.spoken)

    def _row(self, at: datetime, kind: str, to: str, text: str) -> Row:
        local = at.astimezone(self.course.moment.calendar.zone).isoformat()
        said = {"hire": self.hire, "at": local, "kind": kind, "signal": None, "level": None, "to": self._word(to)}
        return Row(at, said | {"quote": None, "text": text})

    def _word(self, person: str) -> str:
        """Return what somebody is called in a line: the role that they alone have and always had, else the name."""
        if person == self.hire:
            return "hire"
        return next((role for role, found in self.had.items() if found == {person}), person)
