"""From trained weights to what ships: one int8 ONNX graph, its vocabulary and its settings, as package data."""

from __future__ import annotations

import json
import shutil
import tempfile
import warnings
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from onrecord.reader.settings import Settings
from training.model import Model
from training.network import OUTPUTS, Reading

__all__ = ["export", "quantised"]


def export(model: Model, settings: Settings, vocabulary: Path, into: Path) -> None:
    """Write reader.onnx, vocab.txt and reader.json into a folder.

    The graph takes one window, `pieces` [P], `marks` [P, 3], `first` [n], and gives OUTPUTS.
    """
    pieces, words = 60, 50
    example = (torch.randint(1000, 20000, (pieces,)), torch.zeros(pieces, 3, dtype=torch.long), torch.arange(1, words + 1))
    axes = {"pieces": {0: "pieces"}, "marks": {0: "pieces"}, "first": {0: "words"}} | {
        name: {0: f"{name}_rows"} for name in OUTPUTS
    }
    for role in ("said", "done"):
        axes[role][1] = "words"
    reading = Reading(model.cpu().eval()).eval()
    quantised(reading, example, into / "reader.onnx", inputs=("pieces", "marks", "first"), outputs=OUTPUTS, axes=axes)
    shutil.copyfile(vocabulary, into / "vocab.txt")
    (into / "reader.json").write_text(json.dumps(asdict(settings), indent=1) + "\n", "utf-8")


def quantised(
    module: nn.Module,
    example: tuple[Tensor, ...],
    file: Path,
    *,
    inputs: Sequence[str],
    outputs: Sequence[str],
    axes: dict[str, dict[int, str]],
) -> None:
    """Write a module as an int8 ONNX graph, traced with an example.

    Weights of matrix products are int8 by column, embeddings int8; activations are quantised as they come, over the one run,
    so that nothing depends on what else is read.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        with warnings.catch_warnings():
            # the tracing exporter is announced as ageing; the newer one cannot give found anchors a free axis
            warnings.simplefilter("ignore")
            torch.onnx.export(
                module,
                example,
                str(whole),
                dynamo=False,
                input_names=list(inputs),
                output_names=list(outputs),
                dynamic_axes=axes,
                opset_version=17,
            )
        quantize_dynamic(
            whole,
            file,
            op_types_to_quantize=["MatMul", "Gemm", "Gather"],
            per_channel=True,
            weight_type=QuantType.QInt8,
            extra_options={"MatMulConstBOnly": True},
        )
