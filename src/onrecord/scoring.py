"""Scoring records against annotated ones: the measures of the project, micro-averaged over pages.

Records are JSON objects in the public form; entities of annotated ones may have `aliases`. Pairs are made one to one, best first.

statement         content spans overlap: characters shared / characters in either >= 0.5
statement+source  as statement, and the source phrases overlap by >= 0.5 (both absent counts as right)
who said what     as statement, and the speaker is the same entity (a name is shared; both unknown counts as right)
act, form         accuracy among the paired statements
event             triggers share a character
event+type        as event, and the same type
who did what      as event+type, and actors and recipients agree: each one meets one of the other side, by span or entity
modality          accuracy among the paired events
place, date       F1 of the place span and of the date value among the paired events
entity            named people, organisations and places, by a shared name, of the same kind
tension           the same pair of paired statements or events, whatever the relation
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Counts", "Tally", "figures", "overlap", "score"]

Json = dict[str, Any]
Names = Mapping[str, set[str]]
NAMED = ("person", "organisation", "place")


@dataclass(slots=True)
class Counts:
    """How many were right, how many were said, how many there are."""

    right: int = 0
    said: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        """In percent; 0 where nothing was said."""
        return 100 * self.right / self.said if self.said else 0.0

    @property
    def recall(self) -> float:
        """In percent; 0 where there is nothing."""
        return 100 * self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, in percent."""
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0


@dataclass(slots=True)
class Tally:
    """Counts by measure, in the order in which they came up."""

    counts: dict[str, Counts] = field(default_factory=dict)

    def add(self, measure: str, right: int, said: int, gold: int) -> None:
        """Add a page's counts."""
        counts = self.counts.setdefault(measure, Counts())
        counts.right += right
        counts.said += said
        counts.gold += gold

    def rows(self) -> list[str]:
        """A line a measure: F1, precision, recall, right, said, gold."""
        return [
            f"{measure:18}{c.f1:6.1f}{c.precision:7.1f}{c.recall:7.1f}{c.right:8}{c.said:7}{c.gold:7}"
            for measure, c in self.counts.items()
        ]


def figures(gold: Iterable[Json], read: Iterable[Json]) -> Tally:
    """The tally of pages in the same order."""
    tally = Tally()
    for g, p in zip(gold, read, strict=True):
        score(g, p, tally)
    return tally


def score(gold: Json, read: Json, tally: Tally) -> None:
    """Add one page to a tally. Both records are of the same text."""
    names = _names(gold), _names(read)
    statements = _statements(gold, read, names, tally)
    events = _events(gold, read, names, tally)
    _entities(gold, read, names, tally)
    _tensions(gold, read, [*statements, *events], tally)


def _statements(gold: Json, read: Json, names: tuple[Names, Names], tally: Tally) -> list[tuple[Json, Json]]:
    said, true = len(read["statements"]), len(gold["statements"])
    pairs = _paired(gold["statements"], read["statements"], lambda g, p: overlap(g["content"], p["content"]), 0.5)
    tally.add("statement", len(pairs), said, true)
    tally.add("statement+source", sum(overlap([g["source"]], [p["source"]]) >= 0.5 for g, p in pairs), said, true)
    tally.add("who said what", sum(_same(g["speaker"], p["speaker"], names) for g, p in pairs), said, true)
    for what in ("act", "form"):
        tally.add(what, sum(g[what] == p[what] for g, p in pairs), len(pairs), len(pairs))
    return pairs


def _events(gold: Json, read: Json, names: tuple[Names, Names], tally: Tally) -> list[tuple[Json, Json]]:
    said, true = len(read["events"]), len(gold["events"])
    pairs = _paired(gold["events"], read["events"], lambda g, p: overlap([g["trigger"]], [p["trigger"]]), 0.0)
    typed = [(g, p) for g, p in pairs if g["type"] == p["type"]]
    whole = [1 for g, p in typed if all(_agree(g[side], p[side], names) for side in ("actors", "recipients"))]
    tally.add("event", len(pairs), said, true)
    tally.add("event+type", len(typed), said, true)
    tally.add("who did what", len(whole), said, true)
    tally.add("modality", sum(g["modality"] == p["modality"] for g, p in pairs), len(pairs), len(pairs))
    placed = sum(bool(g["place"] and p["place"] and overlap([g["place"]["span"]], [p["place"]["span"]]) > 0) for g, p in pairs)
    tally.add("place", placed, sum(bool(p["place"]) for _, p in pairs), sum(bool(g["place"]) for g, _ in pairs))
    days = [(_day(g), _day(p)) for g, p in pairs]
    tally.add(
        "date",
        sum(g is not None and g == p for g, p in days),
        sum(p is not None for _, p in days),
        sum(g is not None for g, _ in days),
    )
    return pairs


def _entities(gold: Json, read: Json, names: tuple[Names, Names], tally: Tally) -> None:
    true, said = ([e for e in r["entities"] if e["kind"] in NAMED] for r in (gold, read))
    found = _paired(true, said, lambda g, p: float(g["kind"] == p["kind"] and bool(names[0][g["id"]] & names[1][p["id"]])), 1.0)
    tally.add("entity", len(found), len(said), len(true))


def _tensions(gold: Json, read: Json, pairs: Sequence[tuple[Json, Json]], tally: Tally) -> None:
    as_gold = {p["id"]: g["id"] for g, p in pairs}
    true = {frozenset((t["a"], t["b"])) for t in gold["tensions"]}
    said = [frozenset(as_gold.get(t[side], "?" + t[side]) for side in "ab") for t in read["tensions"]]
    tally.add("tension", len(true & set(said)), len(said), len(true))


def _characters(spans: Iterable[Json | None]) -> set[int]:
    return {i for s in spans if s for i in range(s["start"], s["end"])}


def overlap(a: Iterable[Json | None], b: Iterable[Json | None]) -> float:
    """Characters shared by two lists of spans / characters in either; 1 where both are empty."""
    x, y = _characters(a), _characters(b)
    return len(x & y) / len(x | y) if x or y else 1.0


def _paired(
    gold: Sequence[Json], read: Sequence[Json], alike: Callable[[Json, Json], float], least: float
) -> list[tuple[Json, Json]]:
    scored = sorted(((alike(g, p), -i, -j) for i, g in enumerate(gold) for j, p in enumerate(read)), reverse=True)
    taken: tuple[set[int], set[int]] = set(), set()
    pairs = []
    for value, i, j in scored:
        if value > 0 and value >= least and i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            pairs.append((gold[-i], read[-j]))
    return pairs


def _names(record: Json) -> Names:
    return {
        e["id"]: {
            f.lower().strip() for f in (e["name"], *(e.get("aliases") or ()), *(m["exact"] for m in e.get("mentions") or ())) if f
        }
        for e in record["entities"]
    }


def _same(a: str | None, b: str | None, names: tuple[Names, Names]) -> bool:
    if a is None or b is None:
        return a is None and b is None
    return bool(names[0].get(a, set()) & names[1].get(b, set()))


def _agree(gold: Sequence[Json], read: Sequence[Json], names: tuple[Names, Names]) -> bool:
    def meets(g: Json, p: Json) -> bool:
        near = bool(_characters([g["span"]]) & _characters([p["span"]]))
        return near or (g["entity"] is not None and p["entity"] is not None and _same(g["entity"], p["entity"], names))

    return all(any(meets(g, p) for p in read) for g in gold) and all(any(meets(g, p) for g in gold) for p in read)


def _day(event: Json) -> str | None:
    return event["date"]["value"] if event["date"] else None
