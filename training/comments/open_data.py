"""The open sets under shared/data as examples. Their licences allow weights to be trained on them (shared/data/README.md)."""

from __future__ import annotations

import ast
import csv
import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from training.comments.examples import Aim, Example

__all__ = ["arc", "arc_rows", "argkp", "context_toxicity", "held_out", "nli", "perspectrum", "toxic_spans"]

SIDES = {"SUPPORT": "favour", "UNDERMINE": "against", "1": "favour", "-1": "against"}


def perspectrum(shared: Path) -> list[Example]:
    """Perspectives with the claim that they support or undermine."""
    folder = shared / "data/stance/perspectrum"
    texts = {p["pId"]: p["text"] for p in json.loads((folder / "perspective_pool_v1.0.json").read_text("utf-8"))}
    claims = json.loads((folder / "perspectrum_with_answers_v1.0.json").read_text("utf-8"))
    return [
        Example(text=texts[p], aims=(Aim(text=claim["text"], stance=SIDES[group["stance_label_3"]], sides=True),))
        for claim in claims
        for group in claim["perspectives"]
        if group["stance_label_3"] in SIDES
        for p in group["pids"]
        if p in texts
    ]


def argkp(shared: Path) -> list[Example]:
    """Arguments with the motion that they argue for or against."""
    folder = shared / "data/stance/argkp"
    files = [*sorted((folder / "kpm_data").glob("arguments_*.csv")), folder / "test_data/arguments_test.csv"]
    return [
        Example(text=row["argument"], aims=(Aim(text=row["topic"], stance=SIDES[row["stance"]], sides=True),))
        for file in files
        for row in _rows(file)
    ]


def nli(shared: Path) -> list[Example]:
    """TaxiNLI and SNLI: whether a text follows from another, contradicts it, or neither."""
    folder = shared / "data/nli"
    found = []
    for file in ("taxinli10k.tsv", "taxinli10k_MNLIDev.tsv"):
        with (folder / "taxinli" / file).open(encoding="utf-8") as stream:
            rows = csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
            found += [(r["prem"], r["hyp"], r["label"]) for r in rows]
    for part in ("dev", "test"):
        columns = [(folder / "snli" / f"{name}.{part}").read_text("utf-8").splitlines() for name in ("s1", "s2", "labels")]
        found += zip(*columns, strict=True)
    return [
        Example(text=a, aims=(Aim(text=b, nli=label),))
        for a, b, label in found
        if label in ("entailment", "contradiction", "neutral")
    ]


def arc(shared: Path) -> list[tuple[str, Example]]:
    """Comments of the New York Times with the two sides of their debate; each with its debate.

    A comment that takes a side favours one of the two sentences and is against the other.
    """
    return [(row["url"], _arc(row)) for row in arc_rows(shared)]


def arc_rows(shared: Path) -> list[dict[str, str]]:
    """The rows of ARC, as its column names call their cells, of comments that take a side."""
    file = next((shared / "data/comments/arc").glob("*.tsv"))
    with file.open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [row for row in rows if row["annotatedStance"] in (row["stance1"], row["stance2"])]


def held_out(debate: str) -> bool:
    """Whether a debate of ARC is kept for measuring, one in four; by its address, so that the file may grow."""
    return sum(debate.encode()) % 4 == 0


def _arc(row: dict[str, str]) -> Example:
    aims = tuple(
        Aim(text=row[side], stance="favour" if row["annotatedStance"] == row[side] else "against", sides=True)
        for side in ("stance1", "stance2")
    )
    return Example(text=row["text"], aims=aims, story=row["description"])


def toxic_spans(shared: Path, part: str) -> list[Example]:
    """Comments with the words that make them toxic; `part` is train, trial or test."""
    return [
        Example(
            text=row["text"],
            harms=tuple(("toxic", a, b) for a, b in stretches(ast.literal_eval(row["spans"]))),
            harm_kinds=("toxic",),
        )
        for row in _rows(shared / "data/comments/toxic-spans" / f"tsd_{part}.csv")
    ]


def stretches(characters: list[int]) -> Iterator[tuple[int, int]]:
    """Runs of consecutive numbers as (start, end)."""
    for _, run in groupby(enumerate(sorted(characters)), lambda pair: pair[1] - pair[0]):
        numbers = [n for _, n in run]
        yield numbers[0], numbers[-1] + 1


def context_toxicity(shared: Path) -> list[Example]:
    """Comments of talk pages, toxic or not, with the comment that they answer where the raters saw it."""
    folder = shared / "data/comments/context-toxicity/CAT_LARGE"
    return [
        Example(text=row["text"], parent=row["parent"] if seen else "", whole={"toxic": int(float(row["label"]) > 0.5)})
        for name, seen in (("gc.csv", True), ("gn.csv", False))
        for row in _rows(folder / name)
    ]


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
