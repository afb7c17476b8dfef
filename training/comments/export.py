"""From trained weights to what ships: one int8 ONNX graph, as package data."""

from __future__ import annotations

import tempfile
import warnings
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from onrecord.comments.network import OUTPUTS
from training.comments.model import CommentModel
from training.comments.network import Scoring

__all__ = ["graph"]

PIECES, TARGETS = 60, 3  # of the example by which the graph is traced


def graph(model: CommentModel, file: Path) -> None:
    """Write the int8 graph, which takes `pieces` [P], `marks` [P, 3], `segments` [P] and `targets` [K].

    See `training.export.export` for how weights are quantised.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        _traced(model, whole)
        quantize_dynamic(
            whole,
            file,
            op_types_to_quantize=["MatMul", "Gemm", "Gather"],
            per_channel=True,
            weight_type=QuantType.QInt8,
            extra_options={"MatMulConstBOnly": True},
        )


def _traced(model: CommentModel, file: Path) -> None:
    numbers = torch.zeros(PIECES, dtype=torch.long)
    example = (
        torch.randint(1000, 20000, (PIECES,)),
        torch.zeros(PIECES, 3, dtype=torch.long),
        numbers,
        torch.arange(20, 20 + TARGETS),
    )
    axes = {name: {0: "pieces"} for name in ("pieces", "marks", "segments", "harm")}
    axes |= {name: {0: "count"} for name in ("targets", "stance", "odds")} | {"edges": {0: "count", 1: "pieces"}}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the tracing exporter is announced as ageing, as in training.export
        torch.onnx.export(
            Scoring(model.cpu().eval()).eval(),
            example,
            str(file),
            dynamo=False,
            input_names=["pieces", "marks", "segments", "targets"],
            output_names=list(OUTPUTS),
            dynamic_axes=axes,
            opset_version=17,
        )
