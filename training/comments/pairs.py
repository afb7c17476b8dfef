"""Labelled pairs of comments by one account, without a thread around them: the hard cases of "argues both sides".

`pairs/` holds one JSON object a line: `story` (a headline), `target`, `side` (other names for it), the comments `a` and `b` with
what each holds of the target (`sa`, `sb`: a stance or "none"; `ea`, `eb`: its words), and how the pair `reads_as`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from onrecord.comments.targets import described
from training.comments.examples import Aim, Example

__all__ = ["OWN_PAIRS", "pair_examples", "single_examples"]

OWN_PAIRS = Path(__file__).parent / "pairs"
EITHER_WAY = ("contradiction", "same")  # readings that do not depend on which comment came first
Json = dict[str, Any]


def pair_examples(folder: Path = OWN_PAIRS) -> list[Example]:
    """The comments read together, and in the other order as well where it makes no difference."""
    return [
        Example(text=a, other=b, aims=(Aim(text=_target(pair), odds=pair["reads_as"]),), story=pair["story"])
        for pair in _pairs(folder)
        for a, b in [(pair["a"], pair["b"]), (pair["b"], pair["a"])][: 2 if pair["reads_as"] in EITHER_WAY else 1]
    ]


def single_examples(folder: Path = OWN_PAIRS) -> list[Example]:
    """Each comment by itself, with what it holds of the target; once, also where it stands in several pairs."""
    found = {(pair["story"], pair["target"], pair[side]): (pair, side) for pair in _pairs(folder) for side in ("a", "b")}
    return [Example(text=pair[side], aims=(_aim(pair, side),), story=pair["story"]) for pair, side in found.values()]


def _pairs(folder: Path) -> list[Json]:
    files = sorted(folder.glob("*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines() if line.strip()]


def _target(pair: Json) -> str:
    return described(pair["target"], pair["side"])


def _aim(pair: Json, side: str) -> Aim:
    words = pair[f"e{side}"]
    start = pair[side].index(words)
    return Aim(text=_target(pair), stance=pair[f"s{side}"], evidence=(start, start + len(words)) if words else None)
