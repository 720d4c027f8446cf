"""The question of the day before the start, and what staff is told about a hire."""

from datetime import date

from onboardbot.core.message import Button, Buttons, Message, Part, Words
from onboardbot.flows.drawing.replies import to_page
from onboardbot.flows.drawing.sheet import Sheet
from onboardbot.flows.roles import is_hr
from onboardbot.flows.scene import Scene
from onboardbot.store import errands
from onboardbot.store.errands import ErrandKind

ANSWERS = ("yes", "moved", "not_coming")
DATES = frozenset({"before", "after"})  # what is told in dates, kept as the database writes them


async def draw_still_right(sheet: Sheet) -> Message:
    """Ask whether the start is still right; afterwards what became of it."""
    current = await sheet.scene()
    day = date.fromisoformat(sheet.args["day"])
    errand = await errands.find(sheet.session, current.enrollment.id, ErrandKind.STILL_RIGHT)
    values = _values(sheet, current, day)
    ended_at = current.enrollment.ended_at
    never_came = errand is not None and errand.answer == "not_coming"
    if ended_at is not None and (never_came or ended_at < current.calendar.opening(day)):
        return _said(sheet, "eve.ended", values)
    moved = sheet.args.get("moved", False)
    if moved or errand is None or errand.day != day:
        fresh = sheet.voice.day(current.calendar.next_workday(current.enrollment.hire.start_date))
        return _said(sheet, "eve.said_moved" if moved else "eve.starts_on", values | {"day": fresh})
    if errand.answer is not None or ended_at is not None:
        return _said(sheet, f"eve.said_{errand.answer}" if errand.answer else "eve.ask", values)
    buttons = tuple(
        Button(action_id=f"still_right:{answer}", label=sheet.voice.plain(f"eve.{answer}"), value=current.enrollment.id)
        for answer in ANSWERS
    )
    return Message(parts=(Words(markdown=sheet.voice.words("eve.ask", **values)), Buttons(buttons=buttons)))


def _said(sheet: Sheet, key: str, values: dict[str, object]) -> Message:
    return Message(parts=(Words(markdown=sheet.voice.words(key, **values)),))


def _values(sheet: Sheet, current: Scene, day: date) -> dict[str, object]:
    """Return who starts when: tomorrow where it is, else by its weekday; with whose time, where that differs."""
    begins = current.calendar.opening(day)
    there = begins.astimezone(current.calendar.zone)
    reader = current.calendar_of(sheet.reader).zone
    tomorrow = (day - sheet.now.astimezone(reader).date()).days == 1
    return {
        "hire": current.hire.first_name,
        "name": current.enrollment.hire.name,
        "email": current.hire.email,
        "day": None if tomorrow else sheet.voice.weekday(day),
        "time": sheet.voice.clock(there),
        "elsewhere": begins.astimezone(reader).utcoffset() != there.utcoffset(),
    }


async def draw_about_hire(sheet: Sheet) -> Message:
    """A line about a hire; HR gets the way to their page with it."""
    current, args = await sheet.scene(), sheet.args
    day = date.fromisoformat(args.get("day") or current.enrollment.hire.start_date.isoformat())
    dates = {key: sheet.voice.day(date.fromisoformat(args[key])) for key in DATES & args.keys()}
    told = {key: value for key, value in args.items() if key not in {"key", "day"}} | dates
    words = sheet.voice.words(args["key"], **_values(sheet, current, day), **told)
    parts: list[Part] = [Words(markdown=words)]
    if is_hr(sheet.bot, sheet.reader):
        parts.append(to_page(sheet, current.enrollment))
    return Message(parts=tuple(parts))


KINDS = {"still_right": draw_still_right, "about_hire": draw_about_hire}
