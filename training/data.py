"""Which data there is, by path, and how gold is parted into pages to learn from and pages to measure on."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from onrecord.reader.wordpiece import WordPiece
from training.examples import Example
from training.gold import read_gold
from training.trees import read_trees

__all__ = ["FOLDS", "folds", "stories", "trees", "vocabulary"]

FOLDS = 4
STORIES = Path(__file__).parent / "stories"


def vocabulary(file: Path) -> WordPiece:
    """The pieces of a vocab.txt, one a line."""
    return WordPiece({piece: i for i, piece in enumerate(file.read_text("utf-8").splitlines())})


def folds(gold: Path) -> dict[str, int]:
    """Page id -> fold, 0 to FOLDS - 1. Pages are dealt out in order of id, so that each fold has pages of all kinds."""
    ids = sorted(json.loads(line)["page"]["id"] for line in gold.read_text("utf-8").splitlines() if line.strip())
    return {page: number % FOLDS for number, page in enumerate(ids)}


def stories(pieces: WordPiece) -> list[Example]:
    """The stories written for training, which stand beside this file."""
    return [e for file in sorted(STORIES.glob("*.jsonl")) for e in read_gold(file, pieces)]


def trees(shared: Path, pieces: WordPiece, without: Sequence[str]) -> list[Example]:
    """GUM's and EWT's trees and GUM's coreference, save GUM documents that are annotated pages (ids in `without`)."""
    names = {page.removeprefix("gum-") for page in without if page.startswith("gum-")}
    gum = [f for f in sorted((shared / "data/gum/dep").glob("*.conllu")) if f.stem.split("_", 2)[-1] not in names]
    ewt = sorted((shared / "data/ewt").rglob("*.conllu"))
    return [e for f in gum for e in read_trees(f, pieces, coref=True)] + [
        e for f in ewt for e in read_trees(f, pieces, coref=False)
    ]
