"""What is wrong with the placeholders of a text, before anybody's values are known."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import NamedTuple

from liquid import BoundTemplate
from liquid.ast import ConditionalBlockNode, Node
from liquid.builtin.expressions import Path
from liquid.builtin.expressions.loop import LoopExpression
from liquid.builtin.expressions.primitive import IntegerLiteral, RangeLiteral
from liquid.builtin.tags.if_tag import IfNode
from liquid.builtin.tags.unless_tag import UnlessNode
from liquid.context import RenderContext
from liquid.exceptions import BlockNestingError, LoopIterationLimitError, ResourceLimitError
from liquid.expression import Expression

from onboardbot.core.effort import OF_A_TEXT, steps_of
from onboardbot.core.fields import DAY, FIELDS, ROLES, mended
from onboardbot.core.markup import Mistake, check_markup, smart_quote
from onboardbot.core.template import CLOCK_WORDS, FAILURES, LONGEST, ROUNDS, WORK, Liquid, TooMuchWorkError, tried

SAMPLES = {"start_date": "2026-03-02", "email": "sam@example.com"}
CHECKER = Liquid(str)


@dataclass(frozen=True)
class Checked:
    """The mistakes of a text, how long it gets when it is filled with ordinary names, and the steps that it took."""

    mistakes: tuple[Mistake, ...]
    length: int
    steps: int = 0


class Used(NamedTuple):
    """A placeholder as written, where it starts, and whether only an `if` asks for it."""

    path: tuple[object, ...]
    offset: int
    asked: bool


def check_text(
    text: str, *, columns: Iterable[str] | None = (), longest: int = LONGEST, most_steps: int = OF_A_TEXT
) -> Checked:
    """Return what is wrong with `text`; `columns` are the company's own placeholders of `hire`, None if unknown.

    A text that is longer than any may get is not read further, and one that would take more than `most_steps` is not
    filled, so that a hostile file costs nothing.
    """
    length = len(text.strip())
    if length > max(longest, LONGEST):
        return Checked((), length)
    if mistakes := check_markup(text, CHECKER.tags):
        return Checked(mistakes, length)
    if "{{" not in text and "{%" not in text:
        return Checked((), length)
    try:
        template = CHECKER.from_string(text)
    except FAILURES as error:
        return Checked((_unreadable(text, error),), length)
    found = tuple(_meaning(text, template, columns))
    if found:
        return Checked(found, length)
    steps = steps_of(template)
    if steps > most_steps:
        return Checked((_too_long(text),), length)
    return _tried(text, template, length, steps)


def _too_long(text: str) -> Mistake:
    loop = re.search(r"\{%-?\s*(for)\b", text)
    return Mistake(loop.start(1) if loop else 0, "this text takes too long to fill", "use fewer loops and filters")


def _unreadable(text: str, error: Exception) -> Mistake:
    """Return what is wrong with a tag or an output that Liquid can't read."""
    if isinstance(error, BlockNestingError):
        return Mistake(0, "the tags of this text are nested too deeply", "make it simpler")
    token = getattr(error, "token", None)
    offset = token.start_index if token is not None and token.start_index >= 0 else 0
    begin = max(text.rfind("{{", 0, offset + 2), text.rfind("{%", 0, offset + 2), 0)
    ends = [end + 2 for mark in ("}}", "%}") if (end := text.find(mark, begin)) >= 0]
    markup = text[begin : min(ends, default=len(text))]
    if mistake := smart_quote(markup, begin):
        return mistake
    return Mistake(max(offset, begin), f"{_short(markup)} can't be read", "compare it with {{ hire.first_name }}")


def _meaning(text: str, template: BoundTemplate, columns: Iterable[str] | None) -> Iterator[Mistake]:
    """Yield the mistakes of a text that can be read: unknown placeholders, filters, clocks, loops without end."""
    analysis = template.analyze(include_partials=False)
    unscoped = {variable.span.index for found in analysis.globals.values() for variable in found}
    for used in _used(template):
        if used.offset in unscoped:
            yield from _placeholder(used, columns)
    for name, spans in analysis.filters.items():
        if name not in CHECKER.filters:
            yield from (_unknown_filter(text, name, span.index) for span in spans)
    for expression in _expressions(template):
        yield from _loop(expression)
    yield from _clocks(text)


def _unknown_filter(text: str, name: str, index: int) -> Mistake:
    offset = max(text.find(name, index), index)
    close = get_close_matches(name, CHECKER.filters, 1, 0.6)
    hint = f'did you mean "{close[0]}"?' if close else "filters are those of standard Liquid"
    return Mistake(offset, f'there is no filter "{name}"', hint)


def _clocks(text: str) -> Iterator[Mistake]:
    """Yield the times of writing that a date filter would turn into the present."""
    for match in re.finditer(r"""(["'])\s*(now|today)\s*\1\s*\|\s*date\b""", text, re.IGNORECASE):
        yield _clock(match[2], match.start())


def _clock(word: str, offset: int) -> Mistake:
    return Mistake(offset, f'"{word}" is not known in texts', 'use "day" or "hire.start_date"')


