"""Taps on buttons: who may, and what follows; each action has one line here."""

import json
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.enrollment import EnrollmentState
from onboardbot.core.outbox import MessageState, Priority
from onboardbot.core.plan import TouchpointState
from onboardbot.flows import care, care_taps, failures, replies, scene, settle, tasks, wishes
from onboardbot.flows.bot import Bot
from onboardbot.flows.drawing import voice_of
from onboardbot.flows.due import FIRST_KIND, first_subject
from onboardbot.flows.help import help_hire
from onboardbot.flows.mydata import summary
from onboardbot.flows.roles import is_hr
from onboardbot.flows.tap import Tap
from onboardbot.store import answers, enrollments, outbox, people, touchpoints

Handler = Callable[[Tap], Awaitable[None]]


async def tapped(bot: Bot, session: AsyncSession, payload: Mapping[str, str], now: datetime) -> None:
    """Handle a tap: only the recipient of a message may, or HR where it is HR's."""
    envelope = await outbox.at_place(session, payload["channel"], payload["message_ts"])
    person = await people.by_slack_id(session, payload["user"])
    if envelope is None or person is None or person.id != envelope.person_id:
        return
    action, _, detail = payload["action_id"].partition(":")
    if action in HR_ONLY and not is_hr(bot, person):
        return
    if action in HANDLERS:
        tap = Tap(
            bot, session, person, envelope, action, detail,
            payload.get("value") or "", payload.get("selected"), payload["key"], now,
        )  # fmt: skip
        await HANDLERS[action](tap)


async def _mood(tap: Tap) -> None:
    await _answer(tap, tap.detail)


async def _choice(tap: Tap) -> None:
    if tap.selected is not None:
        await _answer(tap, tap.selected, chosen=True)


async def _answer(tap: Tap, raw: str, *, chosen: bool = False) -> None:
    current = await scene.load(tap.bot, tap.session, tap.envelope.enrollment_id or "")
    if current.enrollment.state is EnrollmentState.ENDED:
        await help_hire(tap.session, current.enrollment, tap.person, subject=tap.key, now=tap.now, key="help.ended")
        return
    words = await replies.option(tap.session, current, tap.envelope, raw) if chosen else raw
    await replies.take(tap.bot, tap.session, current, tap.envelope, words, now=tap.now)


async def _not_an_answer(tap: Tap) -> None:
    """The reply was none: forget it, open the question again, and withdraw what was drawn from it."""
    answer = await answers.find(tap.session, tap.value)
    if answer is None or answer.enrollment_id != tap.envelope.enrollment_id:
        return
    current = await scene.load(tap.bot, tap.session, answer.enrollment_id)
    await care.withdrawn(tap.session, current, answer, now=tap.now)
    await answers.withdraw(tap.session, answer.id)
    await care.words_came(tap.session, answer.enrollment_id)
    await outbox.refresh(tap.session, "question", f"{answer.touchpoint_id}/{answer.question_id}")
    voice = voice_of(tap.bot, tap.person)
    words = voice.words("ack.not_an_answer", hire=tap.person.first_name)
    await outbox.change(tap.session, tap.envelope.id, args=json.dumps({"words": words}), stale=True)


async def _talk(tap: Tap) -> None:
    current = await scene.load(tap.bot, tap.session, tap.envelope.enrollment_id or "")
    await care.talk(tap.bot, tap.session, current, now=tap.now)


async def _pause(tap: Tap) -> None:
    enrollment = await enrollments.by_id(tap.session, tap.envelope.enrollment_id or "")
    if enrollment.state is EnrollmentState.PAUSED:
        await wishes.resume(tap.bot, tap.session, enrollment, now=tap.now)
    else:
        await wishes.pause(tap.bot, tap.session, enrollment, now=tap.now)


async def _my_data(tap: Tap) -> None:
    current = await scene.load(tap.bot, tap.session, tap.envelope.enrollment_id or "")
    words = await summary(tap.session, current, voice_of(tap.bot, tap.person))
    await outbox.post(
        tap.session,
        "words",
        tap.person.id,
        subject=f"my_data/{tap.key}",
        enrollment_id=current.enrollment.id,
        args=json.dumps({"words": words}),
        due_at=tap.now,
        priority=Priority.CLICK,
    )


async def _send_anyway(tap: Tap) -> None:
    """HR wants a missed step to go out all the same."""
    touchpoint = await touchpoints.by_id(tap.session, int(tap.value))
    current = await scene.load(tap.bot, tap.session, touchpoint.enrollment_id)
    person = current.reachable(touchpoint.recipient)
    unsent = touchpoint.state in {TouchpointState.MISSED, TouchpointState.WAITING}
    if person is None or not unsent or current.enrollment.state is EnrollmentState.ENDED:
        return
    await touchpoints.change(tap.session, [touchpoint.id], state=TouchpointState.SENDING, cause=None, wake_at=None)
    await failures.clear(tap.session, f"touchpoint/{touchpoint.id}", tap.now)
    await outbox.post(
        tap.session,
        FIRST_KIND[touchpoint.kind],
        person.id,
        subject=first_subject(current, touchpoint),
        enrollment_id=touchpoint.enrollment_id,
        touchpoint_id=touchpoint.id,
        due_at=tap.now,
        priority=Priority.DUE,
    )


async def _send_again(tap: Tap) -> None:
    """HR looked, and the message is not there: send it once more."""
    envelope = await outbox.by_id(tap.session, tap.value)
    if envelope is not None and envelope.state in {MessageState.UNSURE, MessageState.FAILED}:
        await outbox.change(tap.session, envelope.id, state=MessageState.PENDING, cause=None, retry_at=None)
        await failures.clear(tap.session, f"message/{envelope.id}", tap.now)


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
    "not_an_answer": _not_an_answer,
    "task_done": tasks.done,
    "task_help": tasks.help_asked,
    "works_now": tasks.works_now,
    "talk": _talk,
    "pause": _pause,
    "my_data": _my_data,
    "send_anyway": _send_anyway,
    "send_again": _send_again,
    "choose_playbook": _choose_playbook,
    **care_taps.TAPS,
}
