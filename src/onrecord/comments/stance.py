"""From scores to stances: the label of each target that a comment speaks to, the words that show it, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.comments.labels import STANCES
from onrecord.comments.network import Scores
from onrecord.comments.sequence import Reading
from onrecord.comments.settings import Settings
from onrecord.record import Span, StanceLabel, span

__all__ = ["Held", "held"]

NONE = STANCES.index("none")
FAVOUR, AGAINST = STANCES.index("favour"), STANCES.index("against")
LONGEST = 40  # words of evidence; gold's longest has 38


@dataclass(frozen=True, slots=True)
class Held:
    """A stance toward target number `target` of the input.

    `speaks` is the calibrated chance that the comment speaks to the target at all, `favour` and `against` those of the two sides.
    """

    target: int
    label: StanceLabel
    evidence: Span
    confidence: float
    speaks: float
    favour: float
    against: float


def held(reading: Reading, scores: Scores, text: str, settings: Settings, *, least: float | None = None) -> list[Held]:
    """The stances that a comment shows toward the targets of its input, in their order.

    `least` is the chance from which it is taken to speak to a target, that of the settings if none is given.
    """
    if not len(reading.first):
        return []
    least = settings.speaks if least is None else least
    chances = [settings.calibrated(one) for one in scores.stance]
    return [_held(reading, scores, text, settings, t, c) for t, c in enumerate(chances) if 1 - c[NONE] >= least]


def _held(reading: Reading, scores: Scores, text: str, settings: Settings, target: int, chances: NDArray[np.float64]) -> Held:
    label = _label(chances, settings)
    return Held(
        target=target,
        label=STANCES[label],  # type: ignore[arg-type]  # none is ruled out
        evidence=_evidence(reading, scores.edges[target], text),
        confidence=round(float(chances[label]), 2),
        speaks=float(1 - chances[NONE]),
        favour=float(chances[FAVOUR]),
        against=float(chances[AGAINST]),
    )


def _label(chances: np.ndarray, settings: Settings) -> int:
    """The likeliest label save none; neither side where both are weak, since then a person would not know either."""
    rest = chances.copy()
    rest[NONE] = -1
    best = int(rest.argmax())
    if best in (FAVOUR, AGAINST) and abs(chances[FAVOUR] - chances[AGAINST]) < settings.apart:
        return STANCES.index("unclear")
    return best


def _evidence(reading: Reading, edges: np.ndarray, text: str) -> Span:
    """The likeliest stretch of words; one that the input leaves out in the middle belongs to it."""
    begin, finish = edges[reading.first, 0], edges[reading.first, 1]
    count = len(begin)
    best, at = -np.inf, (0, 0)
    for width in range(min(LONGEST, count)):
        sums = begin[: count - width] + finish[width:]
        i = int(sums.argmax())
        if sums[i] > best:
            best, at = float(sums[i]), (i, i + width)
    words = reading.text_words
    return span(text, words.start[reading.words[at[0]]], words.end[reading.words[at[1]]])
