"""From trained weights to what ships: one int8 ONNX graph, as package data."""

from __future__ import annotations

from pathlib import Path

import torch

from onrecord.comments.network import OUTPUTS
from training.comments.model import CommentModel
from training.comments.network import Scoring
from training.export import quantised

__all__ = ["graph"]

PIECES, TARGETS = 60, 3  # of the example by which the graph is traced


def graph(model: CommentModel, file: Path) -> None:
    """Write the int8 graph, which takes `pieces` [P], `marks` [P, 3], `segments` [P] and `targets` [K]."""
    example = (
        torch.randint(1000, 20000, (PIECES,)),
        torch.zeros(PIECES, 3, dtype=torch.long),
        torch.zeros(PIECES, dtype=torch.long),
        torch.arange(20, 20 + TARGETS),
    )
    axes = {name: {0: "pieces"} for name in ("pieces", "marks", "segments", "harm")}
    axes |= {name: {0: "count"} for name in ("targets", "stance", "odds")} | {"edges": {0: "count", 1: "pieces"}}
    scoring = Scoring(model.cpu().eval()).eval()
    quantised(scoring, example, file, inputs=("pieces", "marks", "segments", "targets"), outputs=OUTPUTS, axes=axes)
