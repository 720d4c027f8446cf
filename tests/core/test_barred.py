"""Who must not be asked about a text."""

from onboardbot.core.barred import barred
from tests.helpers.history_play import NAMES, TEAM


def test_whoever_a_text_names_is_barred_with_everyone_above() -> None:
    assert barred("My boss shouts at me", TEAM, NAMES) == {"marek", "lena"}
    assert barred("Priya lost my papers", TEAM, NAMES) == {"priya"}
    assert barred("HR lost my papers", TEAM, NAMES) == {"priya", "paul"}
    assert barred("I, Nadia, am fine", TEAM, NAMES) == frozenset()
