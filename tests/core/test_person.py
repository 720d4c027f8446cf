"""People as the workspace knows them, and how they are called."""

from datetime import date

import pytest

from onboardbot.core.hire import Hire
from onboardbot.core.person import Person

NADIA = Person(id="nadia", email="nadia@northwind.example", name="Nadia Haddad")


@pytest.mark.parametrize(
    ("name", "called"),
    [("Nadia Haddad", "Nadia"), ("Nadia", "Nadia"), ("  Nadia\u00a0 Haddad ", "Nadia"), ("", ""), (" ", " ")],
)
def test_people_are_called_by_the_first_word_of_their_name(name: str, called: str) -> None:
    person = NADIA.model_copy(update={"name": name})
    hire = Hire(email=person.email, name=name, start_date=date(2026, 3, 2))
    assert (person.first_name, hire.first_name) == (called, called)


@pytest.mark.parametrize(
    ("known", "reachable"),
    [
        ({}, False),  # Slack does not know the e-mail yet
        ({"slack_id": "U1"}, True),
        ({"slack_id": "U1", "deactivated": True}, False),
    ],
)
def test_who_can_be_reached_is_known_to_slack_and_has_an_account_that_is_alive(
    known: dict[str, object], *, reachable: bool
) -> None:
    assert NADIA.model_copy(update=known).reachable is reachable
