"""The small linear model that was trained beside the rules: weights in a file, sums of them here.

Each head answers one question ("is it overload?") by the sum of the weights of what stands in the reply, so that every
answer can be led back to words. The button moves each head by a formula of a few numbers. `training/` makes the file.
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
from typing import Any
from zlib import crc32

from onboardbot.core.language.features import Feature

FORM = 1
KEY_BYTES = 4
STRUGGLING, POSITIVE = "struggling", "positive"


@dataclass(frozen=True)
class Model:
    """`keys` are sorted; behind each stand as many weights as there are heads, in steps of `scales`.

    `button`: for each head and mood (0 is none) the factors of 1, of its own sum and of two others.
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
        seen = 1.0, sums[STRUGGLING], sums[POSITIVE]
        found = {}
        for head in self.heads:
            factors = self.button[head][mood or 0]
            total = sum(factor * value for factor, value in zip(factors, (*seen, sums[head]), strict=True))
            found[head] = 1 / (1 + math.exp(-max(min(total, 30.0), -30.0)))
        return found

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
