"""Who of HR sits at the desk, in which language, and which onboarding lies there."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.calendar import Calendar
from onboardbot.core.person import Person
from onboardbot.flows.bot import Bot
from onboardbot.flows.drawing import voice_of
from onboardbot.flows.roles import is_hr, role_in_words
from onboardbot.store import holding, people
from onboardbot.texts.catalogue import Voice


@dataclass(frozen=True)
class Desk:
    """`now` is when it is looked at."""

    bot: Bot
    session: AsyncSession
    person: Person
    voice: Voice
    now: datetime

    def moment(self, instant: datetime, calendar: Calendar) -> str:
        """Return a local time in short, as the reader writes it: `Mon 2 Mar, 09:00`."""
        local = instant.astimezone(calendar.zone)
        another_year = local.year != self.now.astimezone(calendar.zone).year
        return f"{self.voice.short_day(local.date(), year=another_year)}, {self.voice.clock(local)}"

    def role(self, role: str) -> str:
        """Return a role as it stands behind "for"."""
        return role_in_words(self.voice, role)


@asynccontextmanager
async def desk(bot: Bot, slack_user: str, *, changes: str | None = None) -> AsyncIterator[Desk | None]:
    """Yield the desk of somebody of HR; None for everybody else.

    `changes` is the onboarding that is held and may be changed: what was written is kept when the block ends.
    """
    async with bot.database.read() if changes is None else bot.database.write() as session:
        await holding.hold(session, [changes] if changes else [])
        person = await people.by_slack_id(session, slack_user)
        if person is None or not is_hr(bot, person):
            yield None
        else:
            yield Desk(bot, session, person, voice_of(bot, person), bot.clock.now())
