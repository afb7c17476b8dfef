"""The trained weights as a network: by torch for evaluation, and as the module that is exported."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from onrecord.comments.network import Scores
from onrecord.comments.sequence import Reading
from training.comments.model import CommentModel

__all__ = ["Scoring", "TorchNetwork"]


class Scoring(nn.Module):
    """The model over one input, its outputs in the order of `onrecord.comments.network.OUTPUTS`."""

    def __init__(self, model: CommentModel) -> None:
        super().__init__()
        self.model = model

    def forward(self, pieces: Tensor, marks: Tensor, segments: Tensor, targets: Tensor) -> tuple[Tensor, ...]:
        """Pieces, segments [P], marks [P, 3], targets [K] (integers)."""
        found = self.model(pieces[None], marks[None], segments[None], None, torch.zeros_like(targets), targets)
        return (
            found["stance"].softmax(-1),
            found["odds"].softmax(-1),
            found["edges"],
            found["harm"][0].sigmoid(),
            found["whole"][0].sigmoid(),
        )


class TorchNetwork:
    """See `onrecord.comments.network.Network`."""

    def __init__(self, model: CommentModel) -> None:
        self._scoring = Scoring(model.cpu()).eval()

    def __call__(self, reading: Reading) -> Scores:
        given = (reading.pieces, reading.marks, reading.segments, reading.targets)
        with torch.inference_mode():
            return Scores(*(o.numpy() for o in self._scoring(*map(torch.from_numpy, given))))
