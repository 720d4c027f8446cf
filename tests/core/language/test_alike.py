"""The same for everybody: who is meant, and who writes, never changes what is heard."""

from collections.abc import Sequence

import pytest

from benchmarks.swaps import MOODS, alike, outcome
from onboardbot.core.language.listener import Mode


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("texts", list(alike()), ids=lambda texts: texts[0])
def test_no_name_gender_origin_faith_age_or_spelling_changes_what_is_heard(texts: Sequence[str], mode: Mode) -> None:
    for mood in MOODS:
        assert len({outcome(text, mode, mood) for text in texts}) == 1
