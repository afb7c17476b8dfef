"""Trials on made-up threads: planted groups found, organic sites and shuffled data left alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from benchmarks.concert.threads import STRAINS, Site, naive, site

from onrecord.concert import Concert, find_concert
from onrecord.concert.null import shuffled
from onrecord.scoring import Counts

__all__ = ["organic", "planted", "shuffles", "strained"]


@dataclass(slots=True)
class Score:
    """Accounts, and pairs of accounts of one group, micro-averaged over data sets."""

    accounts: Counts = field(default_factory=Counts)
    pairs: Counts = field(default_factory=Counts)

    def add(self, made: Site, groups: Iterable[Iterable[str]]) -> None:
        """Score the groups found on a site."""
        said, gold = [sorted(group) for group in groups], [sorted(group) for group in made.planted]
        for counts, of in ((self.accounts, _accounts), (self.pairs, _pairs)):
            found, true = of(said), of(gold)
            counts.right += len(found & true)
            counts.said += len(found)
            counts.gold += len(true)

    def figures(self) -> dict[str, float]:
        """Precision and recall in percent."""
        return {
            "precision": round(self.accounts.precision, 1), "recall": round(self.accounts.recall, 1),
            "pair_precision": round(self.pairs.precision, 1), "pair_recall": round(self.pairs.recall, 1),
        }  # fmt: skip


def _accounts(groups: Iterable[Iterable[str]]) -> set[object]:
    return {account for group in groups for account in group}


def _pairs(groups: Iterable[Iterable[str]]) -> set[object]:
    return {(a, b) for group in groups for a in group for b in group if a < b}


def planted(seeds: range) -> dict[str, Any]:
    """Planted accounts found, here and by the plain rule (its ties as pairs)."""
    ours, plain, by_size = Score(), Score(), {size: [0, 0] for size in range(3, 9)}
    for seed in seeds:
        made = site(seed)
        found = find_concert(made.posts)
        ours.add(made, [group.accounts for group in found.groups])
        plain.add(made, {(min(tie), max(tie)) for tie in naive(made.posts)})
        _tally(by_size, made, found)
    share = {str(size): round(100 * right / max(total, 1)) for size, (right, total) in by_size.items()}
    return {"data_sets": len(seeds), **ours.figures(), "recall_by_group_size": share, "plain_rule": plain.figures()}


def _tally(by_size: dict[int, list[int]], made: Site, found: Concert) -> None:
    said = {account for group in found.groups for account in group.accounts}
    for group in made.planted:
        by_size[len(group)][0] += len(said & set(group))
        by_size[len(group)][1] += len(group)


def organic(seeds: range) -> dict[str, Any]:
    """Sites without a planted group: the share of them that gives any group, in percent."""
    given = sum(bool(find_concert(site(seed, groups=0).posts).groups) for seed in seeds)
    return {"data_sets": len(seeds), "with_a_group": round(100 * given / len(seeds), 2)}


def strained(seeds: range) -> dict[str, Any]:
    """The same with one habit far beyond the usual."""
    given = {
        strain: sum(bool(find_concert(site(seed, groups=0, strain=strain).posts).groups) for seed in seeds) for strain in STRAINS
    }
    return {"data_sets": len(seeds), "with_a_group": {strain: round(100 * n / len(seeds), 2) for strain, n in given.items()}}


def shuffles(seeds: range) -> dict[str, Any]:
    """Sites with planted groups, accounts dealt out anew within each story: the share that gives any group, in percent."""
    given = sum(bool(find_concert(shuffled(site(seed).posts, seed)).groups) for seed in seeds)
    return {"data_sets": len(seeds), "with_a_group": round(100 * given / len(seeds), 2)}
