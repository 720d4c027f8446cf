"""Who must not be asked about a text: whoever it names, and all above them."""

from collections.abc import Mapping

from onboardbot.core import routes
from onboardbot.core.history import Team
from onboardbot.core.language.names import SHORTEST, people_named, roles_named, words_of


def barred(text: str, team: Team, names: Mapping[str, str]) -> frozenset[str]:
    """Return who must not be asked about a text: whoever it names, and all above the manager if it is them."""
    called = roles_named(text) | _own_roles_named(text, team)
    roles = (person for role in called for person in routes.of_role(team, role))
    found = {*people_named(text, names), *roles} - {team.hire}
    return frozenset(found | {boss for person in found for boss in routes.above(team, person)})


def _own_roles_named(text: str, team: Team) -> frozenset[str]:
    """Return the roles of the company that a text calls by their own word, short ones by their capitals: "IT"."""
    words = words_of(text)
    lower = {word.casefold() for word in words}
    return frozenset(
        role for role in team.roles if role.upper() in words or (len(role) > SHORTEST and role.casefold() in lower)
    )
