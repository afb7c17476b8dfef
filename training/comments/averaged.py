"""One network from several checkpoints: the mean of their weights (Wortsman et al. 2022, "model soups")."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch

from training.comments.model import CommentModel
from training.config import Config

__all__ = ["averaged"]


def averaged(checkpoints: Sequence[Path]) -> CommentModel:
    """The model of the mean weights. Each checkpoint's run must have gone on from that of another, or the mean is of no use."""
    states = [torch.load(file, weights_only=False)["model"] for file in checkpoints]
    model = CommentModel(Config())
    mean = {name: torch.stack([state[name].float() for state in states]).mean(0) for name in states[0]}
    model.load_state_dict(mean)
    return model
