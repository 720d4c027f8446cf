"""Whether a message still makes sense at the moment at which it would be said."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.enrollment import EnrollmentState
from onboardbot.core.outbox import Cause, MessageState, Priority
from onboardbot.core.plan import Standing, TouchpointState, standing
from onboardbot.flows import due, failures, wishes
from onboardbot.flows.bot import Bot
from onboardbot.flows.letters import Letter
from onboardbot.store import claims, touchpoints


async def sensible(
    bot: Bot,
    session: AsyncSession,
    drawn: Sequence[Letter],
    late_until: Mapping[str, datetime | None],
    *,
    now: datetime,
) -> list[Letter]:
    """Return the letters that still make sense; the others are taken back, and it is kept why.

    What was held up, by Slack or by a bot that was down, follows its step's `late` as if it were not on its way yet.
    What was under way when its onboarding was paused or ended, and turned out not to have arrived, does not go either.
    What was held up until its recipient's day was over waits for their next working hours.
    """
    del bot
    going = []
    for letter in drawn:
        if _after_the_end(letter):
            await claims.settle(session, letter.envelope.id, MessageState.CANCELLED)
        elif _in_a_pause(letter):
            await _take_back(session, letter, now=now)
            await touchpoints.change(session, [letter.envelope.touchpoint_id or 0], state=TouchpointState.PLANNED)
        elif _too_late(letter, late_until[letter.envelope.id], now=now):
            await _missed(session, letter, now=now)
        elif (opens := _next_hours(letter, now=now)) is not None:
            await _postpone(session, letter, opens, now=now)
        else:
            going.append(letter)
    return going


def _state(letter: Letter) -> EnrollmentState | None:
    """Return the state of its onboarding, where the letter was under way before: what is fresh knows of it."""
    again = letter.envelope.attempts > 1 and letter.scene is not None
    return letter.scene.enrollment.state if again and letter.scene else None


def _after_the_end(letter: Letter) -> bool:
    return _state(letter) is EnrollmentState.ENDED and letter.envelope.kind in wishes.UNASKED


def _is_step(letter: Letter) -> bool:
    return letter.envelope.touchpoint_id is not None and letter.envelope.priority is Priority.DUE


def _in_a_pause(letter: Letter) -> bool:
    return _state(letter) is EnrollmentState.PAUSED and _is_step(letter)


def _next_hours(letter: Letter, *, now: datetime) -> datetime | None:
    """Return when a step that was held up past its recipient's hours may go, None: now.

    What HR sent outside of hours was not held up by anybody; what is due as the hours end is handed over a moment
    after that.
    """
    due_at = letter.envelope.due_at
    if not _is_step(letter) or letter.scene is None or now <= due_at + due.ON_TIME:
        return None
    calendar = letter.scene.calendar_of(letter.person)
    opens = calendar.next_working_instant(now)
    in_hours = calendar.within_hours(due_at) or calendar.within_hours(due_at - due.ON_TIME)
    return opens if opens > now and in_hours else None


def _too_late(letter: Letter, late_until: datetime | None, *, now: datetime) -> bool:
    """Ask by when it was handed to the outbox: what HR sent anyway was too late already then, and goes."""
    due_at = letter.envelope.due_at
    if not _is_step(letter) or (late_until is not None and due_at > late_until):
        return False
    return standing(due_at, late_until, now=now, grace=due.ON_TIME) is Standing.MISSED


async def _take_back(session: AsyncSession, letter: Letter, *, now: datetime) -> None:
    """Take a step out of the outbox, so that it can be handed to it anew; what was told of it is over."""
    envelope = letter.envelope
    free = {"touchpoint_id": None, "dedupe_key": f"taken_back/{envelope.id}"}
    await claims.settle(session, envelope.id, MessageState.CANCELLED, **free)
    await failures.clear(session, f"message/{envelope.id}", now)


async def _postpone(session: AsyncSession, letter: Letter, opens: datetime, *, now: datetime) -> None:
    await _take_back(session, letter, now=now)
    step = [letter.envelope.touchpoint_id or 0]
    await touchpoints.change(session, step, state=TouchpointState.PLANNED, wake_at=opens)


async def _missed(session: AsyncSession, letter: Letter, *, now: datetime) -> None:
    envelope = letter.envelope
    await _take_back(session, letter, now=now)
    touchpoint = await touchpoints.by_id(session, envelope.touchpoint_id or 0)
    cause = Cause(envelope.cause) if envelope.cause else None
    await due.missed(session, touchpoint, cause, now=now)
