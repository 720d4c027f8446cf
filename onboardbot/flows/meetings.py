"""A meeting is confirmed in one tap, by either side; and reminders of it are turned down."""

import json
from collections.abc import Awaitable, Callable, Mapping

from onboardbot.core.enrollment import Enrollment, EnrollmentState
from onboardbot.core.nudges import Nudge, period
from onboardbot.core.signals.few_meetings import GOAL
from onboardbot.flows import nudges, scene
from onboardbot.flows.drawing import voice_of
from onboardbot.flows.help import say_words
from onboardbot.flows.scene import BUDDY, MANAGER, Scene
from onboardbot.flows.tap import Tap
from onboardbot.flows.team import GENTLE
from onboardbot.store import enrollments, errands, meetings, outbox
from onboardbot.store.meetings import Meeting

SHOW = tuple(Nudge)
DECLINABLE = (*SHOW, GENTLE)


async def met(tap: Tap) -> None:
    """Keep that two have met, for the meeting that is due; a second tap on the same one counts once."""
    enrollment_id, _, role = tap.value.partition("/")
    enrollment = await enrollments.find(tap.session, enrollment_id)
    if tap.detail != "yes" or enrollment is None or not _takes_part(tap, enrollment, role):
        return
    current = await scene.of_enrollment(tap.bot, tap.session, enrollment)
    other = current.first(role)
    if other is None:
        return
    number = _number(tap, current, role)
    meeting = Meeting(role=role, number=number, person_id=other.id, confirmed_by=tap.person.id, confirmed_at=tap.now)
    fresh = await meetings.confirm(tap.session, enrollment.id, meeting)
    await outbox.refresh_open(tap.session, enrollment.id, SHOW)
    if tap.envelope.kind == "home":
        await _say(tap, current, role, fresh=fresh)


def _takes_part(tap: Tap, enrollment: Enrollment, role: str) -> bool:
    """Say whether the tapper is the newcomer, or has that role now."""
    theirs = {MANAGER: enrollment.manager_id, BUDDY: enrollment.buddy_id}.get(role)
    going_on = enrollment.state is not EnrollmentState.ENDED
    return going_on and theirs is not None and tap.person.id in {enrollment.person_id, theirs}


def _number(tap: Tap, current: Scene, role: str) -> int:
    """Return which meeting it is: with the buddy that of the newest turn, with the manager one a day."""
    today = current.today(tap.now)
    if tap.envelope.kind == Nudge.MEETING:
        return int(json.loads(tap.envelope.args or "{}")["number"])
    if role == MANAGER:
        return today.toordinal()
    return period(nudges.turns_of(current, Nudge.MEETING, tap.now), today)


async def _say(tap: Tap, current: Scene, role: str, *, fresh: bool) -> None:
    """Say on the Home's behalf that it was heard, and how many there were."""
    kept = [one for one in await meetings.of_enrollment(tap.session, current.enrollment.id) if one.role == role]
    other = current.first(role) if tap.person.id == current.hire.id else current.hire
    key = "nudge.met" if fresh else "nudge.met_before"
    voice, name = voice_of(tap.bot, tap.person), other.first_name if other else ""
    words = voice.words(key, name=name, count=len(kept), goal=GOAL if role == BUDDY else None)
    await say_words(tap.session, tap.person, words, subject=f"met/{tap.key}", now=tap.now)


async def no_more(tap: Tap) -> None:
    """Send no more reminders of a kind to whoever taps; a digest is about all of their newcomers."""
    if tap.envelope.kind not in DECLINABLE or tap.envelope.enrollment_id is None:
        return
    about = [tap.envelope.enrollment_id]
    if tap.envelope.kind == Nudge.DIGEST:
        about = [one.id for one in await enrollments.of_helper(tap.session, tap.person.id)]
    await meetings.decline(tap.session, about, tap.person.id, tap.envelope.kind)
    for one in about if tap.envelope.kind != GENTLE else ():
        await errands.change(tap.session, one, errands.ErrandKind(tap.envelope.kind), due_at=None)
    await outbox.change(tap.session, tap.envelope.id, stale=True)


TAPS: Mapping[str, Callable[[Tap], Awaitable[None]]] = {"met": met, "no_more": no_more}
