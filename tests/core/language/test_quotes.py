import pytest

from onboardbot.core.language.quotes import clause, quotable


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("My laptop has not come.", "My laptop has not come."),
        ("The team is lovely! But nobody explains the system. See you.", "But nobody explains the system."),
        ("Hallo,\nich komme nicht ins System\nDanke", "ich komme nicht ins System"),
        ("Meh. So la la.", "Meh."),
        ("The team is lovely but nobody explains the system, and I like the coffee.", "but nobody explains the system"),
        ("I don't mind the noise, but the heat is too much.", "but the heat is too much."),
        ("Ich komme nicht ins System, und wir reden über anderes", "Ich komme nicht ins System"),
        ("I am stuck — the build fails – nobody knows why; never mind", "I am stuck"),
        ("  I don’t know where to start  ", "I don't know where to start"),
    ],
)
def test_a_quote_is_the_clause_that_tells_of_trouble(text: str, words: str) -> None:
    assert clause(text) == words


def test_words_that_name_somebody_or_say_nothing_are_no_quote() -> None:
    assert quotable("No laptop yet", ["Marek Novak"])
    assert not quotable("No answer from marek", ["Marek Novak"])
    assert not quotable("  ", [])
