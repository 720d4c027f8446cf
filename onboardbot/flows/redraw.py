"""Draw sent messages anew whose facts changed."""

import asyncio
import logging
from datetime import datetime

from onboardbot.core.delivery import FIRST_PAUSE, DeliveryError, Posted
from onboardbot.flows import drawing
from onboardbot.flows.bot import Bot
from onboardbot.flows.letters import Letter, letters
from onboardbot.flows.pace import pause_method
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
        drawn = await letters(bot, session, [(envelope, envelope.sent_at or now) for envelope in stale])
        new = [letter for letter in drawn if letter.message is not None and _reads_anew(letter)]
        left = [letter.envelope.id for letter in drawn if letter not in new]
        await updates.left_as_it_is(session, left)
        lease = await updates.begin(session, [letter.envelope.id for letter in new], machine)
        await bot.pace.take(session, UPDATE, len(new), machine=machine)
    done = await asyncio.gather(*(_update(bot, letter) for letter in new))
    redrawn = [letter for letter, trouble in zip(new, done, strict=True) if trouble is None or trouble.permanent]
    async with bot.database.write() as session:
        for trouble in done:
            if trouble is not None and not trouble.permanent:
                await pause_method(session, UPDATE, trouble.retry_after or FIRST_PAUSE, machine=bot.clock.machine())
        await updates.redrawn(session, [letter.body for letter in redrawn], lease)
        for letter in redrawn:  # afterwards: what shows these words may have been drawn with the ones before
            await drawing.after_redrawn(session, letter.envelope)
    return bool(left or redrawn)


def _reads_anew(letter: Letter) -> bool:
    return letter.envelope.lease_until is not None or letter.envelope.body != letter.body.body


async def _update(bot: Bot, letter: Letter) -> DeliveryError | None:
    """Draw a message anew; return why it could not be."""
    envelope = letter.envelope
    if letter.message is None or envelope.channel is None or envelope.ts is None:
        return None
    at = Posted(channel=envelope.channel, ts=envelope.ts)
    try:
        await bot.slack.update(letter.message, at=at, message_id=envelope.id)
    except DeliveryError as error:
        log.warning(
            "message_not_updated", extra={"outbox_id": envelope.id, "cause": error.cause, "detail": error.detail}
        )
        return error
    return None
