"""The small buttons: "Why did I get this?" under what comes unasked, and the way to a human under all of a newcomer's.

They stand beside others where there is room.
"""

from onboardbot.core.message import Button, Buttons, Choices, Message, Part, beside
from onboardbot.core.outbox import Priority
from onboardbot.core.signals import asks_for_human, need_help
from onboardbot.flows.drawing.lines import finding_of
from onboardbot.flows.drawing.sheet import Sheet

ACTION = "why"
ANSWERS = frozenset(
    {"acknowledgement", "help", "words", "handoff_plan", "nobody_to_help", "try", "withdrawn", "my_data"}
)  # to taps and words
NEWS = frozenset(
    {"took", "took_back", "works_now", "proposal", "proposal_answer"}
)  # of what was asked for; they say who does what, and why
OF_A_RULE = frozenset({"offer", "announce", "told_hire"})  # asked for in some cases, by a rule in others
QUESTIONS = frozenset({"question", "offer", "announce", "ask_helped", "still_right"})
OWN_ROW = frozenset({"guide", "failures", "choose_playbook"})  # their last row belongs to their last line

TALK = "talk"
NO_TALK = "try"  # shows HR what a newcomer would get
TALKS = frozenset({TALK, "within:today"})  # asks whom to talk to, or does already


async def with_talk(sheet: Sheet, message: Message) -> Message:
    """Return a message to a newcomer with the button to talk to a person: a human is one tap away everywhere."""
    envelope = sheet.envelope
    if envelope.enrollment_id is None or envelope.kind == NO_TALK or _buttons(message) & TALKS:
        return message
    if (await sheet.scene()).hire.id != sheet.reader.id:
        return message
    button = Button(action_id=TALK, label=sheet.voice.plain("button.talk"), value=envelope.enrollment_id)
    return message.model_copy(update={"parts": _beside_why(message.parts, button)})


def _buttons(message: Message) -> set[str]:
    return {button.action_id for part in message.parts if isinstance(part, Buttons) for button in part.buttons}


def _beside_why(parts: tuple[Part, ...], button: Button) -> tuple[Part, ...]:
    for place, part in enumerate(parts):
        if isinstance(part, Buttons) and part.buttons[-1].action_id == ACTION:
            return (*parts[:place], Buttons(buttons=(*part.buttons, button)), *parts[place + 1 :])
    return beside(parts, button)


async def with_why(sheet: Sheet, message: Message) -> Message:
    """Return the message with the button, if nobody asked for it."""
    if not await _unasked(sheet) or _closed(sheet, message):
        return message
    button = Button(action_id=ACTION, label=sheet.voice.plain("button.why"), value=sheet.envelope.id)
    parts = beside(message.parts, button, own_row=sheet.envelope.kind in OWN_ROW)
    return message.model_copy(update={"parts": parts})


def _closed(sheet: Sheet, message: Message) -> bool:
    """Say whether it was a question, and asks nothing any more: one sentence needs no button."""
    asks = any(isinstance(part, Buttons | Choices) for part in message.parts)
    return sheet.envelope.kind in QUESTIONS and not asks


async def _unasked(sheet: Sheet) -> bool:
    kind = sheet.envelope.kind
    if kind in OF_A_RULE:
        finding = await finding_of(sheet)
        wanted = finding.signal in {asks_for_human.KEY, need_help.KEY}
        return not wanted and not (kind == "told_hire" and finding.chosen)
    following = kind == "question" and sheet.envelope.priority is Priority.CLICK  # the next one of a check-in
    return not following and kind not in ANSWERS | NEWS
