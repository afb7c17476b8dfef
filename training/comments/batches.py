"""Examples as padded tensors, of like size together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from training.comments.examples import UNKNOWN, Written

__all__ = ["Batch", "batches_of", "collate"]


@dataclass(slots=True)
class Batch:
    """B inputs of at most P pieces with K targets in all."""

    pieces: Tensor  # [B, P]
    segments: Tensor
    marks: Tensor  # [B, P, 3]
    mask: Tensor  # [B, 1, 1, P]
    batch: Tensor  # [K] which input
    at: Tensor  # [K] which piece
    inside: Tensor  # [B, P] true for the comment's words' first pieces
    stance: Tensor  # [K]
    sides: Tensor
    nli: Tensor
    odds: Tensor
    taught: Tensor  # [K, STANCES] float, NaN where no teacher was asked
    taught_odds: Tensor  # [K, READINGS]
    edges: Tensor  # [K, 2]
    harm: Tensor  # [B, P, HARMS]
    whole: Tensor  # [B, WHOLE]


def batches_of(examples: Sequence[Written], *, pieces: int, rng: np.random.Generator) -> list[list[Written]]:
    """All examples once, batches of at most `pieces` pieces with padding, in random order."""
    by_length: dict[int, list[Written]] = defaultdict(list)
    for i in rng.permutation(len(examples)):
        by_length[_rounded(examples[i].size)].append(examples[i])
    found = []
    for length, some in sorted(by_length.items()):
        room = max(1, pieces // length)
        found += [some[i : i + room] for i in range(0, len(some), room)]
    return [found[i] for i in rng.permutation(len(found))]


def _rounded(size: int) -> int:
    """Lengths are multiples of 16, since each new shape costs the processor's library a compilation."""
    return -(-size // 16) * 16


def collate(examples: Sequence[Written]) -> Batch:
    """Padded to the longest, and a little more."""
    size = _rounded(max(e.size for e in examples))

    def padded(of: Callable[[Written], np.ndarray], fill: int) -> Tensor:
        arrays = [of(e) for e in examples]
        whole = np.full((len(arrays), size, *arrays[0].shape[1:]), fill, np.int64)
        for i, array in enumerate(arrays):
            whole[i, : len(array)] = array
        return torch.from_numpy(whole)

    def joined(of: Callable[[Written], np.ndarray]) -> Tensor:
        return torch.from_numpy(np.concatenate([of(e) for e in examples]))

    inside = torch.zeros(len(examples), size, dtype=torch.bool)
    for i, e in enumerate(examples):
        inside[i, torch.from_numpy(e.input.first)] = True
    lengths = torch.tensor([e.size for e in examples])
    return Batch(
        pieces=padded(lambda e: e.input.pieces, 0),
        segments=padded(lambda e: e.input.segments, 0),
        marks=padded(lambda e: e.input.marks, 0),
        mask=(torch.arange(size)[None] < lengths[:, None])[:, None, None],
        batch=torch.from_numpy(np.repeat(np.arange(len(examples)), [len(e.input.targets) for e in examples])),
        at=joined(lambda e: e.input.targets),
        inside=inside,
        stance=joined(lambda e: e.stance),
        sides=joined(lambda e: e.sides),
        nli=joined(lambda e: e.nli),
        odds=joined(lambda e: e.odds),
        taught=joined(lambda e: e.taught),
        taught_odds=joined(lambda e: e.taught_odds),
        edges=joined(lambda e: e.edges),
        harm=padded(lambda e: e.harm, UNKNOWN),
        whole=torch.from_numpy(np.stack([e.whole for e in examples])),
    )
