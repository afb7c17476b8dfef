"""Thousands of pairs are compared as one pair is."""

from random import Random

import numpy as np

from onrecord.copies.bags import Bags
from onrecord.copies.content import content, similarity
from onrecord.copies.signature import codes
from tests.copies.sample import SLOGAN, edited, sentence


def test_bags_compare_as_contents_do() -> None:
    """Whatever the sizes of the texts, and in however many pieces."""
    chance = Random(3)
    texts = [edited(base, share, chance) for base in (SLOGAN, sentence(chance, 90)) for share in (0, 0.1, 0.3, 0.6, 0.9)]
    contents = [content(text) for text in texts]
    bags = Bags.of(
        np.array([c for one in contents for c in codes(one)], np.uint64), np.array([len(one.weights) for one in contents])
    )
    ones, others = (part.ravel() for part in np.triu_indices(len(texts), 1))
    expected = [similarity(contents[a], contents[b]) for a, b in zip(ones, others, strict=True)]
    assert np.allclose(bags.similarities(ones, others), expected)
    assert 0 < np.count_nonzero(expected) < len(expected)
    few = np.array([7, 0, 3])
    assert np.allclose(bags.only(few).similarities(np.array([1]), np.array([2])), similarity(contents[0], contents[3]))


def test_pairs_are_compared_in_pieces() -> None:
    """More pairs than are compared at a time give what they give one by one."""
    stems = np.arange(4000, dtype=np.uint64) << np.uint64(3) | np.uint64(7)
    bags = Bags.of(stems, np.array([2000, 2000]))
    ones, others = np.array([0, 1] * 400), np.array([0, 0] * 400)
    assert np.array_equal(bags.similarities(ones, others), [1.0, 0.0] * 400)
    assert len(bags.similarities(ones[:0], others[:0])) == 0
