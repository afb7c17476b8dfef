"""What the model is trained to make small: one number a batch, the sum of its heads' losses."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from onrecord.reader.labels import STATEMENT_ROLES
from training.batches import Batch
from training.model import Model

__all__ = ["losses"]

TAGS, MENTIONS, CLASSES, ARCS, COREF, TENSIONS, TREE = (
    8.0,
    8.0,
    0.5,
    0.08,
    0.5,
    0.3,
    0.7,
)  # brings the heads to like size at the start

SAID = len(STATEMENT_ROLES)


def losses(model: Model, batch: Batch) -> dict[str, Tensor]:
    """The weighted loss of each head that the batch has labels for."""
    words = model.words(batch.pieces, batch.marks, batch.mask, batch.first)
    found: dict[str, Tensor] = {}
    if (batch.tags >= 0).any():
        tags = model.tags(words).float()
        found["tags"] = TAGS * (_cross(tags[..., :4], batch.tags[..., 0]) + _cross(tags[..., 4:], batch.tags[..., 1]))
    if (batch.mentions >= 0).any():
        scores = model.mentions(words).float()
        known = (batch.mentions >= 0).any(2).sum()
        found["mentions"] = (
            MENTIONS * functional.cross_entropy(scores.flatten(0, 2), batch.mentions.flatten(), reduction="sum") / known
        )
    if len(batch.anchors):
        found |= _anchored(model, batch, words)
    if batch.coref:
        found["coref"] = COREF * _coref(model, batch, words)
    if batch.tensions:
        found["tensions"] = TENSIONS * _tensions(model, batch, words)
    if (batch.heads >= 0).any():
        found["tree"] = TREE * _tree(model, batch, words)
    return found


def _cross(scores: Tensor, gold: Tensor) -> Tensor:
    return functional.cross_entropy(scores.flatten(0, -2), gold.flatten(), ignore_index=-100)


def _anchored(model: Model, batch: Batch, words: Tensor) -> dict[str, Tensor]:
    window, first, kind, act, type_, modality = batch.anchors.T
    acts, types, modalities, arcs = model.anchored(words, window, first, kind)
    classes = [
        functional.cross_entropy(s.float(), g, ignore_index=-1, reduction="sum")
        for s, g in ((acts, act), (types, type_), (modalities, modality))
    ]
    relevant = torch.zeros_like(batch.arcs)
    relevant[kind == 0, :, :SAID] = 1
    relevant[kind == 1, :, SAID:] = 1
    relevant *= batch.real[window][:, :, None, None]
    each = functional.binary_cross_entropy_with_logits(arcs.float(), batch.arcs, weight=relevant, reduction="sum")
    return {"classes": CLASSES * sum(classes) / len(kind), "arcs": ARCS * each / len(kind)}  # type: ignore[operator]


def _coref(model: Model, batch: Batch, words: Tensor) -> Tensor:
    anaphor, antecedent, _ = model.pairs(words)
    total, count = words.new_zeros((), dtype=torch.float), 0
    for window, spans, numbers, features, gold in batch.coref:
        a, b = spans[:, 0], spans[:, 1]
        half = anaphor.shape[2] // 2
        mine = (anaphor[window, a, :half] + anaphor[window, b, half:]).float()
        theirs = (antecedent[window, a, :half] + antecedent[window, b, half:]).float()
        scores = mine @ theirs.T / half**0.5 + model.coref_features(torch.from_numpy(features)).float().squeeze(2)
        earlier = torch.from_numpy(np.tri(len(spans), k=-1, dtype=bool))
        scores = scores.masked_fill(~earlier, -1e4)
        with_none = torch.cat([scores.new_zeros(len(spans), 1), scores], 1)
        right = torch.from_numpy(np.concatenate([~gold.any(1, keepdims=True), gold], 1))
        total = total + (with_none.logsumexp(1) - with_none.masked_fill(~right, -1e4).logsumexp(1)).sum()
        count += len(numbers)
    return total / count


def _tensions(model: Model, batch: Batch, words: Tensor) -> Tensor:
    claims = model.pairs(words)[2]
    total, count = words.new_zeros((), dtype=torch.float), 0
    for window, parts, pairs, features, labels in batch.tensions:
        vectors = torch.stack([claims[window, part].mean(0) for part in parts]).float()
        sides = vectors.view(len(parts), model.tension_features.out_features, -1)
        products = (sides[pairs[:, 0]] * sides[pairs[:, 1]]).sum(2) / sides.shape[2] ** 0.5
        scores = products + model.tension_features(torch.from_numpy(features)).float()
        total = total + functional.cross_entropy(scores, torch.from_numpy(labels), reduction="sum")
        count += len(labels)
    return total / count * 4


def _tree(model: Model, batch: Batch, words: Tensor) -> Tensor:
    scores = model.tree(words).float().masked_fill(~batch.real[:, None, :], -1e4)
    known = batch.heads >= 0
    heads = batch.heads.clamp(min=0)
    governors = torch.gather(words, 1, heads[..., None].expand(-1, -1, words.shape[2]))
    relations = model.tree.relation(torch.cat([words, governors], 2)[known]).float()
    return _cross(scores, batch.heads) + 0.5 * functional.cross_entropy(relations, batch.relations[known].clamp(min=0))
