"""Labelled pairs become examples of two comments read together, and of each read alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from training.comments.pairs import OWN_PAIRS, pair_examples, single_examples

from onrecord.comments.labels import READINGS, STANCES

PAIR = {
    "story": "Night ferry to close in May",
    "target": "the ferry company",
    "side": ["Captain Moe"],
    "a": "Moe kept that boat going through two winters.",
    "b": "Sell the boat and sack the lot of them.",
    "sa": "favour",
    "sb": "against",
    "ea": "kept that boat going",
    "eb": "sack the lot of them",
    "reads_as": "contradiction",
}


def _folder(folder: Path, *pairs: dict[str, object]) -> Path:
    (folder / "some.jsonl").write_text("\n".join(json.dumps(p) for p in pairs) + "\n\n", "utf-8")
    return folder


def test_a_contradiction_is_read_in_both_orders(tmp_path: Path) -> None:
    """What does not depend on the order is learned in both; the target is asked for with its side."""
    found = pair_examples(_folder(tmp_path, PAIR))
    assert [(e.text, e.other) for e in found] == [(PAIR["a"], PAIR["b"]), (PAIR["b"], PAIR["a"])]
    assert {(e.aims[0].text, e.aims[0].odds, e.story) for e in found} == {
        ("the ferry company (Captain Moe)", "contradiction", "Night ferry to close in May")
    }


@pytest.mark.parametrize("reads_as", ["changed_mind", "irony", "quoting", "devils_advocate"])
def test_other_readings_keep_their_order(tmp_path: Path, reads_as: str) -> None:
    """A mind changes from the first comment to the second."""
    assert [e.text for e in pair_examples(_folder(tmp_path, {**PAIR, "reads_as": reads_as}))] == [PAIR["a"]]


def test_each_comment_is_an_example_with_its_words(tmp_path: Path) -> None:
    """A comment that does not speak to the target has no evidence."""
    found = single_examples(_folder(tmp_path, {**PAIR, "sb": "none", "eb": "", "reads_as": "same"}))
    first, second = (e.aims[0] for e in found)
    assert (first.stance, second.stance, second.evidence) == ("favour", "none", None)
    assert first.evidence is not None
    assert found[0].text[slice(*first.evidence)] == "kept that boat going"


def test_a_comment_of_several_pairs_is_one_example(tmp_path: Path) -> None:
    """So that it does not count more than others by itself."""
    again = {**PAIR, "b": "The lot of them are thieves.", "eb": "thieves"}
    found = single_examples(_folder(tmp_path, PAIR, again))
    assert [e.text for e in found] == [PAIR["a"], PAIR["b"], again["b"]]


def test_our_pairs_hold_known_labels() -> None:
    """Every pair that stands in the project is readable, and its labels are those of the network."""
    pairs, singles = pair_examples(OWN_PAIRS), single_examples(OWN_PAIRS)
    assert {e.aims[0].odds for e in pairs} <= set(READINGS)
    assert {e.aims[0].stance for e in singles} <= set(STANCES)
    assert all(e.other and e.other != e.text for e in pairs)
