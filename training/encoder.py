"""A BERT encoder (Devlin et al. 2019) laid out as MiniLM (Wang et al. 2020), with embeddings of what an uncased text loses."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path

from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from onrecord.reader.words import SHAPES
from training.config import Config

__all__ = ["Encoder", "encoder_of", "layers_of", "load_pretrained"]


class Block(nn.Module):
    """Self-attention and a feed-forward layer, each added to its input and normalised behind."""

    def __init__(self, *, hidden: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.heads, self.dropout = heads, dropout
        self.query, self.key, self.value = (nn.Linear(hidden, hidden) for _ in range(3))
        self.out = nn.Linear(hidden, hidden)
        self.out_norm = nn.LayerNorm(hidden, eps=1e-12)
        self.up, self.down = nn.Linear(hidden, inner), nn.Linear(inner, hidden)
        self.down_norm = nn.LayerNorm(hidden, eps=1e-12)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """x: [batch, pieces, hidden]; mask: [batch, 1, 1, pieces], true where there is a piece."""
        batch, length, hidden = x.shape
        q, k, v = (
            p(x).view(batch, length, self.heads, hidden // self.heads).transpose(1, 2) for p in (self.query, self.key, self.value)
        )
        if self.training:
            seen = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask, dropout_p=self.dropout)
        else:
            scores = q @ k.transpose(2, 3) / math.sqrt(hidden // self.heads)
            if mask is not None:
                scores = scores.masked_fill(~mask, -1e4)
            seen = scores.softmax(-1) @ v
        x = self.out_norm(x + self.drop(self.out(seen.transpose(1, 2).reshape(batch, length, hidden))))
        return self.down_norm(x + self.drop(self.down(functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Pieces to vectors."""

    def __init__(
        self,
        *,
        vocabulary: int,
        positions: int,
        hidden: int,
        layers: int,
        heads: int,
        inner: int,
        dropout: float,
        segments: int,
    ) -> None:
        """`segments`: how many kinds of parts a sequence may have; 0 where it is one text."""
        super().__init__()
        self.word, self.position = nn.Embedding(vocabulary, hidden), nn.Embedding(positions, hidden)
        self.shape, self.opens, self.quoted = nn.Embedding(len(SHAPES), hidden), nn.Embedding(3, hidden), nn.Embedding(2, hidden)
        self.segment = nn.Embedding(segments, hidden) if segments else None
        for extra in (self.shape, self.opens, self.quoted, *([self.segment] if self.segment else [])):
            nn.init.zeros_(extra.weight)
        self.norm = nn.LayerNorm(hidden, eps=1e-12)
        self.drop = nn.Dropout(dropout)
        self.blocks = nn.ModuleList(Block(hidden=hidden, heads=heads, inner=inner, dropout=dropout) for _ in range(layers))

    def forward(self, pieces: Tensor, marks: Tensor, mask: Tensor | None, segments: Tensor | None = None) -> Tensor:
        """pieces, segments: [batch, n]; marks: [batch, n, 3] shape, opens, quoted of each piece's word; to [batch, n, hidden]."""
        x = self.word(pieces) + self.position.weight[: pieces.shape[1]]
        x = x + self.shape(marks[..., 0]) + self.opens(marks[..., 1]) + self.quoted(marks[..., 2])
        if self.segment is not None and segments is not None:
            x = x + self.segment(segments)
        x = self.drop(self.norm(x))
        for block in self.blocks:
            x = block(x, mask)
        return x


def encoder_of(config: Config, *, segments: int) -> Encoder:
    """The encoder that a configuration describes; `segments` as in `Encoder`."""
    return Encoder(
        vocabulary=config.vocabulary,
        positions=config.positions,
        hidden=config.hidden,
        layers=config.layers,
        heads=config.heads,
        inner=config.inner,
        dropout=config.dropout,
        segments=segments,
    )


NAMES = {
    "attention.self.query": "query",
    "attention.self.key": "key",
    "attention.self.value": "value",
    "attention.output.dense": "out",
    "attention.output.LayerNorm": "out_norm",
    "intermediate.dense": "up",
    "output.dense": "down",
    "output.LayerNorm": "down_norm",
}


def load_pretrained(encoder: Encoder, file: Path) -> None:
    """Fill an encoder from a safetensors file with BERT's names; the token-type embedding joins the positions."""
    found = load_file(file)
    own = encoder.state_dict()
    own["word.weight"] = found["embeddings.word_embeddings.weight"]
    own["position.weight"] = found["embeddings.position_embeddings.weight"] + found["embeddings.token_type_embeddings.weight"][0]
    encoder.load_state_dict(own | layers_of(found, NAMES, len(encoder.blocks)))


def layers_of(found: Mapping[str, Tensor], names: Mapping[str, str], layers: int) -> dict[str, Tensor]:
    """The weights of the first norm and of each layer, by our names; `names` are theirs and ours of a layer's parts."""
    own = {}
    for part in ("weight", "bias"):
        own[f"norm.{part}"] = found[f"embeddings.LayerNorm.{part}"]
        for layer in range(layers):
            for theirs, ours in names.items():
                own[f"blocks.{layer}.{ours}.{part}"] = found[f"encoder.layer.{layer}.{theirs}.{part}"]
    return own
