"""Liquid as playbooks have it: standard filters, no clock, no files, small, and values that stay data.

What is printed goes through the environment's `printed`, after the filters, so conditions and filters see the real
value. What `capture` holds was printed already; a filter on it makes it a value again.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import wraps
from typing import Any, TextIO, cast

from dateutil import parser as dates  # type: ignore[import-untyped] # comes with python-liquid, whose date filter uses it
from liquid import BoundTemplate, Environment, RenderContext, Token
from liquid.ast import Node
from liquid.builtin.content import ContentNode
from liquid.builtin.expressions import FilteredExpression, Path
from liquid.builtin.output import Output, OutputNode
from liquid.builtin.tags.capture_tag import CaptureNode, CaptureTag
from liquid.builtin.tags.cycle_tag import CycleNode, CycleTag
from liquid.builtin.tags.echo_tag import EchoNode, EchoTag
from liquid.exceptions import LiquidError, LiquidSyntaxError, OutputStreamLimitError, ResourceLimitError, UndefinedError
from liquid.filter import with_context
from liquid.output import LimitedStringIO
from liquid.stringify import to_liquid_string
from liquid.undefined import FalsyStrictUndefined, is_undefined

ROUNDS = 1_000  # of all loops that stand in one another
LONGEST = 20_000  # characters that a text may fill
WIDEST = 4  # bytes of a character in UTF-8
WIDE = 200_000  # characters that one filter may write: ten times what is ever printed
WORK = 100_000  # what the filters of one text may cost: entries of lists and tens of characters, some 0.2 s
TEN = 10
LARGEST = 10**30  # a number of a filter; beyond, `times` after `times` would reckon for hours
REFUSED_TAGS = ("include", "render", "tablerow")  # files; HTML tables
UNSTANDARD_FILTERS = ("safe", "escapejs")
CLOCK_WORDS = ("now", "today")
# Two dates without a part in common: what differs between them was not in the text, but would come from a clock
DEFAULTS = (datetime(2000, 1, 1), datetime(2001, 2, 2))  # noqa: DTZ001 - parts of a date, not instants
# What a filter or a comparison may raise on values that it was not made for; Liquid itself only wraps TypeError
FAILURES = (LiquidError, ValueError, TypeError, ArithmeticError, LookupError)


class Missing(FalsyStrictUndefined):
    """A placeholder without a value: false in `if`, replaced by `default`, an error wherever else it is used."""

    __slots__ = ()

    def __init__(self, name: str, *, token: Token | None, obj: object = None, hint: str | None = None) -> None:
        super().__init__(name, token=token, obj=obj, hint=hint)
        self.msg = path_of(hint or name)


def path_of(hint: str) -> str:
    """Return the placeholder that Liquid's `'a' is undefined` or `a.b is undefined` is about."""
    return hint.removesuffix(" is undefined").strip("'")


class Written(str):
    """What `capture` caught: printed once, so it stands as it is."""

    __slots__ = ()


class TooMuchWorkError(ResourceLimitError):
    """The filters of a text take too long."""


class Context(RenderContext):
    """Counts what the filters of one text cost, so that none keeps us busy for hours."""

    __slots__ = ("work",)

    def __init__(self, template: BoundTemplate, **options: Any) -> None:
        super().__init__(template, **options)
        self.work = 0

    def spend(self, cost: int) -> None:
        """Add to the cost.

        Raises:
            TooMuchWorkError: it is more than any text may cost.
        """
        self.work += cost
        if self.work >= WORK:
            raise TooMuchWorkError("too much work", token=None)


class _Template(BoundTemplate):
    context_class = Context


def tried(template: BoundTemplate, values: Mapping[str, object]) -> tuple[str, int]:
    """Return the filled text, and what its filters cost.

    Raises:
        one of FAILURES: it can't be filled.
    """
    context, written = Context(template, globals=values), LimitedStringIO(limit=LONGEST * WIDEST)
    template.render_with_context(context, written)
    return written.getvalue(), context.work


