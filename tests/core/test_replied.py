import pytest

from onboardbot.core.language.heard import Category
from onboardbot.core.language.remark import Remark
from onboardbot.core.replied import Piece, edited, older, place, remarks_of, with_piece, without, words_of

FIRST, SECOND = Piece(ts="1700000000.000100", text="The desks."), Piece(ts="1700000000.000200", text="The coffee.")
MODAL = Piece(ts="", text="From a modal")


def test_pieces_stand_in_the_order_in_which_they_were_written() -> None:
    assert with_piece((SECOND,), FIRST) == (FIRST, SECOND)
    assert with_piece((MODAL, FIRST), SECOND) == (MODAL, FIRST, SECOND)
    assert words_of((FIRST, SECOND)) == "The desks.\nThe coffee."
    assert words_of(()) == ""


def test_the_same_message_twice_is_one_piece() -> None:
    again = FIRST.model_copy(update={"text": "Desks"})
    assert with_piece((FIRST, SECOND), again) == (again, SECOND)


def test_a_piece_can_go() -> None:
    assert without((FIRST, SECOND), FIRST.ts) == (SECOND,)
    assert without((FIRST,), "1.1") == (FIRST,)


def test_what_was_heard_besides_goes_with_its_piece() -> None:
    remark = Remark(about=Category.OTHER, words="The desks")
    heard = FIRST.model_copy(update={"remarks": (remark,)})
    assert remarks_of((heard, SECOND)) == (remark,)
    assert remarks_of(without((heard, SECOND), FIRST.ts)) == ()
    assert remarks_of(edited((heard, SECOND), FIRST.model_copy(update={"edited": "1700000009.000100"}))) == ()


def test_an_older_edit_never_overwrites_a_newer_one() -> None:
    newer = FIRST.model_copy(update={"text": "newer", "edited": "1700000009.000100"})
    earlier = FIRST.model_copy(update={"text": "earlier", "edited": "1700000008.000900"})
    assert edited((FIRST, SECOND), newer) == (newer, SECOND)
    assert edited((newer, SECOND), earlier) == (newer, SECOND)
    assert edited((SECOND,), newer) == (SECOND,)


@pytest.mark.parametrize(
    ("ts", "than", "expected"),
    [
        ("1700000000.000100", "1700000000.000200", True),
        ("1700000000.000200", "1700000000.000100", False),
        ("1700000000.000100", "1700000000.000100", False),
        ("999999999.000100", "1700000000.000100", True),  # numbers, not letters
        (None, "1700000000.000100", False),
        ("1700000000.000100", None, False),
        ("", "1700000000.000100", False),
    ],
)
def test_what_is_older_is_told_by_slacks_ts(ts: str | None, than: str | None, *, expected: bool) -> None:
    assert older(ts, than) is expected


def test_a_ts_that_is_none_comes_first() -> None:
    assert place("nonsense") == ()
    assert place("12.5") == (12, 5)
