"""MPNet (Song et al. 2020) as a teacher: BERT's blocks with a relative position bias; weights of all-mpnet-base-v2.

It serves training alone: what it knows of stance is passed on to the small encoder that ships.
"""

from __future__ import annotations

import math
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from training.config import Config
from training.encoder import Encoder

__all__ = ["BASE", "MpnetEncoder", "load_mpnet"]

BASE = Config(hidden=768, layers=12, heads=12, inner=3072, vocabulary=30527, positions=514, encoder_rate=2.5e-5)
BUCKETS, FARTHEST = 32, 128
SHIFT = 4  # its vocabulary is BERT's behind four words of its own
FIRST, LAST = 101, 102  # [CLS] and [SEP] in BERT's vocabulary, which are 0 and 2 in its own
OFFSET = 2  # its positions begin at 2


class MpnetEncoder(Encoder):
    """Takes pieces numbered as in BERT's vocabulary."""

    def __init__(self, config: Config, *, segments: int) -> None:
        super().__init__(
            vocabulary=config.vocabulary,
            positions=config.positions,
            hidden=config.hidden,
            layers=config.layers,
            heads=config.heads,
            inner=config.inner,
            dropout=config.dropout,
            segments=segments,
        )
        self.near = nn.Embedding(BUCKETS, config.heads)

    def forward(self, pieces: Tensor, marks: Tensor, mask: Tensor | None, segments: Tensor | None = None) -> Tensor:
        """See `Encoder`."""
        own = torch.where(pieces == FIRST, 0, torch.where(pieces == LAST, 2, pieces + SHIFT))
        length = pieces.shape[1]
        x = self.word(own) + self.position.weight[OFFSET : length + OFFSET]
        x = x + self.shape(marks[..., 0]) + self.opens(marks[..., 1]) + self.quoted(marks[..., 2])
        if self.segment is not None and segments is not None:
            x = x + self.segment(segments)
        x = self.drop(self.norm(x))
        bias = self.near(_buckets(length)).permute(2, 0, 1)[None]
        if mask is not None:
            bias = bias.masked_fill(~mask, -1e4)
        for block in self.blocks:
            x = block(x, bias.to(x.dtype))
        return x


def _buckets(length: int) -> Tensor:
    """The bucket of every pair of positions, as in T5 (Raffel et al. 2020): exact when near, by logarithm when far."""
    at = torch.arange(length)
    apart = at[:, None] - at[None]
    half = BUCKETS // 2
    behind = (apart < 0).long() * half
    far = apart.abs()
    exact = half // 2
    log = exact + (torch.log(far.float().clamp(min=1) / exact) / math.log(FARTHEST / exact) * (half - exact)).long()
    return behind + torch.where(far < exact, far, log.clamp(max=half - 1))


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
    own["near.weight"] = found["encoder.relative_attention_bias.weight"]
    for part in ("weight", "bias"):
        own[f"norm.{part}"] = found[f"embeddings.LayerNorm.{part}"]
        for layer in range(len(encoder.blocks)):
            for theirs, ours in NAMES.items():
                own[f"blocks.{layer}.{ours}.{part}"] = found[f"encoder.layer.{layer}.{theirs}.{part}"]
    encoder.load_state_dict(own)
