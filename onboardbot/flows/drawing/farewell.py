"""The last message of an onboarding: what was done, who was there, and a word for the next newcomer."""

from onboardbot.core.message import Button, Buttons, Message, Note, Part, Quote, Words
from onboardbot.core.person import Person
from onboardbot.flows.drawing.lines import name_of
from onboardbot.flows.drawing.sheet import Sheet
from onboardbot.flows.looking_back import looking_back
from onboardbot.flows.scene import HR, Scene


async def draw_farewell(sheet: Sheet) -> Message:
    """Say what was done and whom they met, and ask for a word that only they see until they send it."""
    current, voice = await sheet.scene(), sheet.voice
    lines = [
        voice.words("farewell.intro", hire=current.hire.first_name),
        *await looking_back(sheet.session, current, voice, at=sheet.now),
        voice.words("farewell.after"),
    ]
    parts = (Words(markdown="\n\n".join(lines)), *await _word_for_the_next(sheet, current))
    return Message(parts=parts, fallback=voice.plain("farewell.fallback"))


async def _word_for_the_next(sheet: Sheet, current: Scene) -> list[Part]:
    """Ask, show what was written with the way to send it, or say to whom it was sent."""
    voice, said = sheet.voice, sheet.args.get("words")
    hr = current.reachable(HR)
    name = hr.first_name if hr else None
    if said is None:
        ask, who = Words(markdown=voice.words("farewell.ask")), Note(text=voice.plain("farewell.who_sees", name=name))
        return [ask, Buttons(buttons=(_answer(sheet, "answer"),)), who]
    if sent_to := sheet.args.get("sent_to"):
        thanks = voice.words("farewell.sent", name=await name_of(sheet, sent_to))
        return [Words(markdown=thanks), Quote(text=said)]
    send = [_send(sheet, hr)] if hr else []
    key = "farewell.consent" if name else "farewell.who_sees"
    yours, note = Words(markdown=voice.words("farewell.yours")), Note(text=voice.plain(key, name=name))
    return [yours, Quote(text=said), Buttons(buttons=(*send, _answer(sheet, "change_answer"))), note]


def _answer(sheet: Sheet, key: str) -> Button:
    return Button(action_id="answer", label=sheet.voice.plain(f"button.{key}"), value=sheet.envelope.id)


def _send(sheet: Sheet, hr: Person) -> Button:
    """Return the button that sends it to whom it names, whoever is HR by the time it is tapped."""
    label = sheet.voice.plain("button.send_advice", name=hr.first_name)
    return Button(action_id="send_advice", label=label, value=f"{sheet.envelope.id}/{hr.id}")


async def draw_advice(sheet: Sheet) -> Message:
    """A word of a newcomer who has come to the end, sent by their own tap."""
    current, voice = await sheet.scene(), sheet.voice
    hire = current.hire.first_name
    intro, note = (
        Words(markdown=voice.words("advice.intro", hire=hire)),
        Note(text=voice.plain("advice.note", hire=hire)),
    )
    parts = (intro, Quote(text=sheet.args["words"]), note)
    return Message(parts=parts, fallback=voice.plain("advice.fallback", hire=hire))


KINDS = {"farewell": draw_farewell, "advice": draw_advice}
