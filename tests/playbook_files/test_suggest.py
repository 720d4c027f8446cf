"""What a person probably meant."""

import pytest

from onboardbot.playbook_files.ids import id_from, slug
from onboardbot.playbook_files.notes import quotable
from onboardbot.playbook_files.suggest import key_for, listed, nearest

KEYS = ("id", "when", "to", "late", "message", "guide", "check_in")


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("whne", "when"),
        ("When", "when"),
        ("check-in", "check_in"),
        ("checkin", "check_in"),
        ("Check In", "check_in"),
        ("chek_in", "check_in"),
        ("“late”", "late"),
        ("on", "when"),
        ("colour", ""),
        ("x" * 1000, ""),
    ],
)
def test_a_key_is_known_by_its_letters_its_meaning_or_its_looks(word: str, key: str) -> None:
    assert key_for(word, KEYS, {"on": "when"}) == key


def test_a_meaning_that_is_no_key_here_counts_for_nothing() -> None:
    assert key_for("on", ("title",), {"on": "when"}) == ""


def test_the_nearest_of_nothing_is_nothing() -> None:
    assert nearest("a", ()) == ""


def test_words_are_listed_as_people_do() -> None:
    assert [listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])] == ["a", "a and b", "a, b and c"]


def test_what_is_quoted_fits_in_a_sentence() -> None:
    assert quotable("a\n  b") == "a b"
    assert quotable("x" * 100) == "x" * 59 + "…"


@pytest.mark.parametrize(
    ("text", "task_id"),
    [
        ("Pick up your laptop", "pick-up-your-laptop"),
        ("Have lunch with {{ buddy.first_name }}", "have-lunch-with-buddy-first-name"),
        ("{% if buddy %}Größe & Ärger{% endif %}", "grosse-arger"),
        ("Read [the handbook](https://x.example/a)", "read-the-handbook"),
        ("Meet the people who keep the lights on in Berlin", "meet-the-people-who-keep-the-lights-on"),
        ("x" * 50, "x" * 40),
    ],
)
def test_a_task_gets_its_id_from_its_words(text: str, task_id: str) -> None:
    assert id_from(text) == task_id


def test_a_task_without_latin_letters_has_an_id_that_stays() -> None:
    assert slug("לארוחת") == ""
    assert id_from("לארוחת") == id_from("לארוחת") != id_from("צהריים")
