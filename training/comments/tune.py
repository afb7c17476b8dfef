"""Thresholds and calibration by threads that training has not seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from onrecord.comments.labels import STANCES, WHOLE
from onrecord.comments.network import Network
from onrecord.comments.settings import Settings
from onrecord.reader.wordpiece import WordPiece
from training.comments.measure import (
    Judged,
    Pair,
    character_f1,
    macro_f1,
    marked,
    odds_pairs,
    read_example,
    stances,
    toxic_characters,
    toxic_scores,
)
from training.comments.threads import Thread, comment_examples, read_story, target_texts

__all__ = ["PLAIN", "fit_odds", "flagged", "said", "surest", "tuned"]

PLAIN = Settings(
    temperature=1.0,
    bias=(0.0,) * len(STANCES),
    speaks=0.5,
    apart=0.1,
    harm={"toxic": 0.5, "insult": 0.3, "threat": 0.3, "slur": 0.3, "spam": 0.5},
    off_topic=0.7,
    odds=0.9,
    odds_weights=(1.0, 0.0, 0.0, 0.0, 0.0, 0.0),
)
PRECISE = 0.92  # asked of contradictions on the threads for tuning, so that nine in ten are left on others
RIDGE = 1.0
STEPS, RATE = 4000, 0.1  # of the calibration's gradient descent, which has come to rest by then


def tuned(shared: Path, threads: Sequence[Thread], network: Network, pieces: WordPiece) -> Settings:
    """Settings by threads kept apart, and the toxic threshold by the trial part of toxic-spans."""
    judged = stances(threads, network, pieces)
    temperature, bias = _scaled(judged)
    settings = replace(PLAIN, temperature=temperature, bias=bias)
    settings = _best(settings, "speaks", np.arange(0.2, 0.9, 0.05), lambda s: _macro(judged, s, all_pairs=True))
    settings = _best(settings, "apart", np.arange(0.0, 0.5, 0.05), lambda s: _macro(judged, s, all_pairs=False))
    settings = replace(settings, off_topic=_off_topic(threads, network, pieces))
    toxic = toxic_scores(shared, "trial", network, pieces)
    best = max(np.arange(0.2, 0.8, 0.05), key=lambda t: character_f1((toxic_characters(e), marked(r, c, t)) for e, r, c in toxic))
    settings = replace(settings, harm={**settings.harm, "toxic": round(float(best), 2)})
    pairs = list(odds_pairs(threads, network, pieces, settings))
    weights = fit_odds(pairs)
    return replace(settings, odds_weights=weights, odds=surest(pairs, weights))


def _best(settings: Settings, name: str, values: NDArray[np.float64], score: object) -> Settings:
    tried = [replace(settings, **{name: round(float(v), 2)}) for v in values]
    return max(tried, key=score)  # type: ignore[arg-type]


def _scaled(judged: Sequence[Judged]) -> tuple[float, tuple[float, ...]]:
    """The temperature and biases of the least cross-entropy (Guo et al. 2017), by gradient descent from the plain ones."""
    logs = np.log(np.clip(np.array([j.chances for j in judged], np.float64), 1e-9, 1))
    true = np.eye(len(STANCES))[[STANCES.index(j.label) for j in judged]]
    scale, bias = 1.0, np.zeros(len(STANCES))
    for _ in range(STEPS):
        powers = scale * logs + bias
        chances = np.exp(powers - powers.max(1, keepdims=True))
        gap = chances / chances.sum(1, keepdims=True) - true
        scale -= RATE * float((gap * logs).sum(1).mean())
        bias -= RATE * gap.mean(0)
    return round(1 / max(scale, 0.05), 3), tuple(round(float(b), 3) for b in bias - bias[0])


def said(judged: Judged, settings: Settings, *, given: bool) -> str:
    """The label that decoding gives; `given`: that the comment speaks to the target is known."""
    chances = settings.calibrated(judged.chances)
    if not given and 1 - chances[0] < settings.speaks:
        return "none"
    best = 1 + int(chances[1:].argmax())
    return "unclear" if best in (1, 2) and abs(chances[1] - chances[2]) < settings.apart else STANCES[best]


def _macro(judged: Sequence[Judged], settings: Settings, *, all_pairs: bool) -> float:
    kept = judged if all_pairs else [j for j in judged if j.label != "none"]
    return macro_f1([j.label for j in kept], [said(j, settings, given=not all_pairs) for j in kept])


def _off_topic(threads: Sequence[Thread], network: Network, pieces: WordPiece) -> float:
    true, chances = [], []
    for thread in threads:
        for example in comment_examples(thread, target_texts(thread, read_story(thread))):
            if all(a.stance == "none" for a in example.aims):
                _, scores = read_example(example, network, pieces)
                true.append(example.whole["off_topic"])
                chances.append(float(scores.whole[WHOLE.index("off_topic")]))
    labels, given = np.array(true, bool), np.array(chances)

    def f1(threshold: float) -> float:
        on = given >= threshold
        return 2 * float((on & labels).sum()) / max(1, int(on.sum() + labels.sum()))

    return round(float(max(np.arange(0.2, 0.95, 0.05), key=f1)), 2)


def fit_odds(pairs: Sequence[Pair]) -> tuple[float, ...]:
    """Logistic regression of "reads as a contradiction", shrunk a little, by Newton's method."""
    x = np.array([p.features for p in pairs], np.float64)
    y = np.array([p.true == "contradiction" for p in pairs], np.float64)
    w = np.zeros(x.shape[1])
    for _ in range(60):
        q = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        slope = x.T @ (q - y) + RIDGE * w
        bend = (x * (q * (1 - q))[:, None]).T @ x + RIDGE * np.eye(len(w))
        step = np.linalg.solve(bend, slope)
        w = w - step * min(1.0, 1.0 / max(1e-9, float(np.abs(step).max())))
    return tuple(round(float(v), 4) for v in w)


def chance(pair: Pair, weights: Sequence[float]) -> float:
    """How sure a candidate is a contradiction."""
    return float(1 / (1 + np.exp(-np.clip(np.dot(weights, pair.features), -30, 30))))


def flagged(pairs: Sequence[Pair], weights: Sequence[float], threshold: float) -> set[tuple[str, str, str, str]]:
    """The accounts that would be flagged: thread, account, target, and how a person reads it."""
    return {(p.thread, p.account, p.target, p.true) for p in pairs if chance(p, weights) >= threshold}


def surest(pairs: Sequence[Pair], weights: Sequence[float]) -> float:
    """The lowest threshold at which contradictions are precise enough, a candidate at least above it."""
    for threshold in np.arange(0.1, 0.99, 0.01):
        found = flagged(pairs, weights, float(threshold))
        if found and sum(f[3] == "contradiction" for f in found) >= PRECISE * len(found):
            return round(float(threshold), 2)
    return 0.99
