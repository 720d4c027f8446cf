"""What people write for a `when` -> what they probably mean; whoever asks checks that it can be read."""

import re
from collections.abc import Callable

from onboardbot.playbook_files.suggest import LONGEST, nearest
from onboardbot.playbook_files.times import DASHES, WEEKDAYS, mended_clock, mended_day

ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
NUMBERS = {word: str(value) for value, word in enumerate(ONES, start=1)} | {
    word: f"{value}th" for value, word in enumerate(ORDINALS, start=1)
}
SHORT_DAYS = {short: whole for whole in WEEKDAYS for short in (whole[:2], whole[:3], whole[:4], whole[:5], f"{whole}s")}
OTHER_WORDS = {
    "enrolment": "enrollment",
    "enroll": "enrollment",
    "begin": "start",
    "beginning": "start",
    "startdate": "start",
    "mo": "month",
    "wk": "week",
    "wks": "weeks",
}
VOCABULARY = ("day", "days", "week", "weeks", "month", "months", "after", "before", "start", "enrollment", *WEEKDAYS)
TIME = r"(?P<time>\d{1,2}[:.]\d{2}(?::00)?\s*(?:am|pm)?|\d{1,2}\s*(?:am|pm|h|uhr|o'clock)|noon|midday|24:00)"
AT = re.compile(rf"(?:\s*(?:\bat\b|@|,|\bum\b)\s*|\s+){TIME}$", re.IGNORECASE)
BARE_HOUR = re.compile(r"\s*(?:\bat\b|@)\s*(?P<time>\d{1,2})?$")
N = r"(?P<n>\d+)"
UNIT = r"(?P<unit>day|week|month)s?"
WEEKDAY = rf"(?P<weekday>{'|'.join(WEEKDAYS)})"
SIDE = r"(?P<side>after|before)"
# What people write, in lower case with single spaces, and how the language says it
REWRITES: tuple[tuple[str, str], ...] = (
    (r"(?:the )?(?:start(?: day| date)?|first day|day of (?:the )?start)", "day 1"),
    (r"(?:working ?day|workday|business day|tag|d) ?(?P<n>-?\d+)", "day {n}"),
    (r"day ?(?P<n>-?\d+)", "day {n}"),
    (r"day \+ ?(?P<n>\d+)", "day {n}"),
    (r"day - (?P<n>\d+)", "day -{n}"),
    (rf"{N}(?:st|nd|rd|th)? (?:working day|workday|business day)s?(?: after (?:the )?start)?", "day {n}"),
    (rf"{N}(?:st|nd|rd|th) day", "day {n}"),
    (rf"{N} (?:working day|workday|business day)s? before (?:the )?start", "day -{n}"),
    (rf"(?:on )?(?:the )?{WEEKDAY}(?: of| in)? (?:the )?week ?{N}", "week {n} {weekday}"),
    (rf"(?:on )?(?:the )?{WEEKDAY}(?: of| in)? (?:the )?{N}(?:st|nd|rd|th)? week", "week {n} {weekday}"),
    (rf"(?:in )?(?:the )?{N}(?:st|nd|rd|th)? week,?(?: on)? {WEEKDAY}", "week {n} {weekday}"),
    (rf"week ?{N},?(?: on)? {WEEKDAY}", "week {n} {weekday}"),
    (rf"(?:the |on )*{N}(?:st|nd|rd|th)? {WEEKDAY}", "week {n} {weekday}"),
    (rf"(?:the |on |first )*{WEEKDAY}", "week 1 {weekday}"),
    (rf"week ?{N}", "week {n} monday"),
    (rf"weeks? 0+ {WEEKDAY}", "week 1 {weekday}"),
    (rf"- ?{N} {UNIT}(?: {SIDE} start)?", "{n} {unit} before start"),
    (rf"0+ {UNIT} {SIDE} start", "day 1"),
    (rf"{N} years? {SIDE} (?:the )?start(?: date)?", "{n}y {side}"),
    (
        rf"\+?{N} ?{UNIT}(?: {SIDE})?(?: (?:the |their |your )?(?:start(?: date)?|day 1|joining))?",
        "{n} {unit} {side} start",
    ),
    (rf"(?P<side>after|before) {N} {UNIT}", "{n} {unit} {side} start"),
    (rf"in {N} {UNIT}", "{n} {unit} after start"),
    (rf"start(?: date)? ?\+ ?{N} ?{UNIT}?", "{n} {unit} after start"),
    (rf"start(?: date)? ?- ?{N} ?{UNIT}?", "{n} {unit} before start"),
    (r"(?:at |upon |after |on )?(?:the )?(?:enrollment|enrolled|import)(?: at .*)?", "on enrollment"),
)


def mended(text: str, readable: Callable[[str], bool]) -> str:
    """Return what `text` probably means, or nothing; `readable` tells what the language has."""
    if len(text) > LONGEST:
        return ""
    words = " ".join(text.lower().translate(DASHES).split()).strip("“”„«»\"'‘’.;")
    head, at = _time_apart(words)
    for head_read in dict.fromkeys((head, _spelled(head))):
        for candidate in (head_read, *_rewritten(head_read), *_dated(head_read)):
            for whole in (f"{candidate}{at}", candidate) if candidate == "on enrollment" else (f"{candidate}{at}",):
                if readable(whole):
                    return whole
    return ""


def _time_apart(words: str) -> tuple[str, str]:
    """Return the words before the time of day, and ` at HH:MM` or nothing."""
    straight = re.sub("[“”„«»\"'‘’]", "", words)
    match = AT.search(straight) or BARE_HOUR.search(straight)
    if not match:
        return straight, ""
    at = mended_clock(match["time"] or "")
    head = straight[: match.start()].rstrip(" ,@")
    return (head, f" at {at}" if at else "") if at or not match["time"] else (straight, "")


def _spelled(head: str) -> str:
    """Return the words with numbers in figures, weekdays whole and slips mended."""
    spaced = re.sub(r"(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])(?!st\b|nd\b|rd\b|th\b)", " ", head)
    return " ".join(_spelled_word(word) for word in re.sub(r"[,_]", " ", spaced).split())


def _spelled_word(word: str) -> str:
    if word in VOCABULARY or word in {"on", "of", "the", "in", "at"}:
        return word
    if re.fullmatch(r"[-+]?\d+", word):
        return word.lstrip("+") if word.startswith("+") else str(int(word[:9]))
    known = {**NUMBERS, **SHORT_DAYS, **OTHER_WORDS}.get(word)
    return known or nearest(word, VOCABULARY) or word


def _rewritten(head: str) -> list[str]:
    found = []
    for pattern, said in REWRITES:
        match = re.fullmatch(pattern, head)
        if match:
            found.append(_said(said, {name: value or "" for name, value in match.groupdict().items()}))
    return found


def _said(said: str, parts: dict[str, str]) -> str:
    count = int((parts.get("n") or "1")[:9])
    if said == "{n}y {side}":
        return f"{12 * count} months {parts['side']} start"
    unit = parts.get("unit") or "day"
    words = {"n": str(count), "unit": unit if count == 1 else f"{unit}s", "side": parts.get("side") or "after"}
    return said.format(**{**parts, **words})


def _dated(head: str) -> list[str]:
    mend = mended_day(head.removeprefix("on ").strip())
    return [f"on {mend}"] if mend else []
