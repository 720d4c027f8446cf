"""Which of HR's modals is shown: the one that was asked for, or a sentence to others and of nobody."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from onboardbot.flows import enrolling
from onboardbot.flows import tryout as trying
from onboardbot.flows.bot import Bot
from onboardbot.flows.hires import card, listing
from onboardbot.slack.modals import enroll, hire, hires, parts, tryout
from onboardbot.slack.richtext import Block


async def enroll_view(bot: Bot, user: str) -> Block:
    """Return the modal in which HR onboards someone; for others a kind sentence."""
    refusal = await enrolling.refusal(bot, slack_user=user)
    return await _sentence(bot, user) if refusal else enroll.view(await enrolling.form(bot, slack_user=user))


async def list_view(bot: Bot, user: str, search: str = "", skip: int = 0) -> Block:
    """Return the list of hires under way; for others a kind sentence."""
    found = await listing.listing(bot, slack_user=user, search=search, skip=skip)
    return hires.view(found) if found else await _sentence(bot, user)


async def hire_view(bot: Bot, user: str, enrollment_id: str) -> Block:
    """Return a hire's page; for others, or where the hire is gone, a sentence."""
    found = await card.card(bot, enrollment_id, slack_user=user)
    return hire.view(found) if found else await _sentence(bot, user)


async def as_seen(bot: Bot, user: str, known: Mapping[str, Any], told: str | None = None) -> Block:
    """Return a page that is open already drawn anew: its mark still tells what HR has seen."""
    found = await card.card(bot, known.get("hire", ""), slack_user=user, skip=known.get("skip"))
    if found is None:
        return await _sentence(bot, user)
    return hire.view(replace(found, mark=known.get("mark", "")), told)


async def tryout_view(bot: Bot, user: str, playbook: str | None = None, sent: str | None = None) -> Block:
    """Return the modal to try a step; for others, or where there is no playbook, a sentence."""
    found = await trying.tryout(bot, slack_user=user, playbook=playbook, sent=sent)
    return tryout.view(found) if found else await _sentence(bot, user, "tryout.nothing")


async def _sentence(bot: Bot, user: str, key: str = "hire_modal.gone") -> Block:
    title, words, close = await enrolling.instead(bot, key, slack_user=user)
    return parts.notice(title, words, close)
