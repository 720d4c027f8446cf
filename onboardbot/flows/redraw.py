"""Draw sent messages anew whose facts changed."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.delivery import FIRST_PAUSE, DeliveryError, Posted
from onboardbot.core.outbox import Envelope, MessageState
from onboardbot.flows import adding, drawing
from onboardbot.flows.bot import Bot
from onboardbot.flows.letters import Letter
from onboardbot.flows.letters import letters as letters_of
from onboardbot.flows.pace import pause_method
from onboardbot.store import adding as adding_store
from onboardbot.store import updates
from onboardbot.store.turns import only_here

log = logging.getLogger(__name__)
REDRAWN = 50
UPDATE = "chat.update"


async def redraw(bot: Bot, *, now: datetime) -> bool:
    """Draw sent messages anew whose facts changed; an update is the same however often it is made.

    One process at a time does so: what was drawn earlier must not arrive later.
    What reads as it did, or can't be drawn any more, is left alone. That an update is under way is committed before
    it: after a crash, or where its answer was lost, nobody knows which words stand in Slack, and they are sent again.
    """
    async with only_here(bot.database, "redraw") as ours:
        return ours and await _redraw(bot, now=now)


async def _redraw(bot: Bot, *, now: datetime) -> bool:
    machine = bot.clock.machine()
    async with bot.database.write() as session:
        room = min(REDRAWN, await bot.pace.left(session, UPDATE, machine=machine))
        stale = await updates.stale(session, room) if room else []
        drawn = await _drawn(bot, session, stale, now=now)
        new = [letters for letters in drawn if letters[0].message is not None and _reads_anew(letters)]
        left = [letters for letters in drawn if letters not in new]
        await updates.left_as_it_is(session, [one.envelope.id for letters in left for one in letters])
        for letters in left:
            await adding.refused(session, letters)
        lease = await updates.begin(session, [one.envelope.id for letters in new for one in letters], machine)
        await bot.pace.take(session, UPDATE, len(new), machine=machine)
    done = await asyncio.gather(*(_update(bot, letters) for letters in new))
    redrawn = [letters for letters, trouble in zip(new, done, strict=True) if trouble is None or trouble.permanent]
    async with bot.database.write() as session:
        for trouble in done:
            if trouble is not None and not trouble.permanent:
                await pause_method(session, UPDATE, trouble.retry_after or FIRST_PAUSE, machine=bot.clock.machine())
        await updates.redrawn(session, [one.body for letters in redrawn for one in letters], lease)
        for letters, trouble in zip(new, done, strict=True):
            if trouble is None:
                await adding.arrived(session, letters, now=now)
            elif trouble.permanent:
                await adding.refused(session, letters)
        for one in (one for letters in redrawn for one in letters):
            await drawing.after_redrawn(session, one.envelope)  # what shows these words may have those before
    return bool(left or redrawn)


async def _drawn(bot: Bot, session: AsyncSession, stale: Sequence[Envelope], *, now: datetime) -> list[list[Letter]]:
    """Draw messages, each with all that was added to it."""
    groups = await adding_store.whole(session, stale)
    drawn = iter(await letters_of(bot, session, [(one, one.sent_at or now) for group in groups for one in group]))
    return [[next(drawn) for _ in group] for group in groups]


def _reads_anew(letters: Sequence[Letter]) -> bool:
    return any(one.envelope.lease_until is not None or one.envelope.body != one.body.body for one in letters) or any(
        one.envelope.state is MessageState.ADDING for one in letters
    )


async def _update(bot: Bot, letters: Sequence[Letter]) -> DeliveryError | None:
    """Draw a message anew; return why it could not be."""
    envelope, message = letters[0].envelope, adding.as_one(letters)
    if message is None or envelope.channel is None or envelope.ts is None:
        return None
    at = Posted(channel=envelope.channel, ts=envelope.ts)
    try:
        await bot.slack.update(message, at=at, message_id=envelope.id)
    except DeliveryError as error:
        log.warning(
            "message_not_updated", extra={"outbox_id": envelope.id, "cause": error.cause, "detail": error.detail}
        )
        return error
    return None
