"""Who is asked for what: the first of a role who is in Slack, the first who is in a circle."""

from collections.abc import Collection

from onboardbot.core.effect import Option
from onboardbot.core.finding import Choice
from onboardbot.core.history import Team

MANAGER, BUDDY, HR, DUTY = "manager", "buddy", "hr", "duty"
TOLD_FIRST = (MANAGER, HR, BUDDY)  # one person is told, in this order
OFFERED = (Choice.MANAGER, Choice.BUDDY, Choice.HR)


def of_role(team: Team, role: str) -> tuple[str, ...]:
    """Return who fills a role, in the order of asking; the hire fills none of their own."""
    own = {MANAGER: (team.manager,), BUDDY: (team.buddy,), HR: team.hr, DUTY: team.duty}
    persons = own.get(role, team.roles.get(role, ()))
    return tuple(person for person in persons if person is not None and person != team.hire)


def first(team: Team, role: str, *, barred: Collection[str] = ()) -> str | None:
    """Return the first of a role who is in Slack and not barred."""
    return next((p for p in of_role(team, role) if p in team.reachable and p not in barred), None)


def addressee(circle: Collection[str], team: Team) -> str | None:
    """Return the one person who is told: the first in the circle of manager, HR, buddy; None: nobody."""
    persons = (person for role in TOLD_FIRST for person in of_role(team, role))
    return next((person for person in persons if person in circle and person in team.reachable), None)


def owners(team: Team) -> frozenset[str]:
    """Return who is told what is drawn from no answer: the manager, else everybody of HR."""
    manager = first(team, MANAGER)
    return frozenset(of_role(team, HR)) if manager is None else frozenset({manager})


def options(team: Team, *, roles: Collection[Choice] = OFFERED, barred: Collection[str] = ()) -> tuple[Option, ...]:
    """Return what an offer asks: each person once, then "keep it between us"."""
    found: dict[str, Option] = {}
    for role in roles:
        person = first(team, role, barred=barred)
        if person is not None and person not in found:
            found[person] = Option(choice=role, person=person)
    return (*found.values(), Option(choice=Choice.KEEP))


def above(team: Team, person: str) -> tuple[str, ...]:
    """Return everyone above a person, the nearest first; a circle of superiors ends where it begins."""
    found: list[str] = []
    boss = team.reports_to.get(person)
    while boss is not None and boss not in found:
        found.append(boss)
        boss = team.reports_to.get(boss)
    return tuple(found)
