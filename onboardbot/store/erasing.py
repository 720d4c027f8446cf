"""What goes when somebody is erased, or deletes what they said; what was sent stays as a message without content."""

import json
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import literal
from sqlmodel import col, delete, func, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.nudges import Nudge
from onboardbot.core.outbox import MessageState
from onboardbot.store.errands import ErrandRow
from onboardbot.store.figures import CountedRow
from onboardbot.store.meetings import DeclinedRow, MeetingRow
from onboardbot.store.outbox import again
from onboardbot.store.pace_tables import ConversationRow
from onboardbot.store.tables import (
    AnswerRow,
    EnrollmentRow,
    FailureRow,
    FindingRow,
    InboxRow,
    MessageRow,
    PauseRow,
    PersonRow,
    TaskRow,
    TouchpointRow,
    WatchRow,
)

WITHDRAWN = "withdrawn"  # the kind of a message whose content is gone
ERASED = "erased.invalid"  # the domain of whoever was erased (RFC 2606: no such address)
OF_AN_ONBOARDING: tuple[Any, ...] = (
    MeetingRow,
    DeclinedRow,
    CountedRow,
    AnswerRow,
    TaskRow,
    FindingRow,
    WatchRow,
    ErrandRow,
    PauseRow,
    FailureRow,
)
COUNTED: Mapping[str, Any] = {"answers": AnswerRow, "tasks": TaskRow, "findings": FindingRow}


async def counts(session: AsyncSession, enrollment_id: str) -> dict[str, int]:
    """Count what is kept of an onboarding; `messages` were sent, `to_others` of them to colleagues."""
    found = {name: await _count(session, table, enrollment_id) for name, table in COUNTED.items()}
    hire = select(EnrollmentRow.person_id).where(EnrollmentRow.id == enrollment_id).scalar_subquery()
    sent = col(MessageRow.ts).is_not(None)
    found["messages"] = await _count(session, MessageRow, enrollment_id, sent)
    found["to_others"] = await _count(session, MessageRow, enrollment_id, sent, col(MessageRow.person_id) != hire)
    return found


async def _count(session: AsyncSession, table: Any, enrollment_id: str, *more: Any) -> int:
    found = select(func.count()).select_from(table).where(table.enrollment_id == enrollment_id, *more)
    return int((await session.exec(found)).one())


async def under_way(session: AsyncSession, enrollment_id: str) -> bool:
    """Say whether a message of an onboarding is being sent at this moment."""
    found = select(MessageRow.seq).where(
        MessageRow.enrollment_id == enrollment_id, MessageRow.state == MessageState.SENDING
    )
    return (await session.exec(found.limit(1))).first() is not None


async def empty(session: AsyncSession, which: Any, *, said: Mapping[str, object], keep_onboarding: bool) -> None:
    """Take the content out of messages: what waits is gone, what was sent says `said` as soon as it is drawn anew."""
    sent = col(MessageRow.ts).is_not(None) | (col(MessageRow.state) == MessageState.SENDING)
    await session.exec(delete(MessageRow).where(which, ~sent))
    loose: dict[str, Any] = {} if keep_onboarding else {"enrollment_id": None, "dedupe_key": _no_key()}
    await session.exec(
        update(MessageRow)
        .where(which)
        .values(
            kind=WITHDRAWN,
            subject=col(MessageRow.id),
            touchpoint_id=None,
            after=None,
            circle=None,
            body=None,
            args=json.dumps(said),
            **loose,
            **again(),
        )
    )


def _no_key() -> Any:
    """Return what stands in place of a dedupe key: that may name an account in Slack, and whoever was tapped on."""
    return literal(f"{WITHDRAWN}/").concat(col(MessageRow.id))


async def about_findings(session: AsyncSession, ids: Collection[str], *, to: str | None, said: str, hire: str) -> None:
    """Empty what was said about findings: to the hire (`to`), or with None to everybody else."""
    reader = col(MessageRow.person_id) == to if to else col(MessageRow.person_id) != hire
    which = col(MessageRow.subject).in_(ids) & reader
    await empty(session, which, said={"key": said}, keep_onboarding=True)


