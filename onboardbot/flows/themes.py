"""Themes: each month it is counted what newcomers wrote to HR about, once ten of them have written."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.calendar import at_local_time
from onboardbot.core.language.heard import Category
from onboardbot.core.listening import heard_in
from onboardbot.core.message import Message, Note
from onboardbot.core.outbox import Envelope
from onboardbot.core.questions import Question
from onboardbot.core.themes import Reply, closes, group_of, may_count, month_after, month_of, themes_in
from onboardbot.core.visibility import Circle
from onboardbot.core.zones import first_zone, zone_named
from onboardbot.flows import scene
from onboardbot.flows.bot import Bot
from onboardbot.flows.scene import Scene
from onboardbot.flows.team import team_of
from onboardbot.store import people, themes
from onboardbot.store.answers import Answer
from onboardbot.store.turns import take_turns

THEMES = "themes"


def counts(current: Scene, circle: Circle, question: Question) -> bool:
    """Say whether what an answer would be about may be counted, which the question says before typing."""
    return may_count(circle, question) and current.enrollment.words_stopped_at is None


def counted(current: Scene, circle: Circle, question: Question, asked: Envelope, known: Answer | None) -> bool:
    """Say whether an answer may be counted: the question, as it stood there when it was answered, said so."""
    if not counts(current, circle, question):
        return False
    parts = Message.model_validate_json(asked.body).parts if asked.body else ()
    said = any(isinstance(part, Note) and part.themes for part in parts)
    return said or (known is not None and known.themed)


async def look(bot: Bot, *, now: datetime) -> bool:
    """Close a group when a month is over and so many have written.

    Words are heard outside of the transaction that counts them, as that takes its time; what was changed or deleted
    meanwhile, or is sealed by now, waits or is gone.

    Returns:
        Whether one was closed.
    """
    if now < bot.planned.get(THEMES, now):
        return False
    zone = first_zone(bot.library.company.time_zone) or zone_named("UTC")
    today = now.astimezone(zone).date()
    begun = _begins(month_of(today), zone)
    async with bot.database.read() as session:
        replies = await themes.waiting(session, begun, zone)
        heard = await _heard(bot, session, replies) if closes(replies) else {}
    did = bool(heard) and await _close(bot, heard, begun, zone)
    bot.planned[THEMES] = _begins(month_after(today), zone)
    return did


def _begins(day: date, zone: ZoneInfo) -> datetime:
    return at_local_time(day, time(0), zone)


async def _heard(bot: Bot, session: AsyncSession, replies: Sequence[Reply]) -> Mapping[Reply, frozenset[Category]]:
    """Return of what each reply speaks, by the words alone; others have their turn in between."""
    names = await people.names(session)
    scenes = await scene.load_all(bot, session, {reply.enrollment for reply in replies})
    found = {}
    for reply in replies:
        current = scenes[reply.enrollment]
        found[reply] = themes_in(heard_in(reply.text, team_of(current), names, current.listener))
        await asyncio.sleep(0)
    return found


async def _close(bot: Bot, heard: Mapping[Reply, Collection[Category]], begun: datetime, zone: ZoneInfo) -> bool:
    async with bot.database.write() as session:
        await take_turns(session, THEMES)
        still = [reply for reply in await themes.waiting(session, begun, zone) if reply in heard]
        if not closes(still):
            return False
        group = group_of(still, {reply.key: heard[reply] for reply in still})
        await themes.close(session, group, [reply.key for reply in still])
    return True
