"""What the bot answers when somebody wrote or tapped: acknowledgements, and help where nothing was meant."""

from onboardbot.core.enrollment import Enrollment, EnrollmentState
from onboardbot.core.message import Button, Buttons, Message, Part, Words
from onboardbot.flows.drawing.sheet import Sheet
from onboardbot.flows.scene import Scene
from onboardbot.store import enrollments
from onboardbot.texts.acknowledging import label

PAUSES = {EnrollmentState.ACTIVE: "pause", EnrollmentState.PAUSED: "resume"}  # what the button offers


async def draw_acknowledgement(sheet: Sheet) -> Message:
    """One warm sentence; where a plain reply was taken as an answer, the way to say that it was none."""
    parts: list[Part] = [Words(markdown=sheet.args["words"])]
    if buttons := (*_taken_back(sheet), *way_to_human(sheet)):
        parts.append(Buttons(buttons=buttons))
    return Message(parts=tuple(parts), fallback=sheet.args.get("quiet"))


def _taken_back(sheet: Sheet) -> tuple[Button, ...]:
    answer = sheet.args.get("answer")
    return (in_their_language(sheet, _button(sheet, "not_an_answer", answer)),) if answer else ()


def way_to_human(sheet: Sheet) -> tuple[Button, ...]:
    """Return the button that stands below thanks for words that a human may want to hear more of."""
    if not sheet.args.get("talk"):
        return ()
    return (in_their_language(sheet, _button(sheet, "talk", sheet.envelope.enrollment_id or "")),)


def in_their_language(sheet: Sheet, button: Button) -> Button:
    """Return a button as its message speaks: the thanks for a reply are in the language of the reply."""
    language = sheet.args.get("lang")
    return button.model_copy(update={"label": label(language, button.action_id)}) if language else button


async def draw_help(sheet: Sheet) -> Message:
    """A DM that answers nothing gets a helpful reply, never silence; a hire gets the buttons that fit now."""
    key, voice = sheet.args["key"], sheet.voice
    values = {"hire": sheet.reader.first_name, "company": sheet.bot.library.company.name}
    parts: list[Part] = [Words(markdown=sheet.args.get("words") or voice.words(key, **values))]
    if sheet.envelope.enrollment_id is not None:
        parts.append(Buttons(buttons=_ways_on(sheet, await sheet.scene())))
    return Message(parts=tuple(parts), fallback=sheet.args.get("quiet"))


def _ways_on(sheet: Sheet, current: Scene) -> tuple[Button, ...]:
    """Return the ways to a human, to a pause or out of it, and to what is kept."""
    enrollment = current.enrollment
    talk = in_their_language(sheet, _button(sheet, "talk", enrollment.id, primary=True))
    my_data = _button(sheet, "my_data", enrollment.id)
    wish = "resume" if enrollment.pause_wanted else PAUSES.get(enrollment.state)
    if wish is None:
        return talk, my_data
    label = sheet.voice.plain(f"button.{wish}")
    return talk, Button(action_id="pause", label=label, value=f"{enrollment.id}/{wish}"), my_data


def _button(sheet: Sheet, action: str, value: str, *, primary: bool = False) -> Button:
    return Button(action_id=action, label=sheet.voice.plain(f"button.{action}"), value=value, primary=primary)


async def draw_words(sheet: Sheet) -> Message:
    """A sentence that was chosen when the message was posted; where it is about a hire, with the way to their page."""
    words = Words(markdown=sheet.args["words"])
    enrollment = await enrollments.find(sheet.session, sheet.args.get("about") or "")
    return Message(parts=(words, to_page(sheet, enrollment)) if enrollment else (words,))


def to_page(sheet: Sheet, enrollment: Enrollment) -> Buttons:
    """Return the way to a hire's page."""
    label = sheet.voice.plain("failed.open", name=enrollment.hire.first_name)
    return Buttons(buttons=(Button(action_id="hire", label=label, value=enrollment.id),))


async def draw_withdrawn(sheet: Sheet) -> Message:
    """What is left of a message whose content is gone."""
    key = sheet.args.get("key", "withdrawn.erased")
    hire = (await sheet.scene()).hire.first_name if sheet.envelope.enrollment_id else None
    return Message(parts=(Words(markdown=sheet.voice.words(key, hire=hire)),))


KINDS = {"withdrawn": draw_withdrawn, "acknowledgement": draw_acknowledgement, "help": draw_help, "words": draw_words}
