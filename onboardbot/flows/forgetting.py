"""A newcomer deletes what they answered, with everything that was drawn from it, in messages to others too."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core import telling
from onboardbot.core.finding import Finding
from onboardbot.flows import care, easing
from onboardbot.flows.scene import Scene
from onboardbot.store import answers, erasing, findings, inbox, outbox, touchpoints
from onboardbot.store.answers import Answer

TO_OTHERS, TO_HIRE = "withdrawn.by_hire", "withdrawn.mine"


async def forget(session: AsyncSession, current: Scene, gone: Sequence[Answer], *, now: datetime) -> None:
    """Delete answers; that they were given counts on, so that nobody is asked about a silence that was none."""
    for answer in gone:
        await care.unshared(session, current, answer, now=now)
        await answers.withdraw(session, answer.id)
    await session.flush()
    await touchpoints.change(session, [answer.touchpoint_id for answer in gone], forgotten_at=now)
    drawn = await _drawn_from(session, current, {answer.id for answer in gone})
    await _without(session, current, drawn, now=now)
    for answer in gone:
        await erasing.repeating(session, answer.id, answer.touchpoint_id)
        await outbox.refresh(session, "question", f"{answer.touchpoint_id}/{answer.question_id}")
    await erasing.lists(session, current.enrollment.id)
    if current.hire.slack_id is not None:
        await inbox.clear_of(session, current.hire.slack_id)
    await care.words_came(session, current.enrollment.id)
    await care.changed(session, current, now=now)
    await easing.follow(session, current, gone, now=now)


async def _drawn_from(session: AsyncSession, current: Scene, ids: set[str]) -> dict[str, Finding]:
    """Return what was found in these answers, with what had been added to it."""
    found = await findings.of_enrollment(session, current.enrollment.id)
    drawn = {one.id: one for one in found if ids & set(one.evidence)}
    return drawn | {one.id: one for one in found if one.merged_into in drawn}


async def _without(session: AsyncSession, current: Scene, drawn: dict[str, Finding], *, now: datetime) -> None:
    """Take findings away: their messages say that they were taken back, and notes to which they were added go on."""
    hosts = {one.merged_into for one in drawn.values() if one.merged_into} - drawn.keys()
    hire = current.hire.id
    await erasing.about_findings(session, drawn.keys(), to=hire, said=TO_HIRE, hire=hire)
    await erasing.about_findings(session, drawn.keys(), to=None, said=TO_OTHERS, hire=hire)
    await erasing.findings(session, drawn.keys())
    moment = await care.moment_of(session, current, now=now)
    for host in moment.history.findings:
        if host.id in hosts:
            effects = telling.redrawn(host, moment, cause=f"without:{now.isoformat()}")
            await care.apply(session, current, (host, effects), now=now)
