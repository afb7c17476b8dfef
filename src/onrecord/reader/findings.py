"""What the network found on a page, in words of the page: anchors with their arguments, and mentions."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from onrecord.reader.arcs import Stretch, best_spans
from onrecord.reader.labels import ACTS, EVENT_ROLES, KINDS, MODALITIES, STATEMENT_ROLES, TYPES
from onrecord.reader.scores import Network, Scores
from onrecord.reader.settings import Settings
from onrecord.reader.windows import Window, windows_of
from onrecord.reader.wordpiece import WordPiece
from onrecord.reader.words import Words
from onrecord.record import Act, EventType, Modality

__all__ = ["Done", "Found", "Mention", "Said", "find"]

MOST = {"content": 12, "actor": 12, "recipient": 12, "count": 4}  # spans of a role; others have one
SLACK = 32  # pieces by which a window may run over its even share, since it ends at a sentence
GAP = 2  # from a trigger's last word to the next one's first
CUE, INSIDE, QUOTE, TRIGGER, TRIGGER_INSIDE = 1, 2, 3, 5, 6  # columns of Scores.tags


@dataclass(frozen=True, slots=True)
class Said:
    """A statement: its cue's words (None: a quotation that no cue attributes), arguments by role, act, probability."""

    at: int
    cue: Stretch | None
    spans: dict[str, list[Stretch]]
    act: Act
    probability: float


