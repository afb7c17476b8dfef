"""Windows as padded tensors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from onrecord.reader.features import Phrase, coref_features, tension_features
from onrecord.reader.labels import ANCHORS, KINDS, ROLES
from onrecord.reader.words import CAPITAL
from training.examples import Anchor, Example, Piece, cut

__all__ = ["Batch", "batches_of", "collate"]

FIRST, LAST = 101, 102  # [CLS] and [SEP] of BERT's vocabulary
CONTENT = ROLES.index("content")


@dataclass(slots=True)
class Batch:
    """Padded to the longest window: `pieces` [B, P], `marks` [B, P, 3], `mask` [B, 1, 1, P], `first` [B, n], `real` [B, n]."""

    pieces: Tensor
    marks: Tensor
    mask: Tensor
    first: Tensor
    real: Tensor
    tags: Tensor  # [B, n, 2], -100 where unknown
    mentions: Tensor  # [B, n, widest], -100 where unknown
    anchors: Tensor  # [K, 6]: window, first word, kind (0 statement, 1 event), act, type, modality
    arcs: Tensor  # [K, n, roles, 3]
    heads: Tensor  # [B, n], -100 where unknown
    relations: Tensor
    coref: list[
        tuple[int, np.ndarray, np.ndarray, np.ndarray, np.ndarray]
    ]  # window, spans [m, 2], anaphor numbers, features [a, m, F], gold [a, m]
    tensions: list[
        tuple[int, list[list[int]], np.ndarray, np.ndarray, np.ndarray]
    ]  # window, words of each statement, pairs, features, labels


def batches_of(examples: Sequence[Example], *, room: int, pieces: int, rng: np.random.Generator) -> Iterator[list[Piece]]:
    """All examples once, cut anew, windows of like size together, batches in random order."""
    windows = [w for e in examples for w in cut(e, room, rng)]
    windows.sort(key=lambda w: w.size + float(rng.random()) * 24)
    found: list[list[Piece]] = [[]]
    for window in windows:
        if found[-1] and (len(found[-1]) + 1) * max(window.size, *(w.size for w in found[-1])) > pieces:
            found.append([])
        found[-1].append(window)
    for number in rng.permutation(len(found)):
        yield found[number]


def collate(windows: Sequence[Piece], *, widest: int) -> Batch:
    """The arrays of a batch."""
    count, longest, words = len(windows), max(w.size for w in windows), max(w.end - w.start for w in windows)
    batch = Batch(
        torch.zeros(count, longest, dtype=torch.long),
        torch.zeros(count, longest, 3, dtype=torch.long),
        torch.zeros(count, 1, 1, longest, dtype=torch.bool),
        torch.zeros(count, words, dtype=torch.long),
        torch.zeros(count, words, dtype=torch.bool),
        torch.full((count, words, 2), -100),
        torch.full((count, words, widest), -100),
        torch.zeros(0, 6, dtype=torch.long),
        torch.zeros(0),
        torch.full((count, words), -100),
        torch.full((count, words), -100),
        [],
        [],
    )
    anchors: list[list[int]] = []
    arcs: list[Tensor] = []
    for i, window in enumerate(windows):
        _inputs(batch, i, window)
        example = window.example
        if "anchors" in example.has:
            _tags(batch.tags[i], window)
            numbers = _anchors(i, window, anchors, arcs, words)
            _tensions(batch, i, window, numbers)
        if "mentions" in example.has:
            _mentions(batch.mentions[i], window, widest)
        if "coref" in example.has:
            _coref(batch, i, window)
        if "tree" in example.has:
            _tree(batch, i, window)
    if anchors:
        batch.anchors, batch.arcs = torch.tensor(anchors), torch.stack(arcs)
    return batch


def _inputs(batch: Batch, i: int, window: Piece) -> None:
    words = window.example.words
    at = 1
    batch.pieces[i, 0] = FIRST
    for n, w in enumerate(range(window.start, window.end)):
        own = window.example.pieces[w]
        batch.first[i, n] = at
        batch.pieces[i, at : at + len(own)] = torch.tensor(own)
        batch.marks[i, at : at + len(own)] = torch.tensor((words.shape[w], words.opens[w], words.quoted[w]))
        at += len(own)
    batch.pieces[i, at] = LAST
    batch.mask[i, :, :, : at + 1] = True
    batch.real[i, : window.end - window.start] = True


def _tags(tags: Tensor, window: Piece) -> None:
    tags[: window.end - window.start] = 0
    for anchor in window.example.anchors:
        group = int(anchor.kind == "trigger")
        inside = ANCHORS.index("trigger_inside") - 2 if group else 1 + ANCHORS.index("cue_inside")
        for w in range(max(anchor.first + 1, window.start), min(anchor.last + 1, window.end)):
            if tags[w - window.start, group] == 0:
                tags[w - window.start, group] = inside
    for anchor in window.example.anchors:
        if window.start <= anchor.first < window.end:
            group = int(anchor.kind == "trigger")
            tags[anchor.first - window.start, group] = 1 if anchor.kind != "quote" else 1 + ANCHORS.index("quote")


def _anchors(i: int, window: Piece, anchors: list[list[int]], arcs: list[Tensor], words: int) -> dict[int, Anchor]:
    numbers: dict[int, Anchor] = {}
    for number, anchor in enumerate(window.example.anchors):
        if not window.start <= anchor.first < window.end:
            continue
        numbers[number] = anchor
        anchors.append([i, anchor.first - window.start, int(anchor.kind == "trigger"), anchor.act, anchor.type, anchor.modality])
        own = torch.zeros(words, len(ROLES), 3)
        for arc in window.example.arcs:
            if arc.anchor != number:
                continue
            first, last = max(arc.first, window.start) - window.start, min(arc.last, window.end - 1) - window.start
            if first <= last:
                own[first : last + 1, arc.role, 0] = 1
                own[first, arc.role, 1] = float(arc.first >= window.start)
                own[last, arc.role, 2] = float(arc.last < window.end)
        arcs.append(own)
    return numbers


def _mentions(target: Tensor, window: Piece, widest: int) -> None:
    size = window.end - window.start
    for width in range(widest):
        target[: max(0, size - width), width] = 0
    for mention in window.example.mentions:
        width = mention.last - mention.first
        if mention.kind >= 0 and window.start <= mention.first and mention.last < window.end and width < widest:
            target[mention.first - window.start, width] = 1 + mention.kind


def _phrase(window: Piece, first: int, last: int, kind: int) -> Phrase:
    words = window.example.words
    name = any(words.shape[w] in CAPITAL and not words.opens[w] for w in range(first, last + 1))
    return Phrase(words.low(first, last), kind, words.sentence[first], first, name)


def _coref(batch: Batch, i: int, window: Piece) -> None:
    inside = sorted(
        (m for m in window.example.mentions if m.cluster and window.start <= m.first and m.last < window.end),
        key=lambda m: (m.first, -m.last),
    )
    if len(inside) < 2:
        return
    phrases = [_phrase(window, m.first, m.last, m.kind if m.kind < len(KINDS) - 1 else -1) for m in inside]
    features = np.array([[coref_features(a, b) for b in phrases] for a in phrases], np.float32)
    gold = np.array([[a.cluster == b.cluster and j < k for j, b in enumerate(inside)] for k, a in enumerate(inside)])
    spans = np.array([(m.first - window.start, m.last - window.start) for m in inside])
    batch.coref.append((i, spans, np.arange(len(inside)), features, gold))


def _tensions(batch: Batch, i: int, window: Piece, numbers: dict[int, Anchor]) -> None:
    example = window.example
    said = [n for n, a in numbers.items() if a.kind != "trigger"]
    if len(said) < 2:
        return
    texts: list[frozenset[str]] = []
    words: list[list[int]] = []
    for n in said:
        inside = [
            w - window.start
            for arc in example.arcs
            if arc.anchor == n and arc.role == CONTENT
            for w in range(max(arc.first, window.start), min(arc.last + 1, window.end))
        ]
        words.append(inside or [numbers[n].first - window.start])
        texts.append(
            frozenset(t for w in inside if len(t := example.words.exact(w + window.start, w + window.start).lower()) > 3)
        )
    speakers = {n: _speaker(example, n) for n in said}
    gold = {frozenset((a, b)): 1 + r for a, b, r in example.tensions}
    pairs = [(a, b) for a in range(len(said)) for b in range(a + 1, len(said))]
    features = [
        tension_features(
            texts[a],
            texts[b],
            same_speaker=speakers[said[a]] == speakers[said[b]] != "",
            apart=abs(example.words.sentence[numbers[said[a]].first] - example.words.sentence[numbers[said[b]].first]),
            denies=1 in (numbers[said[a]].act, numbers[said[b]].act),
        )
        for a, b in pairs
    ]
    labels = [gold.get(frozenset((said[a], said[b])), 0) for a, b in pairs]
    batch.tensions.append((i, words, np.array(pairs), np.array(features, np.float32), np.array(labels)))


def _speaker(example: Example, number: int) -> str:
    source = next((a for a in example.arcs if a.anchor == number and a.role == ROLES.index("source")), None)
    if source is None:
        return ""
    return next((m.cluster for m in example.mentions if (m.first, m.last) == (source.first, source.last)), "")


def _tree(batch: Batch, i: int, window: Piece) -> None:
    for n, w in enumerate(range(window.start, window.end)):
        head = window.example.heads[w]
        if window.start <= head < window.end:
            batch.heads[i, n] = head - window.start
            batch.relations[i, n] = window.example.relations[w]
