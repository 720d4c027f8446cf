"""What optional listeners heard is added to what the rules hear; nothing is ever taken away by it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from onboardbot.core.language.heard import Category, Concerns, Heard, Reason, Topic, Urgency
from onboardbot.core.language.listener import Listener
from onboardbot.core.language.remark import Remark
from onboardbot.core.language.utterance import Utterance

T = TypeVar("T")
PRESSING = frozenset({Category.DISTRESS, Category.HARASSMENT})
LEAST = 0.75  # of the rank of a reply in which something was remarked


def raised(heard: Heard, remarks: Sequence[Remark]) -> Heard:
    """Return what was heard with what was remarked besides.

    A remark leads to a question to the newcomer at most: what is told without asking (`immediate`, `danger`) and what
    takes something back (`retracts`) is heard by the rules alone. That it concerns the manager is at most unsure,
    which is treated like yes.
    """
    if not remarks:
        return heard
    topics = frozenset(one.about for one in remarks if isinstance(one.about, Topic))
    above = Topic.ABOUT_MANAGER in topics or any(one.superior for one in remarks)
    added = {category_of(one) for one in remarks}
    return replace(
        heard,
        topics=heard.topics | topics,
        concerns=Concerns.UNSURE if above and heard.concerns is Concerns.NO else heard.concerns,
        clauses=_with(heard.clauses, (one.words for one in remarks if isinstance(one.about, Topic))),
        categories=tuple(one for one in Category if one in added | set(heard.categories) - {Category.NEUTRAL}),
        urgency=max(heard.urgency, _urgency(added), key=list(Urgency).index),
        struggling=True,
        reasons=_with(heard.reasons, (Reason(one.words, category_of(one)) for one in remarks)),
    )


def category_of(remark: Remark) -> Category:
    """Return the category that a remark adds."""
    if isinstance(remark.about, Category):
        return remark.about
    if remark.about is Topic.DISTRESS:
        return Category.DISTRESS
    return Category.MANAGER if remark.about is Topic.ABOUT_MANAGER else Category.HARASSMENT


def _urgency(added: Collection[Category]) -> Urgency:
    return Urgency.IMMEDIATE if PRESSING.intersection(added) else Urgency.ACT


def _with(known: tuple[T, ...], more: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys((*known, *more)))


class Besides:
    """A listener that hears what another one does, and what was remarked of this one reply besides."""

    def __init__(self, inner: Listener, remarks: Sequence[Remark]) -> None:
        self.inner, self.remarks = inner, remarks

    def hear(self, reply: Utterance) -> Heard:
        return self.both(reply)[0]

    def rank(self, reply: Utterance) -> float:
        return self.both(reply)[1]

    def both(self, reply: Utterance) -> tuple[Heard, float]:
        heard, ranked = self.inner.both(reply)
        return raised(heard, self.remarks), max(ranked, LEAST) if self.remarks else ranked
