"""Labelled replies as rows of numbers: the features that the reader in `core/language` sees, and what words mean."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onboardbot.core.language.features import features, tokens
from onboardbot.core.language.masking import masks
from onboardbot.core.language.utterance import Utterance
from training.fit import Row, Weights
from training.words import Words

RARE = 3  # replies in which a feature has to stand to be learnt
Seen = Sequence[tuple[int, float]]


@dataclass(frozen=True)
class Index:
    """Where the weights of each feature stand; those of the vectors' parts come behind them."""

    places: Mapping[int, int]
    words: Words

    @property
    def size(self) -> int:
        return len(self.places) + int(self.words.vectors.shape[1])

    def row(self, seen: Seen) -> Row:
        total: defaultdict[int, float] = defaultdict(float)
        meant = np.zeros(self.words.vectors.shape[1], np.float32)
        for key, strength in seen:
            if key in self.words.places:
                meant += strength * self.words.vectors[self.words.places[key]]
            elif key in self.places:
                total[self.places[key]] += strength
        places = np.fromiter((*total, *range(len(self.places), self.size)), np.int64)
        return Row(places, np.concatenate([np.fromiter(total.values(), np.float32, len(total)), meant]))

    def weights(self, fitted: Weights) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return keys and weights by feature, words that were never seen among them."""
        own, parts = fitted.table[: len(self.places)], fitted.table[len(self.places) :]
        keys = np.fromiter((*self.places, *self.words.places), np.int64)
        return keys, np.concatenate([own, self.words.vectors @ parts])


def seen_in(text: str) -> Seen:
    """Return the features of a reply whose writer names nobody whom we know."""
    reply = Utterance(text)
    words = tokens(reply.reading, masks(reply))
    return [(one.key, one.strength) for one in features(reply.reading, words)]


def indexed(replies: Iterable[Seen], words: Words) -> Index:
    """Return where each feature that is not rare stands."""
    count = Counter(key for seen in replies for key in {key for key, _ in seen} if key not in words.places)
    kept = sorted(key for key, times in count.items() if times >= RARE)
    return Index({key: at for at, key in enumerate(kept)}, words)
