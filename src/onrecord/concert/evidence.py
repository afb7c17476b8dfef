"""Coincidences between two accounts: their related posts, each with its surprise under the null model.

The surprise of a related pair of posts is -ln of the number of such pairs that the two accounts are expected to have by chance:
posts of one times posts of the other in the unit, times the rarity of the relation. For texts and links it is lowered by
their habit: who shares public texts and links more than others do meets others who do, without knowing of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.concert.network import Floats, Ints
from onrecord.concert.relations import Relation
from onrecord.concert.settings import Settings
from onrecord.concert.table import Table

__all__ = ["Activity", "Coincidences", "coincidences"]


@dataclass(frozen=True, slots=True)
class Coincidences:
    """The pairs of accounts `a[p]` < `b[p]` with coincidences under enough stories, and those coincidences, a row each.

    Row k: pair `pair[k]`, kind `kind[k]`, story `story[k]`, post `i[k]` of a and `j[k]` of b, `surprise[k]` >= 0 in nats.
    `lift[p, kind]` >= 1 is by how much the habit of the pair's accounts makes a coincidence likelier.
    """

    a: Ints
    b: Ints
    lift: Floats
    pair: Ints
    kind: Ints
    story: Ints
    i: Ints
    j: Ints
    surprise: Floats


@dataclass(frozen=True, slots=True)
class Activity:
    """How many posts an account has in a unit: sorted codes (account * units + unit) and their counts."""

    codes: Ints
    counts: Ints
    units: int

    @classmethod
    def of(cls, account: Ints, unit: Ints, units: int) -> Activity:
        """The activity of posts given by account and unit."""
        codes, counts = np.unique(account * units + unit, return_counts=True)
        return cls(codes, counts, units)

    def count(self, account: Ints, unit: Ints) -> Ints:
        """Posts of each account in the unit beside it."""
        if not len(self.codes):
            return np.zeros(len(account), np.int64)
        wanted = account * self.units + unit
        at = np.minimum(np.searchsorted(self.codes, wanted), len(self.codes) - 1)
        return np.where(self.codes[at] == wanted, self.counts[at], 0)

    def joint(self, a: Ints, b: Ints) -> tuple[Ints, Ints, Ints]:
        """Every unit that two accounts share: the row of the pair, the unit, and the product of their numbers of posts."""
        low, high = np.searchsorted(self.codes, a * self.units), np.searchsorted(self.codes, (a + 1) * self.units)
        row = np.repeat(np.arange(len(a)), high - low)
        place = np.arange(len(row)) - np.repeat(np.cumsum(high - low) - (high - low), high - low) + low[row]
        unit = self.codes[place] % max(self.units, 1)
        product = self.counts[place] * self.count(b[row], unit)
        met = product > 0
        return row[met], unit[met], product[met]


def coincidences(table: Table, related: Sequence[Relation], settings: Settings) -> Coincidences:
    """The coincidences of all pairs of accounts that have some under at least `settings.stories` stories."""
    regular = np.zeros(len(table.accounts), np.bool_)
    regular[table.regulars(settings.stories)] = True
    rows = [_of_accounts(table, relation, kind, regular) for kind, relation in enumerate(related)]
    found = {name: np.concatenate([row[name] for row in rows]) for name in rows[0]}
    found = _in_enough_stories(found, len(table.stories), settings)
    pairs, found["pair"] = np.unique(found["code"], return_inverse=True)
    a, b = pairs // max(len(table.accounts), 1), pairs % max(len(table.accounts), 1)
    lift = _lift(table, related, a, b, found, settings)
    with np.errstate(divide="ignore"):
        expected = found["expected"] * lift[found["pair"], found["kind"]]
    surprise = np.maximum(0.0, -np.log(expected))
    kept = _once_a_thing(found, surprise)
    shown = {name: found[name][kept] for name in ("pair", "kind", "story", "i", "j")}
    return Coincidences(a=a, b=b, lift=lift, surprise=surprise[kept], **shown)


def _of_accounts(table: Table, relation: Relation, kind: int, regular: np.ndarray) -> dict[str, np.ndarray]:
    a, b = table.account[relation.i], table.account[relation.j]
    rows = np.flatnonzero((a != b) & regular[a] & regular[b])
    turned = a[rows] > b[rows]
    i, j = (np.where(turned, x[rows], y[rows]) for x, y in ((relation.j, relation.i), (relation.i, relation.j)))
    a, b, at = table.account[i], table.account[j], relation.at[rows]
    activity = Activity.of(table.account[relation.post], relation.unit, len(relation.size))
    expected = activity.count(a, at) * activity.count(b, at) * relation.rarity[rows]
    return {
        "code": a * len(table.accounts) + b, "kind": np.full(len(rows), kind), "story": relation.story[at],
        "i": i, "j": j, "thing": relation.thing[rows], "expected": expected,
    }  # fmt: skip


def _in_enough_stories(found: dict[str, np.ndarray], stories: int, settings: Settings) -> dict[str, np.ndarray]:
    met = np.unique(found["code"] * max(stories, 1) + found["story"]) // max(stories, 1)
    codes, number = np.unique(met, return_counts=True)
    kept = np.isin(found["code"], codes[number >= settings.stories])
    return {name: column[kept] for name, column in found.items()}


def _lift(
    table: Table, related: Sequence[Relation], a: Ints, b: Ints, found: dict[str, np.ndarray], settings: Settings
) -> Floats:
    """How much more of its posts each account has with public texts or links than the average, those with the other left out."""
    lift = np.ones((len(a), len(related)))
    posts = np.bincount(table.account, minlength=len(table.accounts))
    for kind, relation in enumerate(related):
        if np.all(relation.thing < 0):
            continue
        foreign = table.account[relation.i] != table.account[relation.j]
        public = np.unique(np.concatenate([relation.i[foreign], relation.j[foreign]]))
        usual = len(public) / max(len(table.posts), 1)
        habit = np.bincount(table.account[public], minlength=len(table.accounts))
        here = found["kind"] == kind
        for account, side in ((a, "i"), (b, "j")):
            both = np.unique(found["pair"][here] * len(table.posts) + found[side][here]) // max(len(table.posts), 1)
            apart = habit[account] - np.bincount(both, minlength=len(a))
            share = (apart + settings.habit * usual) / (posts[account] + settings.habit)
            lift[:, kind] *= np.maximum(1.0, share / max(usual, 1e-12))
    return lift


def _once_a_thing(found: dict[str, np.ndarray], surprise: Floats) -> Ints:
    """The rows to keep: a text or link that two accounts repeat under story after story counts once, where it surprises most."""
    order = np.lexsort(
        (found["j"], found["i"], found["story"], -surprise, found["thing"], found["kind"], found["pair"])
    )  # the last key sorts first
    key = np.stack([found[name][order] for name in ("pair", "kind", "thing")])
    repeated = np.zeros(len(order), np.bool_)
    repeated[1:] = np.all(key[:, 1:] == key[:, :-1], axis=0) & (key[2, 1:] >= 0)
    return order[~repeated]
