"""What words mean, from more text than ours: `words.npz` holds a short vector for each common word of our languages.

The vectors are those of Google's multilingual universal sentence encoder (Apache 2.0) for single words, cut to their
main directions. They are read at training only: what ships is the sum that they lead to for each word and head.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FILE = Path(__file__).parent / "words.npz"


@dataclass(frozen=True)
class Words:
    """`vectors` by the key of a word's feature, each about as long as 1."""

    places: dict[int, int]
    vectors: NDArray[np.float32]


def load(path: Path = FILE) -> Words:
    """Return the words; without the file there are none, and the model is made without them."""
    with np.load(path) as kept:
        keys, steps = kept["keys"], kept["vectors"]
    return Words({int(key): at for at, key in enumerate(keys)}, steps.astype(np.float32) / STEPS)


STEPS = 127.0  # of a vector's parts, which are kept as whole numbers