class Liquid(Environment):
    """An environment that prints values as `printed` says."""

    template_class = _Template
    loop_iteration_limit = ROUNDS
    output_stream_limit = LONGEST * WIDEST
    local_namespace_limit = LONGEST * WIDEST

    def __init__(self, printed: Callable[[str], str]) -> None:
        super().__init__(undefined=Missing)
        self.printed = printed
        for tag in (_Output, _Echo, _Cycle, _Capture):
            self.add_tag(tag)
        for name in REFUSED_TAGS:
            del self.tags[name]
        for name in UNSTANDARD_FILTERS:
            del self.filters[name]
        self.filters["date"] = formatted_date
        for name in self.filters.keys() - {"default"}:
            self.filters[name] = _guarded(self.filters[name])


def _guarded(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a filter that never hides a missing value, as `plus` and `date` would, nor writes without end."""

    @wraps(function)
    def wrapper(value: object, *args: object, context: Context, **options: object) -> object:
        for used in (value, *args):
            if is_undefined(used):
                raise UndefinedError(cast("Missing", used).msg, token=None)
            context.spend(_cost(used))
        longest = max((len(arg) for arg in args if isinstance(arg, str)), default=1)
        if isinstance(value, str) and (len(value) + 1) * longest > WIDE:
            raise OutputStreamLimitError("too long", token=None)
        return function(value, *args, **options)

    return with_context(wrapper)


def _cost(value: object) -> int:
    """Return what a filter costs on a value; a list or a number without end is more than any text may spend."""
    if isinstance(value, list | tuple):
        return len(value) if len(value) <= ROUNDS else WORK
    if isinstance(value, int | float | Decimal):
        return 1 if -LARGEST <= value <= LARGEST else WORK
    return 1 + len(value) // TEN if isinstance(value, str) else 1


def formatted_date(value: object, form: str = "%Y-%m-%d") -> str:
    """Return a date in the form of strftime. What is no whole date stands as it is: nothing here knows the present."""
    moment = _moment(value)
    return str(value) if moment is None else moment.strftime(str(form))


def _moment(value: object) -> datetime | None:
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime.combine(value, time.min, UTC)
    text = str(value)
    if text.strip().lower() in CLOCK_WORDS:
        raise LiquidSyntaxError(text, token=None)
    if text.isdigit():
        return datetime.fromtimestamp(int(text), UTC)
    try:
        first, second = (dates.parse(text, default=default) for default in DEFAULTS)
    except (ValueError, OverflowError):
        return None
    return first if first == second else None


def _print(value: object, context: RenderContext) -> str:
    if is_undefined(value):
        raise UndefinedError(cast("Missing", value).msg, token=None)
    text = to_liquid_string(value, autoescape=False)
    return text if isinstance(value, Written) else cast("Liquid", context.env).printed(text)


class _OutputNode(OutputNode):
    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        return buffer.write(_print(self.expression.evaluate(context), context))


class _EchoNode(EchoNode):
    render_to_output = _OutputNode.render_to_output


class _CycleNode(CycleNode):
    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        group = str(self.group.evaluate(context)) if self.group else ""
        values = [value.evaluate(context) for value in self.args]
        return buffer.write(_print(values[context.cycle(group or str(self.args), len(values))], context))


class _CaptureNode(CaptureNode):
    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        caught = context.get_buffer(buffer)
        self.block.render(context, caught)
        context.assign(self.name, Written(caught.getvalue()))
        return 0


def piece_of(node: Node) -> str | tuple[str, ...] | None:
    """Return the words of a node, or the path of the value that it prints as it is; None where it does more."""
    if isinstance(node, ContentNode):
        return node.text
    found = node.expression if isinstance(node, _OutputNode) else None
    if not isinstance(found, FilteredExpression) or found.filters or not isinstance(found.left, Path):
        return None
    path = found.left.location()
    return tuple(str(name) for name in path) if all(isinstance(name, str) for name in path) else None


class _Output(Output):
    node_class = _OutputNode


class _Echo(EchoTag):
    node_class = _EchoNode


class _Cycle(CycleTag):
    node_class = _CycleNode


class _Capture(CaptureTag):
    node_class = _CaptureNode


def escaped(text: str) -> str:
    r"""Return `text` so that CommonMark reads every character as itself: `*` becomes `\*`, a line break a blank."""
    return ESCAPABLE.sub(r"\\\g<0>", BLANKS.sub(" ", text))


ESCAPABLE = re.compile(r"[!-/:-@\[-`{-~]")
BLANKS = re.compile(r"[\s\x1c-\x1f]+")
