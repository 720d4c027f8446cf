"""Words that the newcomer may share about a finding."""

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core import offer
from onboardbot.core.finding import Finding, Quote
from onboardbot.flows import scene
from onboardbot.flows.bot import Bot
from onboardbot.flows.team import history_of
from onboardbot.store import findings


async def words_for(bot: Bot, session: AsyncSession, finding: Finding) -> Quote | None:
    """Return what the newcomer can share about a finding, and with whom; None: nothing fits."""
    found = await findings.by_id(session, finding.id)
    if found is None:
        return None
    current = await scene.load(bot, session, found[0])
    return offer.words_for(finding, await history_of(session, current))
