"""Words that the newcomer may share about a finding."""

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core import offer
from onboardbot.core.finding import Finding, Level
from onboardbot.flows import scene
from onboardbot.flows.bot import Bot
from onboardbot.flows.team import history_of
from onboardbot.store import findings


async def shareable(bot: Bot, session: AsyncSession, finding: Finding) -> str | None:
    """Return the id of the newest text that may be shared about a finding."""
    found = await findings.by_id(session, finding.id)
    if found is None or finding.level is not Level.CARE:
        return None
    current = await scene.load(bot, session, found[0])
    answer = offer.shareable(await history_of(session, current))
    return answer.id if answer else None
