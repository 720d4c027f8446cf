"""What a newcomer did, and who was there: the goodbye says so, and the Home afterwards."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.finding import Finding, State
from onboardbot.core.signals import need_help
from onboardbot.flows.scene import BUDDY, MANAGER, Scene
from onboardbot.store import answers, findings, people, tasks
from onboardbot.texts.catalogue import Voice


async def looking_back(session: AsyncSession, current: Scene, voice: Voice, *, at: datetime) -> list[str]:
    """Return on which working day that is, what was done so far, and who was there, as Markdown."""
    return [await _did(session, current, voice, at=at), *await _met(session, current, voice)]


async def _did(session: AsyncSession, current: Scene, voice: Voice, *, at: datetime) -> str:
    kept = await answers.of_enrollment(session, current.enrollment.id)
    states = await tasks.of_enrollment(session, current.enrollment.id)
    day = current.calendar.workday_number(current.enrollment.hire.start_date, current.today(at))
    return voice.words(
        "farewell.did",
        days=day,
        tasks=sum(1 for state in states if state.done_at is not None),
        answers=len({answer.touchpoint_id for answer in kept}),
    )


async def _met(session: AsyncSession, current: Scene, voice: Voice) -> list[str]:
    """Name manager and buddy, and whoever reached out or helped with a task: not who was asked in vain."""
    found = [person.id for role in (MANAGER, BUDDY) if (person := current.first(role)) is not None]
    for finding in await findings.of_enrollment(session, current.enrollment.id):
        found += _there(finding)
    known = await people.by_ids(session, found)
    names = [known[person].first_name for person in dict.fromkeys(found)]
    return [voice.words("farewell.met", names=voice.both(names))] if names else []


def _there(finding: Finding) -> tuple[str, ...]:
    """Return who was there about one finding; whoever took it and then set it aside was not."""
    if finding.taken_by is not None:
        return () if finding.state is State.SET_ASIDE else (finding.taken_by,)
    solved = finding.signal == need_help.KEY and finding.state is State.RESOLVED
    return finding.told[-1:] if solved else ()
