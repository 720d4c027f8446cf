"""`python -m benchmarks.ears train` writes the head of the encoder; `... measure FILE` says what the encoder hears.

FILE holds labelled replies as JSON, one a line: {"text", "struggling" (0 or 1), "lang", "categories"}.
"""

import json
import sys
import time
from pathlib import Path

import numpy as np

from benchmarks.ears.measuring import report
from benchmarks.ears.training import trained
from onboardbot.ears import encoder

EXAMPLES = Path(__file__).parent / "examples.tsv"
HEAD = Path(encoder.__file__).parent / "head.json"


def train() -> None:
    """Write the head anew from the examples; the same examples give the same head."""
    lines = EXAMPLES.read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t") for line in lines if line and not line.startswith("#")]
    vectors = np.array(encoder.vectors_of_package()([text for _, text in pairs]))
    head = trained(vectors, [label for label, _ in pairs])
    HEAD.write_text(json.dumps(head, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{len(pairs)} examples, {HEAD.stat().st_size // 1000} kB written to {HEAD.name}")


def measure(path: str) -> None:
    began = time.perf_counter()
    heard = encoder.load()
    print(f"loaded in {time.perf_counter() - began:.1f} s")
    print(report(heard, [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines() if line]))


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["train"]:
            train()
        case ["measure", path]:
            measure(path)
        case _:
            sys.exit(__doc__)
