"""Cues for moderators: insult, threat, slur, spam, shouting, off topic, each with the words that cause it.

Harm is read off the network, word by word; shouting and spam are seen from the letters alone, so that anyone can check why.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise

import numpy as np

from onrecord.comments.labels import HARMS, WHOLE
from onrecord.comments.network import Scores
from onrecord.comments.sequence import Reading
from onrecord.comments.settings import Settings
from onrecord.record import Cue, CueKind, span

__all__ = ["harm", "off_topic", "shouting", "spam"]

TOXIC = HARMS.index("toxic")
KINDS: tuple[CueKind, ...] = ("insult", "threat", "slur")
LOUD_WORDS, LOUD_LETTERS = 2, 8  # fewer are acronyms: "NATO", "US EU"
LOUD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
LOUD_ONE = re.compile(r"\b[^\W\d_]{5,}\b[!?]{2,}")
LOOKED_AT = 20_000


def harm(reading: Reading, scores: Scores, text: str, settings: Settings) -> Iterator[Cue]:
    """Stretches of words that hurt: those whose toxicity is above the threshold, marks and short gaps between them included."""
    words = reading.text_words
    chances = scores.harm[reading.first] if len(reading.first) else np.zeros((0, len(HARMS)), np.float32)
    for first, last in _stretches(chances[:, TOXIC] >= settings.harm["toxic"]):
        within = chances[first : last + 1]
        kind, sure = _kind(within, settings)
        start, end = words.start[reading.words[first]], words.end[reading.words[last]]
        if any(map(str.isalnum, text[start:end])):
            yield Cue(kind=kind, span=span(text, start, end), confidence=round(sure, 2))


def _stretches(on: np.ndarray) -> Iterator[tuple[int, int]]:
    """Runs of marked words, first and last."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], on, [False]]).astype(int)))
    yield from ((int(a), int(b) - 1) for a, b in edges.reshape(-1, 2))


def _kind(within: np.ndarray, settings: Settings) -> tuple[CueKind, float]:
    """What the words are most, by the mean of each kind over its threshold; an insult where none is clear."""
    means = {kind: float(within[:, HARMS.index(kind)].mean()) for kind in KINDS}
    over = {kind: mean / settings.harm[kind] for kind, mean in means.items()}
    best = max(KINDS, key=lambda kind: over[kind])
    return (best if over[best] >= 1 else "insult"), float(within[:, TOXIC].mean())


def off_topic(scores: Scores, text: str, settings: Settings, *, speaks: bool) -> Iterator[Cue]:
    """The whole comment, where it has nothing to do with its story; not one that speaks to a target."""
    chance = float(scores.whole[WHOLE.index("off_topic")])
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    if not speaks and start < end and chance >= settings.off_topic:
        yield Cue(kind="off_topic", span=span(text, start, end), confidence=round(chance, 2))


def shouting(text: str) -> Iterator[Cue]:
    """Runs of words in capitals, or a long word in capitals with several exclamation marks."""
    if not any(a.isupper() and b.isupper() for a, b in pairwise(text[:LOOKED_AT])):
        return
    words = [(m.start(), m.end(), m[0]) for m in LOUD.finditer(text[:LOOKED_AT])]
    if text.isupper() and sum(len(w) for _, _, w in words) >= LOUD_LETTERS and len(words) >= LOUD_WORDS:
        yield Cue(kind="shouting", span=span(text, words[0][0], words[-1][1]))
        return
    for start, end in [*_loud_runs(words, text), *((m.start(), m.end()) for m in LOUD_ONE.finditer(text) if m[0].isupper())]:
        yield Cue(kind="shouting", span=span(text, start, end))


def _loud_runs(words: Sequence[tuple[int, int, str]], text: str) -> Iterator[tuple[int, int]]:
    run: list[tuple[int, int, str]] = []
    for word in [*words, (len(text), len(text), "end")]:
        if word[2].isupper() and (len(word[2]) > 1 or run):
            run.append(word)
            continue
        long = [w for _, _, w in run if len(w) > 2]
        if len(long) >= LOUD_WORDS and sum(len(w) for _, _, w in run) >= LOUD_LETTERS and len(run) > LOUD_WORDS:
            yield run[0][0], run[-1][1]
        run = []


@cache
def _signs() -> dict[str, re.Pattern[str]]:
    text = files(__package__).joinpath("data/spam.toml").read_text("utf-8")
    return {
        name: re.compile(pattern, 0 if name == "code" else re.IGNORECASE)
        for name, pattern in tomllib.loads(text)["signs"].items()
    }


def spam(text: str) -> Iterator[Cue]:
    """From the first to the last sign of advertising, where there are two of different kinds."""
    found = [(m.start(), m.end(), name) for name, sign in _signs().items() for m in sign.finditer(text[:LOOKED_AT])]
    if len({name for _, _, name in found}) > 1:
        start, end = min(a for a, _, _ in found), max(b for _, b, _ in found)
        yield Cue(kind="spam", span=span(text, start, end))
