"""The words of each language by what they tell."""

import pytest

from onboardbot.core.language import lexicon
from onboardbot.core.language.lexicon import LANGUAGES, signs
from onboardbot.core.language.reading import read


def pack(language: str) -> dict[str, list[str]]:
    return lexicon._pack(language)  # noqa: SLF001 - the files themselves are what is tested


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_words_for_the_same_things(language: str) -> None:
    assert pack(language).keys() == pack("en").keys()
    assert all(pack(language).values())


def test_words_are_found_whole_in_whatever_language_and_case() -> None:
    assert signs("harassment").search(read("I was HARASSED").alike)
    assert signs("harassment").search(read("er hat mich belästigt").alike)
    assert not signs("he_or_she").search("there")
