"""What the bot answers when somebody wrote or tapped: acknowledgements, and help where nothing was meant."""

from onboardbot.core.message import Button, Buttons, Message, Part, Words
from onboardbot.flows.drawing.sheet import Sheet


async def draw_acknowledgement(sheet: Sheet) -> Message:
    """One warm sentence; where a plain reply was taken as an answer, the way to say that it was none."""
    parts: list[Part] = [Words(markdown=sheet.args["words"])]
    if answer := sheet.args.get("answer"):
        label = sheet.voice.plain("button.not_an_answer")
        parts.append(Buttons(buttons=(Button(action_id="not_an_answer", label=label, value=answer),)))
    return Message(parts=tuple(parts))


async def draw_help(sheet: Sheet) -> Message:
    """A DM that answers nothing gets a helpful reply, never silence."""
    voice = sheet.voice
    parts: list[Part] = [Words(markdown=voice.words(sheet.args.get("key", "help.hire"), hire=sheet.reader.first_name))]
    if sheet.args.get("buttons"):
        value = sheet.envelope.enrollment_id or ""
        parts.append(
            Buttons(
                buttons=(
                    Button(action_id="talk", label=voice.plain("button.talk"), value=value, primary=True),
                    Button(action_id="pause", label=voice.plain(sheet.args["pause"]), value=value),
                    Button(action_id="my_data", label=voice.plain("button.my_data"), value=value),
                )
            )
        )
    return Message(parts=tuple(parts))


async def draw_words(sheet: Sheet) -> Message:
    """A sentence that was chosen when the message was posted."""
    return Message(parts=(Words(markdown=sheet.args["words"]),))


KINDS = {"acknowledgement": draw_acknowledgement, "help": draw_help, "words": draw_words}
