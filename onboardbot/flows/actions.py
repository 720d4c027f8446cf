"""Taps on buttons: who may, and what follows; each action has one line here."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.enrollment import Enrollment, EnrollmentState
from onboardbot.core.visibility import may_have
from onboardbot.flows import (
    answering,
    care,
    care_taps,
    circles,
    drill,
    eve_taps,
    farewell,
    meetings,
    resending,
    retractions,
    rights,
    scene,
    settle,
    tasks,
    wishes,
)
from onboardbot.flows.answering import Given
from onboardbot.flows.bot import Bot
from onboardbot.flows.drawing import voice_of
from onboardbot.flows.help import say_words
from onboardbot.flows.roles import is_hr
from onboardbot.flows.tap import Tap
from onboardbot.store import enrollments, holding, outbox, people

Handler = Callable[[Tap], Awaitable[None]]


async def tapped(bot: Bot, session: AsyncSession, payload: Mapping[str, str], now: datetime) -> None:
    """Handle a tap: only the recipient of a message may, or HR where it is HR's."""
    envelope = await outbox.at_place(session, payload["channel"], payload["message_ts"])
    person = await people.by_slack_id(session, payload["user"])
    if envelope is None or person is None or person.id != envelope.person_id:
        return
    holding.must_hold(session, [envelope.enrollment_id] if envelope.enrollment_id else [])
    if envelope.kind == "try":
        words = voice_of(bot, person).words("tried.tapped")
        await say_words(session, person, words, subject=f"tried/{payload['key']}", now=now)
        return
    await outbox.opened(session, person.id, now, envelope.id)
    action, _, detail = payload["action_id"].partition(":")
    if action in HR_ONLY and not is_hr(bot, person):
        return
    if action in HANDLERS:
        tap = Tap(
            bot, session, person, envelope, action, detail,
            payload.get("value") or "", payload.get("selected"), payload["key"], payload.get("ts"), now,
        )  # fmt: skip
        await HANDLERS[action](tap)


async def _mood(tap: Tap) -> None:
    await _answer(tap, Given(tap.detail, ts=tap.ts))


async def _choice(tap: Tap) -> None:
    if tap.selected is not None:
        await _answer(tap, Given(tap.selected, ts=tap.ts, place=True))


async def _answer(tap: Tap, given: Given) -> None:
    if tap.envelope.kind == "question":
        current = await scene.load(tap.bot, tap.session, tap.envelope.enrollment_id or "")
        await answering.take(tap.bot, tap.session, current, tap.envelope, given, now=tap.now)


async def talk(tap: Tap) -> None:
    if enrollment := await _theirs(tap):
        current = await scene.of_enrollment(tap.bot, tap.session, enrollment)
        await care.talk(tap.bot, tap.session, current, now=tap.now)


async def _pause(tap: Tap) -> None:
    """Do what the button said when it was tapped: a second tap on "Pause" is no wish to go on."""
    enrollment = await _theirs(tap)
    if enrollment is None:
        return
    wish = tap.value.partition("/")[2]
    paused = enrollment.pause_wanted or enrollment.state is EnrollmentState.PAUSED
    if wish == "pause" and not paused:
        await wishes.pause(tap.bot, tap.session, enrollment, now=tap.now)
    elif wish == "resume" and paused:
        await wishes.resume(tap.bot, tap.session, enrollment, now=tap.now)


async def _theirs(tap: Tap) -> Enrollment | None:
    """Return the tapper's own onboarding that a message belongs to."""
    if tap.envelope.enrollment_id is None:
        return None
    enrollment = await enrollments.by_id(tap.session, tap.envelope.enrollment_id)
    return enrollment if may_have(tap.person.id, hire=enrollment.person_id) else None


async def _choose_playbook(tap: Tap) -> None:
    enrollment_id, _, name = tap.value.partition("/")
    enrollment = await enrollments.by_id(tap.session, enrollment_id)
    playbook = tap.bot.library.playbooks.get(name)
    if enrollment.state is EnrollmentState.WAITING and playbook is not None:
        await settle.start(tap.bot, tap.session, enrollment, playbook, now=tap.now)
        await enrollments.change(tap.session, enrollment_id, unsettled=True)
    await outbox.refresh(tap.session, "choose_playbook", enrollment_id)


HR_ONLY = frozenset({"send_anyway", "send_again", "choose_playbook"})
HANDLERS: Mapping[str, Handler] = {
    "mood": _mood,
    "answer": _choice,
    "not_an_answer": retractions.not_an_answer,
    "task_done": tasks.done,
    "task_help": tasks.help_asked,
    "works_now": tasks.works_now,
    "talk": talk,
    "pause": _pause,
    "send_anyway": resending.send_anyway,
    "send_again": resending.send_again,
    "choose_playbook": _choose_playbook,
    "send_advice": farewell.send,
    "drill": drill.tapped,
    **care_taps.TAPS,
    **rights.TAPS,
    **meetings.TAPS,
    **circles.TAPS,
    **eve_taps.TAPS,
}
