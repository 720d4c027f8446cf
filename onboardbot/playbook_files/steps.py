"""The steps of a playbook: when, to whom, how late, and what."""

import re
from datetime import time

from onboardbot.playbook_files.company import Around
from onboardbot.playbook_files.fields import Group, Shape, at_most, group, items, once
from onboardbot.playbook_files.ids import STEP_LENGTH, TASK_LENGTH, id_from, read_id
from onboardbot.playbook_files.notes import Notes
from onboardbot.playbook_files.questions import read_check_in
from onboardbot.playbook_files.sentences import Rule
from onboardbot.playbook_files.suggest import key_for, listed, nearest, plain
from onboardbot.playbook_files.texts import read_text, text_of
from onboardbot.playbook_files.times import HoursWritten
from onboardbot.playbook_files.tree import Fields, Node, Scalar
from onboardbot.playbook_files.whens import WhenWritten, is_before_day_1, read_day, read_when

KINDS = ("message", "guide", "check_in")
STEP = Shape(
    "a step",
    ("id", "when", "to", "late", *KINDS),
    ("id", "when"),
    {"on": "when", "date": "when", "day": "when", "time": "when", "at": "when", "due": "when", "timing": "when",
     "schedule": "when", "send": "when", "send_at": "when", "text": "message", "msg": "message", "words": "message",
     "body": "message", "content": "message", "checkin": "check_in", "survey": "check_in", "pulse": "check_in",
     "questions": "check_in", "tasks": "guide", "checklist": "guide", "recipient": "to", "recipients": "to",
     "for": "to", "send_to": "to", "whom": "to", "name": "id", "key": "id", "patience": "late", "grace": "late"},
)  # fmt: skip
GUIDE = Shape("a guide", ("title", "tasks"), ("title", "tasks"), {"name": "title", "items": "tasks", "steps": "tasks"})
TASK = Shape(
    "a task",
    ("id", "text", "help", "due"),
    ("text",),
    {"title": "text", "task": "text", "name": "id", "when": "due", "until": "due", "helper": "help", "ask": "help"},
)
HIRE = "hire"
OWN_ROLES = ("hire", "manager", "buddy", "hr")
MOST_TASKS = 20
LATE = re.compile(r"([1-9][0-9]*) days?")
LOOSE_LATE = re.compile(r"(?:up to )?\+?0*(\d+)[ -]*(?:working |work)?(days?|weeks?|d|w)?", re.IGNORECASE)
LATEST = 260  # working days: a year
WORKDAYS_A_WEEK = 5

Windows = tuple[tuple[str, HoursWritten], ...]


def read_step(node: Node, around: Around, windows: Windows, notes: Notes) -> tuple[Scalar | None, dict[str, object]]:
    """Return where the step's id is written, and its plain values; mistakes are noted."""
    what = _called(node)
    found = group(node, STEP, notes, what=what)
    if found is None:
        return None, {}
    given = found.scalar("id", notes)
    values: dict[str, object] = {
        "id": read_id(given, STEP_LENGTH, notes) if given else None,
        "when": _when(found, windows, notes),
        "late": found.read("late", read_late, notes),
        **_kind(found, what, around, notes),
    }
    to = found.scalar("to", notes)
    if to and _is_role(to, around, notes):
        values["to"] = to.words
    return given, {key: value for key, value in values.items() if value is not None}


def _called(node: Node) -> str:
    """Return what a step is called in a sentence: by its id, if it has one."""
    pairs = node.pairs if isinstance(node, Fields) else ()
    name = next((value.words for key, value in pairs if key.words == "id" and isinstance(value, Scalar)), "")
    return f'step "{name}"' if name else "this step"


def _kind(found: Group, what: str, around: Around, notes: Notes) -> dict[str, object]:
    """Return the values of what the step brings: exactly one of message, guide and check_in."""
    kinds = sorted((kind for kind in KINDS if kind in found.keys), key=lambda kind: found.keys[kind].place)
    if not (found.strange or any(kind in found for kind in KINDS)):  # a misspelt one is noted already
        notes.add(found, Rule.ONE_KIND, what=what)
    for second in kinds[1:]:
        notes.add(found.keys[second], Rule.TWO_KINDS, what=what, key=second, first=kinds[0])
    values: dict[str, object] = {}
    for kind in kinds:
        values |= {"kind": kind, **READERS[kind](found, around, notes)}
    return values


def _message(found: Group, around: Around, notes: Notes) -> dict[str, object]:
    return {"message": text_of(found, "message", "message", around, notes)}


def _guide(found: Group, around: Around, notes: Notes) -> dict[str, object]:
    guide = group(found["guide"], GUIDE, notes)
    if guide is None:
        return {}
    title = text_of(guide, "title", "guide title", around, notes)
    entries = items(guide["tasks"], "tasks", notes) if "tasks" in guide else None
    at_most(entries or (), MOST_TASKS, "tasks", "make it two guides", notes)
    read = [task for entry in entries or () if (task := _task(entry, around, notes))]
    kept = once([name for name, _ in read], lambda name: name.words, notes)
    return {"title": (title or "").strip(), "tasks": [values for name, values in read if name in kept]}


