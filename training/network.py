"""The trained weights as a network that decoding can use, by torch: for evaluation before anything is exported."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from onrecord.reader.labels import STATEMENT_ROLES
from onrecord.reader.scores import Scores
from training.model import Model

__all__ = ["OUTPUTS", "Reading", "TorchNetwork"]

SAID, DONE = 0.6, 0.35  # probabilities from which a word is a candidate cue or trigger; held-out pages set thresholds above them
OUTPUTS = (
    "tags",
    "cues",
    "acts",
    "said",
    "triggers",
    "types",
    "modalities",
    "done",
    "mentions",
    "anaphor",
    "antecedent",
    "claim",
)


class Reading(nn.Module):
    """The model as it reads one window: candidates are found within the graph, then scored. Outputs are named by OUTPUTS."""

    def __init__(self, model: Model) -> None:
        super().__init__()
        self.model = model

    def forward(self, pieces: Tensor, marks: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        """Pieces [P], marks [P, 3], first [n] (integers)."""
        model = self.model
        words = model.words(pieces[None], marks[None], None, first[None])
        tags = model.tags(words)[0]
        chances = torch.cat([tags[:, :4].softmax(-1), tags[:, 4:].softmax(-1)], 1)
        cues = (chances[:, 1] + chances[:, 3] > SAID).nonzero().squeeze(1)
        triggers = (chances[:, 5] > DONE).nonzero().squeeze(1)
        anchors = torch.cat([cues, triggers])
        kind = torch.cat([torch.zeros_like(cues), torch.ones_like(triggers)])
        acts, types, modalities, arcs = model.anchored(words, torch.zeros_like(anchors), anchors, kind)
        said, done = arcs[: cues.shape[0], :, : len(STATEMENT_ROLES)], arcs[cues.shape[0] :, :, len(STATEMENT_ROLES) :]
        mentions = model.mentions(words)[0].softmax(-1)
        anaphor, antecedent, claim = (p[0] for p in model.pairs(words))
        return (
            chances,
            cues,
            acts[: cues.shape[0]].softmax(-1),
            said,
            triggers,
            types[cues.shape[0] :].softmax(-1),
            modalities[cues.shape[0] :].softmax(-1),
            done,
            mentions,
            anaphor,
            antecedent,
            claim,
        )


class TorchNetwork:
    """See `onrecord.reader.scores.Network`."""

    def __init__(self, model: Model) -> None:
        self._reading = Reading(model.cpu()).eval()

    def __call__(self, pieces: NDArray[np.int64], marks: NDArray[np.int64], first: NDArray[np.int64]) -> Scores:
        with torch.inference_mode():
            found = self._reading(torch.from_numpy(pieces), torch.from_numpy(marks), torch.from_numpy(first))
        return Scores(**{name: value.numpy() for name, value in zip(OUTPUTS, found, strict=True)})