def _placeholder(used: Used, columns: Iterable[str] | None) -> Iterator[Mistake]:
    root = used.path[0]
    written = ".".join(part if isinstance(part, str) else f"[{_inner(part)}]" for part in used.path).replace(".[", "[")
    if root in CLOCK_WORDS:
        yield _clock(str(root), used.offset)
    elif not _is_known(used, columns):
        mend = mended(used.path, None if columns is None else tuple(columns))
        hint = f'did you mean "{mend}"?' if mend else _advice(str(root), columns)
        yield Mistake(used.offset, f'there is no placeholder "{written}"', hint)


def _inner(part: object) -> str:
    """Return what stands in brackets: a number, or a placeholder of its own."""
    return ".".join(str(word) for word in part) if isinstance(part, tuple | list) else str(part)


def _is_known(used: Used, columns: Iterable[str] | None) -> bool:
    root, *rest = used.path
    if not rest:
        return root == DAY or (root in ROLES and used.asked)
    return root in FIELDS and _known_field(str(root), rest, columns)


def _advice(root: str, columns: Iterable[str] | None) -> str:
    if root not in FIELDS:
        return f"placeholders begin with {', '.join(FIELDS)}, or are day"
    fields = (*FIELDS[root], *(columns or ())) if root == "hire" else FIELDS[root]
    return f"{root} has {', '.join(fields)}"


def _known_field(root: str, rest: Sequence[object], columns: Iterable[str] | None) -> bool:
    field, *more = rest
    if not isinstance(field, str) or more not in ([], ["size"]):
        return False
    return field in FIELDS[root] or (root == "hire" and (columns is None or field in columns))


def _loop(expression: Expression) -> Iterator[Mistake]:
    """Yield a range that may go on for ever, or for too long."""
    if isinstance(expression, RangeLiteral):
        start, stop = expression.start, expression.stop
        if not (isinstance(start, IntegerLiteral) and isinstance(stop, IntegerLiteral)):
            hint = "write both ends as numbers, like (1..5)"
            yield Mistake(expression.token.start_index, f"nobody knows how long {expression} is", hint)
    if (
        isinstance(expression, LoopExpression)
        and isinstance(expression.iterable, RangeLiteral)
        and not expression.limit
    ):
        start, stop = expression.iterable.start, expression.iterable.stop
        if (
            isinstance(start, IntegerLiteral)
            and isinstance(stop, IntegerLiteral)
            and stop.value - start.value >= ROUNDS
        ):
            yield _too_many_rounds(expression.token.start_index)


def _too_many_rounds(offset: int) -> Mistake:
    return Mistake(offset, f"this loop has more than {ROUNDS} rounds", "make it shorter")


def _used(template: BoundTemplate) -> Iterator[Used]:
    """Yield every placeholder; those in the condition of an `if` are asked for."""
    for node in _nodes(template):
        asks = isinstance(node, IfNode | UnlessNode | ConditionalBlockNode)
        for expression in node.expressions():
            for part in _parts(expression):
                if isinstance(part, Path):
                    yield Used(tuple(part.location()), part.token.start_index, asks)


def _expressions(template: BoundTemplate) -> Iterator[Expression]:
    for node in _nodes(template):
        for expression in node.expressions():
            yield from _parts(expression)


def _nodes(template: BoundTemplate) -> Iterator[Node]:
    context = RenderContext(template)
    waiting = list(reversed(template.nodes))
    while waiting:
        node = waiting.pop()
        yield node
        waiting += reversed(list(node.children(context, include_partials=False)))


def _parts(expression: Expression) -> Iterator[Expression]:
    yield expression
    for child in expression.children():
        yield from _parts(child)


def _tried(text: str, template: BoundTemplate, length: int, steps: int) -> Checked:
    """Return how long the text gets with ordinary values, or why it can't be filled."""
    try:
        filled, work = tried(template, _sample(template))
    except FAILURES as error:
        return Checked((_untried(text, error),), length, steps + WORK)
    if len(filled) > LONGEST:
        return Checked((_TOO_MUCH,), length, steps + work)
    return Checked((), max(length, len(filled.strip())), steps + work)


_TOO_MUCH = Mistake(0, f"this text fills more than {LONGEST} characters", "make it shorter")


def _untried(text: str, error: Exception) -> Mistake:
    match error:
        case LoopIterationLimitError():
            loop = re.search(r"\{%-?\s*(for)\b", text)
            return _too_many_rounds(loop.start(1) if loop else 0)
        case TooMuchWorkError():
            return _too_long(text)
        case ResourceLimitError():
            return _TOO_MUCH
        case _:
            return _unfillable(text, error)


def _unfillable(text: str, error: Exception) -> Mistake:
    token = getattr(error, "token", None)
    offset = token.start_index if token is not None and token.start_index >= 0 else 0
    word = re.match(r"[\w%{]*", text[offset:])
    said = f'"{word[0]}" can\'t be used like this' if word and word[0] else "these placeholders can't be filled"
    return Mistake(offset, said, "look how standard Liquid uses it")


def _sample(template: BoundTemplate) -> dict[str, object]:
    values: dict[str, dict[str, object]] = {
        root: {field: SAMPLES.get(field, f"Sample {root}") for field in fields} for root, fields in FIELDS.items()
    }
    for used in _used(template):
        if used.path[0] == "hire" and len(used.path) > 1:
            values["hire"].setdefault(str(used.path[1]), "Sample")
    return {**values, DAY: 1}


def _short(markup: str) -> str:
    line = " ".join(markup.split())
    return line if len(line) <= 60 else f"{line[:59]}…"  # noqa: PLR2004 - what can be read in a sentence
