"""Findings in words: what was said or done, never a score."""

from onboardbot.core import effect
from onboardbot.core.plainwords import plain_words
from onboardbot.core.steps.guide import Guide
from onboardbot.flows.drawing.sheet import Sheet
from onboardbot.flows.scene import Scene
from onboardbot.store import answers, touchpoints

MOOD_SIGNALS = frozenset({"low_mood", "two_lows", "falling"})


async def reason_in_words(sheet: Sheet, current: Scene, reason: effect.Reason) -> str:
    """Return one sentence, plain text, that says what a finding rests on."""
    hire = current.hire.first_name
    if reason.signal in MOOD_SIGNALS:
        newest = await _newest_mood(sheet, current, reason.evidence)
        if newest is None:
            return sheet.voice.plain("reason.taken_back", hire=hire)
        mood, day = newest
        return sheet.voice.plain(f"reason.{reason.signal}", hire=hire, mood=mood, day=day)
    if reason.signal == "stuck":
        tasks = [await task_in_words(sheet, current, task) for task in reason.evidence]
        return sheet.voice.plain("reason.stuck", hire=hire, tasks="; ".join(tasks), count=len(tasks))
    return sheet.voice.plain(f"reason.{reason.signal}", hire=hire)


async def _newest_mood(sheet: Sheet, current: Scene, evidence: tuple[str, ...]) -> tuple[str, str] | None:
    """Return the words of the newest mood button and the weekday on which it was tapped.

    None where it was taken back, or changed when the reader was not in its circle any more.
    """
    found = [answer for one in evidence if (answer := await answers.find(sheet.session, one)) is not None]
    moods = sorted((answer for answer in found if answer.kind == "mood"), key=lambda answer: answer.answered_at)
    if not moods or sheet.reader.id not in {current.hire.id, *moods[-1].circle}:
        return None
    newest = moods[-1]
    local = newest.answered_at.astimezone(current.calendar.zone)
    label = sheet.voice.plain(f"mood.{newest.value}")
    return label, sheet.voice.plain(f"weekday.{local.weekday()}")


async def task_in_words(sheet: Sheet, current: Scene, task: str) -> str:
    """Return a task's text as the hire read it, plain."""
    touchpoint_id, _, task_id = task.partition("/")
    touchpoint = await touchpoints.by_id(sheet.session, int(touchpoint_id))
    step = current.step(touchpoint.step_id)
    if not isinstance(step, Guide):
        raise TypeError(step.kind)
    text = next(found.text for found in step.tasks if found.id == task_id)
    return plain_words(text, current.values(sheet.now))
