"""The mean of checkpoints. Needs torch."""

from __future__ import annotations

from pathlib import Path

import pytest

torch = pytest.importorskip("torch")

from training.comments.averaged import averaged  # noqa: E402 - torch first
from training.comments.model import CommentModel  # noqa: E402
from training.config import Config  # noqa: E402


def test_every_weight_is_the_mean(tmp_path: Path) -> None:
    """Of one checkpoint it is that one; of two it lies halfway."""
    first, second = CommentModel(Config()), CommentModel(Config())
    files = [tmp_path / "a.pt", tmp_path / "b.pt"]
    for model, file in zip((first, second), files, strict=True):
        torch.save({"model": model.state_dict()}, file)
    for name, weight in averaged(files[:1]).state_dict().items():
        assert torch.equal(weight, first.state_dict()[name])
    for name, weight in averaged(files).state_dict().items():
        assert torch.allclose(weight, (first.state_dict()[name] + second.state_dict()[name]) / 2)
