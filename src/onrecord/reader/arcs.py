"""From scores of words to spans: the stretch of words whose first, last and inner words together score best."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["best_spans"]

Stretch = tuple[int, int]
NOTHING = -1e6
INNER = 6.0  # an inner word counts for no more than this many log-odds either way, so that one word cannot decide a long span


def best_spans(scores: NDArray[np.float32], *, most: int, least: float) -> list[list[Stretch]]:
    """For each row, the best spans that do not overlap, in order.

    Args:
        scores: [rows, words, 3], log-odds that a word is a member, the first, the last word.
        most: the most spans of a row.
        least: a span's score, the sum of its words' log-odds with its first's and last's, is above this.
    """
    rows, words, _ = scores.shape
    found: list[list[Stretch]] = [[] for _ in range(rows)]
    if not rows or not words:
        return found
    member = np.clip(scores[..., 0].astype(np.float64), -INNER, INNER)
    first, last = scores[..., 1].astype(np.float64), scores[..., 2].astype(np.float64)
    every = np.arange(rows)
    numbers = np.arange(words)
    for _ in range(most):
        total = np.cumsum(member, 1)
        opened = first - (total - member)
        best = np.maximum.accumulate(opened, 1)
        begins = np.maximum.accumulate(np.where(opened >= best, numbers, 0), 1)
        closed = best + last + total
        end = closed.argmax(1)
        good = closed[every, end] > least
        if not good.any():
            break
        start = begins[every, end]
        for row in np.flatnonzero(good):
            found[row].append((int(start[row]), int(end[row])))
            member[row, start[row] : end[row] + 1] = NOTHING
        member[~good] = NOTHING
    return [sorted(spans) for spans in found]
