"""Why somebody got a message: the step or the rule, who wrote it, who sees an answer, how to get fewer."""

from collections.abc import Mapping
from dataclasses import dataclass

from onboardbot.core.finding import CONFIDENTIAL
from onboardbot.core.nudges import Nudge
from onboardbot.core.outbox import Envelope
from onboardbot.core.signals import (
    RULES,
    fading_help,
    falling,
    low_mood,
    no_one_to_one,
    silence,
    silent_buddy,
    stuck,
    two_lows,
)
from onboardbot.flows.bot import Bot
from onboardbot.flows.cheer import cheerful_step
from onboardbot.flows.drawing import voice_of
from onboardbot.flows.drawing.introduction import human
from onboardbot.flows.drawing.lines import finding_of, local, name_of
from onboardbot.flows.drawing.sheet import Sheet
from onboardbot.flows.drawing.steps import question_of, who_will_see
from onboardbot.flows.roles import is_hr
from onboardbot.flows.scene import HR, Scene, Scenes
from onboardbot.flows.team import GENTLE
from onboardbot.store import answers, outbox, people, touchpoints
from onboardbot.store.touchpoints import Touchpoint

STEPS = frozenset({"message", "guide", "question"})
OF_A_FINDING = frozenset(
    {"offer", "announce", "tell", "help_ask", "handoff_ask", "resources"}
)  # the signal is the reason
OF_A_RULE = frozenset({"offer", "announce"})
OF_MOODS_AND_DAYS = frozenset({low_mood.KEY, two_lows.KEY, falling.KEY, silence.KEY, stuck.KEY})
SILENT: Mapping[str, str] = {
    Nudge.ONE_TO_ONE: no_one_to_one.KEY,
    Nudge.FADING: fading_help.KEY,
    Nudge.MEETING: "meeting",
    Nudge.PICK_BUDDY: silent_buddy.KEY,
}
SEES = {
    "message": "why.sees_message",
    "guide": "why.sees_guide",
    "offer": "why.sees_offer",
    "resources": "why.sees_mine",
    "told_hire": "why.sees_mine",
    "tell": "why.sees_note",
    "remind": "why.sees_note",
    "escalate": "why.sees_note",
    "help_ask": "why.sees_note",
    "handoff_ask": "why.sees_note",
    "still_right": "why.sees_still_right",
    "about_hire": "why.sees_staff",
    **{str(nudge): "why.sees_nudge" for nudge in Nudge},
    GENTLE: "why.sees_mine",
}


@dataclass(frozen=True)
class Why:
    """The words of the modal; `lines` are Markdown."""

    title: str
    close: str
    lines: tuple[str, ...]


async def why(
    bot: Bot, channel: str | None, ts: str | None, *, slack_user: str, message_id: str | None = None
) -> Why | None:
    """Return what to show about the message at a place, or about the one of several there; None: not the tapper's."""
    async with bot.database.read() as session:
        envelope = await outbox.at_place(session, channel, ts) if channel and ts else None
        added = await outbox.by_id(session, message_id) if envelope and message_id else None
        if envelope and added and added.added_to == envelope.id:
            envelope = added
        person = await people.by_slack_id(session, slack_user)
        if envelope is None or person is None or envelope.person_id != person.id:
            return None
        voice, now = voice_of(bot, person), envelope.sent_at or bot.clock.now()
        sheet = Sheet(bot, session, envelope, person, voice, now, Scenes(bot, session))
        author = "step_author" if envelope.kind in STEPS else "rule_author"
        lines: tuple[str, ...] = (
            voice.words("why.reason", reason=await _reason(sheet)),
            voice.words(f"why.{author}", company=bot.library.company.name, besides=bool(bot.ears.ears)),
            voice.words("why.sees", sees=await _sees(sheet)),
            voice.words("why.fewer", fewer=await _fewer(sheet)),
        )
        if (silent := await _silent(sheet)) is not None:
            lines = (*lines, voice.words("why.silent", silent=silent))
        return Why(title=voice.plain("why.title"), close=voice.plain("why.close"), lines=lines)


