"""A larger network that is trained on the same examples and then asked about them, so that the one that ships may copy it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from onrecord.comments.labels import SEGMENTS
from onrecord.comments.sequence import Room
from onrecord.reader.wordpiece import WordPiece
from training.comments.batches import collate
from training.comments.examples import Aim, Example, Written, written
from training.comments.model import CommentModel
from training.config import Config
from training.mpnet import HIDDEN, MpnetEncoder, load_mpnet

__all__ = ["CONFIG", "ask", "new_teacher", "restored_teacher"]

CONFIG = Config(hidden=HIDDEN, encoder_rate=4e-5, head_rate=4e-4)
BATCH = 6000  # pieces read at once
STRANGERS = 4  # of an example that are asked about


def new_teacher(file: Path) -> CommentModel:
    """An untrained comment model over MPNet; `file` has MPNet's weights. Its word vectors stay as they are."""
    encoder = MpnetEncoder(dropout=CONFIG.dropout, segments=len(SEGMENTS))
    load_mpnet(encoder, file)
    encoder.word.weight.requires_grad_(False)
    return CommentModel(CONFIG, encoder)


def restored_teacher(checkpoint: Path) -> CommentModel:
    """A trained teacher."""
    model = CommentModel(CONFIG, MpnetEncoder(dropout=CONFIG.dropout, segments=len(SEGMENTS)))
    model.load_state_dict(torch.load(checkpoint, weights_only=False)["model"])
    return model.eval()


def ask(teacher: CommentModel, examples: Sequence[Example], pieces: WordPiece, room: Room) -> list[Example]:
    """The examples with the teacher's scores of stance, or of how a pair reads, for every target and some strangers."""
    asked = [[*e.aims, *e.strangers[:STRANGERS]] for e in examples]
    shown = [written(e, pieces, room, aims) for e, aims in zip(examples, asked, strict=True)]
    found: list[Example] = list(examples)
    for batch in _batches(shown):
        scores = _scores(teacher, [shown[i] for i in batch])
        for i in batch:
            stance, odds = next(scores)
            aims = [_told(a, s, o) for a, s, o in zip(asked[i], stance, odds, strict=True)]
            own = len(examples[i].aims)
            found[i] = replace(examples[i], aims=tuple(aims[:own]), strangers=(*aims[own:], *examples[i].strangers[STRANGERS:]))
    return found


def _told(aim: Aim, stance: np.ndarray, odds: np.ndarray) -> Aim:
    if aim.odds is not None:
        return replace(aim, taught_odds=tuple(map(float, odds)))
    return replace(aim, taught=tuple(map(float, stance)))


def _batches(shown: Sequence[Written]) -> list[list[int]]:
    found: list[list[int]] = [[]]
    for i in sorted(range(len(shown)), key=lambda i: shown[i].size):
        if (len(found[-1]) + 1) * (shown[i].size + 16) > BATCH and found[-1]:
            found.append([])
        found[-1].append(i)
    return found


def _scores(teacher: CommentModel, shown: Sequence[Written]):  # type: ignore[no-untyped-def]
    batch = collate(shown)
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        found = teacher(batch.pieces, batch.marks, batch.segments, batch.mask, batch.batch, batch.at)
    stance, odds = found["stance"].float().numpy(), found["odds"].float().numpy()
    at = 0
    for one in shown:
        count = len(one.input.targets)
        yield stance[at : at + count], odds[at : at + count]
        at += count
