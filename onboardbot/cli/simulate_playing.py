"""Histories that are played: each event as the running bot would take it, each message as one line."""

from collections.abc import Mapping, Sequence
from typing import Any

from onboardbot.cli.simulate_events import EVENTS
from onboardbot.cli.simulate_reading import Line
from onboardbot.cli.simulate_walk import Walk
from onboardbot.cli.simulate_words import Teller
from onboardbot.core import routes
from onboardbot.core.calendar import Calendar
from onboardbot.core.company import MONDAY_TO_FRIDAY, Hours
from onboardbot.core.course import Course, others
from onboardbot.core.history import History, Team
from onboardbot.core.language.listener import Mode
from onboardbot.core.moment import Moment
from onboardbot.core.zones import zone_named


def play(lines: Sequence[Line], mode: Mode = Mode.RULES_AND_MODEL) -> list[Mapping[str, Any]]:
    """Return what is told to whom, all hires together in order of time; at one instant in order of enrolment."""
    walks: dict[str, Walk] = {}
    meeting = {line.hire for line in lines if line.event == "met"}
    for line in sorted(lines, key=lambda one: one.at):
        if line.event == "enrolled":
            walks[line.hire] = _begin(line, mode, meeting=line.hire in meeting)
        walk = walks[line.hire]
        walk.remind(line.at)
        walk.drill(line.at)
        walk.course.pass_time(line.at)
        walk.write()
        EVENTS[line.event](walk, line)
        walk.write()
    rows = [row for walk in walks.values() for row in walk.rows]
    return [row.said for row in sorted(rows, key=lambda row: row.at)]


def _begin(line: Line, mode: Mode, *, meeting: bool) -> Walk:
    said = line.values
    calendar = _calendar(said)
    around = {
        routes.MANAGER: _some(said.get("manager")),
        routes.BUDDY: _some(said.get("buddy")),
        routes.HR: said.get("hr", ()),
        routes.DUTY: said.get("duty", ()),
    }
    above = said.get("reports_to", {})
    everybody = {*said.get("names", ()), *above, *above.values(), *(one for found in around.values() for one in found)}
    team = Team(
        hire=line.hire,
        manager=said.get("manager"),
        buddy=said.get("buddy"),
        hr=around[routes.HR],
        duty=around[routes.DUTY],
        reports_to=above,
        reachable=frozenset({line.hire, *everybody}),
    )
    names = {name: name for name in sorted({line.hire, *everybody})}
    history = History(team=team, start=said["start"], names=names, listener=mode)
    moment = Moment(history, calendar, line.at, others(calendar, sorted(everybody)))
    had: dict[str, set[str | None]] = {role: {*found} or {None} for role, found in around.items()}
    return Walk(line.hire, Course(moment), Teller.speaking(said.get("language"), line.hire), had, line.at, meeting)


def _some(name: str | None) -> tuple[str, ...]:
    return () if name is None else (name,)


def _calendar(said: Mapping[str, Any]) -> Calendar:
    return Calendar(
        zone=zone_named(said["zone"]),
        week=said.get("week") or MONDAY_TO_FRIDAY,
        hours=Hours(**(said.get("hours") or {})),
        country=said.get("country"),
        subdivision=said.get("subdivision"),
    )
