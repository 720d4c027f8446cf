import pytest

from onboardbot.core import routes
from onboardbot.core.effect import Option
from onboardbot.core.finding import Choice
from onboardbot.core.history import Team
from tests.helpers.history_play import TEAM

EVERYBODY = frozenset({"marek", "bea", "priya", "paul"})


def without(*persons: str) -> Team:
    """Return the team with some who are not in Slack."""
    return TEAM.model_copy(update={"reachable": TEAM.reachable - set(persons)})


@pytest.mark.parametrize(
    ("circle", "team", "told"),
    [
        (EVERYBODY, TEAM, "marek"),
        (EVERYBODY - {"marek"}, TEAM, "priya"),
        (EVERYBODY, without("marek"), "priya"),
        (EVERYBODY, without("marek", "priya"), "paul"),
        (frozenset({"paul", "bea"}), TEAM, "paul"),
        (frozenset({"bea"}), TEAM, "bea"),
        (frozenset({"bea"}), without("bea"), None),
        (frozenset({"otto", "lena"}), TEAM, None),  # a later or former manager fills no role now
        (frozenset(), TEAM, None),
    ],
)
def test_the_first_in_the_circle_of_manager_hr_buddy_is_told(
    circle: frozenset[str], team: Team, told: str | None
) -> None:
    assert routes.addressee(circle, team) == told


def test_what_goes_to_a_role_goes_to_the_first_who_is_in_slack_and_not_barred() -> None:
    assert routes.first(TEAM, "it") == "ivo"
    assert routes.first(without("ivo"), "it") == "ida"
    assert routes.first(TEAM, "it", barred={"ivo"}) == "ida"
    assert routes.first(TEAM, "duty") == "dana"
    assert routes.first(TEAM, "facilities") is None


def test_the_hire_fills_no_role_of_their_own() -> None:
    assert routes.of_role(TEAM.model_copy(update={"hr": ("nadia", "priya")}), "hr") == ("priya",)


def test_what_rests_on_no_answer_goes_to_the_manager_else_to_hr() -> None:
    assert routes.owners(TEAM) == {"marek"}
    assert routes.owners(without("marek")) == {"priya", "paul"}


def test_an_offer_names_each_person_once_and_keep() -> None:
    team = TEAM.model_copy(update={"buddy": "marek"})
    assert routes.options(team) == (
        Option(choice=Choice.MANAGER, person="marek"),
        Option(choice=Choice.HR, person="priya"),
        Option(choice=Choice.KEEP),
    )
    assert routes.options(Team(hire="nadia")) == (Option(choice=Choice.KEEP),)


def test_everyone_above_is_found_even_where_they_report_in_a_circle() -> None:
    team = TEAM.model_copy(update={"reports_to": {"marek": "lena", "lena": "otto", "otto": "marek"}})
    assert routes.above(team, "marek") == ("lena", "otto", "marek")
    assert routes.above(team, "bea") == ()
