"""What is said to the newcomer about what was found: offers, announcements, who was told, and whether it helped."""

from onboardbot.core import effect, handoff
from onboardbot.core.finding import CONFIDENTIAL, UNTOLD, Choice, Finding, Helped, Level, State
from onboardbot.core.message import Button, Buttons, Message, Note, Part, Quote, Words
from onboardbot.core.plainwords import unmarked
from onboardbot.core.reminders import ASK_HELPED_AFTER
from onboardbot.core.signals import asks_for_human, need_help
from onboardbot.flows import sharing
from onboardbot.flows.drawing.confidential import protected_question
from onboardbot.flows.drawing.evidence import reason_in_words, task_in_words
from onboardbot.flows.drawing.handoffs import beforehand
from onboardbot.flows.drawing.lines import EFFECTS, finding_of, local, name_of, row, words_got
from onboardbot.flows.drawing.sheet import Sheet
from onboardbot.flows.scene import Scene
from onboardbot.flows.team import team_of
from onboardbot.texts.confidential import told_in_confidence

STILL_OPEN = frozenset({State.OFFERED, State.WAITING})  # while it waits for the budget a choice counts, too
STILL_STOPPED = frozenset({State.ANNOUNCED, State.WAITING})


async def _options(sheet: Sheet, finding: Finding, options: tuple[effect.Option, ...]) -> Buttons:
    buttons = []
    for option in options:
        name = await name_of(sheet, option.person)
        key = "button.offer_keep" if option.choice is Choice.KEEP else f"button.offer_{_verb(finding)}"
        label = sheet.voice.plain(key, name=name)
        value = f"{finding.id}/{option.person or ''}"  # whom the button names, whoever has the role by then
        buttons.append(Button(action_id=f"offer:{option.choice}", label=label, value=value))
    return Buttons(buttons=tuple(buttons))


def _verb(finding: Finding) -> str:
    return "tell" if finding.level is Level.PROTECTED else "person"


async def draw_offer(sheet: Sheet) -> Message:
    """Shall I ask one of these, or keep it between us? With what they would read."""
    said: effect.Offer = EFFECTS.validate_python(sheet.args)
    finding, current = await finding_of(sheet), await sheet.scene()
    if finding.state not in STILL_OPEN or finding.presented != said.count:
        return await _closed(sheet, finding, said.count)
    parts: list[Part] = [Words(markdown=await _question(sheet, finding, said))]
    if any(option.person for option in said.options):
        parts += await _what_others_read(sheet, finding, said, current)
        parts += await _default(sheet, finding, said, current)
    parts += [await _options(sheet, finding, said.options), *await share_row(sheet, finding)]
    return Message(parts=tuple(parts), fallback=sheet.voice.plain("offer.fallback"))


async def _question(sheet: Sheet, finding: Finding, said: effect.Offer) -> str:
    """Return why it is asked, if it is not for the first time, and the question itself."""
    if finding.level is Level.PROTECTED:
        return await protected_question(sheet, said, finding)
    names = [name for option in said.options if (name := await name_of(sheet, option.person))]
    key = "offer.alone" if not names else "offer.nobody" if said.nobody else f"offer.{said.signal}"
    team, duty = team_of(await sheet.scene()), any(option.choice is Choice.DUTY for option in said.options)
    without = {"no_hr": handoff.no_hr(said.options, team), "duty": duty}
    question = sheet.voice.words(key, names=sheet.voice.either(names), **without)
    before = await _before(sheet, finding, said)
    return f"{before} {question}" if before else question


async def _before(sheet: Sheet, finding: Finding, said: effect.Offer) -> str | None:
    if finding.unreached is not None:
        return sheet.voice.words("offer.unreached", name=await name_of(sheet, finding.unreached))
    if finding.told:
        return sheet.voice.words("offer.not_helped")
    return sheet.voice.words("offer.again") if said.again and finding.level is Level.CARE else None


async def _what_others_read(sheet: Sheet, finding: Finding, said: effect.Offer, current: Scene) -> list[Part]:
    """Show the reason as whoever is asked will read it; a wish to talk has none."""
    if finding.signal == asks_for_human.KEY:
        return await beforehand(sheet, finding, said, current)
    reason = effect.Reason(signal=finding.signal, level=finding.level, evidence=finding.evidence)
    words = await reason_in_words(sheet, current, reason)
    return [Note(text=sheet.voice.plain("offer.reads", shared=_shared(finding))), Quote(text=words)]


