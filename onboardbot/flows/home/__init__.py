"""The Home tab: what somebody finds there fits who they are here, and one person may be several."""

from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.enrollment import EnrollmentState
from onboardbot.core.message import Divider, Message, Note, Part, Words
from onboardbot.core.person import Person
from onboardbot.flows.bot import Bot
from onboardbot.flows.drawing import voice_of
from onboardbot.flows.home.hr import draw_hr
from onboardbot.flows.home.manager import draw_manager
from onboardbot.flows.home.newcomer import draw_newcomer
from onboardbot.flows.home.page import Page, View
from onboardbot.flows.home.waiting import waits
from onboardbot.flows.roles import is_hr
from onboardbot.store import enrollments

AFTERWARDS = timedelta(days=30)  # how long the Home still shows an onboarding that has ended


async def draw(bot: Bot, session: AsyncSession, person: Person, *, now: datetime, view: View | None = None) -> Message:
    """Return the Home of a person: as newcomer, as manager, as HR; else two friendly sentences, or what waits."""
    page = Page(bot, session, person, voice_of(bot, person), now, view or View())
    sections = [section for section in await _sections(page) if section]
    if not sections:
        key = "home.waits" if await waits(page) else "home.nobody"
        sections = [[Words(markdown=page.voice.words(key, company={"name": bot.library.company.name}))]]
    parts: list[Part] = list(sections[0])
    for section in sections[1:]:
        parts += [Divider(), *section]
    return Message(parts=(*parts, Note(text=page.voice.plain("home.bot"))))


async def _sections(page: Page) -> list[list[Part]]:
    own = next(iter(await enrollments.of_person(page.session, page.reader.id)), None)
    gone = own is not None and own.state is EnrollmentState.ENDED
    if own is not None and gone and (own.ended_at is None or own.ended_at < page.now - AFTERWARDS):
        own = None
    return [
        await draw_newcomer(page, own) if own is not None else [],
        await draw_manager(page),
        await draw_hr(page) if is_hr(page.bot, page.reader) else [],
    ]
