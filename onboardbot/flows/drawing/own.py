"""What a newcomer reads of what is kept about them, with the ways to have it go."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.enrollment import Enrollment, EnrollmentState
from onboardbot.core.message import Button, Buttons, Message, Part, Quote, Words
from onboardbot.core.outbox import Envelope
from onboardbot.flows.drawing.replies import to_page
from onboardbot.flows.drawing.sheet import Sheet
from onboardbot.store import outbox
from onboardbot.texts.catalogue import Voice

STOP_WORDS = "stop:words"


async def draw_my_data(sheet: Sheet) -> Message:
    """A part of it; below the last one stands what can be done."""
    parts: list[Part] = []
    for words, answer in sheet.args["items"]:
        if parts and isinstance(parts[-1], Words) and answer is None:
            parts[-1] = Words(markdown=f"{parts[-1].markdown}\n\n{words}")
        else:
            parts.append(Words(markdown=words))
        if answer is not None:
            parts.append(Buttons(buttons=(_delete(sheet, "forget", answer),)))
    if sheet.args["foot"]:
        parts += await _foot(sheet)
    return Message(parts=tuple(parts), fallback=sheet.voice.plain("my_data.fallback"))


def _delete(sheet: Sheet, action: str, value: str) -> Button:
    label = sheet.voice.plain(f"button.{action.replace(':', '_')}")
    sure = sheet.voice.plain("my_data.sure")
    yes, no = sheet.voice.plain("my_data.yes"), sheet.voice.plain("my_data.no")
    return Button(action_id=action, label=label, value=value, sure=(sure, yes, no))


async def _foot(sheet: Sheet) -> list[Part]:
    enrollment = (await sheet.scene()).enrollment
    everything = tuple(_button(sheet, key, enrollment) for key in ("my_json", "correct"))
    return [
        Buttons(buttons=(*everything, _delete(sheet, "forget:all", enrollment.id))),
        *wishes(enrollment, sheet),
    ]


def wishes(enrollment: Enrollment, sheet: Sheet) -> list[Part]:
    """Return the buttons for what the newcomer can switch off, or on again."""
    if enrollment.state is EnrollmentState.ENDED:
        return []
    return [Buttons(buttons=tuple(switch(sheet.voice, key, enrollment) for key in switches(enrollment)))]


def switches(enrollment: Enrollment) -> tuple[str, str]:
    """Return what the newcomer can change about being read and being asked, by action."""
    words = STOP_WORDS if enrollment.words_stopped_at is None else "start:words"
    check_ins = "stop:check_ins" if enrollment.check_ins_stopped_at is None else "start:check_ins"
    return words, check_ins


def switch(voice: Voice, action: str, enrollment: Enrollment) -> Button:
    """Return a button that switches something off or on; what is not heard any more is said before it counts."""
    label = voice.plain(f"button.{action.replace(':', '_')}")
    sure = (
        tuple(voice.plain(f"my_data.words_{part}") for part in ("sure", "yes", "no")) if action == STOP_WORDS else None
    )
    return Button(action_id=action, label=label, value=enrollment.id, sure=sure)


def _button(sheet: Sheet, action: str, enrollment: Enrollment) -> Button:
    label = sheet.voice.plain(f"button.{action.replace(':', '_')}")
    return Button(action_id=action, label=label, value=enrollment.id)


async def draw_correction(sheet: Sheet) -> Message:
    """To HR: what the newcomer wants to have corrected, in their own words, with the way to their page."""
    current = await sheet.scene()
    words = Words(markdown=sheet.voice.words("correct.ask", name=current.enrollment.hire.name))
    fallback = sheet.voice.plain("correct.fallback", hire=current.hire.first_name)
    parts = (words, Quote(text=sheet.args["words"]), to_page(sheet, current.enrollment))
    return Message(parts=parts, fallback=fallback)


async def confirm_after(session: AsyncSession, envelope: Envelope, now: datetime) -> None:
    """Let go what waits for this message: that it was sent."""
    await outbox.release_after(session, envelope.dedupe_key, now)


KINDS = {"my_data": draw_my_data, "correction": draw_correction}
AFTER = {"correction": confirm_after}
