import pytest

from onboardbot.core.language.wishes import (
    HELP,
    PAUSE,
    RESUME,
    THANKS,
    asks_for_help,
    asks_to_pause,
    asks_to_resume,
    says_yes,
    thanks,
)


@pytest.mark.parametrize(
    "text",
    [
        "pause",
        "Pause!",
        " STOP ",
        "please  stop.",
        "*pause*",
        "be quiet",
        "stopp",
        "Mach mal Pause",
        "Lass mich bitte in Ruhe!",
        "“pause”".strip("“”"),
    ],
)
def test_a_wish_for_quiet(text: str) -> None:
    assert asks_to_pause(text)


@pytest.mark.parametrize(
    "text", ["the bus stop is far", "I can't stop working", "pause the music?", "stop the meetings", ""]
)
def test_a_word_within_a_sentence_is_no_wish(text: str) -> None:
    assert not asks_to_pause(text)
    assert not asks_to_resume(text)


@pytest.mark.parametrize("text", ["go on", "Resume.", "weiter", "unmute", "Weiter geht's!", "Mach bitte weiter"])
def test_a_wish_to_go_on(text: str) -> None:
    assert asks_to_resume(text)
    assert not asks_to_pause(text)


@pytest.mark.parametrize(
    "text",
    ["help", "Help!", "hi", "Hello there.", "?", "...", "", "Wer bist du?", "what can you do?", "Moin!", "Guten Tag"],
)
def test_a_greeting_or_a_question_about_the_bot(text: str) -> None:
    assert asks_for_help(text)


@pytest.mark.parametrize("text", ["hi, my laptop is broken", "nobody would help", "no", "nothing", "ok"])
def test_an_answer_is_no_greeting(text: str) -> None:
    assert not asks_for_help(text)


@pytest.mark.parametrize("text", ["Thanks!", "thank  you", "ok, thanks", "Danke dir!", "Vielen Dank."])
def test_thanks(text: str) -> None:
    assert thanks(text)


@pytest.mark.parametrize("text", ["thanks for nothing", "no thanks", "ok", "nein danke", ""])
def test_more_than_thanks(text: str) -> None:
    assert not thanks(text)


def test_no_word_means_two_things() -> None:
    assert not PAUSE & RESUME
    assert not HELP & (PAUSE | RESUME)
    assert not THANKS & (HELP | PAUSE | RESUME)


@pytest.mark.parametrize(("text", "yes"), [("Yes, I am.", True), ("ja", True), ("yes but no", False), ("no", False)])
def test_a_bare_yes_is_told_from_more(text: str, *, yes: bool) -> None:
    assert says_yes(text) is yes
