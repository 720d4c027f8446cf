"""From a character of a text to the same character in the file."""

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from onboardbot.playbook_files.places import Places


@pytest.mark.parametrize(
    "written",
    [
        "plain words",
        "plain\n  over  lines",
        "'single ''quoted''\n  words'",
        '"double \\"quoted\\"\\n\\t\\x41 \\u00e4\\\n   words"',
        "|\n  literal\n\n    words\n",
        "|2-\n    literal\n  words\n",
        ">+ # folded\n  words\n  here\n\n",
    ],
)
def test_every_visible_character_is_found(written: str) -> None:
    text = yaml.safe_load(f"a: {written}")["a"]
    places = Places.of(text, written)
    for offset, char in enumerate(text):
        if not char.isspace() and char not in "Aä":  # these two are written as escapes
            index = places.index_of(offset)
            assert written[index] in {char, "\\"}


def test_what_is_after_the_last_character_is_at_the_end() -> None:
    assert Places.of("a ", "'a '").index_of(2) == 4
    assert Places.of("", "''").index_of(0) == 2


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab'\"\\ \n", min_size=1, max_size=30), st.sampled_from(["'", '"', "|"]))
def test_any_text_can_be_found_again(text: str, style: str) -> None:
    written = yaml.dump(text, default_style=style, allow_unicode=True)
    places = Places.of(text, written)
    assert all(0 <= places.index_of(offset) <= len(written) for offset in range(len(text)))
