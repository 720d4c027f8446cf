"""The table of sentences: each has a bad file, and all read alike."""

import re
from pathlib import Path

import pytest

from onboardbot.playbook_files.sentences import Rule

HERE = Path(__file__).parent
BAD_FILES = "\n".join(file.read_text(encoding="utf-8") for file in HERE.glob("test_*.py") if file != Path(__file__))


@pytest.mark.parametrize("rule", list(Rule))
def test_every_sentence_has_a_bad_file(rule: Rule) -> None:
    parts = re.split(r"\{\w+\}", rule.value.message.replace("{{", "{").replace("}}", "}"))
    longest = max(parts, key=len)
    assert longest in BAD_FILES.replace("\\'", "'"), rule


@pytest.mark.parametrize("rule", list(Rule))
def test_a_sentence_begins_small_and_ends_without_a_full_stop(rule: Rule) -> None:
    for words in (rule.value.message, rule.value.hint):
        assert not words.endswith(".")
        assert words[:1] == words[:1].lower()
        assert not re.search(r"\b(?:invalid|illegal|must|scalar|mapping|sequence|node|token)\b", words)
