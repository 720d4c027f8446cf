"""Who may see an answer: a set of people, fixed when it is given, widened by the hire's own tap only.

`may_see` decides for every message, page, digest, export and log; what follows below it only says what it is asked
about.
"""

from collections.abc import Collection
from typing import Protocol

from onboardbot.core import routes
from onboardbot.core.finding import Finding, Level, Quote
from onboardbot.core.history import Team
from onboardbot.core.questions.base import SeenBy
from onboardbot.core.when import Value

FEWEST = 5  # answers; below it a figure tells who said what, as Glint, Peakon and Leapsome have it, too
COUNTABLE = frozenset({Level.OPERATIONAL, Level.CARE, Level.HANDOFF})


class Circle(Value):
    """`people` are the person ids beside the hire, all of them named before typing; `seen_by` says as whom.

    `seen_by` is HR where a question for the manager found none.
    """

    seen_by: SeenBy
    people: tuple[str, ...] = ()

    @property
    def circle(self) -> tuple[str, ...]:
        """The people, as of all that has a circle."""
        return self.people


def circle_of(seen_by: SeenBy, team: Team) -> Circle:
    """Return who will see an answer that is given now.

    With no manager in Slack a question for the manager is one for HR. A role that nobody fills widens nothing:
    then the answer stays with the hire.
    """
    if seen_by is SeenBy.MANAGER and routes.first(team, routes.MANAGER) is None:
        seen_by = SeenBy.HR
    if seen_by in (SeenBy.ME, SeenBy.COUNTED):
        return Circle(seen_by=seen_by)
    people = tuple(dict.fromkeys(routes.of_role(team, seen_by.value)))
    return Circle(seen_by=seen_by if people else SeenBy.ME, people=people)


def narrowings(circle: Circle, *, counted: bool) -> tuple[SeenBy, ...]:
    """Return the smaller circles that the hire may choose; `counted` only where there are figures."""
    smaller = (SeenBy.ME, SeenBy.COUNTED) if counted else (SeenBy.ME,)
    return tuple(seen_by for seen_by in smaller if seen_by is not circle.seen_by and circle.seen_by is not SeenBy.ME)


def narrowed(circle: Circle, to: SeenBy | None, *, counted: bool) -> Circle:
    """Return the smaller circle that the hire chose for a check-in; the same one where `to` is not smaller.

    Where an answer makes no figure, whoever wished only to be counted keeps it to themselves.
    """
    if to is SeenBy.COUNTED and not counted:
        to = SeenBy.ME
    return Circle(seen_by=to) if to in narrowings(circle, counted=counted) else circle


def too_small(group: int) -> bool:
    """Say whether so few people are too few to hide in: then no figure about them is shown to anybody."""
    return group < FEWEST


class Circled(Protocol):
    """What has a circle: an answer as the rules see it and as it is stored, a finding, words that were shared."""

    @property
    def circle(self) -> Collection[str]:
        """The person ids beside the hire."""


def may_see(viewer: str, what: Circled, *, hire: str) -> bool:
    """Say whether a person may know of something, in whatever way: a DM, a page, a digest, an export, a log."""
    return viewer == hire or viewer in what.circle


def may_know(viewer: str, finding: Finding) -> bool:
    """Say whether a person may read what a finding says: everybody in the circle of all that it rests on."""
    return may_see(viewer, finding, hire=finding.hire)


def may_read(viewer: str, quote: Quote | None, *, hire: str) -> bool:
    """Say whether a person may read words that were shared: the one with whom they were."""
    return quote is not None and may_see(viewer, quote, hire=hire)


def may_have(viewer: str, *, hire: str) -> bool:
    """Say whether a person may have all that is kept about a hire, in words or as data, and change or delete it."""
    return may_see(viewer, Circle(seen_by=SeenBy.ME), hire=hire)


def was_told(viewer: str, finding: Finding) -> bool:
    """Say whether a finding may stand on somebody's page: what they were told does, and nothing else."""
    return viewer in finding.told


def may_count(viewer: str, finding: Finding) -> bool:
    """Say whether a finding may show in somebody's count of open notes.

    HR sees how many there are. What is protected never changes what anybody sees who was not told of it.
    """
    return finding.told_at is not None and finding.live and (finding.level in COUNTABLE or was_told(viewer, finding))
