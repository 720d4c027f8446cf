"""A linear head over sentence vectors: softmax regression with a penalty, from zero, so that it is reproducible."""

from typing import Any

import numpy as np

PENALTY, ROUNDS, PACE, MOMENTUM = 1e-3, 800, 0.6, 0.9
STRETCH = 6.0  # unit vectors are short; stretched, the rounds suffice
DIGITS = 3


def trained(vectors: Any, labels: list[str]) -> dict[str, Any]:
    """Return the head as it is kept."""
    names = sorted(set(labels))
    wanted = np.eye(len(names))[[names.index(label) for label in labels]]
    stretched = vectors * STRETCH
    weights, biases = np.zeros((vectors.shape[1], len(names))), np.zeros(len(names))
    moved, shifted = np.zeros_like(weights), np.zeros_like(biases)
    for _ in range(ROUNDS):
        off = (_shares(stretched @ weights + biases) - wanted) / len(labels)
        moved = MOMENTUM * moved + stretched.T @ off + PENALTY * weights
        shifted = MOMENTUM * shifted + off.sum(axis=0)
        weights, biases = weights - PACE * moved, biases - PACE * shifted
    lines = [[round(float(one), DIGITS) for one in line] for line in (weights * STRETCH).T]
    return {"labels": names, "weights": lines, "biases": [round(float(one), DIGITS) for one in biases]}


def _shares(sums: Any) -> Any:
    powers = np.exp(sums - sums.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)
