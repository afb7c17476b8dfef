"""From scores to stances: the label of each target that a comment speaks to, the words that show it, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

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
    """A stance toward target number `target` of the input; `sides` are the calibrated chances of favour and against."""

    target: int
    label: StanceLabel
    evidence: Span
    confidence: float
    sides: tuple[float, float]


def held(reading: Reading, scores: Scores, text: str, settings: Settings) -> list[Held]:
    """The stances that a comment shows toward the targets of its input, in their order."""
    if not len(reading.first):
        return []
    found = []
    for target in range(len(reading.targets)):
        chances = settings.calibrated(scores.stance[target])
        if 1 - chances[NONE] < settings.speaks:
            continue
        label = _label(chances, settings)
        evidence = _evidence(reading, scores.edges[target], text)
        sure = round(float(chances[label]), 2)
        sides = (float(chances[FAVOUR]), float(chances[AGAINST]))
        found.append(Held(target, STANCES[label], evidence, sure, sides))  # type: ignore[arg-type]  # none is ruled out
    return found


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
