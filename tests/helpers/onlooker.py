"""An onlooker who reads a history and knows by themselves who may be told what: nothing here asks the bot's own rules.

Where they can't know, they allow it; what they forbid is forbidden.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Line = Mapping[str, Any]
People = frozenset[str]
NOBODY: People = frozenset()
MOODS = {"Rough": 1, "Not great": 2, "Okay": 3, "Good": 4, "Great": 5}
LOW = 2
MARK = re.compile(r"zq\d+")
OF_IT = re.compile(
    r"[😞🙁😐🙂😄]|check-in|tapped|hard\b|lower|stuck|harass|violen|discrimin|danger|someone above|in confidence|share",
    re.IGNORECASE,
)  # what no line says to somebody who may know nothing but that they are asked


@dataclass(frozen=True)
class Said:
    """An answer or a message, and who was in its circle when it was given."""

    at: datetime
    circle: People
    check_in: str | None
    mood: int | None
    text: str


@dataclass
class Onlooker:
    """What somebody knows who sees everything happen.

    `confidential` says whether a text must not go the ordinary ways; `despair`: whether it is one of distress, which
    bars nobody but whom it names.
    """

    events: Sequence[Mapping[str, Any]]
    names: Collection[str]
    confidential: Callable[[str], bool]
    despair: Callable[[str], bool]
    said: list[Said] = field(default_factory=list)
    sent: list[tuple[datetime, People]] = field(default_factory=list)
    tapped: list[tuple[datetime, People]] = field(default_factory=list)
    managers: list[tuple[datetime, str]] = field(default_factory=list)
    shared: list[datetime] = field(default_factory=list)
    seen_by: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        first = self.events[0]
        self.buddy, self.hr, self.duty = str(first["buddy"]), frozenset(first["hr"]), frozenset(first["duty"])
        self.reports_to: Mapping[str, str] = first["reports_to"]
        self.managers.append((datetime.fromisoformat(first["at"]), first["manager"]))
        for event in self.events[1:]:
            self._see(event, datetime.fromisoformat(event["at"]))

    def _see(self, event: Mapping[str, Any], at: datetime) -> None:
        kind = event["event"]
        if kind == "check_in":
            self.seen_by[event["id"]] = event["seen_by"]
            self.sent.append((at, self._circle(event["seen_by"])))
        elif kind in {"answer", "message"}:
            asked = event.get("circle") or self.seen_by.get(event.get("id", ""), "me")
            self.said.append(Said(at, self._circle(asked), event.get("id"), event.get("mood"), event.get("text", "")))
        elif kind in {"offer", "talk"} and event.get("choice") != "keep":
            self.tapped.append((at, self._role(event.get("choice") or event["to"])))
        elif kind == "manager_changed":
            self.managers.append((at, event["to"]))
        elif kind == "share_words":
            self.shared.append(at)

    def _role(self, role: str) -> People:
        """Return everybody who may be meant by a role now."""
        now = {"manager": frozenset({self.managers[-1][1]}), "buddy": frozenset({self.buddy})}
        return {**now, "hr": self.hr, "duty": self.duty}[role]

    def _circle(self, seen_by: str) -> People:
        return NOBODY if seen_by in {"me", "counted"} else self._role(seen_by)

    def chose(self, person: str, at: datetime) -> bool:
        """Say whether the newcomer may have picked somebody by their own tap."""
        return any(when <= at and person in people for when, people in self.tapped)

    def manages(self, person: str, at: datetime) -> bool:
        """Say whether somebody was the manager by then."""
        return any(when <= at and person == manager for when, manager in self.managers)

    def moods_of(self, person: str, at: datetime, fits: Callable[[int], bool]) -> int:
        """Count the moods by then that fit and that a person may see; none of a check-in with a confidential text."""
        sealed = {one.check_in for one in self.said if one.at < at and self.confidential(one.text)} - {None}
        known = (one for one in self.said if one.at <= at and one.mood is not None and fits(one.mood))
        return sum(1 for one in known if person in one.circle and one.check_in not in sealed)

    def barred(self, said: Said, at: datetime) -> People:
        """Return who must never hear of a confidential text: the line, the buddy, whoever it names, those above."""
        manager = [name for when, name in self.managers if when <= at][-1]
        named = {name for name in self.names if re.search(rf"\b{name}\b", said.text)}
        if self.despair(said.text):
            return frozenset(self.with_those_above(named))
        named |= {manager} if "boss" in said.text else set()
        return frozenset(self.with_those_above({manager} | named) | {self.buddy})

    def with_those_above(self, people: Iterable[str]) -> set[str]:
        found, more = set[str](), set(people)
        while more:
            found |= more
            more = {self.reports_to[one] for one in more if one in self.reports_to} - found
        return found

    def may_read(self, line: Line, person: str) -> bool:
        """Say whether a line to a person says nothing about the newcomer that is not for that person."""
        text, at = line["text"].replace("**", ""), datetime.fromisoformat(line["at"])
        return self.words_are_theirs(line, person, at) and all(
            allowed(text, person, at) for says, allowed in self._rules() if says in text
        )

    def _rules(self) -> Iterable[tuple[str, Callable[[str, str, datetime], bool]]]:
        return (
            (" tapped “", self._this_mood),
            ("two hard check-ins", lambda _, who, at: self.chose(who, at) or self.moods_of(who, at, _low) > 1),
            ("clearly lower", lambda _, who, at: self.chose(who, at) or self.moods_of(who, at, _any) > 2),
            ("hasn't answered the last two", lambda _, who, at: self.chose(who, at) or self._both(who, at)),
            ("may be stuck on", lambda _, who, at: self.chose(who, at) or self.manages(who, at) or who in self.hr),
            ("wrote something that may be about", self._confided),
            ("may be in danger", lambda _, who, at: who in self.duty | self.hr or self.chose(who, at)),
        )

    def _this_mood(self, text: str, person: str, at: datetime) -> bool:
        value = next(value for label, value in MOODS.items() if f"{label}”" in text)
        return self.chose(person, at) or self.moods_of(person, at, lambda mood: mood == value) > 0

    def _both(self, person: str, at: datetime) -> bool:
        return sum(1 for when, circle in self.sent if when <= at and person in circle) > 1

    def _confided(self, text: str, person: str, at: datetime) -> bool:
        del text
        heard = [one for one in self.said if one.at <= at and self.confidential(one.text)]
        return any(person not in self.barred(one, at) for one in heard)

    def words_are_theirs(self, line: Line, person: str, at: datetime) -> bool:
        """Say whether the newcomer's own words stand only in what they shared, as one clause, with nobody named."""
        marks = MARK.findall(line["text"])
        if not marks:
            return line["quote"] is None
        shared = [one for one in self.said if set(MARK.findall(one.text)) & set(marks)]
        tapped = all(any(one.at <= when <= at for when in self.shared) for one in shared)
        named = any(self.confidential(one.text) and person in self.barred(one, at) for one in shared)
        return tapped and not named and all(mark in (line["quote"] or "") for mark in marks)


def _low(mood: int) -> bool:
    return mood <= LOW


def _any(mood: int) -> bool:
    return bool(mood)
