"""The false discovery rate: how many of the pairs that are called tied may be so by chance."""

from __future__ import annotations

import numpy as np

from onrecord.concert.network import Floats
from onrecord.concert.table import Table

__all__ = ["adjusted", "pairs_tested"]

AT_ONCE = 20_000_000  # cells of a block of the table of joint stories: 80 MB


def adjusted(probability: Floats, tested: int) -> Floats:
    """The q of each probability among `tested` of them, those not given being 1: Benjamini & Hochberg 1995.

    Their procedure (doi:10.1111/j.2517-6161.1995.tb02031.x) asks that tests do not depend on each other, or depend positively;
    pairs that share an account mostly do the latter. The stricter one for any dependence (Benjamini & Yekutieli 2001) costs a
    factor of ten here, and data that are shuffled (benchmarks/concert) show that it is not needed: the bounds on the
    probabilities hold more than that in reserve.
    """
    order = np.argsort(probability, kind="stable")
    raw = probability[order] * tested / np.arange(1, len(order) + 1)
    q = np.empty(len(order))
    q[order] = np.minimum(1.0, np.minimum.accumulate(raw[::-1])[::-1])
    return q


def pairs_tested(table: Table, stories: int) -> int:
    """How many pairs of accounts posted under at least `stories` joint stories; never fewer than there are.

    Counted in blocks, so that memory does not grow with the number of pairs; where even the table of accounts and stories
    is too large, every pair of regulars counts, which only makes the correction stricter.
    """
    regulars = table.regulars(stories)
    if len(regulars) * len(table.stories) > AT_ONCE:
        return len(regulars) * (len(regulars) - 1) // 2
    number = np.full(len(table.accounts), -1)
    number[regulars] = np.arange(len(regulars))
    rows = number[table.account] >= 0
    seen = np.zeros((len(regulars), len(table.stories)), np.float32)
    seen[number[table.account[rows]], table.story[rows]] = 1
    step = max(1, AT_ONCE // max(len(regulars), 1))
    met = sum(int((seen[low : low + step] @ seen.T >= stories).sum()) for low in range(0, len(regulars), step))
    return (met - len(regulars)) // 2