async def _default(sheet: Sheet, finding: Finding, said: effect.Offer, current: Scene) -> list[Part]:
    if said.default is None:
        return []
    first = sheet.envelope.ts is None  # the time begins to run when it was sent; until then what was reckoned counts
    due_at = said.by if first else finding.due_at
    when = local(sheet, current, max(due_at, said.by or due_at)) if due_at is not None else None
    name = await name_of(sheet, said.default)
    return [Note(text=sheet.voice.plain("offer.default", name=name, when=when))]


async def share_row(sheet: Sheet, finding: Finding) -> list[Part]:
    """Show which words can be shared and with whom, or which were."""
    if finding.quote is not None and _shared(finding):
        name = await name_of(sheet, finding.addressee)
        return [Note(text=sheet.voice.plain("share.done", name=name)), Quote(text=finding.quote.words)]
    words = await sharing.words_for(sheet.session, await sheet.scene(), finding)
    if words is None or finding.addressee is None:
        return []
    label = sheet.voice.plain("button.share_words", name=await name_of(sheet, finding.addressee))
    button = Button(action_id="share_words", label=label, value=f"{finding.id}/{words.answer}")
    return [Note(text=sheet.voice.plain("share.ask")), Quote(text=words.words), Buttons(buttons=(button,))]


def _shared(finding: Finding) -> bool:
    """Say whether words go to whoever is asked now: what was shared with somebody stays with that person."""
    return finding.quote is not None and finding.quote.person == finding.addressee


async def _closed(sheet: Sheet, finding: Finding, count: int) -> Message:
    """What became of an offer or announcement; that somebody was told is said once they were."""
    person = finding.told[0] if finding.level is Level.HANDOFF and finding.told else finding.addressee
    words = sheet.voice.words(_closing(finding, count), name=await name_of(sheet, person))
    return Message(parts=(Words(markdown=words),))


def _closing(finding: Finding, count: int) -> str:
    if finding.presented != count:
        return "offer.newer"
    ends = {State.KEPT: "offer.kept", State.CANCELLED: "announce.cancelled", State.MERGED: "offer.added"}
    if finding.told and finding.addressee is None:
        return "offer.left"
    if finding.state is State.ENDED and not finding.told:
        return "offer.over"
    return ends.get(finding.state, "offer.chosen" if finding.chosen else "offer.told")


async def draw_announce(sheet: Sheet) -> Message:
    """What will be said to whom in 15 minutes, word for word, unless changed or cancelled."""
    said: effect.Announce = EFFECTS.validate_python(sheet.args)
    finding, current, voice = await finding_of(sheet), await sheet.scene(), sheet.voice
    if finding.state not in STILL_STOPPED or finding.presented != said.count:
        return await _closed(sheet, finding, said.count)
    reason = effect.Reason(signal=finding.signal, level=finding.level, evidence=finding.evidence)
    name = await name_of(sheet, said.addressee)
    when = local(sheet, current, finding.due_at or said.goes_at)
    intro = voice.words("announce.joins" if said.joins else "announce.intro", name=name, when=when)
    parts: list[Part] = [Words(markdown=intro), Quote(text=await reason_in_words(sheet, current, reason))]
    parts.append(Note(text=voice.plain("announce.note", shared=_shared(finding))))
    parts += [*await _ways_out(sheet, finding, said), *await share_row(sheet, finding)]
    return Message(parts=tuple(parts), fallback=voice.plain("announce.fallback"))


async def _ways_out(sheet: Sheet, finding: Finding, said: effect.Announce) -> list[Part]:
    """Return "don't", and whom else to ask: as a button, or by name once that was tapped."""
    others = tuple(option for option in said.options if option.person not in {None, said.addressee})
    if not others:
        return [row(sheet, finding, "cancel_alert")]
    if not said.again:
        return [row(sheet, finding, "cancel_alert", "edit_alert")]
    return [row(sheet, finding, "cancel_alert"), await _options(sheet, finding, others)]


async def draw_told_hire(sheet: Sheet) -> Message:
    """Said only after the other message was sent: to whom, in which words, with the offer to share one's own."""
    said: effect.ToldHire = EFFECTS.validate_python(sheet.args)
    finding, voice = await finding_of(sheet), sheet.voice
    name = await name_of(sheet, said.person)
    told = await _who_was_told(sheet, finding, said.person)
    parts: list[Part] = [Words(markdown=words) for words in told]
    if got := await words_got(sheet, said.after):
        parts += [Note(text=voice.plain("told_hire.reads", name=name)), *got]
    if finding.live and finding.state not in UNTOLD and said.person == finding.addressee and finding.quote is None:
        parts += await share_row(sheet, finding)
    task = finding.signal == need_help.KEY  # which no locked phone shows
    shown = voice.plain("told_hire.asked", name=name) if task else unmarked(told[0])
    return Message(parts=tuple(parts), fallback=shown)


