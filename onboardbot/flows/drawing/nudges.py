"""Reminders for managers and buddies: short, with one tap for what was done, and one for "no more of these"."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date

from onboardbot.core.enrollment import EnrollmentState
from onboardbot.core.message import Button, Buttons, Message, Part, Words
from onboardbot.core.nudges import MONTHS, Nudge
from onboardbot.core.signals.few_meetings import GOAL
from onboardbot.flows import digest
from onboardbot.flows.drawing.sheet import Sheet
from onboardbot.flows.nudges import buddy_of
from onboardbot.flows.scene import BUDDY, MANAGER, Scene
from onboardbot.store import meetings, people
from onboardbot.store.meetings import Meeting


async def draw_eve(sheet: Sheet) -> Message:
    """Five lines before the start."""
    current = await sheet.scene()
    buddy = current.first(BUDDY)
    hire, day_one, now = current.hire.first_name, current.day_one, sheet.envelope.sent_at or sheet.now
    begun = day_one is not None and day_one <= current.today(now)
    values = {"hire": hire, "buddy": buddy.first_name if buddy else None}
    lines = "\n".join(f"{n}. {sheet.voice.words(f'nudge.eve_{n}', **values)}" for n in range(1, 6))
    day = sheet.voice.weekday(day_one) if day_one is not None and not begun else None
    intro = sheet.voice.words("nudge.eve", hire=hire, day=day)
    return await _message(sheet, current, f"{intro}\n\n{lines}")


async def draw_one_to_one(sheet: Sheet) -> Message:
    """A talk alone was not confirmed by anybody."""
    current = await sheet.scene()
    return await _message(sheet, current, _words(sheet, current, "nudge.one_to_one"), met=MANAGER)


async def draw_month(sheet: Sheet) -> Message:
    """One thing to ask."""
    current = await sheet.scene()
    month = MONTHS[min(sheet.args["number"], len(MONTHS)) - 1]
    return await _message(sheet, current, _words(sheet, current, f"nudge.month_{month}"), met=MANAGER)


async def draw_fading(sheet: Sheet) -> Message:
    """A reminder, and no alert: nobody confirmed a talk for a month."""
    current = await sheet.scene()
    return await _message(sheet, current, _words(sheet, current, "nudge.fading"), met=MANAGER)


async def draw_digest(sheet: Sheet) -> Message:
    """What waits, in five lines at most, as it was when it was sent."""
    current = await sheet.scene()
    found = await digest.items(sheet.bot, sheet.session, sheet.reader, now=sheet.now)
    lines = [
        "- " + sheet.voice.words(key, hire=name, day=sheet.voice.weekday(date.fromisoformat(day)) if day else None)
        for key, name, day in found
    ]
    key = "nudge.digest" if found else "nudge.digest_done"
    return await _message(sheet, current, "\n".join([sheet.voice.words(key), "", *lines]).strip())


async def draw_meeting(sheet: Sheet) -> Message:
    """Time to meet, for the buddy; afterwards how many there were."""
    current = await sheet.scene()
    return await _message(sheet, current, _words(sheet, current, "nudge.meeting"), met=BUDDY)


async def draw_pick_buddy(sheet: Sheet) -> Message:
    """The manager picks somebody: there is no buddy, or nobody confirmed a meeting with the one there is."""
    current, silent = await sheet.scene(), sheet.args.get("silent")
    buddy = buddy_of(current, sheet.bot.clock.now())
    if buddy is not None and buddy.id != silent:
        words = sheet.voice.words("nudge.picked", hire=current.hire.first_name, buddy=buddy.first_name)
        return Message(parts=(Words(markdown=words),))
    known = await people.by_id(sheet.session, silent) if silent else current.first(BUDDY)
    key = "nudge.pick_another" if silent else "nudge.pick_away" if known else "nudge.pick"
    words = sheet.voice.words(key, hire=current.hire.first_name, buddy=known.first_name if known else None)
    if current.enrollment.state is EnrollmentState.ENDED:
        return Message(parts=(Words(markdown=words),))
    button = _button(sheet, "pick_buddy", current.enrollment.id, primary=True)
    return await _message(sheet, current, words, more=(button,))


def _words(sheet: Sheet, current: Scene, key: str) -> str:
    return sheet.voice.words(key, hire=current.hire.first_name)


async def _message(
    sheet: Sheet, current: Scene, words: str, *, met: str | None = None, more: tuple[Button, ...] = ()
) -> Message:
    """Return the words with their buttons, or what came of it since."""
    parts: list[Part] = [Words(markdown=words)]
    fallback = sheet.voice.plain("nudge.fallback", hire=current.hire.first_name)
    kind, id_ = sheet.envelope.kind, current.enrollment.id
    since = await _met_since(sheet, current, met) if met else None
    if since is not None:
        parts.append(Words(markdown=since))
    elif met is not None and current.enrollment.state is not EnrollmentState.ENDED:
        more = (_button(sheet, "met:yes", f"{id_}/{met}", primary=True),)
    if kind in await meetings.declined(sheet.session, id_, sheet.reader.id):
        parts.append(Words(markdown=sheet.voice.words("nudge.no_more")))
    else:
        more = (*more, _button(sheet, "no_more", id_))
    if more:
        parts.append(Buttons(buttons=more))
    return Message(parts=tuple(parts), fallback=fallback)


async def _met_since(sheet: Sheet, current: Scene, role: str) -> str | None:
    """Return in words that this meeting was confirmed, and how many there were with a buddy."""
    kept = [one for one in await meetings.of_enrollment(sheet.session, current.enrollment.id) if one.role == role]
    if not any(_is_this(sheet, one) for one in kept):
        return None
    goal = GOAL if role == BUDDY else None
    return sheet.voice.words("nudge.met", name=current.hire.first_name, count=len(kept), goal=goal)


def _is_this(sheet: Sheet, meeting: Meeting) -> bool:
    """Say whether a meeting is the one that was asked about: by its number, or since the reminder was sent."""
    if sheet.envelope.kind == Nudge.MEETING:
        return meeting.number == int(sheet.args["number"])
    return sheet.envelope.sent_at is not None and meeting.confirmed_at >= sheet.envelope.sent_at


def _button(sheet: Sheet, action: str, value: str, *, primary: bool = False) -> Button:
    label = sheet.voice.plain(f"button.{action.replace(':', '_')}")
    return Button(action_id=action, label=label, value=value, primary=primary)


KINDS: Mapping[str, Callable[[Sheet], Awaitable[Message]]] = {
    Nudge.EVE: draw_eve,
    Nudge.ONE_TO_ONE: draw_one_to_one,
    Nudge.MONTH: draw_month,
    Nudge.FADING: draw_fading,
    Nudge.DIGEST: draw_digest,
    Nudge.MEETING: draw_meeting,
    Nudge.PICK_BUDDY: draw_pick_buddy,
}