async def _reason(sheet: Sheet) -> str:
    kind, voice = sheet.envelope.kind, sheet.voice
    if kind in STEPS:
        return await _step(sheet)
    hire = (await sheet.scene()).hire.first_name if sheet.envelope.enrollment_id else None
    if kind == "tell" and sheet.args.get("chosen"):
        return voice.plain("why.chosen", hire=hire)
    if kind not in OF_A_FINDING:
        return voice.plain(f"why.{kind}", hire=hire)
    finding = await finding_of(sheet)
    if kind == "tell" and finding.level in CONFIDENTIAL:
        return voice.plain("why.confided", hire=hire)
    return voice.plain(f"why.{RULES[finding.signal].family}", hire=hire)


async def _silent(sheet: Sheet) -> str | None:
    """Return what would have kept a rule silent, where the reader is the one who can tell."""
    kind = sheet.envelope.kind
    if kind in OF_A_RULE:
        key = (await finding_of(sheet)).signal
        return sheet.voice.plain(f"silent.{key}") if key in OF_MOODS_AND_DAYS else None
    noticed = str(sheet.args["key"]) if kind == GENTLE else SILENT.get(kind)
    return None if noticed is None else sheet.voice.plain(f"silent.{noticed}")


async def _step(sheet: Sheet) -> str:
    """Say which playbook it stands in, and for when it was planned, by the reader's own clock."""
    current = await sheet.scene()
    touchpoint = await touchpoints.by_id(sheet.session, sheet.envelope.touchpoint_id or 0)
    title = current.playbook.title if current.playbook else ""
    when = local(sheet, current, touchpoint.eased_from or touchpoint.due_at or sheet.now)
    step = sheet.voice.plain("why.step", playbook=title, when=when)
    adapted = await _adapted(sheet, current, touchpoint)
    return step if adapted is None else f"{step} {sheet.voice.plain(adapted)}"


async def _adapted(sheet: Sheet, current: Scene, touchpoint: Touchpoint) -> str | None:
    """Return how the pace followed a low mood, if it did."""
    if touchpoint.eased_from is not None:
        return "why.sooner" if touchpoint.due_at != touchpoint.eased_from else "why.shorter"
    lows = await answers.lows(sheet.session, [current.enrollment.id]) if touchpoint.kind == "message" else {}
    days = {current.calendar.local_date(low) for low in lows.get(current.enrollment.id, ())}
    due, sent = touchpoint.due_at, sheet.envelope.sent_at
    if due is None or sent is None or not cheerful_step(current, touchpoint):
        return None
    planned, came = current.calendar.local_date(due), current.calendar.local_date(sent)
    return "why.waited" if planned in days and planned < came else None


async def _sees(sheet: Sheet) -> str:
    """Say who gets to see what the reader taps or writes."""
    kind, voice = sheet.envelope.kind, sheet.voice
    if kind == "question":
        current = await sheet.scene()
        touchpoint = await touchpoints.by_id(sheet.session, sheet.envelope.touchpoint_id or 0)
        question = question_of(current, sheet.envelope, touchpoint)
        return await who_will_see(sheet, current, touchpoint, question)
    if kind == "announce":
        return voice.plain("why.sees_announce", name=await name_of(sheet, sheet.args["addressee"]))
    if kind == "ask_helped":
        return voice.plain("ask_helped.note", name=await name_of(sheet, sheet.args["person"]))
    if kind == "farewell":
        first = (await sheet.scene()).reachable(HR)
        return voice.plain("farewell.who_sees", name=first.first_name if first else None)
    hire = (await sheet.scene()).hire.first_name if sheet.envelope.enrollment_id else None
    return voice.plain(SEES.get(kind, "why.sees_staff"), hire=hire)


async def _fewer(sheet: Sheet) -> str:
    if await _is_the_hires(sheet, sheet.envelope):
        return sheet.voice.plain("why.fewer_hire")
    if is_hr(sheet.bot, sheet.reader):
        return sheet.voice.plain("why.fewer_hr")
    return sheet.voice.plain("why.fewer_other", hr=await human(sheet.bot, sheet.session, sheet.reader))


async def _is_the_hires(sheet: Sheet, envelope: Envelope) -> bool:
    return envelope.enrollment_id is not None and (await sheet.scene()).hire.id == sheet.reader.id
