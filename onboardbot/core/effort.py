"""What it takes to fill a text: how often its loops go round, and how many filters it has. Nothing is filled for it."""

from liquid import BoundTemplate
from liquid.ast import Node
from liquid.builtin.expressions.loop import LoopExpression
from liquid.builtin.expressions.primitive import IntegerLiteral, RangeLiteral
from liquid.context import RenderContext
from liquid.expression import Expression

from onboardbot.core.template import ROUNDS

OF_A_TEXT = 100_000  # steps that filling one text may take, some 0.2 s
OF_A_FILE = 400_000  # steps that trying all texts of a file may take


def steps_of(template: BoundTemplate) -> int:
    """Return how many steps it takes to fill the text, at most: its filters, and what its loops repeat."""
    context = RenderContext(template)
    waiting = [(node, 1) for node in template.nodes]
    steps = 0
    while waiting:
        node, times = waiting.pop()
        steps += (times if times > 1 else 0) + times * sum(_filters(expression) for expression in node.expressions())
        inner = min(times * _rounds(node), ROUNDS)
        waiting += [(child, inner) for child in node.children(context, include_partials=False)]
    return steps


def _filters(expression: Expression) -> int:
    return len(getattr(expression, "filters", None) or ()) + sum(_filters(child) for child in expression.children())


def _rounds(node: Node) -> int:
    """Return how often a node repeats what is in it; a list whose length nobody knows may be as long as any."""
    loop = next((expression for expression in node.expressions() if isinstance(expression, LoopExpression)), None)
    if loop is None:
        return 1
    known = [ROUNDS]
    if isinstance(loop.limit, IntegerLiteral):
        known.append(loop.limit.value)
    if isinstance(loop.iterable, RangeLiteral):
        start, stop = loop.iterable.start, loop.iterable.stop
        if isinstance(start, IntegerLiteral) and isinstance(stop, IntegerLiteral):
            known.append(stop.value - start.value + 1)
    return max(min(known), 1)
