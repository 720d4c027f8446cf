"""Messages to HR: what failed, which playbook a hire gets, what is wrong in a file."""

from onboardbot.core.enrollment import EnrollmentState
from onboardbot.core.message import Button, Buttons, Message, Part, Words
from onboardbot.core.outbox import Cause
from onboardbot.flows.drawing.sheet import Sheet
from onboardbot.store import failures, touchpoints
from onboardbot.store.failures import Failure

MOST_CHOICES = 40  # buttons, each a block of its own; a message holds 50
SEND_AGAIN = frozenset({Cause.UNSURE, Cause.CANNOT_DM, Cause.RENDER, Cause.ROLE_EMPTY, Cause.MISSING_SCOPE})


async def draw_failures(sheet: Sheet) -> Message:
    """One line a failure: whose, which step, why, who must act; with a way to send it all the same."""
    parts: list[Part] = [Words(markdown=sheet.voice.words("failures.intro"))]
    for failure in await failures.by_ids(sheet.session, sheet.args["ids"]):
        parts += await _failure(sheet, failure)
    return Message(parts=tuple(parts), fallback=sheet.voice.plain("failures.fallback"))


async def _failure(sheet: Sheet, failure: Failure) -> list[Part]:
    voice = sheet.voice
    name, step = None, None
    if failure.enrollment_id is not None:
        name = (await sheet.scenes.of(failure.enrollment_id)).hire.name
    if failure.touchpoint_id is not None:
        step = (await touchpoints.by_id(sheet.session, failure.touchpoint_id)).step_id
    key = f"cause.{failure.cause}" if failure.cleared_at is None else "failures.cleared"
    why = voice.words(key, detail=failure.detail)
    parts: list[Part] = [Words(markdown=voice.words("failures.line", name=name, step=step) + f" {why}")]
    if failure.cleared_at is not None:
        return parts
    if failure.message_id is not None and failure.cause in SEND_AGAIN:
        button = Button(action_id="send_again", label=voice.plain("button.send_again"), value=failure.message_id)
        parts.append(Buttons(buttons=(button,)))
    elif failure.touchpoint_id is not None:
        button = Button(
            action_id="send_anyway", label=voice.plain("button.send_anyway"), value=str(failure.touchpoint_id)
        )
        parts.append(Buttons(buttons=(button,)))
    return parts


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
