"""The shipped network: one int8 ONNX graph, run window by window on the processor."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from onrecord.reader.scores import Scores

__all__ = ["OnnxNetwork", "session_of"]


class OnnxNetwork:
    """See `onrecord.reader.scores.Network`.

    A window is one run, never padded and never beside another: activations are quantised over what a run holds, so that
    batching windows would let one page change another's scores.
    """

    def __init__(self, graph: Path, *, threads: int = 1) -> None:
        """Load a graph. One thread a window: windows beside each other use the cores better than parts of one product."""
        self._session = session_of(graph, threads=threads)
        self._outputs = [o.name for o in self._session.get_outputs()]

    def __call__(self, pieces: NDArray[np.int64], marks: NDArray[np.int64], first: NDArray[np.int64]) -> Scores:
        """The scores of one window."""
        found = self._session.run(self._outputs, {"pieces": pieces, "marks": marks, "first": first})
        return Scores(**dict(zip(self._outputs, found, strict=True)))


def session_of(graph: Path, *, threads: int) -> onnxruntime.InferenceSession:
    """A graph ready to run on the processor; `threads` work on one run."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
