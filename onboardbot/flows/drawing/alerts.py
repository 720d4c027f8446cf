"""What is said about a newcomer to somebody else: why, one next step, what they can do; never on a locked screen."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core import effect
from onboardbot.core.finding import CONFIDENTIAL, STANDING, Finding, Level, NotUseful, State
from onboardbot.core.message import Message, Note, Part, Quote, Words
from onboardbot.core.outbox import Envelope, MessageState
from onboardbot.core.reminders import passes_to
from onboardbot.core.visibility import may_know, may_read
from onboardbot.flows.drawing.evidence import reason_in_words, task_in_words
from onboardbot.flows.drawing.lines import EFFECTS, finding_of, local, name_of, outcome_of, row
from onboardbot.flows.drawing.sheet import Sheet
from onboardbot.flows.scene import Scene
from onboardbot.flows.team import team_of
from onboardbot.store import outbox
from onboardbot.texts.catalogue import Voice
from onboardbot.texts.confidential import reminder, suggestion

# What is confidential goes to nobody else by a button, and is not weighed by its use; danger can't wait until tomorrow.
ACTIONS = {
    Level.CARE: ("alert_take", "alert_pass", "alert_remind", "alert_already", "alert_not_useful"),
    Level.PROTECTED: ("alert_take", "alert_remind", "alert_already"),
    Level.DISTRESS: ("alert_take", "alert_already"),
}


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
    parts.append(Words(markdown=voice.words(suggestion(finding), hire=hire)))
    parts += await _besides(sheet, finding)
    parts += await _foot(sheet, finding, current)
    return Message(parts=tuple(parts), fallback=_fallback(voice, finding, hire))


def _fallback(voice: Voice, finding: Finding, hire: str) -> str:
    """What a locked phone shows makes somebody look where it can't wait, and never says why."""
    waiting = finding.pressing and finding.state is State.OPEN
    return voice.plain("alert.fallback_pressing" if waiting else "alert.fallback", hire=hire)


def _intro(voice: Voice, said: effect.Tell, finding: Finding, *, hire: str, about: str | None) -> str:
    if finding.level in CONFIDENTIAL:
        return voice.words("alert.confided" if said.chosen else "alert.urgent", hire=hire)
    return voice.words("alert.intro", hire=hire, chosen=said.chosen, about=about)


async def _foot(sheet: Sheet, finding: Finding, current: Scene) -> list[Part]:
    """What the reader can do, or what became of it."""
    hire = current.hire.first_name
    note = Note(text=sheet.voice.plain("alert.note", hire=hire))
    if finding.outcome_for(sheet.reader.id) is State.OPEN:
        return [*await _passed(sheet, finding), *_way_to_act(sheet, finding, current), note]
    return [await outcome_of(sheet, finding, hire), *_afterwards(sheet, finding), note]


async def _passed(sheet: Sheet, finding: Finding) -> list[Part]:
    """Say whom of HR the reader passed it to, and what that person reads."""
    if sheet.reader.id not in finding.passed or finding.escalated_to is None:
        return []
    name, knows = await name_of(sheet, finding.escalated_to), may_know(finding.escalated_to, finding)
    return [Words(markdown=sheet.voice.words("alert.passed", name=name, knows=knows))]


def _way_to_act(sheet: Sheet, finding: Finding, current: Scene) -> list[Part]:
    hire = current.hire.first_name
    how = sheet.voice.plain("alert.act_confided" if finding.level in CONFIDENTIAL else "alert.act", hire=hire)
    if finding.snoozed_at and finding.reminded_at is None and finding.due_at:
        how = sheet.voice.plain("alert.snoozed", when=local(sheet, current, finding.due_at))
    to_hr = passes_to(finding, team_of(current), sheet.reader.id)
    without = {"alert_pass": not to_hr, "alert_remind": finding.pressing}
    actions = [one for one in ACTIONS[finding.level] if not without.get(one)]
    return [Note(text=how), row(sheet, finding, *actions, primary="alert_take")]


def _afterwards(sheet: Sheet, finding: Finding) -> list[Part]:
    """Return what whoever took it, or set it aside, may still say."""
    reader = sheet.reader.id
    if finding.state is State.TAKEN and finding.taken_by == reader and finding.talked_at is None:
        return [row(sheet, finding, "alert_already")]
    if finding.state is State.SET_ASIDE and finding.closed_by == reader and finding.reason is None:
        why = row(sheet, finding, *(f"alert_not_useful:{reason}" for reason in NotUseful))
        return [Note(text=sheet.voice.plain("alert.why")), why]
    return []


async def _besides(sheet: Sheet, finding: Finding) -> list[Part]:
    """Say who else got this note, as far as it was sent by now."""
    if finding.outcome_for(sheet.reader.id) not in STANDING:
        return []
    told = await outbox.about(sheet.session, "tell", finding.id)
    others = [one.person_id for one in told if one.state is MessageState.SENT and one.person_id != sheet.reader.id]
    names = [name for one in dict.fromkeys(others) if (name := await name_of(sheet, one))]
    return [Note(text=sheet.voice.plain("alert.besides", names=sheet.voice.both(names)))]


async def draw_remind(sheet: Sheet) -> Message:
    """Nobody has taken it yet."""
    finding, current = await finding_of(sheet), await sheet.scene()
    hire = current.hire.first_name
    key = reminder(finding) if finding.outcome_for(sheet.reader.id) is State.OPEN else "remind.closed"
    words = Words(markdown=sheet.voice.words(key, hire=hire))
    foot = await _foot(sheet, finding, current)
    return Message(parts=(words, *foot), fallback=_fallback(sheet.voice, finding, hire))


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


async def tell_hire_after(session: AsyncSession, envelope: Envelope, now: datetime) -> None:
    """Let go what waits for this message: "I've asked Marek" is said once Marek's message is sent."""
    await outbox.release_after(session, envelope.dedupe_key, now)
    if envelope.kind == "tell":
        await outbox.refresh(session, "tell", envelope.subject, but=envelope.id)  # they say who else has it


async def show_hire_after(session: AsyncSession, envelope: Envelope) -> None:
    """The words that somebody got have changed: the newcomer reads the same ones."""
    await outbox.refresh(session, "told_hire", envelope.subject)


KINDS = {
    "tell": draw_tell,
    "remind": draw_remind,
    "escalate": draw_escalate,
    "help_ask": draw_help_ask,
}
AFTER = dict.fromkeys(("tell", "help_ask", "handoff_ask", "remind", "escalate"), tell_hire_after)
REDRAWN = dict.fromkeys(("tell", "help_ask", "handoff_ask"), show_hire_after)
