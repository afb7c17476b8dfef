"""The co-sharing network: two accounts are tied where they shared one object within a time window.

The definition is that of CooRTweet (Righetti & Balluff, detect_groups and generate_coordinated_network, version 2):
accounts with fewer than `min_participation` shares are left out; every two shares of one object at most `window` seconds
apart make a pair, unless both are of one account, of one post, or one of them is the object itself; a pair stays where
at least one of its posts is of an account that has `min_participation` such shares; an edge's weight is its number of pairs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Edge", "Network", "Share", "Shares", "co_shares", "numbered", "pairs_within"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Share:
    """One account shared one object in one post, at `time` (seconds since any fixed moment; None where unknown)."""

    account: str
    object: str
    post: str
    time: float | None


@dataclass(frozen=True, slots=True)
class Shares:
    """Shares as columns of one length; `time` in seconds, NaN where unknown."""

    account: Sequence[str]
    object: Sequence[str]
    post: Sequence[str]
    time: Floats

    @classmethod
    def of(cls, rows: Iterable[Share]) -> Shares:
        """The columns of rows."""
        kept = list(rows)
        times = np.array([np.nan if row.time is None else row.time for row in kept], np.float64)
        return cls([row.account for row in kept], [row.object for row in kept], [row.post for row in kept], times)


@dataclass(frozen=True, slots=True)
class Edge:
    """Two accounts, in order of name, and the pairs of posts that tie them, each with the post of `a` first."""

    a: str
    b: str
    posts: tuple[tuple[str, str], ...]

    @property
    def weight(self) -> int:
        """How many pairs of posts there are."""
        return len(self.posts)


@dataclass(frozen=True, slots=True)
class Network:
    """The network as arrays: pair k joins accounts `a[k]` and `b[k]` by rows `first[k]` and `second[k]` of the shares.

    The pairs of one edge stand together; edge e has the pairs `starts[e]` to `starts[e + 1]`. `left_out` counts the shares
    without a time and the objects whose pairs were too many, by reason.
    """

    accounts: tuple[str, ...]
    posts: Sequence[str]
    a: Ints
    b: Ints
    first: Ints
    second: Ints
    starts: Ints
    left_out: dict[str, int]

    @property
    def nodes(self) -> int:
        """How many accounts have an edge."""
        return len(np.unique(np.concatenate([self.a, self.b])))

    @property
    def weights(self) -> Ints:
        """Pairs of posts, by edge."""
        return np.diff(self.starts)

    def __len__(self) -> int:
        """How many edges there are."""
        return len(self.starts) - 1

    def edges(self) -> Iterator[Edge]:
        """The edges, in order of their accounts."""
        for low, high in zip(self.starts[:-1].tolist(), self.starts[1:].tolist(), strict=True):
            rows = zip(self.first[low:high].tolist(), self.second[low:high].tolist(), strict=True)
            posts = tuple((self.posts[i], self.posts[j]) for i, j in rows)
            yield Edge(self.accounts[self.a[low]], self.accounts[self.b[low]], posts)


def co_shares(
    shares: Shares | Iterable[Share], *, window: float, min_participation: int = 2, most_pairs: int = 5_000_000
) -> Network:
    """The co-sharing network of shares in any order; memory grows with the shares and with the pairs kept.

    An object with more than `most_pairs` pairs within `window` seconds is left out and counted: it is spread, not shared.
    """
    table = shares if isinstance(shares, Shares) else Shares.of(shares)
    accounts, account = numbered(table.account)
    _, content = numbered([*table.post, *table.object])
    post, itself = content[: len(account)], content[len(account) :]
    timed = np.isfinite(table.time)
    busy = timed & (np.bincount(account[timed], minlength=len(accounts))[account] >= min_participation)
    canonical = np.lexsort((post, account))  # rows of equal time pair in the same order, however they came in
    rows = canonical[busy[canonical]]
    i, j, spread = pairs_within(itself[rows], table.time[rows], window, most_pairs)
    i, j = rows[i], rows[j]
    own = (account[i] == account[j]) | (post[i] == post[j]) | (post[i] == itself[i]) | (post[j] == itself[j])
    i, j = i[~own], j[~own]
    kept = _taking_part(account, post, rows, i, j, min_participation)
    left_out = {"shares without a time": int((~timed).sum()), "objects too widely spread": spread}
    return _network(accounts, account, table.post, i[kept], j[kept], left_out)


def numbered(values: Sequence[str]) -> tuple[tuple[str, ...], Ints]:
    """The distinct values in order, and the number of each value among them."""
    names = tuple(sorted(set(values)))
    number = dict(zip(names, range(len(names)), strict=True))
    return names, np.fromiter(map(number.__getitem__, values), np.int64, len(values))


def pairs_within(unit: Ints, time: Floats, window: float, most: int) -> tuple[Ints, Ints, int]:
    """Every two rows of one unit that lie at most `window` apart: their numbers, the earlier first; and the units left out.

    A unit with more than `most` pairs is left out. Ends are found by bisection on the sorted times, all rows at once.
    """
    if not len(unit):
        return np.zeros(0, np.int64), np.zeros(0, np.int64), 0
    order = np.lexsort((time, unit))
    unit, time = unit[order], time[order]
    here = np.arange(len(unit))
    ahead = _reach(time, np.searchsorted(unit, unit, side="right"), window) - here
    crowded = np.bincount(unit, ahead) > most
    ahead[crowded[unit]] = 0
    i = np.repeat(here, ahead)
    j = i + 1 + np.arange(len(i)) - np.repeat(np.cumsum(ahead) - ahead, ahead)
    return order[i], order[j], int(crowded.sum())


def _reach(time: Floats, end: Ints, window: float) -> Ints:
    """For each row the last row before `end` whose time is at most `window` later; times rise up to `end`."""
    low, high = np.arange(len(time)), end - 1
    while np.any(low < high):
        middle = (low + high + 1) // 2
        near = time[middle] - time <= window
        low, high = np.where(near, middle, low), np.where(near, high, middle - 1)
    return low


def _taking_part(account: Ints, post: Ints, rows: Ints, i: Ints, j: Ints, least: int) -> Flags:
    paired = np.zeros(post.max(initial=0) + 1, np.bool_)
    paired[post[i]] = paired[post[j]] = True
    rows = rows[paired[post[rows]]]
    often = np.bincount(account[rows], minlength=account.max(initial=0) + 1) >= least
    counted = np.zeros_like(paired)
    counted[post[rows[often[account[rows]]]]] = True
    return counted[post[i]] | counted[post[j]]


def _network(
    accounts: tuple[str, ...], account: Ints, posts: Sequence[str], i: Ints, j: Ints, left_out: dict[str, int]
) -> Network:
    i, j = np.where(account[i] <= account[j], i, j), np.where(account[i] <= account[j], j, i)
    edge = account[i] * len(accounts) + account[j]
    order = np.argsort(edge, kind="stable")
    i, j, edge = i[order], j[order], edge[order]
    begins = np.flatnonzero(np.diff(edge, prepend=-1))
    return Network(accounts, posts, account[i], account[j], i, j, np.append(begins, len(edge)), left_out)