async def _who_was_told(sheet: Sheet, finding: Finding, person: str) -> list[str]:
    name, current = await name_of(sheet, person), await sheet.scene()
    if finding.level in CONFIDENTIAL and finding.escalated_to != person:
        return told_in_confidence(sheet.voice, finding, name)
    if finding.signal == need_help.KEY:
        task = await task_in_words(sheet, current, finding.evidence[0])
        return [sheet.voice.words("told_hire.help", name=name, task=task)]
    if finding.escalated_to == person:
        about = await name_of(sheet, finding.addressee)
        key = "told_hire.passed" if finding.addressee in finding.passed else "told_hire.escalated"
        return [sheet.voice.words(key, name=name, about=about)]
    return [sheet.voice.words("told_hire.asked", name=name)]


async def draw_took(sheet: Sheet) -> Message:
    """Somebody will reach out, or was about to."""
    said: effect.Took = EFFECTS.validate_python(sheet.args)
    finding = await finding_of(sheet)
    key = "took_before" if finding.state is State.SET_ASIDE and finding.talked_at is None else "took"
    return Message(parts=(Words(markdown=sheet.voice.words(key, name=await name_of(sheet, said.person))),))


async def draw_took_back(sheet: Sheet) -> Message:
    """Nobody waits for somebody who won't come: the next human is one tap away."""
    said: effect.TookBack = EFFECTS.validate_python(sheet.args)
    words = sheet.voice.words("took_back", name=await name_of(sheet, said.person))
    talk = Button(action_id="talk", label=sheet.voice.plain("button.talk"), value=sheet.envelope.enrollment_id or "")
    return Message(parts=(Words(markdown=words), Buttons(buttons=(talk,))))


async def draw_ask_helped(sheet: Sheet) -> Message:
    """Did it help?"""
    said: effect.AskHelped = EFFECTS.validate_python(sheet.args)
    finding, name = await finding_of(sheet), await name_of(sheet, said.person)
    parts: list[Part] = [
        Words(markdown=sheet.voice.words(f"ask_helped.{'talked' if said.talked else 'ask'}", name=name))
    ]
    newest = finding.asked_helped == said.count and len(finding.told) == said.told
    if newest and finding.state is State.TAKEN and finding.heard is None:
        parts.append(row(sheet, finding, "helped:yes", "helped:bit", "helped:no"))
        parts.append(Note(text=sheet.voice.plain("ask_helped.note", name=name)))
    else:
        parts.append(Words(markdown=sheet.voice.words(_thanks(finding, newest=newest))))
    return Message(parts=tuple(parts), fallback=sheet.voice.plain("offer.fallback"))


def _thanks(finding: Finding, *, newest: bool) -> str:
    if not newest or finding.heard is None:
        return "ask_helped.closed"
    once_more = finding.heard is Helped.BIT and finding.asked_helped < len(ASK_HELPED_AFTER)
    return "ask_helped.once_more" if once_more else f"ask_helped.{finding.heard}"


async def draw_nobody_to_help(sheet: Sheet) -> Message:
    """Nobody can be asked about a task."""
    said: effect.NobodyToHelp = EFFECTS.validate_python(sheet.args)
    current = await sheet.scene()
    task = await task_in_words(sheet, current, said.task)
    return Message(parts=(Words(markdown=sheet.voice.words("help_ask.nobody", task=task)),))


async def draw_works_now(sheet: Sheet) -> Message:
    """Whoever helped says that it works now."""
    current = await sheet.scene()
    task = await task_in_words(sheet, current, sheet.args["task"])
    name = await name_of(sheet, sheet.args["person"])
    return Message(parts=(Words(markdown=sheet.voice.words("help_ask.works_now", name=name, task=task)),))


KINDS = {
    "offer": draw_offer,
    "announce": draw_announce,
    "told_hire": draw_told_hire,
    "took": draw_took,
    "took_back": draw_took_back,
    "ask_helped": draw_ask_helped,
    "nobody_to_help": draw_nobody_to_help,
    "works_now": draw_works_now,
}
