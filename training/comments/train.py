"""Training of the comment model: phases of examples in, weights out, a checkpoint an epoch."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from onrecord.comments.sequence import Room
from onrecord.reader.wordpiece import WordPiece
from training.comments.batches import batches_of, collate
from training.comments.examples import Aim, Example, Written, written
from training.comments.losses import losses
from training.comments.model import CommentModel
from training.config import Config
from training.train import Diet, Run, portion

__all__ = ["fit"]


def fit(
    model: CommentModel,
    diets: Sequence[Diet[Example]],
    config: Config,
    *,
    pieces: WordPiece,
    room: Room,
    epochs: int,
    into: Path,
    say: Callable[[str], None] = print,
) -> None:
    """Train `model` in place; the same seed, data, thread count and processor give the same weights.

    `into` is the checkpoint, written after each epoch; where it exists, training goes on from it.
    """
    steps = len(_epoch(diets, config, pieces, room, np.random.default_rng(config.seed)))
    run = Run(model, config, steps=steps * epochs)
    if into.exists():
        run.restore(into)
    began = time.monotonic()
    while run.epoch < epochs:
        rng = np.random.default_rng((config.seed, run.epoch))
        torch.manual_seed(config.seed + run.epoch)
        model.train()
        sums: Counter[str] = Counter()
        counts: Counter[str] = Counter()
        for number, batch in enumerate(_epoch(diets, config, pieces, room, rng)):
            if run.schedule.last_epoch >= steps * epochs:
                break
            padded = collate(batch)
            found = run.step(lambda padded=padded: losses(model, padded))
            sums.update(found)
            counts.update(found.keys())
            if number % 50 == 49:
                say(f"{into.stem}: step {number + 1}/{steps} {time.monotonic() - began:.0f} s {_told(sums, counts)}")
        run.epoch += 1
        run.save(into)
        say(f"{into.stem}: epoch {run.epoch}/{epochs} {time.monotonic() - began:.0f} s {_told(sums, counts)}")
    model.eval()


def _told(sums: Counter[str], counts: Counter[str]) -> str:
    return " ".join(f"{what} {sums[what] / counts[what]:.3f}" for what in sorted(sums))


def _epoch(
    diets: Sequence[Diet[Example]], config: Config, pieces: WordPiece, room: Room, rng: np.random.Generator
) -> list[list[Written]]:
    """One epoch's batches: each kind of example in batches of its own, the aims of each in random order."""
    found = []
    for diet in diets:
        chosen = portion(diet, rng)
        shown = [written(e, pieces, room, _shuffled(e, rng)) for e in chosen]
        found += batches_of(shown, pieces=config.batch_pieces, rng=rng)
    return [found[i] for i in rng.permutation(len(found))]


def _shuffled(example: Example, rng: np.random.Generator) -> list[Aim]:
    """The aims in random order, half the time among a few strangers, since a page has more targets than people named."""
    some = rng.permutation(len(example.strangers))[: rng.integers(1, STRANGERS + 1)] if rng.random() < 0.5 else []
    aims = [a if not a.alias or rng.random() > ALIAS else replace(a, text=a.alias) for a in example.aims]
    aims += [example.strangers[i] for i in some]
    return [aims[i] for i in rng.permutation(len(aims))]


STRANGERS = 4
ALIAS = 0.3  # how often the matter of a story is called by its headline
