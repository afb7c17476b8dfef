"""The comment model: one encoder over a comment with its targets, and small heads."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from onrecord.comments.labels import HARMS, READINGS, SEGMENTS, STANCES, WHOLE
from training.comments.examples import NLI
from training.config import Config
from training.encoder import encoder_of

__all__ = ["CommentModel"]


class Head(nn.Module):
    """A hidden layer and the scores."""

    def __init__(self, *, hidden: int, out: int, dropout: float) -> None:
        super().__init__()
        self.up, self.drop, self.out = nn.Linear(hidden, 384), nn.Dropout(dropout), nn.Linear(384, out)

    def forward(self, x: Tensor) -> Tensor:
        return self.out(self.drop(torch.nn.functional.gelu(self.up(x))))


class CommentModel(nn.Module):
    """Scores of targets (stance, NLI), of a target and a piece (first and last of the evidence), of pieces, of the whole."""

    def __init__(self, config: Config, encoder: nn.Module | None = None) -> None:
        """`encoder`: another one than ships, for a teacher; its vectors have `config.hidden` units."""
        super().__init__()
        self.encoder = encoder if encoder is not None else encoder_of(config, segments=len(SEGMENTS))
        hidden = config.hidden
        self.drop = nn.Dropout(config.dropout)
        self.stance = Head(hidden=2 * hidden, out=len(STANCES), dropout=config.dropout)
        self.nli = Head(hidden=2 * hidden, out=len(NLI), dropout=config.dropout)
        self.odds = Head(hidden=2 * hidden, out=len(READINGS), dropout=config.dropout)
        self.whole = nn.Linear(hidden, len(WHOLE))
        self.harm = nn.Linear(hidden, len(HARMS))
        self.edges = nn.Linear(hidden, 2 * EDGE)
        self.asks = nn.Linear(hidden, 2 * EDGE)

    def forward(
        self, pieces: Tensor, marks: Tensor, segments: Tensor, mask: Tensor | None, batch: Tensor, at: Tensor
    ) -> dict[str, Tensor]:
        """pieces, segments [B, P]; marks [B, P, 3]; mask [B, 1, 1, P]; batch, at [K]: where each target's marker stands.

        To stance [K, 5], nli [K, 3], odds [K, 6], edges [K, P, 2], harm [B, P, 4], whole [B, 2].
        """
        x = self.drop(self.encoder(pieces, marks, mask, segments))
        # index_select, since its backward pass is many times faster than that of x[batch, at]
        flat, place = x.flatten(0, 1), batch * x.shape[1] + at
        name = flat.index_select(0, place + 1)  # its first piece, without which all targets look alike at first
        marker = flat.index_select(0, place) + name
        whole = x[:, 0]
        both = torch.cat([marker, whole.index_select(0, batch)], 1)
        edges = self.edges(x).index_select(0, batch).unflatten(2, (2, EDGE))
        asks = self.asks(marker).unflatten(1, (2, EDGE))
        return {
            "stance": self.stance(both),
            "nli": self.nli(both),
            "odds": self.odds(both),
            "edges": torch.einsum("kpse,kse->kps", edges, asks) / EDGE**0.5,
            "harm": self.harm(x),
            "whole": self.whole(whole),
        }


EDGE = 96  # units in which a target asks a piece whether its evidence begins or ends there