@dataclass(frozen=True, slots=True)
class Done:
    """An event: its trigger's words, arguments by role, type, modality, probability."""

    trigger: Stretch
    spans: dict[str, list[Stretch]]
    type: EventType
    modality: Modality
    probability: float


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that mention something, with the kind (of KINDS) that the network gives them and its probability."""

    first: int
    last: int
    kind: str
    probability: float


@dataclass(slots=True)
class Found:
    """All of a page, in order of the text. `anaphor`, `antecedent`, `claim` and `mention_scores` are [words, …]."""

    said: list[Said] = field(default_factory=list)
    done: list[Done] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    anaphor: NDArray[np.float32] = field(default_factory=lambda: np.zeros((0, 2), np.float32))
    antecedent: NDArray[np.float32] = field(default_factory=lambda: np.zeros((0, 2), np.float32))
    claim: NDArray[np.float32] = field(default_factory=lambda: np.zeros((0, 2), np.float32))
    mention_scores: NDArray[np.float32] = field(default_factory=lambda: np.zeros((0, 1, 1 + len(KINDS)), np.float32))

    def kind(self, first: int, last: int) -> str:
        """The likeliest kind of entity that words first to last mention, even where they are likelier none."""
        width = last - first
        if width >= self.mention_scores.shape[1]:
            return "group"
        return KINDS[int(self.mention_scores[first, width, 1:-1].argmax())]


def find(words: Words, pieces: WordPiece, network: Network, settings: Settings, workers: Executor | None = None) -> Found:
    """Read a page's windows, each by itself, and keep of each what it owns. The same words give the same findings.

    `workers` read windows beside each other, where they are given.
    """
    cut = [pieces.pieces(words.text[a:b]) for a, b in zip(words.start, words.end, strict=True)]
    found = Found()
    parts: list[tuple[NDArray[np.float32], ...]] = []
    windows = windows_of([len(c) for c in cut], words.sentence, **_sizes(sum(map(len, cut)), settings))
    inputs = [_input(words, cut, window, pieces) for window in windows]
    every = workers.map(network, *zip(*inputs, strict=True)) if workers and len(inputs) > 1 else (network(*i) for i in inputs)
    for window, scores in zip(windows, every, strict=True):
        own = slice(window.own_start - window.start, window.own_end - window.start)
        found.said += _said(scores, window, settings)
        found.done += _done(scores, window, settings)
        found.mentions += _mentions(scores, window, settings)
        parts.append((scores.anaphor[own], scores.antecedent[own], scores.claim[own], scores.mentions[own]))
    if parts:
        found.anaphor, found.antecedent, found.claim, found.mention_scores = (np.concatenate(p) for p in zip(*parts, strict=True))
    return found


def _sizes(pieces: int, settings: Settings) -> dict[str, int]:
    """Room for as few windows as the page needs, all of about one size."""
    count = max(1, -(-(pieces - settings.before) // max(1, settings.room - settings.before - settings.behind)))
    even = -(-pieces // count) + settings.before + settings.behind + SLACK
    return {"room": min(settings.room, even), "before": settings.before, "behind": settings.behind}


def _input(
    words: Words, cut: Sequence[tuple[int, ...]], window: Window, pieces: WordPiece
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    ids, marks, first = [pieces.first], [(0, 0, 0)], []
    for w in range(window.start, window.end):
        first.append(len(ids))
        ids += cut[w]
        marks += [(words.shape[w], words.opens[w], words.quoted[w])] * len(cut[w])
    return np.array([*ids, pieces.last], np.int64), np.array([*marks, (0, 0, 0)], np.int64), np.array(first, np.int64)


def _owned(window: Window, word: int) -> bool:
    return window.own_start <= window.start + word < window.own_end


def _extent(tags: NDArray[np.float32], at: int, inside: int, group: slice) -> int:
    """The last word of an anchor that begins at `at`: as far as words are likeliest inside."""
    last = at
    while last + 1 < len(tags) and tags[last + 1, group].argmax() == inside - group.start:
        last += 1
    return last


def _spans(
    scores: NDArray[np.float32], roles: Sequence[str], window: Window, settings: Settings
) -> list[dict[str, list[Stretch]]]:
    found: list[dict[str, list[Stretch]]] = [{} for _ in range(len(scores))]
    for r, role in enumerate(roles):
        rows = best_spans(scores[:, :, r], most=MOST.get(role, 1), least=settings.argument.get(role, 0.0))
        for spans, row in zip(found, rows, strict=True):
            spans[role] = [(a + window.start, b + window.start) for a, b in row]
    return found


def _said(scores: Scores, window: Window, settings: Settings) -> list[Said]:
    chance = scores.tags[:, CUE] + scores.tags[:, QUOTE]
    kept = [k for k, w in enumerate(scores.cues) if _owned(window, w) and chance[w] >= settings.statement]
    found = []
    for k, spans in zip(kept, _spans(scores.said[kept], STATEMENT_ROLES, window, settings), strict=True):
        w = int(scores.cues[k])
        if not spans["content"]:
            continue
        cue = None
        if scores.tags[w, CUE] >= scores.tags[w, QUOTE]:
            cue = (w + window.start, _extent(scores.tags, w, INSIDE, slice(0, 4)) + window.start)
        found.append(Said(w + window.start, cue, spans, ACTS[int(scores.acts[k].argmax())], float(chance[w])))
    return found


def _done(scores: Scores, window: Window, settings: Settings) -> list[Done]:
    kept = [k for k, w in enumerate(scores.triggers) if _owned(window, w) and scores.tags[w, TRIGGER] >= settings.event]
    found = []
    for k, spans in zip(kept, _spans(scores.done[kept], EVENT_ROLES, window, settings), strict=True):
        w = int(scores.triggers[k])
        trigger = (w + window.start, _extent(scores.tags, w, TRIGGER_INSIDE, slice(4, 7)) + window.start)
        kind, modality = TYPES[int(scores.types[k].argmax())], MODALITIES[int(scores.modalities[k].argmax())]
        found.append(Done(trigger, spans, kind, modality, float(scores.tags[w, TRIGGER])))
    return _joined(found)


def _joined(found: list[Done]) -> list[Done]:
    """Triggers of one type with at most one word between them are one: "launched a surprise offensive"."""
    kept: list[Done] = []
    for done in found:
        before = kept[-1] if kept else None
        if before and before.type == done.type and done.trigger[0] - before.trigger[1] <= GAP:
            surer = max(before, done, key=lambda d: d.probability)
            spans = {role: surer.spans[role] or before.spans[role] or done.spans[role] for role in surer.spans}
            kept[-1] = replace(surer, trigger=(before.trigger[0], done.trigger[1]), spans=spans)
        else:
            kept.append(done)
    return kept


def _mentions(scores: Scores, window: Window, settings: Settings) -> list[Mention]:
    likely = 1 - scores.mentions[..., 0] >= settings.mention
    found = []
    for w, width in np.argwhere(likely):
        if _owned(window, w) and w + width < len(scores.mentions):
            kind = int(scores.mentions[w, width, 1:].argmax())
            first = int(w) + window.start
            found.append(Mention(first, first + int(width), KINDS[kind], float(1 - scores.mentions[w, width, 0])))
    return found
