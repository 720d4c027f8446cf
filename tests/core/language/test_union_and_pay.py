"""Talk of a union, of pay or of a strike is nobody's business: nothing is drawn from it, and no word of it is known.

What else a message says is heard as if the talk were not there.
"""

import re
from pathlib import Path

import pytest

from onboardbot import core
from onboardbot.core.finding import Quote
from onboardbot.core.history import AnswerKind
from onboardbot.core.language.quotes import clause
from tests.helpers.history_play import Play, at

EXAMPLES = (
    "We are organising a union here.",
    "I joined the union last week, and so did half of the team.",
    "Some of us compare what we earn.",
    "What do the others on the team earn?",
    "My pay is lower than what my colleagues get.",
    "We are underpaid and we should bargain together.",
    "We are going on strike on Friday.",
    "The strike at the plant starts tomorrow, I will join the picket.",
    "I signed the petition for a works council.",
    "A union rep spoke with us at lunch.",
    "Management does not want a union.",
    "Let's all tell each other our salaries!",
    "I'm not paid enough for this.",
    "I handed out leaflets about the union.",
    "Nobody here earns a fair wage.",
    "We fight for equal pay for equal work.",
    "Wir gründen einen Betriebsrat.",
    "Ich bin in die Gewerkschaft eingetreten.",
    "Wir vergleichen, was wir verdienen.",
    "Mein Gehalt ist niedriger als das der anderen.",
    "Wir streiken am Freitag.",
    "Der Warnstreik beginnt morgen, ich mache mit.",
    "Die Firma will keinen Betriebsrat.",
    "Lasst uns offen über unser Gehalt reden.",
    "Wir werden zu schlecht bezahlt.",
    "Ich verteile Flugblätter der Gewerkschaft.",
    "Wir kämpfen für mehr Lohn.",
)
OTHERWISE = {
    "a complaint": "My boss shouts at me in front of everybody.",
    "distress": "I don't want to live any more.",
    "a wish": "Could I talk to someone from HR?",
    "nothing": "The coffee is good.",
}
WORDS = re.compile(
    r"gewerkschaft|betriebsrat|streik|\bunions?\b|works council|picket|salar|tarif|\bwages?\b", re.IGNORECASE
)


def heard(text: str) -> list[tuple[str, bool, bool, frozenset[str]]]:
    """Return what follows from words outside of a check-in."""
    play = Play()
    play.text(at(0), text, kind=AnswerKind.MESSAGE)
    return [(one.signal, one.unsure, bool(one.told), one.barred) for one in play.findings]


@pytest.mark.parametrize("text", EXAMPLES)
def test_nothing_is_drawn_from_it(text: str) -> None:
    assert heard(text) == []
    play = Play()
    play.text(at(0), text, "marek")
    play.mood(at(0), 4)
    play.tick(at(30))
    assert (play.findings, play.said) == ((), [])


@pytest.mark.parametrize("text", EXAMPLES)
@pytest.mark.parametrize("rest", OTHERWISE.values(), ids=OTHERWISE)
def test_the_rest_of_a_message_is_heard_as_without_it(text: str, rest: str) -> None:
    assert heard(f"{text} {rest}") == heard(f"{rest} {text}") == heard(rest)


@pytest.mark.parametrize("text", EXAMPLES)
def test_it_makes_a_low_mood_no_worse_and_is_quoted_by_nobody_unasked(text: str) -> None:
    def told(*words: str) -> list[tuple[str, str, Quote | None]]:
        play = Play()
        play.mood(at(4), 2)
        for one in words:
            play.text(at(4), one, "marek")
        play.tick(at(9))
        return [(one.signal, one.state, one.quote) for one in play.findings]

    assert told("The coffee is good.", text) == told("The coffee is good.") == told(text)
    whole = f"{text.rstrip('.!?')}, but nobody explains the system to me."
    assert clause(whole) == "but nobody explains the system to me."


def test_no_list_of_such_words_exists() -> None:
    """Read all that the core knows of language, but for what is said about it to whoever reads the code."""
    files = [*Path(core.__file__).parent.rglob("*.py"), *Path(core.__file__).parent.rglob("*.toml")]
    lines = (line for file in files for line in file.read_text(encoding="utf-8").splitlines())
    assert [line for line in lines if WORDS.search(line) and not line.lstrip().startswith("#")] == []
