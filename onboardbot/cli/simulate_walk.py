"""One hire's history on its way: who has which role, what was said, and the lines that it makes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from onboardbot.cli.simulate_words import Teller
from onboardbot.core import routes
from onboardbot.core.course import Course, others
from onboardbot.core.drill import next_drill
from onboardbot.core.finding import Finding
from onboardbot.core.history import History, Team
from onboardbot.core.moment import Moment
from onboardbot.texts.acknowledging import library


@dataclass(frozen=True)
class Row:
    """What one person is told: the instant, and what stands in the line."""

    at: datetime
    said: Mapping[str, Any]


@dataclass
class Walk:
    """One hire's history on its way; persons are known by their names as given.

    `had` is who filled each role at any time, None for nobody. `drilled`: until when drills are told. `thanked`: which
    sentence was said last.
    """

    hire: str
    course: Course
    teller: Teller
    had: dict[str, set[str | None]]
    drilled: datetime
    rows: list[Row] = field(default_factory=list)
    told: int = 0
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

    def drill(self, to: datetime) -> None:
        """Ask each duty contact once a month to tap, until `to`."""
        while self.drilled < to:
            persons = routes.of_role(self.team, routes.DUTY)
            calendar = self.course.moment.calendars.get(next(iter(persons), ""), self.course.moment.calendar)
            due = next_drill(self.drilled, calendar)
            self.drilled = min(due, to)
            if due <= to:
                self.rows += [self._row(due, "drill", one, self.teller.voice.plain("drill.ask")) for one in persons]

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
