"""Who will see an answer, as things stand now, and the smaller circle that the hire may choose before they answer."""

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.enrollment import EnrollmentState
from onboardbot.core.questions import COUNTED, Question
from onboardbot.core.questions.base import SeenBy
from onboardbot.core.visibility import Circle, circle_of, narrowed, narrowings
from onboardbot.flows import scene
from onboardbot.flows.scene import Scene
from onboardbot.flows.tap import Tap
from onboardbot.flows.team import team_of
from onboardbot.store import enrollments, outbox, touchpoints
from onboardbot.store.touchpoints import Touchpoint

AS_ASKED = "asked"  # the choice is taken back: the circle is the question's own again


def circle_now(current: Scene, touchpoint: Touchpoint, question: Question) -> Circle:
    """Return who will see an answer that is given now."""
    whole = circle_of(question.seen_by, team_of(current))
    return narrowed(whole, touchpoint.seen_by, counted=question.kind in COUNTED)


def choices(current: Scene, touchpoint: Touchpoint, question: Question) -> tuple[str, ...]:
    """Return what the hire can choose from here: a smaller circle, or the question's own where they did so."""
    smaller = narrowings(circle_now(current, touchpoint, question), counted=question.kind in COUNTED)
    return (*smaller, AS_ASKED) if _chosen(current, touchpoint, question) else smaller


def _chosen(current: Scene, touchpoint: Touchpoint, question: Question) -> bool:
    return circle_now(current, touchpoint, question) != circle_of(question.seen_by, team_of(current))


async def group_of(session: AsyncSession, current: Scene, circle: Circle) -> int | None:
    """Return among how many newcomers an answer is counted; None where it is not counted."""
    if circle.seen_by is not SeenBy.COUNTED:
        return None
    return await enrollments.count_on(session, current.enrollment.playbook or "")


async def choose(tap: Tap) -> None:
    """Keep what the hire chose for all that they answer from now on in this check-in; its questions say so."""
    if tap.envelope.kind != "question" or tap.envelope.touchpoint_id is None:
        return
    current = await scene.load(tap.bot, tap.session, tap.envelope.enrollment_id or "")
    touchpoint = await touchpoints.by_id(tap.session, tap.envelope.touchpoint_id)
    question = _question(current, touchpoint, tap.envelope.subject.partition("/")[2])
    ended = current.enrollment.state is EnrollmentState.ENDED
    if question is None or ended or tap.detail not in choices(current, touchpoint, question):
        return
    chosen = None if tap.detail == AS_ASKED else SeenBy(tap.detail)
    await touchpoints.change(tap.session, [touchpoint.id], seen_by=chosen)
    for envelope in await outbox.of_touchpoint(tap.session, touchpoint.id):
        await outbox.change(tap.session, envelope.id, stale=True)


def _question(current: Scene, touchpoint: Touchpoint, question_id: str) -> Question | None:
    step = current.step_of(touchpoint)
    questions = step.questions if step.kind == "check_in" else ()
    return next((question for question in questions if question.id == question_id), None)


TAPS = {"circle": choose}
