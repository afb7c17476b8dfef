"""Many comments made ready for comparison: comments of the same letters become one form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from onrecord.copies.bags import Bags, Places
from onrecord.copies.content import Content, content, enough
from onrecord.copies.found import Post
from onrecord.copies.signature import Signatures, codes, letters_hash, signatures

__all__ = ["Forms", "forms"]

BATCH = 10_000  # comments whose words are in memory at a time


@dataclass(frozen=True, slots=True)
class Forms:
    """The distinct texts of comments: their stems, their signatures, and the places of the comments that have each.

    The comments of form i are `places[starts[i]:starts[i + 1]]`. Forms come in the order of a hash of their letters, so
    that nothing depends on the order of the comments.
    """

    bags: Bags
    signatures: Signatures
    places: Places
    starts: Places

    def posts(self, form: int) -> list[int]:
        """The places of the comments that have a form."""
        return [int(place) for place in self.places[self.starts[form] : self.starts[form + 1]]]


def forms(posts: Sequence[Post]) -> Forms:
    """The forms of comments; those that are too short to be evidence have none."""
    batches = [_batch(some) for some in _batched(posts)] or [_batch([])]
    places, letters, lengths, stems, signed = (np.concatenate(parts) for parts in zip(*batches, strict=True))
    _, first, form = np.unique(letters, return_index=True, return_inverse=True)
    order = np.argsort(form, kind="stable")
    starts = np.concatenate((np.zeros(1, np.int64), np.cumsum(np.bincount(form, minlength=len(first)))))
    every = Bags.of(stems, lengths)
    return Forms(every.only(first), signed[first], places[order], starts)


def _batched(posts: Iterable[Post]) -> Iterator[list[tuple[int, Post]]]:
    numbered = enumerate(posts)
    while batch := list(islice(numbered, BATCH)):
        yield batch


def _batch(posts: list[tuple[int, Post]]) -> tuple[NDArray[np.generic], ...]:
    """Of the comments that are long enough: places, hashes of letters, numbers of stems, stems, signatures."""
    read = [(place, content(post.text, post.context)) for place, post in posts]
    kept: list[tuple[int, Content]] = [(place, one) for place, one in read if enough(one.weights)]
    contents = [one for _, one in kept]
    return (
        np.array([place for place, _ in kept], np.int64),
        np.array([letters_hash(one) for one in contents], np.uint64),
        np.array([len(one.weights) for one in contents], np.int64),
        np.array([code for one in contents for code in codes(one)], np.uint64),
        signatures(contents),
    )
