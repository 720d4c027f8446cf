"""Several notes for one person within an hour are one message: the later ones are added to the first.

Each note stays a row of its own, with its own words, its own buttons, and its own newcomer, who reads exactly these
and that they were sent once the message in Slack has them. What its reader has touched already they may not look at
again, so nothing is added to that; what is confidential stands alone.
"""

import logging
from collections.abc import Sequence
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.finding import Level, State
from onboardbot.core.message import Message, together
from onboardbot.core.outbox import MOST_TOGETHER, TOGETHER, Envelope, MessageState
from onboardbot.flows import drawing
from onboardbot.flows.letters import Letter
from onboardbot.store import adding, claims, findings, outbox

log = logging.getLogger(__name__)


async def add(session: AsyncSession, going: Sequence[Letter], *, now: datetime) -> list[Letter]:
    """Return the letters that are messages of their own; the others are on their way into one that is there."""
    alone = []
    for letter in going:
        host = await _host(session, letter, now=now)
        if host is None:
            alone.append(letter)
        else:
            await adding.begin(session, letter.envelope, host, letter.body.body)
    return alone


async def _host(session: AsyncSession, letter: Letter, *, now: datetime) -> Envelope | None:
    """Return the message to which a note is added; None: it goes alone."""
    envelope = letter.envelope
    new = envelope.kind == adding.NOTE and envelope.attempts == 1 and envelope.added_to is None
    if not new or letter.message is None or not await _open_care(session, envelope):
        return None
    for host in await adding.unread(session, envelope.person_id, now - TOGETHER):
        if await _open_care(session, host):
            room = len(await adding.added(session, [host.id])) + 1 < MOST_TOGETHER
            return host if room else None
    return None


async def _open_care(session: AsyncSession, envelope: Envelope) -> bool:
    """Say whether a note is one of care that waits for its reader."""
    found = await findings.by_id(session, envelope.subject)
    return found is not None and found[1].level is Level.CARE and found[1].outcome_for(envelope.person_id) is State.OPEN


def as_one(letters: Sequence[Letter]) -> Message | None:
    """Return what a message says with all that was added to it; None where it can't be drawn any more."""
    drawn = [letter.message for letter in letters if letter.message is not None]
    return together(drawn) if letters[0].message is not None else None


async def arrived(session: AsyncSession, letters: Sequence[Letter], *, now: datetime) -> None:
    """Keep that what was added stands in Slack now, and do what follows from that, as of any message."""
    host = letters[0].envelope
    there = [one for one in letters if one.message is not None]
    fresh = [one.envelope for one in there if one.envelope.state is MessageState.ADDING]
    await refused(session, [one for one in letters if one not in there])
    place = {"channel": host.channel, "ts": host.ts, "sent_at": now}
    await claims.sent(session, [one.model_copy(update=place) for one in fresh])
    for envelope in fresh:
        log.info("message_sent", extra={"outbox_id": envelope.id, "kind": envelope.kind})
        await outbox.change(session, envelope.id, stale=True)  # what changed while it was under way is drawn now
        await drawing.after_sent(session, envelope, now=now)


async def refused(session: AsyncSession, letters: Sequence[Letter]) -> None:
    """Let what was to be added go alone: Slack does not let the message be changed, or it can't be drawn any more."""
    for letter in letters:
        if letter.envelope.state is MessageState.ADDING:
            await adding.alone(session, letter.envelope)
