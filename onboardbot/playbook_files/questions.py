"""The questions of a check-in: their kinds, their circles, and what they ask about each other."""

import re
from dataclasses import dataclass

from onboardbot.playbook_files.company import Around
from onboardbot.playbook_files.conditions import Earlier, read_condition
from onboardbot.playbook_files.fields import Group, Shape, at_most, group, items, once, scalar
from onboardbot.playbook_files.ids import read_id
from onboardbot.playbook_files.notes import Notes, Place
from onboardbot.playbook_files.sentences import Rule
from onboardbot.playbook_files.suggest import nearest
from onboardbot.playbook_files.texts import read_plain, text_of
from onboardbot.playbook_files.tree import Broken, Fields, Items, Node, Scalar

CHECK_IN = Shape(
    "a check-in",
    ("seen_by", "questions"),
    ("questions",),
    {"visible_to": "seen_by", "visibility": "seen_by", "seen": "seen_by", "who_sees": "seen_by", "ask": "questions"},
)
KINDS = ("mood", "text", "choice")
QUESTION = Shape(
    "a question",
    (*KINDS, "id", "options", "seen_by", "if"),
    others={"answers": "options", "choices": "options", "when": "if", "condition": "if", "visible_to": "seen_by",
            "question": "text", "rating": "mood", "scale": "mood", "select": "choice", "name": "id"},
)  # fmt: skip
CIRCLES = ("me", "buddy", "manager", "hr", "counted")
COUNTED = "counted"
OWN_ID = "give each an id of its own, above its words"
MOST_QUESTIONS = 3
FEWEST_OPTIONS, MOST_OPTIONS = 2, 10


@dataclass(frozen=True)
class Asked:
    """A question as read; `name` is its id and where that is written."""

    name: Scalar
    values: dict[str, object]


def read_check_in(node: Node, around: Around, notes: Notes) -> list[dict[str, object]] | None:
    """Return the plain values of the questions, each with its own circle; None where there are none to read."""
    found = group(node, CHECK_IN, notes)
    if found is None:
        return None
    circle = found.scalar("seen_by", notes)
    shared = _circle(circle, notes) if circle else None
    if "questions" not in found:
        return None
    entries = items(found["questions"], "questions", notes)
    if entries is None:
        return None
    if "seen_by" not in found and any(_lacks_circle(entry) for entry in entries):
        notes.add(found, Rule.MISSING, what="a check-in", key="seen_by")
    at_most(entries, MOST_QUESTIONS, "questions", "ask less at once; the rest can be a check-in of its own", notes)
    return _questions(entries, _Circle(circle, shared), around, notes)


@dataclass(frozen=True)
class _Circle:
    """Who sees an answer, and where that is written."""

    written: Scalar | None
    circle: str | None


def _circle(text: Scalar, notes: Notes) -> str | None:
    if text.words in CIRCLES:
        return text.words
    others = {"hire": "me", "self": "me", "nobody": "me", "anonymous": "counted", "people": "hr"}
    mend = others.get(text.words.lower()) or nearest(text.words, CIRCLES, alike=0.6)
    notes.add(text, Rule.BAD_SEEN_BY, text=text.words, mend=mend)
    return None


def _lacks_circle(entry: Node) -> bool:
    return isinstance(entry, Fields) and all(nearest(key.words, ["seen_by"], alike=0.8) == "" for key, _ in entry.pairs)


def _questions(entries: tuple[Node, ...], shared: _Circle, around: Around, notes: Notes) -> list[dict[str, object]]:
    later = {_name_of(entry): entry for entry in entries}
    earlier: dict[str, Earlier] = {}
    asked = []
    for entry in entries:
        question = _question(entry, shared, around, Others(earlier, frozenset(later)), notes)
        if question:
            asked.append(question)
            values = question.values
            options = values.get("options")
            known = Earlier(str(values["kind"]), tuple(options) if isinstance(options, list) else ())
            earlier.setdefault(question.name.words, known)
        elif isinstance(entry, Broken | Fields):
            earlier.setdefault(_name_of(entry), Earlier("", ()))
    kept = once([question.name for question in asked], lambda name: name.words, notes, advice=OWN_ID)
    return [question.values for question in asked if question.name in kept]


