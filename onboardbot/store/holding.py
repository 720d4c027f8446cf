"""Who decides about an onboarding holds its row, so that two processes never decide about one at the same time.

On SQLite all this is nothing: whoever writes is alone, and reads what is true.
"""

from collections.abc import Awaitable, Callable, Collection, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement
from sqlalchemy.exc import DBAPIError
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.store.batches import batched
from onboardbot.store.database import Database
from onboardbot.store.passing import conflicts
from onboardbot.store.tables import EnrollmentRow

T = TypeVar("T")
HELD = "held onboardings"
TRIES = 5  # of a transaction in whose way others stood


class NotHeldError(Exception):
    """A transaction came upon onboardings that it does not hold: it begins anew, with these held from the start."""

    def __init__(self, ids: Collection[str]) -> None:
        super().__init__(", ".join(sorted(ids)))
        self.ids = frozenset(ids)


async def decide(database: Database, work: Callable[[AsyncSession], Awaitable[T]]) -> T:
    """Do `work` in a transaction that holds each onboarding that it looks at, before its first look.

    Which these are shows on the way: where it comes upon another one, all is undone and begun anew. So they are
    always held in the same order, and what was read stays true.
    """
    held: set[str] = set()
    tries = TRIES
    while True:
        try:
            async with database.write() as session:
                await hold(session, held)
                if database.shared:
                    session.info[HELD] = held
                return await work(session)
        except NotHeldError as missing:
            held |= missing.ids
        except DBAPIError as error:
            tries -= 1
            if not tries or not conflicts(error):
                raise


async def hold(session: AsyncSession, ids: Collection[str]) -> None:
    """Let nobody else decide about these onboardings until the transaction ends; waits for whoever does now."""
    if ids and _shared(session):
        await _hold(session, col(EnrollmentRow.id).in_(ids))


async def hold_of_persons(session: AsyncSession, person_ids: Collection[str]) -> None:
    """Hold all onboardings of some people."""
    if _shared(session):
        for some in batched(sorted(person_ids)):
            await _hold(session, col(EnrollmentRow.person_id).in_(some))


async def _hold(session: AsyncSession, which: ColumnElement[bool]) -> None:
    found = select(EnrollmentRow.id).where(which).order_by(EnrollmentRow.id).with_for_update(key_share=True)
    ids = (await session.exec(found)).all()
    if HELD in session.info:
        session.info[HELD].update(ids)


async def take(session: AsyncSession, column: Any, *conditions: Any, order_by: Sequence[Any], limit: int) -> set[str]:
    """Hold the first onboardings of which rows fit and that nobody else holds, and return their ids.

    `column` names the onboarding of a row. What the rows hold is to be read afterwards: it may have changed until
    they were held.
    """
    found = select(column).join(EnrollmentRow, col(EnrollmentRow.id) == column).where(*conditions)
    found = found.order_by(*order_by).limit(limit)
    return set(await session.exec(found.with_for_update(of=EnrollmentRow, key_share=True, skip_locked=True)))


def must_hold(session: AsyncSession, ids: Collection[str]) -> None:
    """Say that these onboardings are looked at to decide about them.

    Raises:
        NotHeldError: the transaction is one of `decide`, and does not hold them yet.
    """
    held = session.info.get(HELD)
    if held is not None and not held.issuperset(ids):
        raise NotHeldError(set(ids) - held)


def _shared(session: AsyncSession) -> bool:
    return session.get_bind().dialect.name != "sqlite"
