"""Show people their Home: drawn from what is known now, so that drawing it twice does no harm."""

import logging
from datetime import datetime

from onboardbot.core.delivery import DeliveryError
from onboardbot.flows import home
from onboardbot.flows.bot import Bot
from onboardbot.flows.home.page import View
from onboardbot.store import people
from onboardbot.store.turns import only_here

log = logging.getLogger(__name__)
BATCH = 20


async def publish(bot: Bot, *, now: datetime) -> bool:
    """Draw the Homes that somebody asked for; one that Slack refuses is drawn when it is opened again.

    One process at a time does so: what was drawn earlier must not arrive later.
    """
    async with only_here(bot.database, "home") as ours:
        return ours and await _publish(bot, now=now)


async def _publish(bot: Bot, *, now: datetime) -> bool:
    async with bot.database.read() as session:
        wanted = await people.homes_wanted(session, BATCH)
        drawn = [
            (person, view, await home.draw(bot, session, person, now=now, view=View.model_validate_json(view)))
            for person, view in wanted
        ]
    for person, _, message in drawn:
        if person.slack_id is not None:
            try:
                await bot.slack.publish(message, to=person.slack_id)
            except DeliveryError as error:
                log.warning("home_not_drawn", extra={"person_id": person.id, "cause": error.cause})
    async with bot.database.write() as session:
        for person, view, _ in drawn:
            await people.home_drawn(session, person.id, view)
    return bool(drawn)
