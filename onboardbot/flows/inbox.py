"""What people do in Slack: kept before it is acknowledged, then handled once, in the order of arrival."""

import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.flows import actions, directory, replies, retractions, submissions
from onboardbot.flows.bot import Bot
from onboardbot.flows.help import say
from onboardbot.flows.home import taps
from onboardbot.store import inbox, people
from onboardbot.store.inbox import Incoming

log = logging.getLogger(__name__)
PAUSES = (timedelta(seconds=1), timedelta(seconds=5))  # between tries, of machine time

Handler = Callable[[Bot, AsyncSession, Mapping[str, Any], datetime], Awaitable[None]]
HANDLERS: Mapping[str, Handler] = {
    "message": replies.written,
    "edit": retractions.edited,
    "deletion": retractions.deleted,
    "action": actions.tapped,
    "submission": submissions.submitted,
    "home": taps.opened,
    "home_action": taps.tapped,
    "profile": directory.profile_changed,
}


async def receive(bot: Bot, *, key: str, kind: str, slack_user: str, payload: Mapping[str, Any]) -> None:
    """Keep what came in, so that it may be acknowledged; the same key twice is one."""
    async with bot.database.write() as session:
        text = json.dumps(payload)
        now = bot.clock.now()
        fresh = await inbox.put(session, key=key, kind=kind, slack_user=slack_user, payload=text, now=now)
    if fresh:
        bot.wake.set()


async def handle(bot: Bot, *, now: datetime) -> bool:
    """Handle the oldest thing that came in; True if there was one."""
    async with bot.database.read() as session:
        row = await inbox.oldest(session, bot.clock.machine())
    if row is None:
        return False
    try:
        async with bot.database.write() as session:
            await HANDLERS[row.kind](bot, session, json.loads(row.payload or "{}"), now)
            await inbox.finish(session, row.seq, inbox.HANDLED, now)
        log.info("incoming_handled", extra={"inbox_seq": row.seq, "kind": row.kind})
    except Exception:  # one poisoned row must not stop what comes after it
        log.exception("incoming_not_handled", extra={"inbox_seq": row.seq, "kind": row.kind})
        await _try_later(bot, row, now=now)
    return True


async def _try_later(bot: Bot, row: Incoming, *, now: datetime) -> None:
    """Try again after a pause in which others go on; at last give up, and say so to whoever did it."""
    attempts = row.attempts + 1
    async with bot.database.write() as session:
        if attempts <= len(PAUSES):
            await inbox.tried(session, row.seq, attempts, bot.clock.machine() + PAUSES[row.attempts])
            return
        await inbox.finish(session, row.seq, inbox.FAILED, now)
        person = await people.by_slack_id(session, row.slack_user)
        if person is not None and row.kind != "profile":
            await say(session, person, "help.failed", subject=f"inbox/{row.seq}", now=now)
    log.error("incoming_given_up", extra={"inbox_seq": row.seq, "kind": row.kind})


async def forget(bot: Bot, *, now: datetime) -> bool:
    """Clear what handled rows held, seven days on."""
    async with bot.database.write() as session:
        await inbox.forget(session, now)
    return True
