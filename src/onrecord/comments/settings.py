"""What reading comments needs beside the network: thresholds and calibration, as training measured them."""

from __future__ import annotations

import json
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Settings"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Read from the model's JSON; thresholds are calibrated probabilities.

    `temperature` divides the stance head's log-probabilities and `bias`, a number a class, is added (Guo et al. 2017). A
    comment speaks to a target from `speaks` on; two sides closer than `apart` are unclear. `harm` has a threshold a kind;
    `odds` is how sure a contradiction must be to be flagged, by `odds_weights` of the features in `odds.py`.
    """

    temperature: float
    bias: tuple[float, ...]
    speaks: float
    apart: float
    harm: dict[str, float]
    off_topic: float
    odds: float
    odds_weights: tuple[float, ...]

    @classmethod
    def from_json(cls, text: str) -> Settings:
        """The settings that stand in a JSON object; a missing or unknown name is a TypeError."""
        found = json.loads(text)
        weights = {name: tuple(found[name]) for name in ("odds_weights", "bias") if name in found}
        return cls(**{**found, **weights})

    def calibrated(self, chances: NDArray[np.float32]) -> NDArray[np.float64]:
        """Probabilities of one choice, made as sure as they are right."""
        logs = np.log(np.clip(chances.astype(np.float64), 1e-9, 1)) / self.temperature + np.array(self.bias)
        powers: NDArray[np.float64] = np.exp(logs - logs.max())
        return powers / np.sum(powers)
