"""Many values in a few queries, as a query takes only so many."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

MOST = 500  # values of one query; SQLite took no more than 999 for long, and nothing is gained beyond


def batched(values: Iterable[str]) -> Iterator[Sequence[str]]:
    """Yield the values in tuples that fit into one query."""
    left = iter(values)
    while some := tuple(islice(left, MOST)):
        yield some
