"""The comment network as the rest of the house sees it: one input in, its scores out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from onrecord.comments.sequence import Reading
from onrecord.reader.network import session_of

__all__ = ["OUTPUTS", "Network", "OnnxNetwork", "Scores"]

Floats = NDArray[np.float32]
OUTPUTS = ("stance", "odds", "edges", "harm", "whole")


@dataclass(frozen=True, slots=True)
class Scores:
    """What the heads say of one input of P pieces and K targets; probabilities, save `edges`.

    `stance` [K, STANCES], `odds` [K, READINGS], `edges` [K, P, 2] (log-odds that evidence begins, ends at a piece),
    `harm` [P, HARMS], `whole` [WHOLE].
    """

    stance: Floats
    odds: Floats
    edges: Floats
    harm: Floats
    whole: Floats


class Network(Protocol):
    """Scores one input. The same input gives the same scores, whatever was scored before."""

    def __call__(self, reading: Reading) -> Scores:
        """The scores of one input, which has a target at least."""
        ...


class OnnxNetwork:
    """The shipped network: one int8 ONNX graph. An input is one run of its own, as in `onrecord.reader.network`."""

    def __init__(self, graph: Path, *, threads: int = 1) -> None:
        """Load a graph; `threads` is how many work on one input."""
        self._session = session_of(graph, threads=threads)

    def __call__(self, reading: Reading) -> Scores:
        """See `Network`."""
        given = {
            "pieces": reading.pieces,
            "marks": reading.marks,
            "segments": reading.segments,
            "targets": reading.targets,
        }
        return Scores(*self._session.run(list(OUTPUTS), given))
