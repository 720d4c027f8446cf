"""Offers, alerts and all that follows: drawn from the effect they were posted with and the finding as it is now."""

from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core import effect
from onboardbot.core.finding import Choice, Finding, State
from onboardbot.core.message import Button, Buttons, Message, Note, Part, Quote, Words
from onboardbot.core.outbox import Envelope
from onboardbot.flows import sharing
from onboardbot.flows.bot import Bot
from onboardbot.flows.drawing.evidence import reason_in_words, task_in_words
from onboardbot.flows.drawing.sheet import Sheet
from onboardbot.flows.scene import Scene
from onboardbot.store import findings, outbox, people

EFFECTS: TypeAdapter[Any] = TypeAdapter(effect.Message)


async def _finding(sheet: Sheet) -> Finding:
    found = await findings.by_id(sheet.session, sheet.envelope.subject)
    if found is None:
        raise LookupError(sheet.envelope.subject)
    return found[1]


async def _name(sheet: Sheet, person_id: str | None) -> str | None:
    return (await people.by_id(sheet.session, person_id)).first_name if person_id else None


def _row(sheet: Sheet, finding: Finding, *actions: str, primary: str | None = None) -> Buttons:
    """Return buttons whose labels have the key of their action."""
    return Buttons(
        buttons=tuple(
            Button(
                action_id=action,
                label=sheet.voice.plain(f"button.{action.replace(':', '_')}"),
                value=finding.id,
                primary=action == primary,
            )
            for action in actions
        )
    )


def _local(sheet: Sheet, current: Scene, instant: datetime) -> str:
    """Return a local time as the reader writes it."""
    local = instant.astimezone(current.calendar_of(sheet.reader).zone)
    weekday = sheet.voice.plain(f"weekday.{local.weekday()}")
    return sheet.voice.plain("local_time", weekday=weekday, time=f"{local:%H:%M}")


async def _options(sheet: Sheet, finding: Finding, options: tuple[effect.Option, ...]) -> Buttons:
    buttons = []
    for option in options:
        name = await _name(sheet, option.person)
        key = "button.offer_keep" if option.choice is Choice.KEEP else "button.offer_person"
        label = sheet.voice.plain(key, name=name)
        buttons.append(Button(action_id=f"offer:{option.choice}", label=label, value=finding.id))
    return Buttons(buttons=tuple(buttons))


async def draw_offer(sheet: Sheet) -> Message:
    """Shall I ask one of these, or keep it between us?"""
    said: effect.Offer = EFFECTS.validate_python(sheet.args)
    finding, current, voice = await _finding(sheet), await sheet.scene(), sheet.voice
    if finding.state is not State.OFFERED or finding.presented != said.count:
        return await _offer_closed(sheet, finding)
    names = [name for option in said.options if (name := await _name(sheet, option.person))]
    key = "offer.nobody" if said.nobody else f"offer.{said.signal}"
    parts: list[Part] = [Words(markdown=voice.words(key, names=_or(sheet, names), again=said.again))]
    if said.default is not None:
        when = _local(sheet, current, said.by) if said.by else None
        default = await _name(sheet, said.default)
        parts.append(Note(text=voice.plain("offer.default", name=default, when=when)))
    return Message(parts=(*parts, await _options(sheet, finding, said.options)))


def _or(sheet: Sheet, names: list[str]) -> str:
    if len(names) < 2:  # noqa: PLR2004 - one name needs no "or"
        return "".join(names)
    return sheet.voice.plain("or", first=", ".join(names[:-1]), last=names[-1])


async def _offer_closed(sheet: Sheet, finding: Finding) -> Message:
    told = finding.addressee in finding.told  # one who was only to be told, if nothing was chosen, was not
    name = await _name(sheet, finding.addressee) if told else None
    key = "offer.kept" if finding.state is State.KEPT else "offer.chosen" if name else "offer.over"
    if finding.live and not told:
        key = "offer.newer"
    if finding.state is State.CANCELLED:
        key = "announce.cancelled"
    return Message(parts=(Words(markdown=sheet.voice.words(key, name=name)),))


