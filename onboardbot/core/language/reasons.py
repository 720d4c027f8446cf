"""The words of a reply that led the model to an answer: each weight is added to the words that it stands on."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from onboardbot.core.language.features import Feature, Token
from onboardbot.core.language.heard import Category, Reason
from onboardbot.core.language.model import Model
from onboardbot.core.language.reading import Reading

MOST = 3  # reasons of a reply
STRONG = 0.35  # of the weight of the strongest word that a word needs to be one


def led_to(
    reading: Reading, words: Sequence[Token], found: Iterable[Feature], model: Model, category: Category
) -> tuple[Reason, ...]:
    """Return the words that led to a category, neighbours together, in the order of the reply."""
    spoken = [one for one in words if one.kind not in {"stop", "pause"}]
    weights = _weights(spoken, found, model, category)
    least = STRONG * max(weights, default=0.0)
    runs = _runs([weight > 0 and weight >= least for weight in weights])
    strongest = sorted(runs, key=lambda run: -max(weights[run[0] : run[1]]))[:MOST]
    return tuple(
        Reason(reading.words(spoken[begin].start, spoken[end - 1].end), category) for begin, end in sorted(strongest)
    )


def _weights(spoken: Sequence[Token], found: Iterable[Feature], model: Model, category: Category) -> list[float]:
    starts = [one.start for one in spoken]
    weights = [0.0] * len(spoken)
    for one in found:
        if one.start == one.end:
            continue
        covered = range(max(bisect_left(starts, one.start + 1) - 1, 0), bisect_left(starts, one.end))
        weight = model.weight(one, category.value) / max(len(covered), 1)
        for at in covered:
            weights[at] += weight
    return weights


def _runs(chosen: Sequence[bool]) -> list[tuple[int, int]]:
    """Return where words stand that were chosen one after the other."""
    runs: list[tuple[int, int]] = []
    for at, one in enumerate(chosen):
        if one and runs and runs[-1][1] == at:
            runs[-1] = (runs[-1][0], at + 1)
        elif one:
            runs.append((at, at + 1))
    return runs
