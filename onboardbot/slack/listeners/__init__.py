"""What Slack tells us: stored before it is acknowledged, handled by the flows afterwards."""

from slack_bolt.async_app import AsyncApp

from onboardbot.flows.bot import Bot
from onboardbot.slack.listeners import actions, commands, events, hires, views


def register(app: AsyncApp, bot: Bot) -> None:
    """Attach all listeners; each event that the manifest subscribes to has one, or it would come back for ever."""
    for module in (events, views, hires, actions, commands):  # Bolt takes the first that matches; actions match any
        module.register(app, bot)
