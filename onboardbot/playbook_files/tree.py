"""YAML -> a tree in which every scalar keeps its text and its place; nothing is understood yet."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import cast

import yaml

from onboardbot.playbook_files.notes import Notes, Place
from onboardbot.playbook_files.places import Places
from onboardbot.playbook_files.reading import TO_WAKE, Source
from onboardbot.playbook_files.sentences import Rule
from onboardbot.playbook_files.syntax import explain

DEEPEST = 20  # levels; the language itself has eight
MOST = 50_000  # scalars, lists and groups; the biggest playbook of 1 MB that says something has half of them
USUAL_TAGS = {None, "!", *(f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map"))}  # they change nothing here
FASTEST: type[yaml.CLoader | yaml.Loader] = getattr(yaml, "CLoader", yaml.Loader)


@dataclass(frozen=True)
class Scalar:
    """A text as written; `begin` and `end` bound it in the source, quotes and all."""

    text: str
    place: Place
    plain: bool = True
    source: Source | None = None
    begin: int = 0
    end: int = 0

    @cached_property
    def words(self) -> str:
        """The text without the blanks around it."""
        return self.text.strip()

    def at(self, offset: int) -> Place:
        """Return the place of the character that stands at `offset` of the text."""
        if self.source is None:
            return self.place
        return self.source.place(self.begin + self.places.index_of(offset))

    @cached_property
    def places(self) -> Places:
        """Where each character of the text stands in the source, counted from the scalar's beginning."""
        written = self.source.text[self.begin : self.end] if self.source else self.text
        return Places.of(self.text, written)


@dataclass(frozen=True)
class Items:
    """A list."""

    items: tuple["Node", ...]
    place: Place


@dataclass(frozen=True)
class Fields:
    """Keys with values, in their order; a second one of the same name is left out."""

    pairs: tuple[tuple[Scalar, "Node"], ...]
    place: Place


@dataclass(frozen=True)
class Broken:
    """Something whose mistake is noted already: nobody shall complain about it again."""

    place: Place


Node = Scalar | Items | Fields | Broken


class _Stop(Exception):  # noqa: N818 - it ends the reading; the mistake is in the notes
    """What follows can't be read."""


def grow(source: Source, notes: Notes) -> Node | None:
    """Return the tree of the file's one document; None where there is none, or none that can be read."""
    events = yaml.parse(source.text, Loader=FASTEST)
    try:
        return _Gardener(source, notes, events).document()
    except yaml.MarkedYAMLError as error:
        explain(error, source, notes)
    except _Stop:
        pass
    return None


class _Gardener:
    """Builds nodes from YAML's events, and stops where the file is beyond reason."""

    def __init__(self, source: Source, notes: Notes, events: Iterator[yaml.Event]) -> None:
        self.source = source
        self.notes = notes
        self.events = events
        self.depth = 0
        self.count = 0
        self.anchors: dict[str, Place] = {}
        self.aliases: set[str] = set()

    def document(self) -> Node | None:
        next(self.events)  # the stream's beginning
        if isinstance(next(self.events), yaml.StreamEndEvent):
            return None
        root = self.node(next(self.events))
        next(self.events)  # the document's end
        after = next(self.events)
        if isinstance(after, yaml.DocumentStartEvent):
            self.notes.add(_place(after), Rule.SECOND_DOCUMENT)
        for name in self.anchors.keys() - self.aliases:  # one slip, one error: an alias tells of its anchor
            self.notes.add(self.anchors[name], Rule.ANCHOR, name=name)
        return root

    def node(self, event: yaml.Event) -> Node:
        self.count += 1
        if self.count > MOST:
            self.stop(event, Rule.TOO_MANY)
        if isinstance(event, yaml.AliasEvent):
            return self.alias(event)
        self.decoration(event)
        node = self.content(event)
        # One slip, one error: nobody can tell what stands under a tag of another kind.
        return Broken(node.place) if getattr(event, "tag", None) not in USUAL_TAGS else node

    def content(self, event: yaml.Event) -> Node:
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event)
        if self.depth == DEEPEST:
            self.stop(event, Rule.TOO_DEEP)
        self.depth += 1
        node = self.items(event) if isinstance(event, yaml.SequenceStartEvent) else self.fields(event)
        self.depth -= 1
        return node

    def stop(self, event: yaml.Event, sentence: Rule) -> None:
        self.notes.add(_place(event), sentence)
        raise _Stop

    def alias(self, event: yaml.AliasEvent) -> Broken:
        name = str(event.anchor)
        if name not in self.aliases:  # a bomb is one mistake, not a million
            self.aliases.add(name)
            self.notes.add(_place(event), Rule.ALIAS, name=name)
        return Broken(_place(event))

    def decoration(self, event: yaml.Event) -> None:
        """Note a tag or an anchor, in front of any node."""
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if tag is not None:
            self.notes.add(_place(event), Rule.TAG, tag=_written_tag(tag))
        if anchor is not None:
            self.anchors[anchor] = _place(event)

    def scalar(self, event: yaml.ScalarEvent) -> Scalar:
        begin, end = _mark(event).index, _mark(event, end=True).index
        text = event.value.translate(TO_WAKE)
        return Scalar(text, _place(event), not event.style, self.source, begin, end)

    def items(self, event: yaml.Event) -> Items:
        items = []
        while not isinstance(part := next(self.events), yaml.SequenceEndEvent):
            items.append(self.node(part))
        return Items(tuple(items), _place(event))

    def fields(self, event: yaml.Event) -> Fields | Broken:
        place = _place(event)
        braces = self.source.text.startswith("{{", _mark(event).index)
        if braces:
            self.notes.add(place, Rule.BRACES, begin="{{ … }}")
        pairs: dict[str, tuple[Scalar, Node]] = {}
        while not isinstance(part := next(self.events), yaml.MappingEndEvent):
            self.pair(part, pairs, quiet=braces)
        return Broken(place) if braces else Fields(tuple(pairs.values()), place)

    def pair(self, event: yaml.Event, pairs: dict[str, tuple[Scalar, Node]], *, quiet: bool) -> None:
        key, value = self.node(event), self.node(next(self.events))
        if quiet or isinstance(key, Broken):
            return
        if not isinstance(key, Scalar):
            self.notes.add(key, Rule.KEY_NOT_WORD)
        elif key.words in pairs:
            first = pairs[key.words][0].place.line
            self.notes.add(key, Rule.DUPLICATE_KEY, key=key.words, first=first)
        else:
            pairs[key.words] = (key, value)


def _mark(event: yaml.Event, *, end: bool = False) -> yaml.error.Mark:
    """Return where an event begins or ends; the parsers always say it, in characters."""
    mark = event.end_mark if end else event.start_mark
    return cast("yaml.error.Mark", mark)


def _place(event: yaml.Event) -> Place:
    mark = _mark(event)
    return Place(mark.line + 1, mark.column + 1)


def _written_tag(tag: str) -> str:
    return tag.replace("tag:yaml.org,2002:", "!!")
