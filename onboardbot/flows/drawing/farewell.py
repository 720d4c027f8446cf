"""The last message of an onboarding: what was done, who was there, and a word for the next newcomer."""

from onboardbot.core.message import Button, Buttons, Message, Note, Part, Quote, Words
from onboardbot.core.signals import need_help
from onboardbot.flows.drawing.lines import name_of
from onboardbot.flows.drawing.sheet import Sheet
from onboardbot.flows.scene import BUDDY, HR, MANAGER, Scene
from onboardbot.store import answers, findings, people, tasks


async def draw_farewell(sheet: Sheet) -> Message:
    """Say what was done and whom they met, and ask for a word that only they see until they send it."""
    current, voice = await sheet.scene(), sheet.voice
    lines = [
        voice.words("farewell.intro", hire=current.hire.first_name),
        await _did(sheet, current),
        *await _met(sheet, current),
        voice.words("farewell.after"),
    ]
    parts = (Words(markdown="\n\n".join(lines)), *await _word_for_the_next(sheet, current))
    return Message(parts=parts, fallback=voice.plain("farewell.fallback"))


async def _did(sheet: Sheet, current: Scene) -> str:
    kept = await answers.of_enrollment(sheet.session, current.enrollment.id)
    states = await tasks.of_enrollment(sheet.session, current.enrollment.id)
    day = current.calendar.workday_number(current.enrollment.hire.start_date, current.today(sheet.now))
    return sheet.voice.words(
        "farewell.did",
        days=day,
        tasks=sum(1 for state in states if state.done_at is not None),
        answers=len({answer.touchpoint_id for answer in kept}),
    )


async def _met(sheet: Sheet, current: Scene) -> list[str]:
    """Name manager and buddy, and whoever reached out or helped with a task."""
    found = [person.id for role in (MANAGER, BUDDY) if (person := current.first(role)) is not None]
    for finding in await findings.of_enrollment(sheet.session, current.enrollment.id):
        helped = finding.told[-1:] if finding.signal == need_help.KEY else ()
        found += [*([finding.taken_by] if finding.taken_by else ()), *helped]
    known = await people.by_ids(sheet.session, found)
    names = [known[person].first_name for person in dict.fromkeys(found)]
    return [sheet.voice.words("farewell.met", names=sheet.voice.both(names))] if names else []


async def _word_for_the_next(sheet: Sheet, current: Scene) -> list[Part]:
    """Ask, show what was written with the way to send it, or say to whom it was sent."""
    voice, said = sheet.voice, sheet.args.get("words")
    hr = current.reachable(HR)
    name = hr.first_name if hr else None
    if said is None:
        ask, who = Words(markdown=voice.words("farewell.ask")), Note(text=voice.plain("farewell.who_sees", name=name))
        return [ask, Buttons(buttons=(_button(sheet, "answer", "answer"),)), who]
    if sent_to := sheet.args.get("sent_to"):
        thanks = voice.words("farewell.sent", name=await name_of(sheet, sent_to))
        return [Words(markdown=thanks), Quote(text=said)]
    change = _button(sheet, "answer", "change_answer")
    send = [_button(sheet, "send_advice", "send_advice", name=name)] if name else []
    key = "farewell.consent" if name else "farewell.who_sees"
    yours, note = Words(markdown=voice.words("farewell.yours")), Note(text=voice.plain(key, name=name))
    return [yours, Quote(text=said), Buttons(buttons=(*send, change)), note]


def _button(sheet: Sheet, action: str, label: str, **values: str | None) -> Button:
    return Button(action_id=action, label=sheet.voice.plain(f"button.{label}", **values), value=sheet.envelope.id)


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