@dataclass(frozen=True)
class Others:
    """The questions around one: those before it, and the names of all."""

    earlier: dict[str, Earlier]
    names: frozenset[str]


def _name_of(entry: Node) -> str:
    """Return the id that a question has or would get, as far as it can be told."""
    if not isinstance(entry, Fields):
        return ""
    keys = {key.words: value for key, value in entry.pairs}
    given = keys.get("id")
    kind = next((kind for kind in KINDS if kind in keys), "")
    return given.words if isinstance(given, Scalar) else kind


def _question(entry: Node, shared: _Circle, around: Around, others: Others, notes: Notes) -> Asked | None:
    if isinstance(entry, Scalar):
        mend = f"{entry.words}: …" if entry.words in KINDS else f"text: {entry.words}"
        notes.add(entry, Rule.NO_QUESTION, mend=mend)
        return None
    found = group(entry, QUESTION, notes)
    kind = _kind(found, notes) if found else None
    if found is None or kind is None:
        return None
    words = text_of(found, kind, "question", around, notes)
    given = found.scalar("id", notes)
    own_id = read_id(given, 40, notes) if given else kind
    condition = found.scalar("if", notes)
    values: dict[str, object] = {
        "kind": kind,
        "id": own_id,
        "words": (words or "").strip(),
        "seen_by": _seen_by(found, kind, shared, notes),
        "condition": read_condition(condition, others.earlier, others.names, notes) if condition else None,
    }
    options = _options(found, kind, notes)
    if options is not None:
        values["options"] = options
    name = given if given and own_id else Scalar(kind, found.keys[kind].place)
    return Asked(name, values)


def _kind(found: Group, notes: Notes) -> str | None:
    """Return the one kind of a question; none or two are a mistake."""
    kinds = sorted((kind for kind in KINDS if kind in found.keys), key=lambda kind: found.keys[kind].place)
    if not kinds:
        if not (found.strange or any(kind in found for kind in KINDS)):  # a misspelt one is noted already
            notes.add(found, Rule.NO_QUESTION)
        return None
    for second in kinds[1:]:
        notes.add(found.keys[second], Rule.TWO_QUESTIONS, key=second, first=kinds[0])
    return kinds[0]


def _seen_by(found: Group, kind: str, shared: _Circle, notes: Notes) -> str | None:
    own = found.scalar("seen_by", notes)
    circle = _Circle(own, _circle(own, notes)) if own else shared
    if kind == "text" and circle.circle == COUNTED and circle.written:
        notes.add(circle.written, Rule.COUNTED_TEXT)
        return None
    return circle.circle


def _options(found: Group, kind: str, notes: Notes) -> list[str] | None:
    if kind != "choice":
        if "options" in found.keys:
            notes.add(found.keys["options"], Rule.NOT_FOR_KIND, key="options")
        return None
    if "options" not in found:
        notes.add(found, Rule.MISSING, what="a choice", key="options")
        return []
    node = found["options"]
    entries = items(node, "options", notes)
    if entries is None:
        return []
    if isinstance(node, Items) and len(node.items) < FEWEST_OPTIONS:
        _too_few(node.place, len(node.items), notes)
    at_most(entries, MOST_OPTIONS, "options", "leave out what is rarely chosen", notes)
    written = [text for entry in entries if (text := scalar(entry, "options", notes))]
    return [read_plain(text, "option", notes) for text in once(written, _folded, notes)]


def _too_few(place: Place, count: int, notes: Notes) -> None:
    notes.add(place, Rule.TOO_FEW, key="options", count=count, least=FEWEST_OPTIONS)


def _folded(text: Scalar) -> str:
    return re.sub(r"\s+", " ", text.words).lower()
