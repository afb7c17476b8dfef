"""What decoding needs beside the network: thresholds, small weights and calibration, as training measured them."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

__all__ = ["Settings"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Read from the model's JSON. Thresholds are probabilities or, for spans, sums of log-odds.

    `coref` and `tension` weigh the features of `reader.features` (a bias last); `calibration` maps a head's log-odds p to
    a * p + b (Platt 1999).
    """

    room: int
    before: int
    behind: int
    statement: float
    event: float
    mention: float
    argument: dict[str, float]
    pronoun: float
    description: float
    tension: float
    coref_weights: tuple[float, ...]
    tension_weights: tuple[tuple[float, ...], ...]
    calibration: dict[str, tuple[float, float]]

    @classmethod
    def from_json(cls, text: str) -> Settings:
        """The settings that stand in a JSON object; a missing or unknown name is a TypeError."""
        found = cls(**json.loads(text))
        return replace(
            found,
            coref_weights=tuple(found.coref_weights),
            tension_weights=tuple(map(tuple, found.tension_weights)),
            calibration={head: (a, b) for head, (a, b) in found.calibration.items()},
        )
