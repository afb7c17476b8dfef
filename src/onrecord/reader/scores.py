"""What the network says of one window, as arrays; decoding turns them into spans of the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

__all__ = ["Network", "Scores", "log_odds", "sigmoid", "softmax"]

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Scores:
    """n words, K candidate anchors of each sort, W widths.

    `tags` [n, 7] are probabilities: none, cue, cue_inside, quote; none, trigger, trigger_inside. `cues` and `triggers` [K]
    are the words at which candidates begin; `acts`, `types`, `modalities` [K, labels] probabilities; `said` [K, n, 4, 3] and
    `done` [K, n, 5, 3] log-odds that a word is member, first, last of each role of a statement or event; `mentions`
    [n, W, 1 + kinds] probabilities; `anaphor`, `antecedent`, `claim` [n, …] the sides of pair scores.
    """

    tags: Floats
    cues: NDArray[np.int64]
    acts: Floats
    said: Floats
    triggers: NDArray[np.int64]
    types: Floats
    modalities: Floats
    done: Floats
    mentions: Floats
    anaphor: Floats
    antecedent: Floats
    claim: Floats


class Network(Protocol):
    """Reads one window: `pieces` ids with [CLS] and [SEP], `marks` [pieces, 3], `first` the first piece of each word."""

    def __call__(self, pieces: NDArray[np.int64], marks: NDArray[np.int64], first: NDArray[np.int64]) -> Scores:
        """The scores of the window's words."""
        ...


def softmax(x: Floats) -> Floats:
    """Probabilities along the last axis."""
    e = np.exp(x - x.max(-1, keepdims=True))
    return np.asarray(e / e.sum(-1, keepdims=True), np.float32)


def sigmoid(x: float) -> float:
    """From log-odds to a probability."""
    return float(1 / (1 + np.exp(-np.clip(x, -40, 40))))


def log_odds(p: float) -> float:
    """From a probability to log-odds."""
    p = min(max(p, 1e-6), 1 - 1e-6)
    return float(np.log(p / (1 - p)))
