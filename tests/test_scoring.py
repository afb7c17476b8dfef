"""Scores are what the measures say: a record agrees wholly with itself, and every kind of difference costs where it should."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from onrecord.scoring import Counts, figures

TEXT = "Ann Berg said that police arrested ten men in Gdynia."


def at(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "exact": words}


def record() -> dict[str, Any]:
    return {
        "page": {"id": "p", "text": TEXT},
        "entities": [
            {"id": "e1", "kind": "person", "name": "Ann Berg", "mentions": [at("Ann Berg")]},
            {"id": "e2", "kind": "organisation", "name": "police", "aliases": ["police"]},
            {"id": "e3", "kind": "place", "name": "Gdynia", "mentions": [at("Gdynia")]},
        ],
        "statements": [
            {"id": "s1", "source": at("Ann Berg"), "speaker": "e1", "content": [at("that police arrested ten men in Gdynia")], "act": "assert", "form": "indirect"}
        ],
        "events": [
            {
                "id": "v1", "trigger": at("arrested"), "type": "COERCE", "modality": "happened", "actors": [{"span": at("police"), "entity": "e2"}],
                "recipients": [{"span": at("ten men"), "entity": None}], "place": {"span": at("Gdynia"), "entity": "e3"}, "date": None,
            }
        ],
        "tensions": [{"a": "s1", "b": "v1", "relation": "supports"}],
    }  # fmt: skip


def test_a_record_agrees_with_itself() -> None:
    """Every measure is right as often as there is anything to be right about."""
    counts = figures([record()], [record()]).counts
    assert all(c.right == c.said == c.gold for c in counts.values())
    assert {m for m, c in counts.items() if c.gold} == set(counts) - {"date"}


@pytest.mark.parametrize(
    ("change", "lost"),
    [
        (lambda r: r["statements"].clear(), {"statement", "statement+source", "who said what", "act", "form", "tension"}),
        (lambda r: r["statements"][0].update(speaker="e3"), {"who said what"}),
        (lambda r: r["statements"][0].update(source=at("police")), {"statement+source"}),
        (lambda r: r["statements"][0].update(act="deny"), {"act"}),
        (lambda r: r["events"][0].update(type="ASSAULT"), {"event+type", "who did what"}),
        (lambda r: r["events"][0]["actors"].clear(), {"who did what"}),
        (lambda r: r["events"][0].update(modality="planned"), {"modality"}),
        (lambda r: r["events"][0].update(place=None), {"place"}),
        (lambda r: r["entities"][2].update(kind="organisation"), {"entity"}),
        (lambda r: r["tensions"].clear(), {"tension"}),
    ],
)
def test_a_difference_costs_where_it_should(change: Any, lost: set[str]) -> None:
    """Each change to a record lowers these measures and no other."""
    other = copy.deepcopy(record())
    change(other)
    whole, counts = figures([record()], [record()]).counts, figures([record()], [other]).counts
    assert {m for m in counts if counts[m].right < whole[m].right} == lost


def test_counts_make_percentages() -> None:
    """F1 is the harmonic mean; nothing said and nothing there is 0, not an error."""
    assert (Counts(1, 2, 4).precision, Counts(1, 2, 4).recall, round(Counts(1, 2, 4).f1, 1)) == (50, 25, 33.3)
    assert Counts().f1 == 0
