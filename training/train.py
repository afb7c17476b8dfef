"""Training: examples in, weights out; each epoch leaves a checkpoint, and a run that was stopped goes on from its last."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

import numpy as np
import torch
from torch import Tensor, nn

from training.batches import batches_of, collate
from training.config import Config
from training.examples import Example, Piece
from training.losses import losses
from training.model import Model

__all__ = ["Diet", "Run", "fit", "portion"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Diet(Generic[T]):
    """Examples, and how many times an epoch shows each (a fraction takes a random part)."""

    examples: Sequence[T]
    times: float = 1.0


def portion(diet: Diet[T], rng: np.random.Generator) -> list[T]:
    """What one epoch shows of a diet."""
    whole = int(diet.times)
    rest = rng.permutation(len(diet.examples))[: round((diet.times - whole) * len(diet.examples))]
    return [*list(diet.examples) * whole, *(diet.examples[i] for i in rest)]


class Run:
    """A model with its optimiser and schedule, and how far it has come."""

    def __init__(self, model: nn.Module, config: Config, *, steps: int) -> None:
        self.model, self.config = model, config
        slow, fast = _split(model)
        rates = [(slow, config.encoder_rate), (fast, config.head_rate)]
        groups = [{"params": parameters, "lr": rate} for parameters, rate in rates]
        self.optimiser = torch.optim.AdamW(groups, weight_decay=config.decay, betas=(0.9, 0.98))
        warm, over = max(1, int(config.warm * steps)), steps * 1.03
        self.schedule = torch.optim.lr_scheduler.LambdaLR(
            self.optimiser, lambda s: min((s + 1) / warm, max(0.0, (over - s) / (over - warm)))
        )
        self.epoch = 0

    def step(self, lose: Callable[[], dict[str, Tensor]]) -> dict[str, float]:
        """One step down what `lose` gives; the losses by head."""
        with torch.autocast("cuda" if torch.cuda.is_available() else "cpu", torch.bfloat16):
            found = lose()
        self.optimiser.zero_grad(set_to_none=True)
        torch.stack(list(found.values())).sum().backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), self.config.clip)
        self.optimiser.step()
        self.schedule.step()
        return {what: float(value.detach()) for what, value in found.items()}

    def save(self, file: Path) -> None:
        """Leave a checkpoint."""
        state = {
            "model": self.model.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "schedule": self.schedule.state_dict(),
        }
        torch.save({**state, "epoch": self.epoch}, file)

    def restore(self, file: Path) -> None:
        """Go on from a checkpoint."""
        state = torch.load(file, weights_only=False)
        self.model.load_state_dict(state["model"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.schedule.load_state_dict(state["schedule"])
        self.epoch = state["epoch"]


def _split(model: nn.Module) -> tuple[list[torch.nn.Parameter], list[torch.nn.Parameter]]:
    """The pretrained weights, and those that start from nothing."""
    new = ("encoder.shape", "encoder.opens", "encoder.quoted", "encoder.segment")
    pretrained = {n for n, _ in model.named_parameters() if n.startswith("encoder") and not n.startswith(new)}
    parameters = list(model.named_parameters())
    return [p for n, p in parameters if n in pretrained], [p for n, p in parameters if n not in pretrained]


def fit(
    model: Model,
    diets: Sequence[Diet[Example]],
    config: Config,
    *,
    epochs: int,
    into: Path,
    say: Callable[[str], None] = print,
) -> None:
    """Train `model` in place. The same seed, data, thread count and processor give the same weights.

    An epoch is made of `diets`. `into` is the checkpoint file, written after each epoch; where it exists, training goes on from
    it.
    """
    rng = np.random.default_rng(config.seed)
    run = Run(model, config, steps=epochs * len(_batches(diets, config, rng)))
    if into.exists():
        run.restore(into)
    began = time.monotonic()
    while run.epoch < epochs:
        rng = np.random.default_rng((config.seed, run.epoch))
        torch.manual_seed(config.seed + run.epoch)
        model.train()
        batches = _batches(diets, config, rng)
        sums: Counter[str] = Counter()
        for number in rng.permutation(len(batches)):
            batch = collate(batches[number], widest=config.widest)
            sums.update(run.step(lambda batch=batch: losses(model, batch)))
        run.epoch += 1
        run.save(into)
        told = " ".join(f"{what} {value / len(batches):.3f}" for what, value in sorted(sums.items()))
        say(f"{into.stem}: epoch {run.epoch}/{epochs} {time.monotonic() - began:.0f} s {told}")
    model.eval()


def _batches(diets: Sequence[Diet[Example]], config: Config, rng: np.random.Generator) -> list[list[Piece]]:
    return [batch for d in diets for batch in batches_of(portion(d, rng), room=config.room, pieces=config.batch_pieces, rng=rng)]
