"""What people do in Slack: kept before it is acknowledged, then handled once, in the order of arrival."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.language.reading import HALVES
from onboardbot.flows import (
    actions,
    buddies,
    clockwork,
    directory,
    handoffs,
    listening,
    replies,
    retractions,
    rights,
    submissions,
)
from onboardbot.flows.bot import Bot
from onboardbot.flows.help import say
from onboardbot.flows.home import taps
from onboardbot.store import claims, inbox, outbox, people
from onboardbot.store.holding import decide
from onboardbot.store.inbox import PAUSES, Incoming
from onboardbot.store.passing import passes

log = logging.getLogger(__name__)
ANEW = 1  # seconds until a database that is away is tried again
A_POST = timedelta(seconds=10)  # far longer than Slack takes to answer one
SOON = timedelta(seconds=0.2)  # until what is being sent is looked for again

Handler = Callable[[Bot, AsyncSession, Mapping[str, Any], datetime], Awaitable[None]]
HANDLERS: Mapping[str, Handler] = {
    "message": replies.written,
    "edit": retractions.edited,
    "deletion": retractions.deleted,
    "action": actions.tapped,
    "submission": submissions.submitted,
    "home": taps.opened,
    "home_action": taps.tapped,
    "my_data": rights.asked,
    "buddy": buddies.picked,
    "handoff_pass": handoffs.passed,
    "profile": directory.profile_changed,
}
WORDS = frozenset({"message", "edit", "submission"})  # what holds words, and what was heard in them besides


async def receive(bot: Bot, *, key: str, kind: str, slack_user: str, payload: Mapping[str, Any]) -> None:
    """Keep what came in, so that it may be acknowledged; the same key twice is one.

    What one person does is kept one after the other. A database that is away is waited for: Slack delivers an event
    again a few times, and a tap never.
    """
    turn = bot.arrivals.get(slack_user) or asyncio.Lock()
    bot.arrivals[slack_user] = turn
    async with turn:
        while not await _kept(bot, key, kind, slack_user, payload):  # noqa: ASYNC110 - a database has no event
            await asyncio.sleep(ANEW)
    bot.heard.set()
    bot.wake.set()


async def _kept(bot: Bot, key: str, kind: str, slack_user: str, payload: Mapping[str, Any]) -> bool:
    try:
        async with bot.database.write() as session:
            text, now = _written(payload), bot.clock.now()
            await inbox.put(session, key=key, kind=kind, slack_user=slack_user, payload=text, now=now)
    except Exception as error:
        if not bot.outage.causes(error):
            raise
        return False
    return True


def _written(payload: Mapping[str, Any]) -> str:
    """Return what is kept; half of a sign, which no database takes, would hold up all that somebody does after it."""
    text = json.dumps(payload, ensure_ascii=False)
    return HALVES.sub("\ufffd", text) if HALVES.search(text) else json.dumps(payload)


async def listen(bot: Bot) -> None:
    """Handle what this process heard as soon as it came in, also while a thousand messages go out; for ever.

    What other processes heard, or what is tried again, is seen by the round of each second.
    """
    while True:
        await bot.heard.wait()
        bot.heard.clear()
        try:
            while await _hear(bot):
                bot.wake.set()
        except Exception as error:  # the loop must go on: what failed is still in its row, and the next round sees it
            if not bot.outage.causes(error):
                log.exception("incoming_not_seen")


async def _hear(bot: Bot) -> bool:
    async with bot.hearing:
        if bot.database.shared:  # another process may have moved the time
            await clockwork.read_offset(bot)
        return await handle(bot, now=bot.clock.now())


async def handle(bot: Bot, *, now: datetime) -> bool:
    """Handle the oldest thing that came in; True if there was one. The caller does the hearing."""
    taken: list[Incoming] = []

    async def work(session: AsyncSession) -> bool:
        row = await inbox.take(session, bot.clock.machine())
        taken[:] = [row] if row else []
        return row is not None and await _handle(bot, session, row, now=now)

    try:
        did = await decide(bot.database, work)
    except Exception as error:  # one poisoned row must not stop what comes after it
        if passes(error) or not taken:
            raise
        log.exception("incoming_not_handled", extra={"inbox_seq": taken[0].seq, "kind": taken[0].kind})
        await _try_later(bot, taken[0], now=now)
        return True
    for row in taken:
        bot.ears.heard.pop(row.seq, None)
    bot.ears.begin(partial(listening.go_on, bot))
    return did


async def _handle(bot: Bot, session: AsyncSession, row: Incoming, *, now: datetime) -> bool:
    payload = json.loads(row.payload or "{}")
    if await _too_early(bot, session, row, payload, now=now):
        await inbox.wait(session, row.seq, bot.clock.machine() + SOON)
        asyncio.get_running_loop().call_later(SOON.total_seconds(), bot.heard.set)
        return True
    if await listening.has_to_wait(bot, session, row, payload):
        return True
    if row.kind in WORDS:
        payload = {**payload, "remarks": bot.ears.heard.get(row.seq, ())}
    await HANDLERS[row.kind](bot, session, payload, now)
    await inbox.handled(session, row.seq, now)
    log.info("incoming_handled", extra={"inbox_seq": row.seq, "kind": row.kind})
    return True


async def _too_early(
    bot: Bot, session: AsyncSession, row: Incoming, payload: Mapping[str, Any], *, now: datetime
) -> bool:
    """Whether somebody was quicker than we: they answer what Slack has, but what is not marked as sent yet.

    What they write may mean something else: it waits only as long as an answer of Slack takes.
    """
    ts = payload.get("message_ts") or payload.get("thread_ts")
    if row.kind not in {"action", "message"} or (not ts and now - row.received_at > A_POST):
        return False
    if ts and await outbox.at_place(session, payload.get("channel") or "", str(ts)) is not None:
        return False
    person = await people.by_slack_id(session, row.slack_user)
    return person is not None and await claims.is_sending(session, person.id, bot.clock.machine())


async def _try_later(bot: Bot, row: Incoming, *, now: datetime) -> None:
    """Try again after a pause in which others go on; at last give up, and say so to whoever did it."""
    async with bot.database.write() as session:
        if row.attempts < len(PAUSES):
            await inbox.tried(session, row, bot.clock.machine() + PAUSES[row.attempts])
            return
        if not await inbox.give_up(session, row):
            return
        person = await people.by_slack_id(session, row.slack_user)
        if person is not None and row.kind != "profile":
            await say(session, person, "help.failed", subject=f"inbox/{row.seq}", now=now)
    log.error("incoming_given_up", extra={"inbox_seq": row.seq, "kind": row.kind, "hint": "onboardbot doctor"})


async def forget(bot: Bot, *, now: datetime) -> bool:
    """Clear what handled rows held, seven days on, and after thirty what could not be handled."""
    async with bot.database.write() as session:
        await inbox.forget(session, now)
    return True