async def draw_announce(sheet: Sheet) -> Message:
    """What will be said to whom in 15 minutes, word for word, unless changed or cancelled."""
    said: effect.Announce = EFFECTS.validate_python(sheet.args)
    finding, current, voice = await _finding(sheet), await sheet.scene(), sheet.voice
    if finding.state is not State.ANNOUNCED or finding.presented != said.count:
        return await _offer_closed(sheet, finding)
    reasons = (effect.Reason(signal=finding.signal, level=finding.level, evidence=finding.evidence),)
    name = await _name(sheet, said.addressee)
    when = _local(sheet, current, said.goes_at)
    parts: list[Part] = [Words(markdown=voice.words("announce.intro", name=name, when=when))]
    parts += [Quote(text=await reason_in_words(sheet, current, reason)) for reason in reasons]
    parts.append(Note(text=voice.plain("announce.note")))
    row = _row(sheet, finding, "cancel_alert") if said.again else _row(sheet, finding, "cancel_alert", "edit_alert")
    others = tuple(option for option in said.options if option.person not in {None, said.addressee})
    more = (await _options(sheet, finding, others),) if said.again and others else ()
    return Message(parts=(*parts, row, *more))


async def draw_tell(sheet: Sheet) -> Message:
    """The alert: the reason in words, words that were shared, one next step, and what to tap."""
    said: effect.Tell = EFFECTS.validate_python(sheet.args)
    finding, current, voice = await _finding(sheet), await sheet.scene(), sheet.voice
    hire = current.hire.first_name
    parts: list[Part] = [Words(markdown=voice.words("alert.intro", hire=hire, chosen=finding.chosen))]
    for reason in said.reasons:
        parts.append(Words(markdown=voice.words("alert.reason", reason=await reason_in_words(sheet, current, reason))))
        if reason.quote is not None and reason.quote.person == sheet.reader.id:
            parts += [Words(markdown=voice.words("alert.shared", hire=hire)), Quote(text=reason.quote.words)]
    parts.append(Words(markdown=voice.words(f"suggest.{finding.signal}", hire=hire)))
    parts += await _alert_foot(sheet, finding, hire)
    return Message(parts=tuple(parts), fallback=voice.plain("alert.fallback", hire=hire))


async def _alert_foot(sheet: Sheet, finding: Finding, hire: str) -> list[Part]:
    note = Note(text=sheet.voice.plain("alert.note", hire=hire))
    if finding.state is State.OPEN:
        row = _row(sheet, finding, "alert_take", "alert_remind", "alert_not_useful", primary="alert_take")
        snoozed: list[Part] = [Note(text=sheet.voice.plain("alert.snoozed"))] if finding.snoozed_at else []
        return [*snoozed, row, note]
    name = await _name(sheet, finding.taken_by)
    return [Words(markdown=sheet.voice.words(f"alert.{finding.state}", hire=hire, name=name)), note]


async def draw_remind(sheet: Sheet) -> Message:
    finding, current = await _finding(sheet), await sheet.scene()
    hire = current.hire.first_name
    words = Words(markdown=sheet.voice.words("remind", hire=hire))
    parts: list[Part] = [words]
    if finding.state is State.OPEN:
        parts.append(_row(sheet, finding, "alert_take", "alert_remind", "alert_not_useful", primary="alert_take"))
    return Message(parts=tuple(parts), fallback=sheet.voice.plain("alert.fallback", hire=hire))


async def draw_escalate(sheet: Sheet) -> Message:
    """No reason, no quote, no signal: HR only learns that somebody could not respond."""
    said: effect.Escalate = EFFECTS.validate_python(sheet.args)
    current = await sheet.scene()
    name = await _name(sheet, said.about)
    return Message(parts=(Words(markdown=sheet.voice.words("escalate", name=name, hire=current.hire.first_name)),))


async def draw_told_hire(sheet: Sheet) -> Message:
    """Said only after the other message was sent, with the offer to share words."""
    said: effect.ToldHire = EFFECTS.validate_python(sheet.args)
    finding = await _finding(sheet)
    name = await _name(sheet, said.person)
    parts: list[Part] = [Words(markdown=sheet.voice.words("told_hire", name=name))]
    if finding.state in {State.OPEN, State.TAKEN} and finding.quote is None and await _has_words(sheet, finding):
        label = sheet.voice.plain("button.share_words", name=name)
        parts.append(Buttons(buttons=(Button(action_id="share_words", label=label, value=finding.id),)))
    return Message(parts=tuple(parts))


async def _has_words(sheet: Sheet, finding: Finding) -> bool:
    return await sharing.shareable(sheet.bot, sheet.session, finding) is not None


