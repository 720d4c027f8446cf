"""What is said about a newcomer to somebody else: why, one next step, what they can do; never on a locked screen."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core import effect
from onboardbot.core.finding import CONFIDENTIAL, Finding, State
from onboardbot.core.message import Message, Note, Part, Quote, Words
from onboardbot.core.outbox import Envelope
from onboardbot.core.signals import RULES
from onboardbot.core.visibility import may_read
from onboardbot.flows.drawing.evidence import reason_in_words, task_in_words
from onboardbot.flows.drawing.lines import EFFECTS, finding_of, local, name_of, row
from onboardbot.flows.drawing.sheet import Sheet
from onboardbot.flows.scene import Scene
from onboardbot.store import outbox
from onboardbot.texts.catalogue import Voice


async def draw_tell(sheet: Sheet) -> Message:
    """The alert: the reason in words, words that were shared, one next step, and what to tap."""
    said: effect.Tell = EFFECTS.validate_python(sheet.args)
    finding, current, voice = await finding_of(sheet), await sheet.scene(), sheet.voice
    hire = current.hire.first_name
    about = await name_of(sheet, said.about)
    parts: list[Part] = [Words(markdown=_intro(voice, said, finding, hire=hire, about=about))]
    for reason in said.reasons:
        parts.append(Words(markdown=voice.words("alert.reason", reason=await reason_in_words(sheet, current, reason))))
        if reason.quote is not None and may_read(sheet.reader.id, reason.quote, hire=finding.hire):
            parts += [Words(markdown=voice.words("alert.shared", hire=hire)), Quote(text=reason.quote.words)]
    parts.append(Words(markdown=voice.words(f"suggest.{RULES[finding.signal].family}", hire=hire)))
    parts += await _foot(sheet, finding, current)
    return Message(parts=tuple(parts), fallback=voice.plain("alert.fallback", hire=hire))


def _intro(voice: Voice, said: effect.Tell, finding: Finding, *, hire: str, about: str | None) -> str:
    if finding.level in CONFIDENTIAL:
        return voice.words("alert.confided" if said.chosen else "alert.urgent", hire=hire)
    return voice.words("alert.intro", hire=hire, chosen=said.chosen, about=about)


async def _foot(sheet: Sheet, finding: Finding, current: Scene) -> list[Part]:
    """What the reader can do, or what became of it."""
    hire = current.hire.first_name
    note = Note(text=sheet.voice.plain("alert.note", hire=hire))
    if finding.outcome_for(sheet.reader.id) is State.OPEN:
        return [*_way_to_act(sheet, finding, current), note]
    return [await _outcome(sheet, finding, hire), note]


def _way_to_act(sheet: Sheet, finding: Finding, current: Scene) -> list[Part]:
    hire = current.hire.first_name
    how = sheet.voice.plain("alert.act", hire=hire)
    if finding.snoozed_at and finding.reminded_at is None and finding.due_at:
        how = sheet.voice.plain("alert.snoozed", when=local(sheet, current, finding.due_at))
    buttons = row(sheet, finding, "alert_take", "alert_remind", "alert_not_useful", primary="alert_take")
    return [Note(text=how), buttons]


async def _outcome(sheet: Sheet, finding: Finding, hire: str) -> Words:
    name = await name_of(sheet, finding.taken_by)
    return Words(markdown=sheet.voice.words(f"alert.{finding.outcome_for(sheet.reader.id)}", hire=hire, name=name))


async def draw_remind(sheet: Sheet) -> Message:
    """Nobody has taken it yet."""
    finding, current = await finding_of(sheet), await sheet.scene()
    hire = current.hire.first_name
    key = "remind.open" if finding.outcome_for(sheet.reader.id) is State.OPEN else "remind.closed"
    words = Words(markdown=sheet.voice.words(key, hire=hire))
    foot = await _foot(sheet, finding, current)
    return Message(parts=(words, *foot), fallback=sheet.voice.plain("alert.fallback", hire=hire))


async def draw_escalate(sheet: Sheet) -> Message:
    """No reason, no quote, no signal: HR only learns that somebody could not respond."""
    said: effect.Escalate = EFFECTS.validate_python(sheet.args)
    current = await sheet.scene()
    name = await name_of(sheet, said.about)
    return Message(parts=(Words(markdown=sheet.voice.words("escalate", name=name, hire=current.hire.first_name)),))


async def draw_help_ask(sheet: Sheet) -> Message:
    """The task, never a feeling; closed by Done or "works now"."""
    said: effect.HelpAsk = EFFECTS.validate_python(sheet.args)
    finding, current, voice = await finding_of(sheet), await sheet.scene(), sheet.voice
    hire = current.hire
    task = await task_in_words(sheet, current, said.task)
    parts: list[Part] = [Words(markdown=voice.words("help_ask.ask", hire=hire.name, task=task))]
    if finding.live:
        parts.append(Words(markdown=voice.words("suggest.need_help", hire=hire.first_name)))
        parts += await _help_foot(sheet, finding)
    else:
        parts.append(Words(markdown=voice.words("help_ask.done", hire=hire.first_name)))
    parts.append(Note(text=voice.plain("alert.note", hire=hire.first_name)))
    return Message(parts=tuple(parts), fallback=voice.plain("alert.fallback", hire=hire.first_name))


async def _help_foot(sheet: Sheet, finding: Finding) -> list[Part]:
    if finding.state is State.OPEN:
        return [row(sheet, finding, "alert_take", "works_now", primary="alert_take")]
    name = await name_of(sheet, finding.taken_by)
    return [Words(markdown=sheet.voice.words("alert.taken", name=name)), row(sheet, finding, "works_now")]


async def draw_handoff_ask(sheet: Sheet) -> Message:
    """Somebody wants to talk: until when, and nothing about what."""
    said: effect.HandoffAsk = EFFECTS.validate_python(sheet.args)
    finding, current, voice = await finding_of(sheet), await sheet.scene(), sheet.voice
    hire = current.hire.first_name
    when = local(sheet, current, said.until)
    parts: list[Part] = [Words(markdown=voice.words("handoff.ask", hire=hire, when=when))]
    if finding.state is State.OPEN:
        parts.append(Words(markdown=voice.words("suggest.asks_for_human", hire=hire)))
        parts.append(row(sheet, finding, "alert_take", primary="alert_take"))
    else:
        parts.append(await _outcome(sheet, finding, hire))
    parts.append(Note(text=voice.plain("alert.note", hire=hire)))
    return Message(parts=tuple(parts), fallback=voice.plain("handoff.fallback", hire=hire))


async def tell_hire_after(session: AsyncSession, envelope: Envelope, now: datetime) -> None:
    """Let go what waits for this message: "I've asked Marek" is said once Marek's message is sent."""
    await outbox.release_after(session, envelope.dedupe_key, now)


async def show_hire_after(session: AsyncSession, envelope: Envelope) -> None:
    """The words that somebody got have changed: the newcomer reads the same ones."""
    await outbox.refresh(session, "told_hire", envelope.subject)


KINDS = {
    "tell": draw_tell,
    "remind": draw_remind,
    "escalate": draw_escalate,
    "help_ask": draw_help_ask,
    "handoff_ask": draw_handoff_ask,
}
AFTER = dict.fromkeys(("tell", "help_ask", "handoff_ask", "remind", "escalate"), tell_hire_after)
REDRAWN = dict.fromkeys(("tell", "help_ask", "handoff_ask"), show_hire_after)