async def findings(session: AsyncSession, ids: Collection[str]) -> None:
    await session.exec(delete(FindingRow).where(col(FindingRow.id).in_(ids)))


async def repeating(session: AsyncSession, answer_id: str, touchpoint_id: int) -> None:
    """Empty what repeats an answer: its thanks, and the next question where the thanks stood in that."""
    thanked = (col(MessageRow.kind) == "acknowledgement") & col(MessageRow.subject).startswith(f"{answer_id}/")
    await empty(session, thanked, said={"key": "withdrawn.mine"}, keep_onboarding=True)
    following = (col(MessageRow.kind) == "question") & (col(MessageRow.touchpoint_id) == touchpoint_id)
    await session.exec(update(MessageRow).where(following).values(args=None, **again()))


async def lists(session: AsyncSession, enrollment_id: str) -> None:
    """Empty the lists of what is kept that somebody asked for: they hold what is gone since."""
    which = (col(MessageRow.enrollment_id) == enrollment_id) & (col(MessageRow.kind) == "my_data")
    await empty(session, which, said={"key": "withdrawn.list"}, keep_onboarding=True)


async def onboarding(session: AsyncSession, enrollment_id: str) -> None:
    """Delete an onboarding with all that hangs on it."""
    told_in = select(FailureRow.told_in).where(FailureRow.enrollment_id == enrollment_id)
    await session.exec(update(MessageRow).where(col(MessageRow.id).in_(told_in)).values(**again()))
    await empty(session, col(MessageRow.enrollment_id) == enrollment_id, said={}, keep_onboarding=False)
    for table in OF_AN_ONBOARDING:
        await session.exec(delete(table).where(table.enrollment_id == enrollment_id))
    await session.exec(delete(TouchpointRow).where(col(TouchpointRow.enrollment_id) == enrollment_id))
    await session.exec(delete(EnrollmentRow).where(col(EnrollmentRow.id) == enrollment_id))


async def digests(session: AsyncSession, words: Collection[str]) -> None:
    """Ask that the digests which name somebody be drawn anew: each is about all newcomers of its reader."""
    rows = await session.exec(select(MessageRow).where(col(MessageRow.kind) == Nudge.DIGEST))
    ids = [row.id for row in rows if any(word in f"{row.body}" for word in words)]
    await session.exec(update(MessageRow).where(col(MessageRow.id).in_(ids)).values(**again()))


async def naming(session: AsyncSession, words: Collection[str]) -> int:
    """Empty what was sent beside any onboarding and names somebody, as HR's "Nadia is enrolled"; return how much."""
    found = select(MessageRow).where(col(MessageRow.enrollment_id).is_(None), col(MessageRow.kind) != WITHDRAWN)
    rows = await session.exec(found)
    ids = [row.id for row in rows if any(word in f"{row.args}{row.body}" for word in words)]
    await empty(session, col(MessageRow.id).in_(ids), said={}, keep_onboarding=False)
    return len(ids)


async def deeds(session: AsyncSession, slack_user: str) -> int:
    """Delete what somebody wrote and tapped; return how much it was."""
    gone = await session.exec(delete(InboxRow).where(col(InboxRow.slack_user) == slack_user))
    return gone.rowcount


async def person(session: AsyncSession, person_id: str, *, home: str | None) -> None:
    """Leave nothing of a person but an opaque id, to which old messages still hang.

    `home` is how their Home is drawn once more; it goes as soon as that was done.
    """
    mine = col(MessageRow.person_id) == person_id
    await empty(session, mine, said={}, keep_onboarding=True)
    await session.exec(update(MessageRow).where(mine).values(dedupe_key=_no_key()))
    await session.exec(delete(ConversationRow).where(col(ConversationRow.person_id) == person_id))
    await session.exec(
        update(PersonRow)
        .where(col(PersonRow.id) == person_id)
        .values(
            email=f"{person_id}@{ERASED}",
            name="-",
            named=True,
            slack_id=f"erased/{person_id}",  # is looked up in Slack no more
            zone=None,
            locale=None,
            language=None,
            home_wanted=home,
        )
    )
