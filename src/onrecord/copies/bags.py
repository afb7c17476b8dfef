"""The stems of many texts in arrays, so that thousands of pairs are compared exactly at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from onrecord.copies.content import CODE_BITS, HEAVIEST, LEAST_WEIGHT, LEAST_WORDS, alike_from
from onrecord.copies.signature import SPREAD, Codes

__all__ = ["Bags", "Places"]

Places = NDArray[np.int64]

AT_ONCE = 1_000_000  # stems of either side of the pairs compared at a time: some 100 MB


@dataclass(frozen=True, slots=True)
class Bags:
    """Weighted stems, text after text: those of text i are `codes[starts[i]:starts[i + 1]]`; `totals` are their weights."""

    codes: Codes
    starts: Places
    totals: Places

    @classmethod
    def of(cls, codes: Codes, lengths: Places) -> Bags:
        """The bags of texts that have so many stems each, of at least one."""
        starts = np.concatenate((np.zeros(1, np.int64), np.cumsum(lengths, dtype=np.int64)))
        weights = (codes & np.uint64(HEAVIEST)).astype(np.int64)
        totals = np.add.reduceat(weights, starts[:-1]) if len(lengths) else np.zeros(0, np.int64)
        return cls(codes, starts, totals)

    def only(self, texts: Places) -> Bags:
        """The bags of some texts."""
        lengths = self.starts[texts + 1] - self.starts[texts]
        return Bags.of(self.codes[_stems(self.starts[texts], lengths)], lengths)

    def similarities(self, ones: Places, others: Places) -> NDArray[np.float64]:
        """`content.similarity` of each pair of texts whose letters differ; both arrays give places of texts."""
        found = [self._some(ones[a:b], others[a:b]) for a, b in self._chunks(ones, others)]
        return np.concatenate(found) if found else np.zeros(0)

    def _some(self, ones: Places, others: Places) -> NDArray[np.float64]:
        count = len(ones)
        (pairs, hashes, weights), (_, other_hashes, other_weights) = self._spread(ones), self._spread(others)
        _, at, other_at = np.intersect1d(hashes, other_hashes, assume_unique=True, return_indices=True)
        shared = np.minimum(weights[at], other_weights[other_at])
        words = np.bincount(pairs[at], minlength=count)
        common = np.bincount(pairs[at], weights=shared, minlength=count)
        found = common / (self.totals[ones] + self.totals[others] - common)
        few = (words < LEAST_WORDS) | (common < LEAST_WEIGHT) | (found < alike_from(np.maximum(words, 1.0)))
        return np.where(few, 0.0, found)

    def _spread(self, texts: Places) -> tuple[Places, Codes, Places]:
        """Every stem of these texts: the pair it is of, its hash, made that pair's own, and its weight."""
        lengths = self.starts[texts + 1] - self.starts[texts]
        pairs = np.repeat(np.arange(len(texts)), lengths)
        codes = self.codes[_stems(self.starts[texts], lengths)]
        hashes = (codes >> np.uint64(CODE_BITS)) + pairs.astype(np.uint64) * np.uint64(SPREAD)
        return pairs, hashes, (codes & np.uint64(HEAVIEST)).astype(np.int64)

    def _chunks(self, ones: Places, others: Places) -> Iterator[tuple[int, int]]:
        lengths = self.starts[1:] - self.starts[:-1]
        size = np.cumsum(np.maximum(lengths[ones], lengths[others])) // AT_ONCE
        edges = [0, *(np.flatnonzero(np.diff(size)) + 1).tolist(), len(ones)] if len(ones) else []
        return pairwise(edges)


def _stems(starts: Places, lengths: Places) -> Places:
    """The places of so many stems from each start on."""
    before = np.cumsum(lengths) - lengths
    return np.asarray(np.arange(lengths.sum()) + np.repeat(starts - before, lengths), np.int64)
