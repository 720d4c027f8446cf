"""From where on each head counts, chosen by cross-validation on what is learnt from, never on what is kept."""

from collections.abc import Mapping, Sequence

import numpy as np

from onboardbot.core.language.heard import Category
from onboardbot.core.language.model import Model
from training.data import HEADS, Example
from training.fit import Floats

FALSE_ALARMS = 6.0  # in 100 harmless replies of ours; they are twins of trouble, others give half as many
CONFIDENT = 0.8  # in 100 harmless replies: from here on what is protected goes its own way
ABOUT = 3.0  # in 100 replies that do not concern the manager: unsure is treated like yes
MISSED = 4  # how much worse it is to miss what can't wait than to take other trouble for it
STRUGGLING, ABOUT_MANAGER, ACT, WATCH, IMMEDIATE = "struggling", "about_manager", "act", "watch", "immediate"
PRESSING = Category.DISTRESS.value, Category.HARASSMENT.value


def thresholds(
    examples: Sequence[Example], sums: Floats, button: Mapping[str, Sequence[Sequence[float]]], ruled: np.ndarray
) -> dict[str, float]:
    """Return for each question how likely is likely enough, and `sure_...` for what goes a way of its own.

    `ruled` are the replies in which the rules find what nothing lowers: their false alarms count, too.
    """
    likely = _likely(examples, sums, button)
    answers = np.array([one.answers for one in examples])
    harmless = ~answers[:, HEADS.index(STRUGGLING)]
    found = {head: _best(likely[:, at], answers[:, at]) for at, head in enumerate(HEADS)}
    left = FALSE_ALARMS - 100 * (harmless & ruled).sum() / harmless.sum()
    found[STRUGGLING] = _rare(likely[:, HEADS.index(STRUGGLING)], harmless & ~ruled, left)
    for head in PRESSING:
        found[head] = _best(likely[:, HEADS.index(head)], answers[:, HEADS.index(head)], missed=2)
    at = HEADS.index(IMMEDIATE)
    found[IMMEDIATE] = _best(likely[:, at], answers[:, at], missed=MISSED)
    about = HEADS.index(ABOUT_MANAGER)
    found[ABOUT_MANAGER] = _rare(likely[:, about], ~answers[:, about], ABOUT)
    for category in (Category.DISTRESS, Category.HARASSMENT, Category.MANAGER):
        found[f"sure_{category.value}"] = _rare(likely[:, HEADS.index(category.value)], harmless, CONFIDENT)
    return {name: round(float(least), 4) for name, least in found.items()}


def _likely(examples: Sequence[Example], sums: Floats, button: Mapping[str, Sequence[Sequence[float]]]) -> Floats:
    model = Model(HEADS, (), (), (), (), button, {})
    rows = (dict(zip(HEADS, row, strict=True)) for row in sums.tolist())
    return np.array([list(model.with_button(row, one.mood).values()) for row, one in zip(rows, examples, strict=True)])


def _rare(likely: Floats, harmless: np.ndarray, allowed: float) -> float:
    """Return the least from which on no more than so many in 100 of these are taken for something."""
    return float(np.quantile(likely[harmless], 1 - allowed / 100))


def _best(likely: Floats, wanted: np.ndarray, missed: float = 1) -> float:
    """Return from where on what is found and what is wanted agree best (F1; `missed` counts so much more)."""
    steps = np.linspace(0.05, 0.95, 91)
    hits = [((wanted & (likely >= least)).sum(), (likely >= least).sum()) for least in steps]
    scores = [(1 + missed) * both / (missed * wanted.sum() + found) for both, found in hits]
    return float(steps[int(np.argmax(scores))])
