"""What each head is told. A head without labels in a batch gives no loss.

Where a teacher was asked, its softened scores are told beside the labels (Hinton, Vinyals and Dean 2015).
"""

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
SOFT = 2.0  # the temperature at which a teacher is copied
COPIED = 2.0  # what the copying weighs beside the labels, which one reader gave and the teacher smooths
HARM_WEIGHTS = torch.tensor([1.5, 4.0, 8.0, 8.0, 4.0])  # of the words that are harm; threats and slurs are few, spam is clear


def losses(model: CommentModel, batch: Batch) -> dict[str, Tensor]:
    """The losses by head."""
    scores = model(batch.pieces, batch.marks, batch.segments, batch.mask, batch.batch, batch.at)
    found = {
        "stance": _stance(scores["stance"].float(), batch),
        "nli": _classes(scores["nli"], batch.nli),
        "odds": _classes(scores["odds"], batch.odds),
        "taught": _taught(scores["stance"].float(), batch),
        "taught_odds": _copied(scores["odds"].float(), batch.taught_odds, ~batch.taught_odds[:, 0].isnan()),
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


def _taught(scores: Tensor, batch: Batch) -> Tensor | None:
    """Of a source that knows two sides the teacher learned two alone, so only those are copied."""
    known = ~batch.taught[:, 0].isnan()
    parts = [
        _copied(scores, batch.taught, known & ~batch.sides),
        _copied(scores[:, SIDES], batch.taught[:, SIDES], known & batch.sides),
    ]
    found = [part for part in parts if part is not None]
    return torch.stack(found).sum() if found else None


def _copied(scores: Tensor, taught: Tensor, known: Tensor) -> Tensor | None:
    """How far the scores are from the teacher's, both softened; classes weigh as they come."""
    if not known.any():
        return None
    told = (taught[known] / SOFT).softmax(-1)
    return functional.kl_div((scores[known] / SOFT).log_softmax(-1), told, reduction="batchmean") * SOFT**2 * COPIED


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
