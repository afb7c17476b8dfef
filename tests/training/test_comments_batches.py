"""Examples as padded tensors: nothing is lost, nothing is learnt from padding. Needs torch."""

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from training.comments.batches import batches_of, collate  # noqa: E402 - torch first
from training.comments.examples import UNKNOWN, Aim, Example, Written, written  # noqa: E402

from onrecord.comments.sequence import Room  # noqa: E402
from tests.reader.fakes import pieces  # noqa: E402


def some() -> list[Written]:
    """Of several lengths and numbers of targets."""
    aim = Aim(text="berg", stance="favour", evidence=(0, 3))
    return [
        written(Example(text="the ferry " * n, aims=(aim,) * (1 + n % 3), harms=(), harm_kinds=("toxic",)), pieces(), Room())
        for n in range(1, 40)
    ]


def test_every_example_is_in_one_batch() -> None:
    """Of like lengths, within the room; the same for the same seed."""
    examples = some()
    found = batches_of(examples, pieces=200, rng=np.random.default_rng(1))
    assert sorted(id(e) for batch in found for e in batch) == sorted(map(id, examples))
    for batch in found:
        longest = max(e.size for e in batch)
        assert -(-longest // 16) * 16 * len(batch) <= 200 or len(batch) == 1
        assert longest - min(e.size for e in batch) < 16
    again = batches_of(examples, pieces=200, rng=np.random.default_rng(1))
    assert [[id(e) for e in b] for b in again] == [[id(e) for e in b] for b in found]


def test_a_batch_holds_what_its_examples_hold() -> None:
    """Up to their lengths; behind, the mask is off and no label is known; markers stand where they stood."""
    examples = some()[:5]
    batch = collate(examples)
    assert batch.pieces.shape[1] % 16 == 0
    place = 0
    for i, e in enumerate(examples):
        assert batch.pieces[i, : e.size].tolist() == e.input.pieces.tolist()
        assert batch.mask[i, 0, 0].tolist() == [n < e.size for n in range(batch.pieces.shape[1])]
        assert (batch.harm[i, e.size :] == UNKNOWN).all()
        assert batch.harm[i, : e.size].tolist() == e.harm.tolist()
        assert batch.inside[i].nonzero().flatten().tolist() == e.input.first.tolist()
        for target, edges in zip(e.input.targets, e.edges, strict=True):
            assert (batch.batch[place], batch.at[place]) == (i, target)
            assert batch.edges[place].tolist() == edges.tolist()
            place += 1
    assert place == len(batch.stance) == len(batch.sides)
