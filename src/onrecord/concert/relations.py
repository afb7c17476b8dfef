"""Which posts are related, and how rare that is: posts of one story that share a text or a link, or lie close in time.

A relation is a property of posts, whoever wrote them. Its rarity is the share of all pairs of posts in the same unit that are
related as much or more; under the null model, which deals a unit's posts out to the accounts at random, that is the chance
that two given posts are related so. A unit is a story for texts and links; for rhythm it is a run of neighbouring posts of a
story, for targets a run of neighbouring posts of a story that take the same stance toward the same target: like-minded people
are compared with the like-minded, so that a stance alone ties nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from onrecord.concert.network import Flags, Floats, Ints, numbered, pairs_within
from onrecord.concert.posts import Post
from onrecord.concert.settings import Settings
from onrecord.concert.table import Table

__all__ = ["KINDS", "Relation", "relations"]

KINDS = ("shared text", "shared link", "rhythm", "same target within minutes")


@dataclass(frozen=True, slots=True)
class Relation:
    """The related pairs of one kind. Row k: posts `i[k]` and `j[k]` of unit `at[k]`, with `rarity[k]` in (0, 1].

    `thing[k]` is the number of the text or link (-1 for closeness in time). Posts `post` are in units `unit`, one row a
    membership; `story` and `size` give each unit's story and its number of posts.
    """

    kind: str
    i: Ints
    j: Ints
    at: Ints
    thing: Ints
    rarity: Floats
    post: Ints
    unit: Ints
    story: Ints
    size: Ints

    @property
    def chance(self) -> Floats:
        """For each related pair the chance that it falls to two given posts: one in all pairs of the unit."""
        n = self.size[self.at].astype(np.float64)
        return 2 / (n * (n - 1))


def relations(table: Table, settings: Settings) -> tuple[tuple[Relation, ...], dict[str, int]]:
    """The relations by kind, in the order of KINDS, and how many texts and links were too widespread to count."""
    texts, spread_texts = _sharing(KINDS[0], table, _unquoted, settings)
    links, spread_links = _sharing(KINDS[1], table, lambda post: post.links, settings)
    rhythm = _closeness(KINDS[2], table, np.arange(len(table.posts)), table.story, settings)
    targets = _closeness(KINDS[3], table, *_stances(table), settings)
    spread = {"texts under one story by too many posts to tie anybody": spread_texts}
    spread["links under one story by too many posts to tie anybody"] = spread_links
    return (texts, links, rhythm, targets), {reason: number for reason, number in spread.items() if number}


def _unquoted(post: Post) -> Iterable[str]:
    return (text for text in post.texts if text not in post.quoted)  # what the story says, everybody can repeat


def _sharing(kind: str, table: Table, things: Callable[[Post], Iterable[str]], settings: Settings) -> tuple[Relation, int]:
    held = [(row, thing) for row, post in enumerate(table.posts) for thing in dict.fromkeys(things(post))]
    names, thing = numbered([name for _, name in held])
    post = np.array([row for row, _ in held], np.int64)
    under, at = _units(table.story[post], thing, len(names))
    holders = np.bincount(at)  # posts and not accounts: which things count must not hang on who is dealt what
    few = holders[at] <= settings.spread
    i, j, _ = pairs_within(at[few], np.zeros(int(few.sum())), 0.0, settings.spread**2)
    where, i, j = at[few][i], post[few][i], post[few][j]
    size = np.bincount(table.story, minlength=len(table.stories))
    m, n = holders[where].astype(np.float64), size[table.story[i]].astype(np.float64)
    relation = Relation(
        kind, i, j, table.story[i], under[where] % max(len(names), 1), m * (m - 1) / (n * (n - 1)),
        np.arange(len(table.posts)), table.story, np.arange(len(table.stories)), size,
    )  # fmt: skip
    return relation, int((holders > settings.spread).sum())


def _units(above: Ints, below: Ints, number: int) -> tuple[Ints, Ints]:
    codes, unit = np.unique(above * number + below, return_inverse=True)
    return codes, unit.astype(np.int64)


def _stances(table: Table) -> tuple[Ints, Ints]:
    held = [(row, f"{post.story}\0{t}\0{s}") for row, post in enumerate(table.posts) for t, s in dict.fromkeys(post.targets)]
    return np.array([row for row, _ in held], np.int64), numbered([stance for _, stance in held])[1]


def _closeness(kind: str, table: Table, post: Ints, stratum: Ints, settings: Settings) -> Relation:
    timed = np.isfinite(table.time[post])
    post, stratum = post[timed], stratum[timed]
    order = np.lexsort((post, table.time[post], stratum))
    post, unit = post[order], _runs(stratum[order], table.time[post[order]], settings)
    i, j, _ = pairs_within(unit, table.time[post], settings.window, settings.block_posts**2)
    at, i, j = unit[i], post[i], post[j]
    apart = table.root[i] != table.root[j]  # who answers whom within minutes is a conversation
    at, i, j = at[apart], i[apart], j[apart]
    size = np.bincount(unit)
    n = size[at].astype(np.float64)
    rank = _as_close(at, table.time[j] - table.time[i])
    story = np.zeros(len(size), np.int64)
    story[unit] = table.story[post]
    return Relation(kind, i, j, at, np.full(len(i), -1), 2 * rank / (n * (n - 1)), post, unit, story, size)


def _runs(stratum: Ints, time: Floats, settings: Settings) -> Ints:
    """Runs of neighbours of one stratum, of equal length, of at most `block_posts` posts and `block_seconds` seconds."""
    first = _begins(stratum)
    period = np.floor((time - time[first]) / settings.block_seconds)
    begin = _begins(stratum, period)
    place = np.arange(len(stratum)) - begin
    length = np.bincount(begin, minlength=len(stratum) + 1)[begin]
    part = place * -(-length // settings.block_posts) // np.maximum(length, 1)
    return np.cumsum(_changes(stratum, period, part)) - 1


def _changes(*columns: Ints | Floats) -> Flags:
    new = np.zeros(len(columns[0]), np.bool_)
    for column in columns:
        new[1:] |= column[1:] != column[:-1]
    new[:1] = True
    return new


def _begins(*columns: Ints | Floats) -> Ints:
    """For each row the first row of its stretch of equal values."""
    return np.maximum.accumulate(np.where(_changes(*columns), np.arange(len(columns[0])), 0))


def _as_close(unit: Ints, gap: Floats) -> Floats:
    """How many pairs of the same unit are as close or closer."""
    order = np.lexsort((gap, unit))
    unit, gap = unit[order], gap[order]
    first = _begins(unit)
    last = np.zeros(len(unit), np.int64)
    begin = _begins(unit, gap)
    np.maximum.at(last, begin, np.arange(len(unit)))
    rank = np.empty(len(unit))
    rank[order] = last[begin] - first + 1
    return rank
