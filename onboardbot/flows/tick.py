"""One round of work: all that is due now, until nothing is left; called each second and when something came in."""

import logging
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from collections.abc import Set as AbstractSet
from datetime import datetime
from functools import partial
from typing import Any

from onboardbot.flows import (
    clockwork,
    directory,
    dispatch,
    drill,
    due,
    eve,
    failures,
    files,
    inbox,
    lookup,
    redraw,
    settle,
    sweep,
    themes,
    wishes,
)
from onboardbot.flows.bot import Bot
from onboardbot.flows.clockwork import Looked
from onboardbot.flows.home import publish
from onboardbot.store.work import Work

log = logging.getLogger(__name__)
Errand = Callable[..., Coroutine[Any, Any, bool]]
MOST_ROUNDS = 10_000  # far above any backlog; a flow that never finishes must not hold the clock for ever


async def tick(bot: Bot) -> Looked:
    """Work off what is due, one call at a time; return what is left."""
    async with bot.turn:
        return await work(bot)


async def work(bot: Bot) -> Looked:
    """Run rounds until one finds nothing that it can do and nothing is under way; return what that one saw.

    The caller holds the turn. While a call to Slack is under way, rounds go on as often as somebody asks for one.
    """
    await files.look(bot)
    fruitless: set[str] = set()
    for _ in range(MOST_ROUNDS):
        bot.wake.clear()
        bot.pace.opens = None
        async with bot.hearing:  # what came in is seen by this look, or what it led to is
            looked = await clockwork.look(bot)
            heard = Work.INBOX in looked.kinds and await inbox.handle(bot, now=bot.clock.now())
        _begin_errands(bot, looked.kinds - fruitless)
        if await _round(bot, looked.kinds, heard=heard):
            continue
        if not bot.rooms.busy:
            return looked
        ended = await _keep_sending(bot)
        fruitless = fruitless - ended.keys() | {name for name, did in ended.items() if not did}
    log.error("work_never_ends")
    return looked


def _begin_errands(bot: Bot, waiting: AbstractSet[str]) -> None:
    """Begin what changes things in Slack beside the rounds: an answer that is long in coming holds up nothing else."""
    for kind, errand in ERRANDS.items():
        if kind in waiting:
            bot.rooms.run(kind, partial(_errand, bot, errand, now=bot.clock.now()))


async def _errand(bot: Bot, errand: Errand, *, now: datetime) -> bool:
    """Run one; a database that is away is said once, by whoever meets it first."""
    try:
        return await errand(bot, now=now)
    except Exception as error:
        if not bot.outage.causes(error):
            raise
        return False


async def _keep_sending(bot: Bot) -> dict[str, bool]:
    """Keep what comes back from Slack, and send more, until somebody asks for a round or nothing is under way.

    Returns:
        Which errands have ended by then, and whether they did anything.
    """
    while bot.rooms.busy and not bot.wake.is_set():
        await bot.rooms.news()
        bot.pulse.beat()
        if bot.rooms.looks.back:
            break
        if ended := bot.rooms.ended():
            return ended
        await dispatch.go_on(bot, now=bot.clock.now())
    return bot.rooms.ended()


async def _round(bot: Bot, waiting: frozenset[Work], *, heard: bool) -> bool:
    """Do each kind of work that waits once, what people wait for first; True if there was any.

    What was done mostly leaves something to be sent: it goes in the same round.
    """
    did = heard
    for kind, step in STEPS.items():
        if kind in waiting or (kind is Work.DISPATCH and (did or _wanted(bot))) or _seen(bot, kind):
            did = await step(bot, now=bot.clock.now()) or did
            bot.pulse.beat()
    did = await drill.look(bot, now=bot.clock.now()) or did
    did = await themes.look(bot, now=bot.clock.now()) or did
    return await files.tell_problems(bot, now=bot.clock.now()) or did


def _wanted(bot: Bot) -> bool:
    """Posts came back, or what waits at the door is let go as the process ends."""
    return bool(bot.rooms.posts.back) or bot.rooms.closing


def _seen(bot: Bot, kind: Work) -> bool:
    if kind is Work.PEOPLE:
        return directory.owed(bot)
    return kind is Work.LOST and bool(bot.rooms.looks.back)


async def _match(bot: Bot, *, now: datetime) -> bool:
    del now
    return await directory.match(bot)


STEPS: Mapping[Work, Callable[..., Awaitable[bool]]] = {
    Work.LOST: lookup.look,
    Work.PEOPLE: _match,
    Work.SETTLE: settle.settle,
    Work.REACH: wishes.reach,
    Work.DUE: due.due,
    Work.WATCH: sweep.watch,
    Work.ADVANCE: sweep.advance,
    Work.ERRAND: eve.run,
    Work.FAILURES: failures.tell,
    Work.DISPATCH: dispatch.dispatch,
    Work.FORGET: inbox.forget,
}
ERRANDS: Mapping[Work, Errand] = {
    Work.REDRAW: redraw.redraw,
    Work.HOME: publish.publish,
}
