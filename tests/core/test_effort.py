"""What it takes to fill a text, told before it is filled."""

import pytest

from onboardbot.core.effort import steps_of
from onboardbot.core.template import Liquid


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("Hello {{ hire.name }}", 0),  # as long as it is written
        ("{{ hire.name | upcase | append: '!' }}", 2),
        ("{% for n in (1..10) %}x{% endfor %}", 20),  # a block, and what is in it
        ("{% for n in (1..10) limit: 3 %}x{% endfor %}", 6),
        ("{% for n in (1..10) %}{{ n | plus: 1 }}{% endfor %}", 30),
        ("{% for n in (1..0) %}x{% endfor %}", 0),
        ("{% for n in (1..40) %}{% for m in (1..50) %}x{% endfor %}{% endfor %}", 2 * 40 + 2 * 1000),
        ("{% for n in (1..day) %}x{% endfor %}", 2000),  # nobody knows how long, but a text never goes round more often
        ("{% for n in list limit: day %}x{% endfor %}", 2000),
    ],
)
def test_loops_and_filters_are_counted(text: str, steps: int) -> None:
    assert steps_of(Liquid(str).from_string(text)) == steps
