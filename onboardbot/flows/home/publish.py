"""Show people their Home: drawn from what is known now, so that drawing it twice does no harm."""

import asyncio
import logging
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.delivery import DeliveryError
from onboardbot.core.message import Message
from onboardbot.core.person import Person
from onboardbot.flows import home
from onboardbot.flows.bot import Bot
from onboardbot.flows.guard import succeeded
from onboardbot.flows.home.page import View
from onboardbot.flows.pace import pause_method
from onboardbot.store import people
from onboardbot.store.turns import only_here

log = logging.getLogger(__name__)
BATCH = 20
PUBLISH = "views.publish"


async def publish(bot: Bot, *, now: datetime) -> bool:
    """Draw the Homes that somebody asked for; one that fails or that Slack refuses is drawn when it is opened again.

    One process at a time does so: what was drawn earlier must not arrive later.
    """
    async with only_here(bot.database, "home") as ours:
        return ours and await _publish(bot, now=now)


async def _publish(bot: Bot, *, now: datetime) -> bool:
    machine = bot.clock.machine()
    async with bot.database.write() as session:
        room = min(BATCH, await bot.pace.left(session, PUBLISH, machine=machine))
        wanted = await people.homes_wanted(session, room) if room else []
        await bot.pace.take(session, PUBLISH, len(wanted), machine=machine)
        drawn: dict[str, Message] = {}
        for person, view in wanted:
            await succeeded(_draw(bot, session, person, view, drawn, now=now), person_id=person.id)
    pauses = await asyncio.gather(*(_show(bot, person, view, drawn.get(person.id)) for person, view in wanted))
    async with bot.database.write() as session:
        for (person, view), pause in zip(wanted, pauses, strict=True):
            if pause is None:
                await people.home_drawn(session, person.id, view)
            else:
                await pause_method(session, PUBLISH, pause, machine=bot.clock.machine())
    return None in pauses


async def _draw(
    bot: Bot, session: AsyncSession, person: Person, view: str, drawn: dict[str, Message], *, now: datetime
) -> None:
    drawn[person.id] = await home.draw(bot, session, person, now=now, view=View.model_validate_json(view))


async def _show(bot: Bot, person: Person, view: str, message: Message | None) -> timedelta | None:
    """Show a Home; return how long Slack wants to be left alone first, None: it was shown, or never can be."""
    to = View.model_validate_json(view).erased or person.slack_id
    if to is None or message is None:
        return None
    try:
        await bot.slack.publish(message, to=to)
    except DeliveryError as error:
        log.warning("home_not_drawn", extra={"person_id": person.id, "cause": error.cause})
        return error.retry_after
    return None
