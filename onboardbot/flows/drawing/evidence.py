"""Findings in words: what was said or done, never a score."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core import effect
from onboardbot.core.history import AnswerKind
from onboardbot.core.outbox import MessageState
from onboardbot.core.plainwords import plain_words
from onboardbot.core.signals import STILL_SAID
from onboardbot.core.steps.guide import Guide
from onboardbot.core.telling import newest_mood
from onboardbot.flows.drawing.sheet import Sheet
from onboardbot.flows.scene import Scene
from onboardbot.flows.team import seen_by_rules
from onboardbot.store import answers, findings, outbox, people, tasks, touchpoints


async def reason_in_words(sheet: Sheet, current: Scene, reason: effect.Reason) -> str:
    """Return one sentence, plain text, that says what a finding rests on."""
    hire = current.hire.first_name
    if reason.signal in STILL_SAID:
        newest = await _newest_mood(sheet, current, reason)
        if newest is None:
            return sheet.voice.plain("reason.taken_back", hire=hire)
        mood, day = newest
        return sheet.voice.plain(f"reason.{reason.signal}", hire=hire, mood=mood, day=day)
    if reason.signal == "stuck":
        texts = [await task_in_words(sheet, current, task) for task in await _open_tasks(sheet, current, reason)]
        return sheet.voice.plain("reason.stuck", hire=hire, tasks="; ".join(texts), count=len(texts))
    return sheet.voice.plain(f"reason.{reason.signal}", hire=hire)


async def _open_tasks(sheet: Sheet, current: Scene, reason: effect.Reason) -> tuple[str, ...]:
    """Return the tasks that still wait, or all of them once none does."""
    states = await tasks.of_enrollment(sheet.session, current.enrollment.id)
    done = {f"{state.touchpoint_id}/{state.task_id}" for state in states if state.done_at is not None}
    return tuple(task for task in reason.evidence if task not in done) or reason.evidence


async def _newest_mood(sheet: Sheet, current: Scene, reason: effect.Reason) -> tuple[str, str] | None:
    """Return the words of the newest mood button and the weekday on which it was tapped, if the reader may know."""
    found = [answer for one in reason.evidence if (answer := await answers.find(sheet.session, one)) is not None]
    moods = [seen_by_rules(answer, read=False) for answer in found if answer.kind == AnswerKind.MOOD]
    newest = newest_mood(reason.signal, moods, sheet.reader.id, hire=current.hire.id)
    if newest is None:
        return None
    label = sheet.voice.plain(f"mood.{newest.mood}")
    return label, sheet.voice.weekday(newest.at.astimezone(current.calendar.zone))


async def task_in_words(sheet: Sheet, current: Scene, task: str) -> str:
    """Return a task's text as the hire read it, plain."""
    return await task_text(sheet.session, current, task, now=sheet.now)


async def task_text(session: AsyncSession, current: Scene, task: str, *, now: datetime) -> str:
    """Return the text of a task (`touchpoint/task`) as it reads at `now`, plain."""
    touchpoint_id, _, task_id = task.partition("/")
    touchpoint = await touchpoints.by_id(session, int(touchpoint_id))
    step = current.step_of(touchpoint)
    if not isinstance(step, Guide):
        raise TypeError(step.kind)
    text = next(found.text for found in step.tasks if found.id == task_id)
    return plain_words(text, current.values(now))


async def helpers_of(sheet: Sheet, current: Scene) -> dict[str, str]:
    """Return who was asked for help with each task, by first name: whoever was sent the request last."""
    found: dict[str, str] = {}
    for finding in await findings.of_enrollment(sheet.session, current.enrollment.id):
        for envelope in await outbox.about(sheet.session, "help_ask", finding.id):
            if envelope.state is MessageState.SENT:
                person = await people.by_id(sheet.session, envelope.person_id)
                found |= dict.fromkeys(finding.evidence, person.first_name)
    return found
