"""MPNet (Song et al. 2020) as the encoder of a teacher: larger than what ships, it is only trained, and only teaches."""

from __future__ import annotations

import math
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from onrecord.reader.words import SHAPES
from training.encoder import layers_of

__all__ = ["HIDDEN", "MpnetEncoder", "load_mpnet"]

HIDDEN, HEADS, LAYERS, INNER = 768, 12, 12, 3072
SHIFT, CLS, SEP, PAD = 4, (101, 0), (102, 2), (0, 1)  # BERT's vocabulary stands four places further on, but for these
BUCKETS, FARTHEST = 32, 128


class Block(nn.Module):
    """Self-attention with a bias by distance, and a feed-forward layer."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(HIDDEN, HIDDEN) for _ in range(4))
        self.out_norm, self.down_norm = nn.LayerNorm(HIDDEN, eps=1e-5), nn.LayerNorm(HIDDEN, eps=1e-5)
        self.up, self.down = nn.Linear(HIDDEN, INNER), nn.Linear(INNER, HIDDEN)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """x: [batch, pieces, hidden]; bias: [batch, heads, pieces, pieces], added to the attention's scores."""
        batch, length, _ = x.shape
        q, k, v = (p(x).view(batch, length, HEADS, -1).transpose(1, 2) for p in (self.query, self.key, self.value))
        seen = functional.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype))
        x = self.out_norm(x + self.drop(self.out(seen.transpose(1, 2).reshape(batch, length, HIDDEN))))
        return self.down_norm(x + self.drop(self.down(functional.gelu(self.up(x)))))


class MpnetEncoder(nn.Module):
    """Pieces to vectors, with the same inputs as `training.encoder.Encoder`."""

    def __init__(self, *, dropout: float, segments: int) -> None:
        super().__init__()
        self.word, self.position = nn.Embedding(30527, HIDDEN), nn.Embedding(514, HIDDEN)
        self.shape, self.opens, self.quoted = nn.Embedding(len(SHAPES), HIDDEN), nn.Embedding(3, HIDDEN), nn.Embedding(2, HIDDEN)
        self.segment = nn.Embedding(segments, HIDDEN)
        for extra in (self.shape, self.opens, self.quoted, self.segment):
            nn.init.zeros_(extra.weight)
        self.distance = nn.Embedding(BUCKETS, HEADS)
        self.distance.weight.requires_grad_(False)  # a bias that is not learned lets attention run in one kernel
        self.norm, self.drop = nn.LayerNorm(HIDDEN, eps=1e-5), nn.Dropout(dropout)
        self.blocks = nn.ModuleList(Block(dropout) for _ in range(LAYERS))

    def forward(self, pieces: Tensor, marks: Tensor, mask: Tensor | None, segments: Tensor) -> Tensor:
        """pieces, segments: [batch, n]; marks: [batch, n, 3]; mask: [batch, 1, 1, n]; to [batch, n, 768]."""
        length = pieces.shape[1]
        x = self.word(_shifted(pieces)) + self.position.weight[2 : 2 + length]
        x = x + self.shape(marks[..., 0]) + self.opens(marks[..., 1]) + self.quoted(marks[..., 2]) + self.segment(segments)
        x = self.drop(self.norm(x))
        bias = self.distance(_buckets(length)).permute(2, 0, 1)[None]
        if mask is not None:
            bias = bias.masked_fill(~mask, -1e4)
        for block in self.blocks:
            x = block(x, bias)
        return x


def _shifted(pieces: Tensor) -> Tensor:
    found = pieces + SHIFT
    for theirs, ours in (CLS, SEP, PAD):
        found = torch.where(pieces == theirs, ours, found)
    return found


def _buckets(length: int) -> Tensor:
    """Which of the distances a pair of pieces has, as in T5 (Raffel et al. 2020): near ones exact, far ones by logarithm."""
    places = torch.arange(length)
    apart = places[:, None] - places[None, :]  # MPNet counts the key's place less the query's, and turns it round
    half = BUCKETS // 2
    sign, far = (apart < 0).long() * half, apart.abs()
    exact = half // 2
    log = exact + (torch.log(far.clamp(min=1).float() / exact) / math.log(FARTHEST / exact) * (half - exact)).long()
    return sign + torch.where(far < exact, far, log.clamp(max=half - 1))


NAMES = {
    "attention.attn.q": "query",
    "attention.attn.k": "key",
    "attention.attn.v": "value",
    "attention.attn.o": "out",
    "attention.LayerNorm": "out_norm",
    "intermediate.dense": "up",
    "output.dense": "down",
    "output.LayerNorm": "down_norm",
}


def load_mpnet(encoder: MpnetEncoder, file: Path) -> None:
    """Fill an encoder from a safetensors file with MPNet's names."""
    found = load_file(file)
    own = encoder.state_dict()
    own["word.weight"] = found["embeddings.word_embeddings.weight"]
    own["position.weight"] = found["embeddings.position_embeddings.weight"]
    own["distance.weight"] = found["encoder.relative_attention_bias.weight"]
    encoder.load_state_dict(own | layers_of(found, NAMES, LAYERS))
