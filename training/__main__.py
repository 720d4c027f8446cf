"""Make the model anew from `training/data`: `python -m training`; it takes some minutes and always makes the same."""

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import numpy as np

from onboardbot.core.language.heard import Heard, Topic
from onboardbot.core.language.hearing import hear
from onboardbot.core.language.model import packed
from onboardbot.core.language.utterance import Utterance
from training import tongues, words
from training.data import HEADS, Example, load, share
from training.fit import Floats, Row, Weights, fit, fit_button, seen_by_button
from training.rows import Index, indexed, seen_in
from training.thresholds import thresholds

FOLDS = 5
UNPRESSED = 0.3  # the weight of each reply once more without its button: what is said in a message counts the same
CONTRADICTED = 0.05  # that of trouble told beside a good mood, which hides nothing
TARGET = Path(str(files("onboardbot.core.language"))) / "model.bin"


def main() -> None:
    """Read, fit, choose the thresholds by cross-validation, and write the file."""
    examples = [one for one in load() if not one.kept]
    tongues.write(examples)
    replies = [seen_in(one.text) for one in examples]
    index = indexed(replies, words.load())
    rows, answers = [index.row(seen) for seen in replies], np.array([one.answers for one in examples], float)
    print(f"{len(examples)} replies, {index.size} features", flush=True)
    sums = crossed(examples, rows, answers, index)
    button = buttons(examples, sums, answers)
    ruled = np.array([_forced(hear(Utterance(one.text))) for one in examples])
    chosen = thresholds(examples, sums, button, ruled)
    write(index, fit(rows, answers, index.size), button, chosen)
    print(f"{TARGET.name}: {TARGET.stat().st_size:,} bytes", flush=True)


def crossed(examples: Sequence[Example], rows: Sequence[Row], answers: Floats, index: Index) -> Floats:
    """Return the sums of each reply by weights that never saw its group."""
    folds = np.array([int(share(one.group, "fold") * FOLDS) for one in examples])
    sums = np.zeros(answers.shape)
    for fold in range(FOLDS):
        learnt, asked = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        fitted = fit([rows[int(at)] for at in learnt], answers[learnt], index.size)
        sums[asked] = fitted.sums([rows[int(at)] for at in asked])
        print(f"fold {fold + 1} of {FOLDS}", flush=True)
    return sums


def _forced(heard: Heard) -> bool:
    return heard.immediate or not heard.topics.isdisjoint({Topic.DISTRESS, Topic.SAFETY})


def buttons(examples: Sequence[Example], sums: Floats, answers: Floats) -> dict[str, list[list[float]]]:
    """Return the factors of each head and mood: replies as they are, without their button, and contradicted."""
    moods = [one.mood for one in examples]
    troubled = [at for at, one in enumerate(examples) if one.answers[HEADS.index("act")]]
    pressed = [*moods, *[None] * len(moods), *[4 + at % 2 for at in troubled]]
    seen = seen_by_button(np.concatenate([sums, sums, sums[troubled]]), pressed)
    wanted = np.concatenate([answers, answers, answers[troubled]])
    shares = np.concatenate([np.ones(len(moods)), np.full(len(moods), UNPRESSED), np.full(len(troubled), CONTRADICTED)])
    return {head: fit_button(seen, wanted[:, at], shares) for at, head in enumerate(HEADS)}


def write(index: Index, fitted: Weights, button: dict[str, list[list[float]]], chosen: dict[str, float]) -> None:
    """Write the weights in steps of one byte, those of no weight left out."""
    keys, table = index.weights(fitted)
    scales = np.quantile(np.abs(table), 0.9995, axis=0) / 127
    steps = np.clip(np.round(table / scales), -127, 127).astype(np.int8)
    kept = np.flatnonzero(np.abs(steps).max(axis=1) > 1)
    order = kept[np.argsort(keys[kept], kind="stable")]
    head = {
        "heads": list(HEADS),
        "scales": [float(f"{one:.6g}") for one in scales],
        "biases": [float(f"{one:.6g}") for one in fitted.biases],
        "button": {name: [[float(f"{one:.6g}") for one in mood] for mood in moods] for name, moods in button.items()},
        "thresholds": chosen,
    }
    TARGET.write_bytes(packed(head, [int(key) for key in keys[order]], steps[order].ravel().tolist()))


if __name__ == "__main__":
    main()
