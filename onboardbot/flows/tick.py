"""One round of work: all that is due now, until nothing is left; called each second and when something came in."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

from onboardbot.flows import clockwork, directory, dispatch, due, eve, failures, files, inbox, settle, sweep, wishes
from onboardbot.flows.bot import Bot
from onboardbot.flows.clockwork import Looked
from onboardbot.flows.home import publish
from onboardbot.store.work import Work

log = logging.getLogger(__name__)
MOST_ROUNDS = 10_000  # far above any backlog; a flow that never finishes must not hold the clock for ever


async def tick(bot: Bot) -> None:
    """Work off what is due, one call at a time."""
    async with bot.turn:
        bot.wake.clear()
        await work(bot)


async def work(bot: Bot) -> Looked:
    """Run rounds until one finds nothing that it can do; return what that one saw. The caller holds the turn."""
    await files.look(bot)
    for _ in range(MOST_ROUNDS):
        async with bot.hearing:  # what came in is seen by this look, or what it led to is
            looked = await clockwork.look(bot)
            heard = Work.INBOX in looked.kinds and await inbox.handle(bot, now=bot.clock.now())
        if not await _round(bot, looked.kinds, heard=heard):
            return looked
    log.error("work_never_ends")
    return looked


async def _round(bot: Bot, waiting: frozenset[Work], *, heard: bool) -> bool:
    """Do each kind of work that waits once, what people wait for first; True if there was any.

    What was done mostly leaves something to be sent: it goes in the same round.
    """
    did = heard
    for kind, step in STEPS.items():
        if kind in waiting or (did and kind is Work.DISPATCH):
            did = await step(bot, now=bot.clock.now()) or did
            bot.pulse.beat()
    return await files.tell_problems(bot, now=bot.clock.now()) or did


async def _lost(bot: Bot, *, now: datetime) -> bool:
    await dispatch.give_up_on_lost(bot, now=now, at_start=False)
    return True


async def _match(bot: Bot, *, now: datetime) -> bool:
    del now
    return await directory.match(bot)


STEPS: Mapping[Work, Callable[..., Awaitable[bool]]] = {
    Work.LOST: _lost,
    Work.PEOPLE: _match,
    Work.SETTLE: settle.settle,
    Work.REACH: wishes.reach,
    Work.DUE: due.due,
    Work.WATCH: sweep.watch,
    Work.ADVANCE: sweep.advance,
    Work.ERRAND: eve.run,
    Work.FAILURES: failures.tell,
    Work.DISPATCH: dispatch.dispatch,
    Work.REDRAW: dispatch.redraw,
    Work.HOME: publish.publish,
    Work.FORGET: inbox.forget,
}
