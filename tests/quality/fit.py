"""Which weights of signs explain the labels of messages, few of them and none large?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]


class Table(NamedTuple):
    """Which signs stand in which messages, by message and by sign."""

    signs: Whole  # of the first message, of the second …
    first_sign: Whole  # where each message begins in `signs`
    messages: Whole  # of the first sign, of the second …
    first_message: Whole  # where each sign begins in `messages`
    known: Floats  # sign × 1: whether it may have a weight

    def sums(self, weights: Floats) -> Floats:
        """Message × label: the weights (sign × label) of its signs."""
        return np.add.reduceat(weights[self.signs], self.first_sign, axis=0)

    def spread(self, residues: Floats) -> Floats:
        """Sign × label: the residues (message × label) of the messages it stands in."""
        return np.add.reduceat(residues[self.messages], self.first_message, axis=0)

    def steps(self) -> Floats:
        """For each sign how much it and those beside it can bend the likelihood at most."""
        length = np.diff(self.first_sign, append=len(self.signs)).astype(np.float64)
        return 0.5 * np.add.reduceat(length[self.messages], self.first_message)


def table(signs_of: Sequence[Sequence[int]], number: int) -> Table:
    """The table of messages given as the numbers of their signs, from 1 to below `number`.

    Sums over nothing do not exist, so sign 0 is put into every message and message 0 under every sign that stands in
    none; neither gets a weight.
    """
    rows = [np.array(sorted({0, *signs}), dtype=np.int64) for signs in signs_of]
    columns: list[list[int]] = [[] for _ in range(number)]
    for message, row in enumerate(rows):
        for sign in row:
            columns[sign].append(message)
    known = np.array([[float(bool(column) and sign > 0)] for sign, column in enumerate(columns)])
    filled = [np.array(column or [0], dtype=np.int64) for column in columns]
    return Table(np.concatenate(rows), _begins(rows), np.concatenate(filled), _begins(filled), known)


def _begins(lists: Sequence[Whole]) -> Whole:
    return np.cumsum([0, *(len(x) for x in lists[:-1])]).astype(np.int64)


class Penalty(NamedTuple):
    """How dear weights are, by their size and by their square."""

    size: float
    square: float


def softmax(points: Floats) -> Floats:
    """Message × label: the share of each label."""
    shares = np.exp(points - points.max(axis=1, keepdims=True))
    return np.asarray(shares / shares.sum(axis=1, keepdims=True))


def fit(signs: Table, given: Floats, truth: Floats, worth: Floats, penalty: Penalty, rounds: int = 120) -> Floats:
    """Sign × label: the weights, none below nothing, that added to the points given explain the truth.

    `given` and `truth`: message × label; `worth`: message × 1, how much its being explained counts. Proximal gradient
    with momentum (Beck and Teboulle, 2009), a step of its own for each sign, begun anew when it turns back (O'Donoghue
    and Candès, 2015). Deterministic.
    """
    step = 1.0 / (signs.steps()[:, None] * float(worth.max()) + 2 * penalty.square)
    weights = np.zeros((len(signs.first_message), given.shape[1]))
    ahead, momentum = weights, 1.0
    for _ in range(rounds):
        slope = signs.spread((softmax(given + signs.sums(ahead)) - truth) * worth) + 2 * penalty.square * ahead
        moved = np.maximum(ahead - step * (slope + penalty.size), 0.0) * signs.known
        if float(((ahead - moved) * (moved - weights)).sum()) > 0:
            momentum = 1.0
        following = (1 + np.sqrt(1 + 4 * momentum**2)) / 2
        ahead = moved + (momentum - 1) / following * (moved - weights)
        weights, momentum = moved, following
    return weights
