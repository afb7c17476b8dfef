"""Confidence as a measured share: Platt's two numbers a head (1999), and expected calibration error (Guo et al. 2017)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from onrecord.scoring import overlap

__all__ = ["calibration_error", "judged", "platt"]

Json = dict[str, Any]
BINS = 10


def judged(gold: Sequence[Json], read: Sequence[Json]) -> dict[str, tuple[NDArray[np.float64], NDArray[np.float64]]]:
    """For each head, the confidences given, and whether each was right: a statement that pairs, an event also in its type."""
    found: dict[str, tuple[list[float], list[float]]] = {"statement": ([], []), "event": ([], [])}
    for g, p in zip(gold, read, strict=True):
        for s in p["statements"]:
            found["statement"][0].append(s["confidence"])
            found["statement"][1].append(float(any(overlap(s["content"], t["content"]) >= 0.5 for t in g["statements"])))
        for e in p["events"]:
            found["event"][0].append(e["confidence"])
            found["event"][1].append(
                float(any(e["type"] == t["type"] and overlap([e["trigger"]], [t["trigger"]]) > 0 for t in g["events"]))
            )
    return {head: (np.array(sure), np.array(right)) for head, (sure, right) in found.items()}


def platt(sure: NDArray[np.float64], right: NDArray[np.float64]) -> tuple[float, float]:
    """A and b of sigmoid(a * log-odds + b), by Newton's method in short steps, shrunk a little towards (1, 0)."""
    p = np.clip(sure, 1e-3, 1 - 1e-3)
    x = np.stack([np.log(p / (1 - p)), np.ones_like(p)], 1)
    w, prior = np.array([1.0, 0.0]), np.array([1.0, 0.0])
    for _ in range(100):
        q = 1 / (1 + np.exp(-x @ w))
        slope = x.T @ (q - right) + (w - prior)
        bend = (x * (q * (1 - q))[:, None]).T @ x + np.eye(2)
        step = np.linalg.solve(bend, slope)
        w = w - step * min(1.0, 0.3 / max(1e-9, float(np.abs(step).max())))
    return round(float(w[0]), 4), round(float(w[1]), 4)


def calibration_error(given: ArrayLike, hits: ArrayLike) -> float:
    """The mean distance between confidence and share of right ones over BINS bins of equal width, weighted by their sizes."""
    sure, right = np.asarray(given, np.float64), np.asarray(hits, np.float64)
    bins = np.clip((sure * BINS).astype(int), 0, BINS - 1)
    gaps = [abs(sure[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean() for b in range(BINS) if (bins == b).any()]
    return float(sum(gaps))
