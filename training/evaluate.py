"""Reading pages with trained weights, scoring them against their annotation, and the thresholds that score best."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from onrecord.reader.scores import Network
from onrecord.reader.settings import Settings
from onrecord.reader.trained import TrainedReader
from onrecord.reader.wordpiece import WordPiece
from onrecord.record import Page, ReaderInfo, Record, to_json
from onrecord.resolve import resolve
from onrecord.scoring import figures
from training.model import Model

__all__ = ["Remembered", "read_pages", "settings_of", "tuned"]

Json = dict[str, Any]


def settings_of(model: Model, measured: Settings | None = None) -> Settings:
    """Settings with the model's small weights; thresholds and calibration as measured, or untuned."""
    coref, tension = model.coref_features, model.tension_features
    untuned = Settings(
        room=254,
        before=32,
        behind=0,
        statement=0.4,
        event=0.4,
        mention=0.5,
        argument={},
        pronoun=-1.0,
        description=0.0,
        tension=0.3,
        coref_weights=(),
        tension_weights=(),
        calibration={},
    )
    return replace(
        measured or untuned,
        coref_weights=(*coref.weight[0].tolist(), coref.bias.item()),
        tension_weights=tuple((*w.tolist(), b.item()) for w, b in zip(tension.weight, tension.bias, strict=True)),
    )


class Remembered:
    """A network that remembers what it said of each window, so that thresholds can be tried without reading anew."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._known: dict[bytes, Any] = {}

    def __call__(self, pieces: Any, marks: Any, first: Any) -> Any:
        """As the network, each window once."""
        key = pieces.tobytes() + b"|" + marks.tobytes()
        if key not in self._known:
            self._known[key] = self._network(pieces, marks, first)
        return self._known[key]


def read_pages(gold: Sequence[Json], network: Network, pieces: WordPiece, settings: Settings) -> list[Json]:
    """The reader's resolved records of the texts of annotated pages, in the public form."""
    reader = TrainedReader(network, pieces, settings, ReaderInfo(name="training", version="0"))
    pages = (
        Record(page=Page(id=g["page"]["id"], text=g["page"]["text"], published=g["page"]["published"], language="en"))
        for g in gold
    )
    return [json.loads(to_json(resolve(reader.read(page)))) for page in pages]


SWEEPS: Mapping[str, tuple[str, Sequence[float]]] = {
    "statement": ("statement", (0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)),
    "event": ("event+type", (0.35, 0.4, 0.45, 0.5, 0.55)),
    "mention": ("entity", (0.4, 0.5, 0.6, 0.7, 0.8, 0.9)),
    "pronoun": ("who said what", (-4.0, -2.0, -1.0, 0.0)),
    "description": ("entity", (-2.0, -1.0, 0.0, 1.0)),
    "tension": ("tension", (0.1, 0.15, 0.2, 0.3, 0.4)),
}  # setting -> the measure that it is swept for, and the values tried
ARGUMENTS: Mapping[str, str] = {
    "content": "statement",
    "source": "who said what",
    "actor": "who did what",
    "recipient": "who did what",
    "place": "place",
    "date": "date",
}
ARGUMENT_TRIES = (-6.0, -4.0, -2.0, 0.0, 2.0)  # summed log-odds of a span


def tuned(gold: Sequence[Json], network: Network, pieces: WordPiece, settings: Settings) -> Settings:
    """Each threshold of SWEEPS and ARGUMENTS in turn at the value that scores best on pages that the model has not seen.

    Give a Remembered network: each trial reads the pages again.
    """

    def value(trial: Settings, measure: str) -> float:
        return round(figures(gold, read_pages(gold, network, pieces, trial)).counts[measure].f1, 3)

    for name, (measure, tries) in SWEEPS.items():
        settings = max((replace(settings, **{name: t}) for t in tries), key=lambda s, m=measure: value(s, m))  # type: ignore[misc]
    for role, measure in ARGUMENTS.items():
        trials = [replace(settings, argument={**settings.argument, role: t}) for t in ARGUMENT_TRIES]
        settings = max(trials, key=lambda s, m=measure: value(s, m))  # type: ignore[misc]
    return settings
