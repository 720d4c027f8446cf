"""Answers to check-ins, each with the people who may know of it."""

import json
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.replied import Piece
from onboardbot.core.signals.low_mood import LOW
from onboardbot.core.when import Value
from onboardbot.store.people import new_id
from onboardbot.store.tables import AnswerRow


class Answer(Value):
    """`circle` holds person ids, the hire not among them; `value` is what was tapped or typed.

    `source` is the ts of the tap or message that it comes from; `pieces` are the messages of plain replies; `pool` is
    what answers that are counted together have in common. `themed`: what it is about may be counted.
    """

    id: str
    enrollment_id: str
    touchpoint_id: int
    question_id: str
    kind: str
    value: str
    circle: tuple[str, ...]
    counted: bool
    pool: str | None = None
    themed: bool = False
    kept: bool
    answered_at: datetime
    source: str | None
    pieces: tuple[Piece, ...] = ()


def _answer(row: AnswerRow) -> Answer:
    return Answer.model_validate(row.model_dump() | {"pieces": json.loads(row.pieces or "[]")})


async def of_question(session: AsyncSession, touchpoint_id: int, question_id: str) -> Answer | None:
    found = select(AnswerRow).where(AnswerRow.touchpoint_id == touchpoint_id, AnswerRow.question_id == question_id)
    row = (await session.exec(found)).one_or_none()
    return _answer(row) if row else None


async def of_enrollment(session: AsyncSession, enrollment_id: str) -> list[Answer]:
    found = select(AnswerRow).where(AnswerRow.enrollment_id == enrollment_id)
    return [_answer(row) for row in await session.exec(found.order_by(col(AnswerRow.answered_at)))]


async def lows(
    session: AsyncSession, enrollment_ids: Collection[str], since: datetime | None = None
) -> dict[str, list[datetime]]:
    """Return when low moods were tapped in these onboardings, as they stand now; `since`: only from then on."""
    found = select(AnswerRow).where(col(AnswerRow.enrollment_id).in_(enrollment_ids), AnswerRow.kind == "mood")
    if since is not None:
        found = found.where(col(AnswerRow.answered_at) >= since)
    tapped: dict[str, list[datetime]] = {}
    for row in await session.exec(found.order_by(col(AnswerRow.answered_at))):
        if int(row.value) <= LOW:
            tapped.setdefault(row.enrollment_id, []).append(row.answered_at)
    return tapped


async def by_id(session: AsyncSession, answer_id: str) -> Answer:
    return _answer(await session.get_one(AnswerRow, answer_id))


async def put(session: AsyncSession, *, pieces: Sequence[Piece] = (), **values: Any) -> Answer:
    """Keep an answer; a second one to the same question replaces the first."""
    values["pieces"] = json.dumps([piece.model_dump(mode="json", exclude_defaults=True) for piece in pieces])
    found = select(AnswerRow).where(
        AnswerRow.touchpoint_id == values["touchpoint_id"], AnswerRow.question_id == values["question_id"]
    )
    row = (await session.exec(found)).one_or_none() or AnswerRow(id=new_id(), **values)
    for name, value in values.items():
        setattr(row, name, value)
    session.add(row)
    await session.flush()
    return _answer(row)


async def change(session: AsyncSession, answer_id: str, **values: object) -> None:
    await session.exec(update(AnswerRow).where(col(AnswerRow.id) == answer_id).values(**values))


async def withdraw(session: AsyncSession, answer_id: str) -> None:
    """Forget an answer that was none."""
    await session.delete(await session.get_one(AnswerRow, answer_id))


async def find(session: AsyncSession, answer_id: str) -> Answer | None:
    row = await session.get(AnswerRow, answer_id)
    return _answer(row) if row else None