async def draw_took(sheet: Sheet) -> Message:
    said: effect.Took = EFFECTS.validate_python(sheet.args)
    return Message(parts=(Words(markdown=sheet.voice.words("took", name=await _name(sheet, said.person))),))


async def draw_ask_helped(sheet: Sheet) -> Message:
    said: effect.AskHelped = EFFECTS.validate_python(sheet.args)
    finding = await _finding(sheet)
    parts: list[Part] = [Words(markdown=sheet.voice.words("ask_helped.ask", name=await _name(sheet, said.person)))]
    if finding.state is State.TAKEN and finding.asked_helped == said.count:
        parts.append(_row(sheet, finding, "helped:yes", "helped:bit", "helped:no"))
        parts.append(Note(text=sheet.voice.plain("ask_helped.note")))
    else:
        parts.append(Words(markdown=sheet.voice.words("ask_helped.thanks")))
    return Message(parts=tuple(parts))


async def draw_help_ask(sheet: Sheet) -> Message:
    """The task, never a feeling; closed by Done or "works now"."""
    said: effect.HelpAsk = EFFECTS.validate_python(sheet.args)
    finding, current = await _finding(sheet), await sheet.scene()
    task = await task_in_words(sheet, current, said.task)
    hire = current.hire
    parts: list[Part] = [Words(markdown=sheet.voice.words("help_ask.ask", hire=hire.name, task=task))]
    if finding.live:
        actions = ("alert_take",) if finding.state is State.OPEN else ()
        parts.append(_row(sheet, finding, *actions, "works_now"))
    else:
        parts.append(Words(markdown=sheet.voice.words("help_ask.done", hire=hire.first_name)))
    return Message(parts=tuple(parts))


async def draw_handoff_ask(sheet: Sheet) -> Message:
    said: effect.HandoffAsk = EFFECTS.validate_python(sheet.args)
    finding, current = await _finding(sheet), await sheet.scene()
    hire = current.hire
    when = _local(sheet, current, said.until)
    parts: list[Part] = [Words(markdown=sheet.voice.words("handoff.ask", hire=hire.first_name, when=when))]
    if finding.state is State.OPEN:
        parts.append(_row(sheet, finding, "alert_take", primary="alert_take"))
    else:
        parts.append(Words(markdown=sheet.voice.words("handoff.taken", hire=hire.first_name)))
    return Message(parts=tuple(parts), fallback=sheet.voice.plain("handoff.fallback", hire=hire.first_name))


async def draw_handoff_plan(sheet: Sheet) -> Message:
    said: effect.HandoffPlan = EFFECTS.validate_python(sheet.args)
    current = await sheet.scene()
    if said.person is None or said.until is None:
        return Message(parts=(Words(markdown=sheet.voice.words("handoff.nobody")),))
    words = sheet.voice.words(
        "handoff.plan",
        name=await _name(sheet, said.person),
        when=_local(sheet, current, said.until),
        afterwards=await _name(sheet, said.afterwards),
    )
    return Message(parts=(Words(markdown=words),))


async def draw_nobody_to_help(sheet: Sheet) -> Message:
    said: effect.NobodyToHelp = EFFECTS.validate_python(sheet.args)
    current = await sheet.scene()
    task = await task_in_words(sheet, current, said.task)
    return Message(parts=(Words(markdown=sheet.voice.words("help_ask.nobody", task=task)),))


async def tell_hire_after(bot: Bot, session: AsyncSession, envelope: Envelope, now: datetime) -> None:
    """Let go what waits for this message: "I've asked Marek" is said once Marek's message is sent."""
    del bot
    await outbox.release_after(session, envelope.dedupe_key, now)


KINDS = {
    "offer": draw_offer,
    "announce": draw_announce,
    "tell": draw_tell,
    "remind": draw_remind,
    "escalate": draw_escalate,
    "told_hire": draw_told_hire,
    "took": draw_took,
    "ask_helped": draw_ask_helped,
    "help_ask": draw_help_ask,
    "handoff_ask": draw_handoff_ask,
    "handoff_plan": draw_handoff_plan,
    "nobody_to_help": draw_nobody_to_help,
}
AFTER = dict.fromkeys(("tell", "help_ask", "handoff_ask", "remind", "escalate"), tell_hire_after)
