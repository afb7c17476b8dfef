"""The teacher's encoder: its own numbers for pieces, its relative positions, its file's names. Needs torch."""

from __future__ import annotations

from pathlib import Path

import pytest

torch = pytest.importorskip("torch")
save_file = pytest.importorskip("safetensors.torch").save_file

from training.comments.mpnet import NAMES, MpnetEncoder, _buckets, load_mpnet  # noqa: E402 - torch first
from training.config import Config  # noqa: E402

SMALL = Config(hidden=8, layers=2, heads=2, inner=16, vocabulary=120, positions=40, dropout=0.0)


def encoder() -> MpnetEncoder:
    torch.manual_seed(0)
    return MpnetEncoder(SMALL, segments=5).eval()


def inputs(length: int) -> tuple[torch.Tensor, torch.Tensor]:
    return torch.arange(10, 10 + length)[None], torch.zeros(1, length, 3, dtype=torch.long)


def test_positions_are_told_apart_when_near() -> None:
    """Every bucket is one of 32; behind and before differ; far ones share theirs."""
    found = _buckets(300)
    assert (int(found.min()), int(found.max())) == (0, 31)
    assert len(set(found[100, 93:108].tolist())) == 15
    assert found[0, 200] == found[0, 299]
    assert found[5, 3] != found[3, 5]
    assert torch.equal(found[:50, :50], _buckets(50))


def test_padding_changes_nothing() -> None:
    """What stands behind the mask is not seen."""
    model, (pieces, marks) = encoder(), inputs(9)
    alone = model(pieces[:, :6], marks[:, :6], torch.ones(1, 1, 1, 6, dtype=torch.bool))
    mask = (torch.arange(9) < 6)[None, None, None]
    padded = model(pieces, marks, mask)
    assert torch.allclose(alone, padded[:, :6], atol=1e-5)


def test_weights_of_a_file_are_taken_over(tmp_path: Path) -> None:
    """By MPNet's names, each in its place; what the file lacks stays."""
    model = encoder()
    held = {
        "embeddings.word_embeddings.weight": model.word.weight, "embeddings.position_embeddings.weight": model.position.weight,
        "encoder.relative_attention_bias.weight": model.near.weight, "embeddings.LayerNorm.weight": model.norm.weight, "embeddings.LayerNorm.bias": model.norm.bias,
    }  # fmt: skip
    for layer, block in enumerate(model.blocks):
        for theirs, ours in NAMES.items():
            part = block.get_submodule(ours)
            held |= {f"encoder.layer.{layer}.{theirs}.weight": part.weight, f"encoder.layer.{layer}.{theirs}.bias": part.bias}
    save_file({name: (tensor.detach() + 1).contiguous() for name, tensor in held.items()}, tmp_path / "m.safetensors")
    other = encoder()
    load_mpnet(other, tmp_path / "m.safetensors")
    before, after = model.state_dict(), other.state_dict()
    same = {name for name in before if torch.equal(before[name], after[name])}
    assert {name.split(".")[0] for name in same} <= {"shape", "opens", "quoted", "segment"}
    assert all(torch.equal(before[n] + 1, after[n]) for n in before if n not in same)
