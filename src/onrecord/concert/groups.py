"""From significant ties between pairs of accounts to groups, with a guard against chains."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.concert.evidence import Coincidences
from onrecord.concert.network import Floats
from onrecord.concert.null import stories_of
from onrecord.concert.relations import KINDS
from onrecord.concert.settings import Settings
from onrecord.concert.table import Table

__all__ = ["Coincidence", "Tie", "accounts_of", "confirmed", "connected", "ties_of"]


@dataclass(frozen=True, slots=True)
class Coincidence:
    """Two related posts under one story, that of `a` first; `expected`: how many such pairs the two have by chance."""

    kind: str
    story: str
    posts: tuple[str, str]
    expected: float


@dataclass(frozen=True, slots=True)
class Tie:
    """Two accounts and the posts that tie them.

    `probability` is that of as much under the null model, at most; `q` the false discovery rate at which the tie is found.
    """

    a: str
    b: str
    evidence: tuple[Coincidence, ...]
    probability: float
    q: float

    @property
    def posts(self) -> tuple[str, ...]:
        """The posts of both accounts, in order."""
        return tuple(sorted({post for one in self.evidence for post in one.posts}))

    @property
    def stories(self) -> tuple[str, ...]:
        """The stories under which they stand, in order."""
        return tuple(sorted({one.story for one in self.evidence}))


def ties_of(table: Table, found: Coincidences, probability: Floats, q: Floats, settings: Settings) -> tuple[Tie, ...]:
    """The ties that are significant and rest on enough stories, in order of their accounts."""
    enough = stories_of(found, len(table.stories)) >= settings.stories
    tied = np.flatnonzero(enough & (q <= settings.rate))
    rows: dict[int, list[Coincidence]] = defaultdict(list)
    for row in np.flatnonzero(np.isin(found.pair, tied) & (found.surprise > 0)).tolist():
        rows[int(found.pair[row])].append(_coincidence(table, found, row))
    return tuple(
        Tie(
            table.accounts[found.a[p]], table.accounts[found.b[p]],
            tuple(sorted(rows[p], key=lambda one: (one.story, KINDS.index(one.kind), one.posts))),
            float(probability[p]), float(q[p]),
        )
        for p in tied.tolist()
    )  # fmt: skip


def _coincidence(table: Table, found: Coincidences, row: int) -> Coincidence:
    posts = table.posts[found.i[row]].id, table.posts[found.j[row]].id
    expected = float(np.exp(-found.surprise[row]))
    return Coincidence(KINDS[found.kind[row]], table.stories[found.story[row]], posts, expected)


def confirmed(ties: Sequence[Tie], settings: Settings) -> tuple[Tie, ...]:
    """The ties that a group may be built of: very strong ones, and those of three accounts that are all tied to each other.

    A chain of accounts, each tied to the next alone, would join strangers.
    """
    others: dict[str, set[str]] = defaultdict(set)
    for tie in ties:
        others[tie.a].add(tie.b)
        others[tie.b].add(tie.a)
    return tuple(tie for tie in ties if tie.q <= settings.strong or others[tie.a] & others[tie.b])


def connected(ties: Sequence[Tie]) -> tuple[tuple[Tie, ...], ...]:
    """The ties by connected component, largest number of accounts first."""
    leader: dict[str, str] = {}

    def led(account: str) -> str:
        while (above := leader.setdefault(account, account)) != account:
            leader[account] = account = leader[above]
        return account

    for tie in ties:
        first, second = sorted((led(tie.a), led(tie.b)))
        leader[second] = first
    parts: dict[str, list[Tie]] = defaultdict(list)
    for tie in ties:
        parts[led(tie.a)].append(tie)
    return tuple(tuple(part) for _, part in sorted(parts.items(), key=lambda item: (-len(accounts_of(item[1])), item[0])))


def accounts_of(ties: Sequence[Tie]) -> tuple[str, ...]:
    """The accounts of ties, in order."""
    return tuple(sorted({account for tie in ties for account in (tie.a, tie.b)}))
