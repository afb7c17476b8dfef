"""Every number of the model and its training, in one place."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Config"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Sizes are in numbers of units, rates per optimiser step, `room` in word pieces."""

    hidden: int = 384
    layers: int = 6
    heads: int = 12
    inner: int = 1536
    vocabulary: int = 30522
    positions: int = 512
    arc: int = 192  # hidden units of the arc scorer
    span: int = 160  # hidden units of the mention scorer
    coref: int = 64  # units of a mention's two sides
    widest: int = 16  # words of the longest mention
    dropout: float = 0.1

    room: int = 254  # pieces of a training window, without [CLS] and [SEP]
    batch_pieces: int = 2560
    encoder_rate: float = 1.0e-4
    head_rate: float = 1.0e-3
    decay: float = 0.01
    warm: float = 0.06  # share of the steps
    clip: float = 1.0
    seed: int = 20261124
