"""The open sets as examples: files of their forms, written here, come out with the labels that they hold."""

from __future__ import annotations

import csv
import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from training.comments.open_data import arc, argkp, context_toxicity, held_out, nli, perspectrum, stretches, toxic_spans


def table(file: Path, *rows: dict[str, str], tabs: bool = False) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8", newline="") as stream:
        if tabs:
            stream.write("".join("\t".join(row) + "\n" for row in ([*rows[0]], *([*row.values()] for row in rows))))
        else:
            writer = csv.DictWriter(stream, [*rows[0]])
            writer.writeheader()
            writer.writerows(rows)


def test_perspectives_and_claims(tmp_path: Path) -> None:
    """Two sides; groups of another label, and texts that are missing, are left out."""
    folder = tmp_path / "data/stance/perspectrum"
    folder.mkdir(parents=True)
    (folder / "perspective_pool_v1.0.json").write_text(
        json.dumps([{"pId": 1, "text": "It pays."}, {"pId": 2, "text": "It costs."}])
    )
    groups = [
        {"stance_label_3": label, "pids": ids}
        for label, ids in (("SUPPORT", [1, 9]), ("UNDERMINE", [2]), ("NOT-A-PERSPECTIVE", [1]))
    ]
    (folder / "perspectrum_with_answers_v1.0.json").write_text(json.dumps([{"text": "Build a quay.", "perspectives": groups}]))
    found = perspectrum(tmp_path)
    assert [(e.text, e.aims[0].text, e.aims[0].stance, e.aims[0].sides) for e in found] == [
        ("It pays.", "Build a quay.", "favour", True), ("It costs.", "Build a quay.", "against", True)
    ]  # fmt: skip


def test_arguments_and_motions(tmp_path: Path) -> None:
    """All files, in order."""
    folder = tmp_path / "data/stance/argkp"
    table(folder / "kpm_data/arguments_train.csv", {"argument": "It pays, and how", "topic": "A quay", "stance": "1"})
    table(folder / "test_data/arguments_test.csv", {"argument": "It costs", "topic": "A quay", "stance": "-1"})
    assert [(e.text, e.aims[0].stance) for e in argkp(tmp_path)] == [("It pays, and how", "favour"), ("It costs", "against")]


def test_what_follows_from_what(tmp_path: Path) -> None:
    """Both sets; a pair without agreement is left out; a quotation mark is a mark."""
    taxi, snli = tmp_path / "data/nli/taxinli", tmp_path / "data/nli/snli"
    table(taxi / "taxinli10k.tsv", {"prem": 'The "quay', "hyp": "A quay.", "label": "entailment"}, tabs=True)
    table(taxi / "taxinli10k_MNLIDev.tsv", {"prem": "A quay.", "hyp": "No quay.", "label": "contradiction"}, tabs=True)
    snli.mkdir()
    for part in ("dev", "test"):
        for name, lines in (("s1", "One.\nTwo.\n"), ("s2", "Three.\nFour.\n"), ("labels", "neutral\n-\n")):
            (snli / f"{name}.{part}").write_text(lines)
    found = [(e.text, e.aims[0].text, e.aims[0].nli) for e in nli(tmp_path)]
    assert found == [
        ('The "quay', "A quay.", "entailment"), ("A quay.", "No quay.", "contradiction"), ("One.", "Three.", "neutral"), ("One.", "Three.", "neutral")
    ]  # fmt: skip


def test_two_sided_debates(tmp_path: Path) -> None:
    """The side taken is favoured and the other is not; comments that take none are left out."""
    row = {"stance1": "Keep it", "stance2": "Close it", "text": "Close it now.", "description": "A ferry", "url": "u"}
    rows = [{**row, "annotatedStance": stance} for stance in ("Close it", "I don't know")]
    table(tmp_path / "data/comments/arc/arc.tsv", *rows, tabs=True)
    ((debate, example),) = arc(tmp_path)
    assert (debate, example.story) == ("u", "A ferry")
    assert [(a.text, a.stance, a.sides) for a in example.aims] == [("Keep it", "against", True), ("Close it", "favour", True)]


def test_a_fourth_of_debates_is_held_out() -> None:
    """By the address alone, about one in four."""
    found = [held_out(f"https://debate.example/{n}") for n in range(2000)]
    assert found == [held_out(f"https://debate.example/{n}") for n in range(2000)]
    assert 0.2 < sum(found) / len(found) < 0.3


def test_toxic_words(tmp_path: Path) -> None:
    """Characters that follow each other are one span; a comment without any was looked at all the same."""
    rows = [{"spans": "[4, 5, 6, 10]", "text": "You oaf, no"}, {"spans": "[]", "text": "Well said"}]
    table(tmp_path / "data/comments/toxic-spans/tsd_trial.csv", *rows)
    found = toxic_spans(tmp_path, "trial")
    assert [e.harms for e in found] == [(("toxic", 4, 7), ("toxic", 10, 11)), ()]
    assert {e.harm_kinds for e in found} == {("toxic",)}


def test_toxic_comments_in_context(tmp_path: Path) -> None:
    """The parent is known where the raters saw it."""
    folder = tmp_path / "data/comments/context-toxicity/CAT_LARGE"
    row = {"text": "Oaf.", "parent": "Well?"}
    table(folder / "gc.csv", {**row, "label": "0.8"}, {**row, "label": "0.5"})
    table(folder / "gn.csv", {**row, "label": "1.0"})
    assert [(e.parent, e.whole) for e in context_toxicity(tmp_path)] == [
        ("Well?", {"toxic": 1}),
        ("Well?", {"toxic": 0}),
        ("", {"toxic": 1}),
    ]


@given(st.sets(st.integers(0, 200)))
def test_stretches_hold_the_same_characters(characters: set[int]) -> None:
    """In any order given; no two touch."""
    found = list(stretches(sorted(characters, reverse=True)))
    assert {c for a, b in found for c in range(a, b)} == characters
    assert all(b < c for (_, b), (c, _) in pairwise(found))


def test_a_set_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    """Nothing is trained on less than was meant."""
    for reads in (perspectrum, argkp, nli, context_toxicity):
        with pytest.raises(FileNotFoundError):
            reads(tmp_path)
