import pytest

from onboardbot.core.personalise import Mention, RoleEmpty
from onboardbot.core.plainwords import plain_words

VALUES = {
    "hire": {"first_name": "*Nadia* <!channel> _x_"},
    "manager": {"mention": Mention("Marek [N](x)", "U0MAREK00"), "name": "Marek"},
    "day": 3,
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Your **first** `day`", "Your first day"),
        ("Hello {{ hire.first_name }}", "Hello *Nadia* <!channel> _x_"),
        ("Ask {{ manager.mention }}", "Ask @Marek [N](x)"),
        ("Day {{ day }}:\n- a\n- b", "Day 3: a b"),
        ("one\ntwo  \nthree", "one two three"),
        ("[wiki](https://w.example) ![plan](x.png)", "wiki plan"),
        ("```\ncode\n```", "code"),
        ("", ""),
    ],
)
def test_marks_go_and_values_stand_as_typed(text: str, expected: str) -> None:
    assert plain_words(text, VALUES) == expected


def test_a_role_that_nobody_fills_stops_it() -> None:
    with pytest.raises(RoleEmpty):
        plain_words("Ask {{ buddy.name }}", VALUES)
