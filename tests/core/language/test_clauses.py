"""A text in its sentences, and what takes back within one what its words say."""

import re

from onboardbot.core.language.clauses import plain, said, sentences
from onboardbot.core.language.reading import read

BULLIED = re.compile(r"\bbull(?:y|ied|ies)\b")


def test_quotes_and_spaces_are_made_plain() -> None:
    assert plain("I’m\u00a0 fine\n\n so  far") == "I'm fine\n\nso far"


def test_a_text_falls_into_sentences() -> None:
    found = sentences(read("It is 10.30. All good! Or not?\nYes 元気です。はい"))
    assert [one.words for one in found] == ["It is 10.30", "All good", "Or not", "Yes 元気です", "はい"]
    assert [one.read for one in found] == ["it is 10.30", "all good", "or not", "yes 元気です", "はい"]


def test_a_denial_right_before_takes_it_back_and_one_far_away_does_not() -> None:
    assert not said(BULLIED, "nobody bullies me")
    assert not said(BULLIED, "I was never bullied")
    assert said(BULLIED, "I was not only bullied")
    assert said(BULLIED, "HR has not done anything, I am bullied")
    assert said(BULLIED, "nobody bullies her, they bully me")
