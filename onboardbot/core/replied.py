"""An answer in plain replies: one message or several, each of which may be edited or deleted later."""

from collections.abc import Sequence

from onboardbot.core.language.remark import Remark
from onboardbot.core.when import Value


class Piece(Value):
    """What one message said; `ts` is its place in Slack, `edited` the ts of its newest edit.

    Words from a modal have no place: their `ts` is empty, and they come first. `remarks`: what optional listeners
    heard in these words besides; it goes with them.
    """

    ts: str
    text: str
    edited: str = ""
    remarks: tuple[Remark, ...] = ()


def words_of(pieces: Sequence[Piece]) -> str:
    """Return the whole answer, a message a line."""
    return "\n".join(piece.text for piece in pieces)


def remarks_of(pieces: Sequence[Piece]) -> tuple[Remark, ...]:
    """Return what was heard besides in the whole answer."""
    return tuple(remark for piece in pieces for remark in piece.remarks)


def with_piece(pieces: Sequence[Piece], piece: Piece) -> tuple[Piece, ...]:
    """Return the pieces with one more, in the order in which they were written; the same message twice is one."""
    others = [other for other in pieces if other.ts != piece.ts]
    return tuple(sorted((*others, piece), key=lambda one: place(one.ts)))


def without(pieces: Sequence[Piece], ts: str) -> tuple[Piece, ...]:
    """Return the pieces without that message."""
    return tuple(piece for piece in pieces if piece.ts != ts)


def edited(pieces: Sequence[Piece], piece: Piece) -> tuple[Piece, ...]:
    """Return the pieces with a message as it reads now; an older edit never overwrites a newer one."""
    return tuple(piece if other.ts == piece.ts and not older(piece.edited, other.edited) else other for other in pieces)


def older(ts: str | None, than: str | None) -> bool:
    """Say whether a ts of Slack lies before another; one that is unknown does not."""
    return bool(ts) and bool(than) and place(ts or "") < place(than or "")


def place(ts: str) -> tuple[int, ...]:
    """Return a ts of Slack as a value that can be compared: `1700000000.000100` as (1700000000, 100)."""
    parts = ts.split(".")
    return tuple(int(part) for part in parts) if all(part.isdecimal() for part in parts) else ()
