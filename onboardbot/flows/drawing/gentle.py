"""A gentle word to the newcomer alone: what was noticed, in plain words, and a human one tap away."""

from onboardbot.core.message import Button, Buttons, Message, Words
from onboardbot.core.plainwords import plain_words
from onboardbot.core.signals import skipped_twice
from onboardbot.flows.drawing.sheet import Sheet
from onboardbot.flows.team import GENTLE
from onboardbot.store import meetings


async def draw_gentle(sheet: Sheet) -> Message:
    """Say what stayed open or came together; after "No more of these" only that."""
    current, voice = await sheet.scene(), sheet.voice
    noticed = await _noticed(sheet)
    words = voice.words("gentle.word", hire=current.hire.first_name, noticed=noticed)
    enrollment = current.enrollment.id
    talk = Button(action_id="talk", label=voice.plain("button.talk"), value=enrollment, primary=True)
    fallback = voice.plain("gentle.fallback")
    if GENTLE in await meetings.declined(sheet.session, enrollment, sheet.reader.id):
        declined = Words(markdown=voice.words("nudge.no_more"))
        return Message(parts=(Words(markdown=words), declined, Buttons(buttons=(talk,))), fallback=fallback)
    no_more = Button(action_id="no_more", label=voice.plain("button.no_more"), value=enrollment)
    return Message(parts=(Words(markdown=words), Buttons(buttons=(talk, no_more))), fallback=fallback)


async def _noticed(sheet: Sheet) -> str:
    """Return the rule's reason in words; that of a step which is not there any more without naming it."""
    evidence = [str(piece) for piece in sheet.args["evidence"]]
    if sheet.args["key"] == skipped_twice.KEY:
        return sheet.voice.plain("gentle.skipped_twice", item=await _item(sheet, evidence[-1]))
    kinds = dict.fromkeys(piece.partition(":")[0] for piece in evidence)
    return sheet.voice.plain(
        "gentle.weak_hints", hints=sheet.voice.both([sheet.voice.plain(f"gentle.{kind}") for kind in kinds])
    )


async def _item(sheet: Sheet, piece: str) -> str | None:
    """Return the words of a question or a task."""
    touchpoint_id, _, part = piece.partition("/")
    current = await sheet.scene()
    step = current.step_of(await sheet.scenes.touchpoint(int(touchpoint_id)))
    values = current.values(sheet.now)
    if step.kind == "check_in":
        return next((plain_words(one.words, values) for one in step.questions if one.id == part), None)
    if step.kind == "guide":
        return next((plain_words(one.text, values) for one in step.tasks if one.id == part), None)
    return None


KINDS = {GENTLE: draw_gentle}
