"""The small linear model that was trained beside the rules: weights in a file, sums of them here.

Each head answers one question ("is it overload?") by the sum of the weights of what stands in the reply, so that every
answer can be led back to words. Then the heads are weighed against each other, for each button of its own: praise takes
from trouble, and trouble of one kind from that of another. `training/` makes the file.
"""

import json
import math
import struct
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from operator import mul
from typing import Any
from zlib import crc32

from onboardbot.core.language.features import Feature

FORM = 2
KEY_BYTES = 4
STEEP = 30.0  # from which sum on nothing gets more certain


@dataclass(frozen=True)
class Model:
    """`keys` are sorted; behind each stand as many weights as there are heads, in steps of `scales`.

    `button`: for each head and mood (0 is none) the factors of what `weighed` returns.
    """

    heads: tuple[str, ...]
    keys: Sequence[int]
    weights: Sequence[int]
    scales: Sequence[float]
    biases: Sequence[float]
    button: Mapping[str, Sequence[Sequence[float]]]
    thresholds: Mapping[str, float]

    def sums(self, found: Iterable[Feature]) -> dict[str, float]:
        """Return the sum of each head over what was found in a text."""
        totals = [0.0] * len(self.heads)
        for one in found:
            row, strength = self._row(one.key), one.strength
            if row is not None:
                totals = [total + strength * weight for total, weight in zip(totals, row, strict=True)]
        scaled = zip(totals, self.scales, self.biases, strict=True)
        return dict(zip(self.heads, (total * scale + bias for total, scale, bias in scaled), strict=True))

    def with_button(self, sums: Mapping[str, float], mood: int | None) -> dict[str, float]:
        """Return for each head how likely it is, 0 to 1, once the button is known."""
        seen = weighed([sums[head] for head in self.heads])
        totals = {head: sum(map(mul, self.button[head][mood or 0], seen)) for head in self.heads}
        return {head: 1 / (1 + math.exp(-max(min(total, STEEP), -STEEP))) for head, total in totals.items()}

    def knows(self, stem: str) -> bool:
        """Say whether a word stands in what was learnt."""
        return any(self._row(crc32(f"{kind} {stem}".encode())) is not None for kind in "wv")

    def weight(self, one: Feature, head: str) -> float:
        """Return what a feature adds to the sum of a head."""
        row, at = self._row(one.key), self.heads.index(head)
        return 0.0 if row is None else row[at] * one.strength * self.scales[at]

    def _row(self, key: int) -> Sequence[int] | None:
        at = bisect_left(self.keys, key)
        if at == len(self.keys) or self.keys[at] != key:
            return None
        return self.weights[at * len(self.heads) : (at + 1) * len(self.heads)]


def weighed(sums: Sequence[float]) -> list[float]:
    """Return what the heads are weighed by: 1, each sum, and each once more without what speaks against it."""
    return [1.0, *sums, *(math.log1p(math.exp(max(min(one, STEEP), -STEEP))) for one in sums)]


def packed(head: Mapping[str, Any], keys: Sequence[int], weights: Sequence[int]) -> bytes:
    """Return the file of a model: a line of JSON, the keys (4 bytes, little-endian), the weights (1 byte)."""
    line = json.dumps({"form": FORM, "features": len(keys), **head}, sort_keys=True).encode() + b"\n"
    return line + b"".join(key.to_bytes(KEY_BYTES, "little") for key in keys) + array("b", weights).tobytes()


def unpacked(content: bytes) -> Model:
    """Return the model of a file.

    Raises:
        ValueError: it is no such file, or not whole.
    """
    line, _, rest = content.partition(b"\n")
    head = json.loads(line)
    count, heads = head["features"], tuple(head["heads"])
    middle = count * KEY_BYTES
    if head["form"] != FORM or len(rest) != middle + count * len(heads):
        raise ValueError("this is no model that can be read here; make it anew with python -m training")
    keys, weights = struct.unpack(f"<{count}I", rest[:middle]), memoryview(rest[middle:]).cast("b")
    return Model(heads, keys, weights, head["scales"], head["biases"], head["button"], head["thresholds"])


@cache
def shipped() -> Model:
    """Return the model in this package."""
    return unpacked((files("onboardbot.core.language") / "model.bin").read_bytes())
