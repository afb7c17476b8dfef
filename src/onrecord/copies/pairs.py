"""Which forms hang together: pairs that share a band of their signatures and prove alike when compared exactly."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from onrecord.copies.bags import Places
from onrecord.copies.content import ALIKE
from onrecord.copies.digest import Forms
from onrecord.copies.signature import BANDS, Signatures, crossed, estimate, keys

__all__ = ["LIKELY", "components"]

LIKELY = ALIKE - 0.1  # of an estimate that is worth an exact comparison: two standard errors below the least of a copy
WINDOW = 8  # neighbours in a bucket, so that one that holds everything costs no more than many that hold little
AT_ONCE = 50_000  # signatures compared at a time: some 10 MB


def components(forms: Forms) -> Places:
    """For each form the number of its component: forms that a chain of pairs, each alike, connects share one."""
    labels = np.arange(len(forms.signatures))
    bands = np.concatenate((keys(forms.signatures)[:, :BANDS], crossed(forms.signatures)), axis=1)
    for band in np.ascontiguousarray(bands.T):
        order = np.argsort(band, kind="stable")
        signed, totals = forms.signatures[order], forms.bags.totals[order]  # so that neighbours lie side by side
        for ones, others in _neighbours(band[order]):
            apart = (labels[order[ones]] != labels[order[others]]) & _near(totals[ones], totals[others])
            likely = _likely(signed, ones[apart], others[apart])
            ones_alike, others_alike = order[likely[0]], order[likely[1]]
            alike = forms.bags.similarities(ones_alike, others_alike) > 0
            labels = _joined(labels, ones_alike[alike], others_alike[alike])
    return labels


def _neighbours(ordered: NDArray[np.uint32]) -> Iterator[tuple[Places, Places]]:
    """Pairs of places of sorted keys that are the same: each with the first of its bucket and with the WINDOW after it."""
    first = np.searchsorted(ordered, ordered)
    far = np.flatnonzero(first < np.arange(len(ordered)) - WINDOW)
    yield first[far], far
    for step in range(1, WINDOW + 1):
        same = np.flatnonzero(ordered[step:] == ordered[:-step])
        yield same, same + step


def _near(ones: Places, others: Places) -> NDArray[np.bool_]:
    """Whether texts of so much weight can be alike at all: the lesser weight over the greater bounds their similarity."""
    return np.asarray(np.minimum(ones, others) >= ALIKE * np.maximum(ones, others), np.bool_)


def _likely(signatures: Signatures, ones: Places, others: Places) -> tuple[Places, Places]:
    kept = [np.zeros(0, np.bool_)]
    for start in range(0, len(ones), AT_ONCE):
        some = slice(start, start + AT_ONCE)
        kept.append(estimate(signatures[ones[some]], signatures[others[some]]) >= LIKELY)
    likely = np.concatenate(kept)
    return ones[likely], others[likely]


def _joined(labels: Places, ones: Places, others: Places) -> Places:
    """The labels once these pairs are connected; a component is called by its least form."""
    if not len(ones):
        return labels
    roots = labels.copy()

    def root(of: int) -> int:
        while roots[of] != of:
            roots[of] = roots[roots[of]]
            of = int(roots[of])
        return of

    for one, other in zip(ones.tolist(), others.tolist(), strict=True):
        low, high = sorted((root(one), root(other)))
        roots[high] = low
    while not np.array_equal(deeper := roots[roots], roots):
        roots = deeper
    return roots
