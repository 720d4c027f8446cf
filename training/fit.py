"""Logistic regression for all heads at once, by AdaGrad in a fixed order of chance, and the formula of the button."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onboardbot.core.language.model import STEEP, weighed

Floats = NDArray[np.float64]
SEED = 20_260_302
EPOCHS = 10
RATE = 0.3
SHRINK = 1e-5  # pulls weights towards nothing at each step
STEADY = 2e-4  # the same for the second step, in which the heads are weighed against each other
STEPS = 12  # of Newton's method, far more than it needs
MOODS = 6  # none, and 1 to 5


@dataclass(frozen=True)
class Row:
    """The features of one reply: the places of their weights, and their strengths."""

    places: NDArray[np.int64]
    strengths: NDArray[np.float32]


@dataclass(frozen=True)
class Weights:
    """Weights by feature and head, and what each head begins with."""

    table: NDArray[np.float32]
    biases: NDArray[np.float32]

    def sums(self, rows: Sequence[Row]) -> Floats:
        return np.array([row.strengths @ self.table[row.places] + self.biases for row in rows], dtype=np.float64)


def fit(rows: Sequence[Row], answers: Floats, features: int) -> Weights:
    """Return weights that answer these rows; those of the later half of the epochs are averaged."""
    chance = np.random.default_rng(SEED)
    shape = (features, answers.shape[1])
    table, squares = np.zeros(shape, np.float32), np.full(shape, 1e-2, np.float32)
    biases = np.zeros(shape[1], np.float32)
    mean, mean_biases, taken = np.zeros(shape, np.float64), np.zeros(shape[1]), 0
    wanted = answers.astype(np.float32)
    for epoch in range(EPOCHS):
        for at in chance.permutation(len(rows)):
            _step(rows[at], wanted[at], table, squares, biases)
        if epoch >= EPOCHS // 2:
            mean, mean_biases, taken = mean + table, mean_biases + biases, taken + 1
    return Weights((mean / taken).astype(np.float32), (mean_biases / taken).astype(np.float32))


def _step(
    row: Row,
    wanted: NDArray[np.float32],
    table: NDArray[np.float32],
    squares: NDArray[np.float32],
    biases: NDArray[np.float32],
) -> None:
    """Move the weights of one reply towards its answers, in place."""
    own = table[row.places]
    wrong = 1 / (1 + np.exp(-(row.strengths @ own + biases))) - wanted
    slope = np.outer(row.strengths, wrong) + SHRINK * own
    squares[row.places] += slope * slope
    table[row.places] = own - RATE * slope / np.sqrt(squares[row.places])
    biases -= 0.02 * wrong


def seen_by_button(sums: Floats, moods: Sequence[int | None]) -> Floats:
    """Return what the heads are weighed by: for all moods alike, and for each apart."""
    base = np.array([weighed(row) for row in sums.tolist()])
    width = base.shape[1]
    apart = np.zeros((len(sums), (MOODS + 1) * width))
    apart[:, :width] = base
    for at, mood in enumerate(moods):
        begin = width * (1 + (mood or 0))
        apart[at, begin : begin + width] = base[at]
    return apart


def fit_button(seen: Floats, wanted: Floats, weights: Floats) -> list[list[float]]:
    """Return the factors of each mood, by Newton's method."""
    factors = np.zeros(seen.shape[1])
    pull = len(seen) * STEADY
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-np.clip(seen @ factors, -STEEP, STEEP)))
        bend = (seen * (weights * likely * (1 - likely))[:, None]).T @ seen
        slope = seen.T @ (weights * (likely - wanted)) + pull * factors
        factors -= np.linalg.solve(bend + pull * np.eye(len(factors)), slope)
    width = seen.shape[1] // (MOODS + 1)
    shared = factors[:width]
    return [[float(value) for value in shared + factors[width * (1 + m) : width * (2 + m)]] for m in range(MOODS)]