def _check_in(found: Group, around: Around, notes: Notes) -> dict[str, object]:
    return {"questions": read_check_in(found["check_in"], around, notes)}


READERS = {"message": _message, "guide": _guide, "check_in": _check_in}


def _task(node: Node, around: Around, notes: Notes) -> tuple[Scalar, dict[str, object]] | None:
    """Return the task's id where it is written, and its plain values; a text alone is a task."""
    if isinstance(node, Scalar):
        node = Fields(((Scalar("text", node.place), node),), node.place)
    if _is_sentence(node, notes):
        return None
    found = group(node, TASK, notes)
    written = found.scalar("text", notes) if found else None
    if found is None or written is None:
        return None
    text = read_text(written, "task", around, notes).strip()
    given = found.scalar("id", notes)
    task_id = (read_id(given, TASK_LENGTH, notes) if given else None) or id_from(text)
    due = found.scalar("due", notes)
    values: dict[str, object] = {"id": task_id, "text": text, "due": read_day(due, "due", notes) if due else None}
    helper = found.scalar("help", notes)
    if helper and _is_helper(helper, around, notes):
        values["help"] = helper.words
    return given or Scalar(task_id, written.place), values


def _is_sentence(node: Node, notes: Notes) -> bool:
    """Note a task whose text has a colon, which YAML takes for a key."""
    if not isinstance(node, Fields) or len(node.pairs) != 1:
        return False
    key, value = node.pairs[0]
    meant = key_for(key.words, TASK.known, TASK.others)
    if key.words in TASK.known or meant == "text" or not isinstance(value, Scalar):
        return False
    notes.add(key, Rule.COLON_IN_TEXT)
    return True


def _is_helper(text: Scalar, around: Around, notes: Notes) -> bool:
    if text.words == HIRE:
        notes.add(text, Rule.HELP_BY_HIRE)
        return False
    return _is_role(text, around, notes)


def _is_role(text: Scalar, around: Around, notes: Notes) -> bool:
    """Whether this is a hire's own role or one of the company; without a readable company any may be."""
    if around.roles is None or text.words in {*OWN_ROLES, *around.roles}:
        return True
    known = (*OWN_ROLES, *sorted(around.roles - {*OWN_ROLES}))
    others = {
        "newcomer": "hire",
        "employee": "hire",
        "me": "hire",
        "boss": "manager",
        "lead": "manager",
        "people": "hr",
    }
    bare = plain(text.words)
    mend = bare if bare in known else others.get(bare) or nearest(bare, known)
    notes.add(text, Rule.KNOWN_ROLE, text=text.words, known=listed(known), mend=mend)
    return False


def read_late(text: Scalar, notes: Notes) -> dict[str, object] | None:
    """Return the patience that `text` says; None with the mistake noted."""
    words = " ".join(text.words.split())
    if words in {"same day", "always"}:
        return {"unit": words}
    days = LATE.fullmatch(words)
    if days and int(days[1][:9]) <= LATEST:
        return {"unit": "days", "days": int(days[1])}
    notes.add(text, Rule.BAD_LATE, text=words, mend="always" if days else _late_mend(words.lower()))
    return None


def _late_mend(words: str) -> str:
    loose = LOOSE_LATE.fullmatch(words)
    if not loose:
        others = {"never": "same day", "today": "same day", "forever": "always", "yes": "always", "no": "same day"}
        return others.get(words) or nearest(words, ("same day", "always"))
    count = int(loose[1][:4]) * (WORKDAYS_A_WEEK if (loose[2] or "").startswith("w") else 1)
    if count == 0:
        return "same day"
    return f"{count} day{'s' if count > 1 else ''}" if count <= LATEST else "always"


def _when(found: Group, windows: Windows, notes: Notes) -> WhenWritten | None:
    written = found.scalar("when", notes)
    when = read_when(written, notes) if written else None
    to = found.get("to")
    to_hire = not isinstance(to, Scalar) or to.words == HIRE
    if written and when and when["at"]:
        _within_hours(written, when["at"], windows, Rule.AFTER_HOURS if to_hire else Rule.AFTER_OTHER_HOURS, notes)
    if written and when and to_hire and is_before_day_1(when["day"]) and not _waits_for_ever(found):
        notes.add(written, Rule.BEFORE_DAY_1, text=" ".join(written.words.split()))
    return when


def _waits_for_ever(found: Group) -> bool:
    """Whether the step goes as soon as there is an account, however late that is."""
    late = found.get("late")
    return isinstance(late, Scalar) and late.words == "always"


def _within_hours(text: Scalar, at: time, windows: Windows, after: Rule, notes: Notes) -> None:
    """Note a time outside of the working hours: the hire's own is moved into them, others wait for the next ones."""
    for where, hours in windows:
        begin, end = hours["begin"], hours["end"]
        if begin <= at <= end:
            continue
        sentence, moved = (Rule.BEFORE_HOURS, begin) if at < begin else (after, end)
        shown = f"{begin:%H:%M}-{end:%H:%M}"
        notes.add(text, sentence, at=f"{at:%H:%M}", where=where, moved=f"{moved:%H:%M}", hours=shown)
        return
