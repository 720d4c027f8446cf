"""Words that the newcomer may share about a finding."""

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core import offer
from onboardbot.core.finding import Finding, Quote
from onboardbot.flows.scene import Scene
from onboardbot.flows.team import history_of


async def words_for(session: AsyncSession, current: Scene, finding: Finding) -> Quote | None:
    """Return what the newcomer can share about a finding, and with whom; None: nothing fits."""
    if finding.addressee is None or not finding.live:
        return None
    return offer.words_for(finding, await history_of(session, current))
