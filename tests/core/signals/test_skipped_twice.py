from datetime import datetime

import pytest

from onboardbot.core.history import Item, Pause, Word
from onboardbot.core.signals import skipped_twice
from tests.helpers.history_play import at
from tests.helpers.over_time import CALENDAR, asked, past

Items = tuple[Item, ...]
ONCE = asked(4, "mood/a", "text/x", answered=["mood/a"])
TWICE = asked(11, "mood/b", "text/x", answered=["mood/b"])


LONG_AFTER = at(30)


def found(*items: Item, now: datetime = LONG_AFTER, **more: object) -> tuple[str, ...] | None:
    history = past(items=items).model_copy(update=more)
    signal = skipped_twice.detect(history, calendar=CALENDAR, now=now)
    return signal.evidence if signal else None


@pytest.mark.parametrize(
    ("items", "evidence"),
    [
        ((*ONCE, *TWICE), ("c4/text/x", "c11/text/x")),
        (ONCE, None),
        ((*ONCE, *asked(11, "mood/b", "text/x", answered=["mood/b", "text/x"])), None),
        ((*ONCE, *asked(11, "mood/b", "text/x")), None),  # nothing was answered: that is silence
        ((*ONCE, *asked(11, "mood/b", "text/y", answered=["mood/b"])), None),  # something else was asked
        ((*ONCE, *asked(8, "mood/b", "text/x", answered=["mood/b", "text/x"]), *TWICE), None),  # not in a row
        ((*ONCE, *asked(8, "mood/b", "text/y", answered=["mood/b"]), *TWICE), ("c4/text/x", "c11/text/x")),
        ((*ONCE, *TWICE, *asked(29, "mood/c", "text/x", answered=["mood/c"])), ("c4/text/x", "c11/text/x")),  # waits
        (
            (*asked(0, "task/badge", "task/desk", answered=["task/desk"]), *asked(7, "task/badge")),
            None,  # of a single task nothing else was done
        ),
        ((*asked(0, "task/a", "task/b", answered=["task/b"]), *asked(7, "task/a", "task/c", answered=["task/c"])),
         ("c0/task/a", "c7/task/a")),
        ((), None),
    ],
)  # fmt: skip
def test_the_same_item_twice_in_a_row_while_the_rest_was_answered(
    items: Items, evidence: tuple[str, ...] | None
) -> None:
    assert found(*items) == evidence


@pytest.mark.parametrize(("now", "is_found"), [(at(15, "14:59"), False), (at(15), True)])
def test_a_question_is_passed_over_two_working_days_later(now: datetime, *, is_found: bool) -> None:
    assert (found(*ONCE, *TWICE, now=now) is not None) is is_found


def test_days_of_a_pause_do_not_count_and_an_open_one_hides_it() -> None:
    assert found(*ONCE, *TWICE, now=at(15), pauses=(Pause(since=at(14), until=at(15, "00:00")),)) is None
    assert found(*ONCE, *TWICE, pauses=(Pause(since=at(12)),)) is None


def test_it_is_said_once() -> None:
    word = Word(key="skipped_twice", evidence=("c4/text/x", "c11/text/x"), at=at(16))
    assert found(*ONCE, *TWICE, words=(word,)) is None
    again = asked(18, "mood/c", "text/x", answered=["mood/c"])
    assert found(*ONCE, *TWICE, *again, words=(word,)) == ("c11/text/x", "c18/text/x")
