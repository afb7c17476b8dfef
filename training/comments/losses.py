"""What each head is told. A head without labels in a batch gives no loss."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from onrecord.comments.labels import STANCES
from training.comments.batches import Batch
from training.comments.examples import UNKNOWN
from training.comments.model import CommentModel

__all__ = ["losses"]

SIDES = [STANCES.index("favour"), STANCES.index("against")]
STANCE_WEIGHTS = torch.tensor([0.35, 1.0, 1.0, 1.5, 1.5])  # two of three pairs are none; neutral and unclear are few
HARM_WEIGHTS = torch.tensor([1.5, 4.0, 8.0, 8.0, 4.0])  # of the words that are harm; threats and slurs are few, spam is clear


def losses(model: CommentModel, batch: Batch) -> dict[str, Tensor]:
    """The losses by head."""
    scores = model(batch.pieces, batch.marks, batch.segments, batch.mask, batch.batch, batch.at)
    found = {
        "stance": _stance(scores["stance"].float(), batch),
        "nli": _classes(scores["nli"], batch.nli),
        "odds": _classes(scores["odds"], batch.odds),
        "edges": _edges(scores["edges"].float(), batch),
        "harm": _binary(scores["harm"].float(), batch.harm, HARM_WEIGHTS),
        "whole": _binary(scores["whole"].float(), batch.whole, torch.ones(2)),
    }
    return {name: loss for name, loss in found.items() if loss is not None}


def _classes(scores: Tensor, labels: Tensor) -> Tensor | None:
    known = labels != UNKNOWN
    return functional.cross_entropy(scores[known].float(), labels[known]) if known.any() else None


def _stance(scores: Tensor, batch: Batch) -> Tensor | None:
    """All five classes, or only the two sides where the source knows no others."""
    known = (batch.stance != UNKNOWN) & ~batch.sides
    parts = []
    if known.any():
        parts.append(functional.cross_entropy(scores[known], batch.stance[known], weight=STANCE_WEIGHTS))
    if batch.sides.any():
        two = scores[batch.sides][:, SIDES]
        parts.append(functional.cross_entropy(two, (batch.stance[batch.sides] == SIDES[1]).long()))
    return torch.stack(parts).sum() if parts else None


def _edges(scores: Tensor, batch: Batch) -> Tensor | None:
    known = batch.edges[:, 0] != UNKNOWN
    if not known.any():
        return None
    scores = scores[known].masked_fill(~batch.inside[batch.batch[known]][:, :, None], -1e4)
    return functional.cross_entropy(scores.transpose(1, 2).flatten(0, 1), batch.edges[known].flatten()) * 0.5


def _binary(scores: Tensor, labels: Tensor, weights: Tensor) -> Tensor | None:
    known = labels != UNKNOWN
    if not known.any():
        return None
    loss = functional.binary_cross_entropy_with_logits(scores, labels.clamp(min=0).float(), pos_weight=weights, reduction="none")
    return loss[known].mean()
