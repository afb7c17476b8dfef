"""The null model: within each story, times, texts and links are dealt out to the accounts at random, as many to each as it has.

How surprising a pair of accounts is: T = the sum over stories of the greatest surprise in that story. Under the null model the
stories are independent, so that for any t > 0 (Chernoff 1952, doi:10.1214/aoms/1177729330)

    P(T >= x)  <=  exp(-t x) * product over stories of E[exp(t * surprise)],

and E[exp(t * surprise)] is at most 1 plus, over all related pairs of posts in the story, the chance that the two accounts are
dealt that pair times exp(t * its surprise): an exact count, no sampling. The bound reaches as far down as the correction for
many pairs needs, and is conservative: in shuffled data a bound below 0.01 comes up 30 times less often than once in a hundred
pairs, one below 0.001 60 times less. `shuffled` deals posts out, to check this by trial.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from onrecord.concert.evidence import Activity, Coincidences
from onrecord.concert.network import Floats, Ints
from onrecord.concert.posts import Post, kept
from onrecord.concert.relations import Relation
from onrecord.concert.table import Table

__all__ = ["probabilities", "shuffled", "stories_of"]

TILTS = np.array([0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95])  # t; the best one is taken, each holds alone


def probabilities(table: Table, related: Sequence[Relation], found: Coincidences) -> Floats:
    """For each pair of accounts the probability, at most, of coincidences as surprising as theirs under the null model."""
    total = _total_surprise(table, found)
    growth = [_growth(table, relation, found, kind) for kind, relation in enumerate(related)]
    places, place = np.unique(np.concatenate([at for at, _ in growth]), return_inverse=True)
    pair = places // max(len(table.stories), 1)
    grown = np.concatenate([grown for _, grown in growth], axis=1)
    best = np.zeros(len(found.a))  # the logarithm of 1
    for n, t in enumerate(TILTS):
        story = np.log1p(np.bincount(place, grown[n], minlength=len(places)))
        best = np.minimum(best, np.bincount(pair, story, minlength=len(found.a)) - t * total)
    bound: Floats = np.exp(best)
    return bound


def stories_of(found: Coincidences, stories: int) -> Ints:
    """Under how many stories each pair has coincidences that surprise at all."""
    counted = found.surprise > 0
    met = np.unique(found.pair[counted] * max(stories, 1) + found.story[counted]) // max(stories, 1)
    return np.bincount(met, minlength=len(found.a))


def _total_surprise(table: Table, found: Coincidences) -> Floats:
    """T of each pair: the greatest surprise of each story, summed."""
    places, place = np.unique(found.pair * max(len(table.stories), 1) + found.story, return_inverse=True)
    greatest = np.zeros(len(places))
    np.maximum.at(greatest, place, found.surprise)
    return np.bincount(places // max(len(table.stories), 1), greatest, minlength=len(found.a)).astype(np.float64)


def _growth(table: Table, relation: Relation, found: Coincidences, kind: int) -> tuple[Ints, Floats]:
    """For each pair and joint unit (as pair * stories + story) what it adds to E[exp(t * surprise)], by t."""
    size = len(relation.size)
    mass = np.stack([np.bincount(relation.at, relation.chance * relation.rarity**-t, minlength=size) for t in TILTS])
    activity = Activity.of(table.account[relation.post], relation.unit, size)
    row, unit, product = activity.joint(found.a, found.b)
    likelier = product * found.lift[row, kind]
    grown = np.stack([likelier ** (1 - t) * mass[n, unit] for n, t in enumerate(TILTS)])
    return row * len(table.stories) + relation.story[unit], grown


def shuffled(posts: Iterable[Post], seed: int) -> tuple[Post, ...]:
    """The posts with accounts dealt out anew within each story: one draw of the null model, the same for the same seed."""
    known, _ = kept(posts)
    draw = np.random.default_rng(seed)
    dealt = list(known)
    under: dict[str, list[int]] = defaultdict(list)
    for row, post in enumerate(known):
        under[post.story].append(row)
    for _, rows in sorted(under.items()):
        for row, source in zip(rows, draw.permutation(rows).tolist(), strict=True):
            dealt[row] = replace(known[row], account=known[source].account)
    return tuple(dealt)
