"""Messages to HR: what failed, which playbook a hire gets, what is wrong in a file."""

from collections.abc import Sequence

from onboardbot.core.enrollment import Enrollment, EnrollmentState
from onboardbot.core.message import Button, Buttons, Message, Part, Words
from onboardbot.core.outbox import Cause
from onboardbot.core.plan import TouchpointState
from onboardbot.core.steps.base import HIRE
from onboardbot.flows.drawing.sheet import Sheet
from onboardbot.flows.failures import OF_A_PERSON, lines_of
from onboardbot.store import enrollments, failures, touchpoints
from onboardbot.store.failures import Failure
from onboardbot.store.touchpoints import Touchpoint

MOST_CHOICES = 40  # buttons, each a block of its own; a message holds 50
MOST_STEPS = 8  # named in one line
PAST = frozenset({Cause.ENROLLED_LATE, Cause.PAUSED, Cause.BOT_DOWN})  # their words say already that it is too late
SEND_AGAIN = frozenset({Cause.UNSURE, Cause.CANNOT_DM, Cause.RENDER, Cause.ROLE_EMPTY, Cause.MISSING_SCOPE})


async def draw_failures(sheet: Sheet) -> Message:
    """A line for each failure: whose, which step, why, who must act; with the ways on from there."""
    parts: list[Part] = [Words(markdown=sheet.voice.words("failures.intro"))]
    for line in lines_of(await failures.by_ids(sheet.session, sheet.args["ids"])):
        parts += await _line(sheet, line)
    return Message(parts=tuple(parts), fallback=sheet.voice.plain("failures.fallback"))


async def _line(sheet: Sheet, line: Sequence[Failure]) -> list[Part]:
    voice = sheet.voice
    enrollment = await enrollments.find(sheet.session, line[0].enrollment_id or "")
    name = enrollment.hire.name if enrollment else None
    each = [(failure, await _step(sheet, failure)) for failure in line]
    open_ = [(failure, step) for failure, step in each if not _settled(failure, step)]
    if not open_:
        whose = _whose(sheet, name, [step for _, step in each if step])
        return [Words(markdown=f"{whose} {voice.words('failures.cleared')}")]
    first, steps = open_[0][0], [step for _, step in open_]
    why = f"{await _why(sheet, first)} {_too_late(sheet, first, steps)}".strip()
    buttons = _ways_on(sheet, [failure for failure, _ in open_], steps[0], enrollment)
    words = Words(markdown=f"{_whose(sheet, name, [step for step in steps if step])} {why}")
    return [words, Buttons(buttons=buttons)] if buttons else [words]


def _too_late(sheet: Sheet, first: Failure, steps: Sequence[Touchpoint | None]) -> str:
    """Say that it is too late, for all steps of a line or for some of them; some causes say so already."""
    missed = [step is not None and step.state is TouchpointState.MISSED for step in steps]
    if first.cause in PAST or not any(missed):
        return ""
    return sheet.voice.words("failed.too_late" if all(missed) else "failed.some_too_late")


async def _why(sheet: Sheet, failure: Failure) -> str:
    """Return the cause in words, with the name of whom it is about if that is not the hire.

    What could not even be planned has no text that could be wrong.
    """
    if failure.cause == Cause.RENDER and failure.touchpoint_id is None and failure.message_id is None:
        return sheet.voice.words("failed.not_planned")
    why = sheet.voice.words(f"cause.{failure.cause}", detail=failure.detail)
    if failure.cause not in OF_A_PERSON or failure.detail in {None, HIRE}:
        return why
    person = (await sheet.scenes.of(failure.enrollment_id)).first(failure.detail or "")
    return f"{sheet.voice.words('failed.whose', name=person.name, email=person.email)} {why}" if person else why


async def _step(sheet: Sheet, failure: Failure) -> Touchpoint | None:
    return await touchpoints.by_id(sheet.session, failure.touchpoint_id) if failure.touchpoint_id else None


def _settled(failure: Failure, step: Touchpoint | None) -> bool:
    return failure.cleared_at is not None or (step is not None and step.state is TouchpointState.CANCELLED)


def _whose(sheet: Sheet, name: str | None, steps: Sequence[Touchpoint]) -> str:
    if len(steps) > 1:
        listed = ", ".join(step.step_id for step in steps[:MOST_STEPS]) + ("…" if len(steps) > MOST_STEPS else "")
        return sheet.voice.words("failed.steps", name=name, count=len(steps), steps=listed)
    return sheet.voice.words("failures.line", name=name, step=steps[0].step_id if steps else None)


def _ways_on(
    sheet: Sheet, line: Sequence[Failure], step: Touchpoint | None, enrollment: Enrollment | None
) -> tuple[Button, ...]:
    """Return what HR may tap: send what was missed or lost, where that can help, and the hire's own page."""
    failure, voice, found = line[0], sheet.voice, []
    alone = len(line) == 1
    if alone and failure.message_id is not None and failure.cause in SEND_AGAIN:
        found.append(Button(action_id="send_again", label=voice.plain("button.send_again"), value=failure.message_id))
    elif alone and step is not None and step.state is TouchpointState.MISSED:
        found.append(Button(action_id="send_anyway", label=voice.plain("button.send_anyway"), value=str(step.id)))
    if enrollment is not None:
        label = voice.plain("failed.open", name=enrollment.hire.first_name)
        found.append(Button(action_id="hire", label=label, value=enrollment.id))
    return tuple(found)


async def draw_choose_playbook(sheet: Sheet) -> Message:
    """Which playbook a hire gets; a button each, afterwards which one it became."""
    current = await sheet.scene()
    voice, hire = sheet.voice, current.enrollment.hire
    if current.enrollment.playbook is not None:
        title = current.playbook.title if current.playbook else current.enrollment.playbook
        words = voice.words("choose_playbook.done", name=hire.name, playbook=title)
        return Message(parts=(Words(markdown=words),))
    if current.enrollment.state is EnrollmentState.ENDED:
        return Message(parts=(Words(markdown=voice.words("choose_playbook.ended", name=hire.name)),))
    names = sorted(sheet.bot.library.playbooks)[:MOST_CHOICES]
    if not names:
        return Message(parts=(Words(markdown=voice.words("choose_playbook.none", name=hire.name)),))
    words = voice.words("choose_playbook.ask", name=hire.name, start=voice.day(hire.start_date))
    parts: list[Part] = [Words(markdown=words)]
    for name in names:
        button = Button(
            action_id="choose_playbook",
            label=sheet.bot.library.playbooks[name].title,
            value=f"{current.enrollment.id}/{name}",
        )
        parts.append(Buttons(buttons=(button,)))
    return Message(parts=tuple(parts))


async def draw_problems(sheet: Sheet) -> Message:
    """What is wrong in a file and where; the last good version goes on."""
    lines = [f"- `{line}`" for line in sheet.args["lines"]]
    intro = sheet.voice.words("problems.intro", file=sheet.args["file"], kept=sheet.args["kept"])
    return Message(parts=(Words(markdown="\n".join([intro, "", *lines])),))


KINDS = {"failures": draw_failures, "choose_playbook": draw_choose_playbook, "problems": draw_problems}
