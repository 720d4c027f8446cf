"""What is asked of any part of a tree: its kind, its keys, its text; each answer is noted where it is no."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeVar

from onboardbot.playbook_files.notes import Notes, Place
from onboardbot.playbook_files.sentences import Rule
from onboardbot.playbook_files.suggest import key_for, listed
from onboardbot.playbook_files.tree import Broken, Fields, Items, Node, Scalar

DOUBLE = "“”„‟«»"
SMART = DOUBLE + "‘’‚‛‹›"
OPENING, CLOSING = "“„‟”«»‘‚‛‹’", "”“‟«»’‘‛›"
STRAIGHT = str.maketrans({**dict.fromkeys(DOUBLE, '"'), **dict.fromkeys("‘’‚‛‹›", "'")})

T = TypeVar("T")


@dataclass(frozen=True)
class Shape:
    """What a group of keys may have: `what` it is called, its keys, those it needs, and what else people call them."""

    what: str
    known: tuple[str, ...]
    required: tuple[str, ...] = ()
    others: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class Group:
    """The keys of a group that are there; those with a mistake of their own are `Broken`."""

    place: Place
    keys: Mapping[str, Scalar]
    values: Mapping[str, Node]
    strange: bool = False  # whether there is a key that nobody can guess the meaning of

    def __contains__(self, key: str) -> bool:
        return key in self.values

    def __getitem__(self, key: str) -> Node:
        return self.values[key]

    def get(self, key: str) -> Node | None:
        return self.values.get(key)

    def scalar(self, key: str, notes: Notes) -> Scalar | None:
        """Return the text of `key`, or None where there is none or a mistake in its place."""
        return scalar(self.values[key], key, notes) if key in self.values else None

    def read(self, key: str, reader: Callable[[Scalar, Notes], T | None], notes: Notes) -> T | None:
        """Return what `reader` makes of the text of `key`, or None."""
        written = self.scalar(key, notes)
        return None if written is None else reader(written, notes)


def group(node: Node, shape: Shape, notes: Notes, *, what: str = "") -> Group | None:
    """Return the keys of `node`, with what is unknown, empty or missing noted; None where it is no group at all."""
    name = what or shape.what
    if not isinstance(node, Fields):
        if not isinstance(node, Broken):
            notes.add(node, Rule.WANTS_GROUP, what=name, known=listed(shape.known))
        return None
    keys: dict[str, Scalar] = {}
    values: dict[str, Node] = {}
    meant: set[str] = set()
    for key, value in node.pairs:
        if key.words in shape.known:
            keys[key.words], values[key.words] = key, _filled(key, value, notes)
        else:
            meant.add(_unknown(key, value, shape, name, notes))
    for key_name in meant & set(shape.known) - values.keys():
        values[key_name] = Broken(node.place)
    for key_name in shape.required:
        if key_name not in values:
            notes.add(node.place, Rule.MISSING, what=name, key=key_name)
    return Group(node.place, keys, values, strange="" in meant)


def _filled(key: Scalar, value: Node, notes: Notes) -> Node:
    """Return the value, or `Broken` where it is empty, which is noted at its key."""
    if isinstance(value, Scalar) and not value.words:
        notes.add(key, Rule.MISSING_VALUE, key=key.words)
        return Broken(value.place)
    return value


def _unknown(key: Scalar, value: Node, shape: Shape, what: str, notes: Notes) -> str:
    """Note an unknown key and return the one that was probably meant, or nothing."""
    mend = key_for(key.words, shape.known, shape.others)
    merged = key.words == "<<" and isinstance(value, Broken)  # its alias is noted already
    if not merged:
        notes.add(key, Rule.UNKNOWN_KEY, mend=mend, what=what, key=key.words, known=listed(shape.known))
    return mend


def scalar(node: Node, key: str, notes: Notes) -> Scalar | None:
    """Return `node` if it is a text whose quotes are real ones."""
    if isinstance(node, Broken):
        return None
    if not isinstance(node, Scalar):
        notes.add(node, Rule.WANTS_TEXT, key=key)
        return None
    return None if smart_quoted(node, notes) else node


def smart_quoted(text: Scalar, notes: Notes) -> bool:
    """Note quotation marks that are meant for YAML, but are typographic ones."""
    words = text.words
    if not text.plain or len(words) == 0 or not (words[0] in OPENING or words[-1] in DOUBLE):
        return False
    marks = [char for char in words if char in DOUBLE]
    wrapped = words[0] in OPENING and words[-1] in CLOSING and not set(words[1:-1]) & set(SMART) and len(words) > 1
    torn = len(marks) % 2 == 1
    if not (wrapped or torn):
        return False
    shown = "".join(sorted(set(words) & set(SMART)))
    notes.add(text, Rule.SMART_QUOTES, mend=words.strip(SMART) if wrapped else words.translate(STRAIGHT), marks=shown)
    return True


def items(node: Node, key: str, notes: Notes, *, mend: str = "") -> tuple[Node, ...] | None:
    """Return the entries of a list that is not empty; empty entries are noted and left out."""
    if isinstance(node, Broken):
        return None
    if not isinstance(node, Items):
        notes.add(node, Rule.WANTS_LIST, key=key, mend=mend)
        return None
    if not node.items:
        notes.add(node, Rule.EMPTY_LIST, key=key, least="one")
        return None
    return tuple(item for item in node.items if not _nothing(item, notes))


def _nothing(item: Node, notes: Notes) -> bool:
    if not isinstance(item, Scalar) or item.words:
        return False
    line, column = item.place
    notes.add(Place(line, max(column - 1, 1)) if item.plain else item.place, Rule.EMPTY_ITEM)
    return True


def one_or_more(node: Node, key: str, notes: Notes) -> tuple[Node, ...] | None:
    """Return the entries of a list, or the one entry that stands in its place."""
    return items(node, key, notes) if isinstance(node, Items) else (node,)


def texts(node: Node, key: str, notes: Notes) -> tuple[Scalar, ...]:
    """Return the texts of a list or the one in its place, each once; a repeated one is noted and left out."""
    found = [scalar(item, key, notes) for item in one_or_more(node, key, notes) or ()]
    return once([text for text in found if text is not None], lambda text: text.words.lower(), notes)


def once(
    entries: Sequence[Scalar], name: Callable[[Scalar], str], notes: Notes, *, advice: str = ""
) -> tuple[Scalar, ...]:
    """Return the entries without those whose name came before; each of these is noted at its second place."""
    first: dict[str, Scalar] = {}
    for entry in entries:
        earlier = first.setdefault(name(entry), entry)
        if earlier is not entry:
            notes.add(entry, Rule.DUPLICATE, text=entry.words, first=earlier.place.line, hint=advice)
    return tuple(first.values())


def at_most(entries: Collection[Node], most: int, key: str, advice: str, notes: Notes) -> None:
    """Note the first entry that is too many."""
    for entry in list(entries)[most : most + 1]:
        notes.add(entry, Rule.TOO_LONG_LIST, key=key, count=len(entries), most=most, advice=advice)
