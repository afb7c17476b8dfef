"""What the comment model learns from: one input with the labels that its source knows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from onrecord.comments.labels import HARMS, READINGS, STANCES, WHOLE
from onrecord.comments.sequence import Reading, Room, reading
from onrecord.reader.wordpiece import WordPiece

__all__ = ["NLI", "UNKNOWN", "Aim", "Example", "Written", "written"]

NLI = ("entailment", "contradiction", "neutral")  # an auxiliary task: which of two texts follow from each other
UNKNOWN = -100


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """A target with what is known of the comment toward it. `stance` may be limited to two sides: `sides` asks for that."""

    text: str
    alias: str = ""  # another name for it: the story's headline, where the target is the matter of the story
    stance: str | None = None
    sides: bool = False
    evidence: tuple[int, int] | None = None
    nli: str | None = None
    odds: str | None = None
    taught: tuple[float, ...] | None = None  # a teacher's scores of STANCES, before the softmax
    taught_odds: tuple[float, ...] | None = None  # and of READINGS


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A comment with its aims; `harms` are (kind, start, end) in code points, or None where nobody looked."""

    text: str
    aims: tuple[Aim, ...] = ()
    parent: str = ""
    story: str = ""
    other: str = ""
    other_parent: str = ""
    strangers: tuple[Aim, ...] = ()  # further targets, of which a few are shown with the others
    harms: tuple[tuple[str, int, int], ...] | None = None
    harm_kinds: tuple[str, ...] = ()  # the kinds that were looked for
    whole: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Written:
    """An example as arrays; UNKNOWN where a label is not known."""

    input: Reading
    stance: np.ndarray  # [K]
    sides: np.ndarray  # [K] bool
    nli: np.ndarray
    odds: np.ndarray
    taught: np.ndarray  # [K, STANCES], NaN where no teacher was asked
    taught_odds: np.ndarray  # [K, READINGS]
    edges: np.ndarray  # [K, 2] pieces
    harm: np.ndarray  # [P, HARMS]
    whole: np.ndarray  # [WHOLE]

    @property
    def size(self) -> int:
        """Pieces."""
        return len(self.input.pieces)


def written(example: Example, pieces: WordPiece, room: Room, aims: Sequence[Aim] | None = None) -> Written:
    """The example as arrays, with its aims in another order if one is given."""
    chosen = list(example.aims if aims is None else aims)
    found = reading(
        example.text,
        targets=[a.text for a in chosen],
        parent=example.parent,
        story=example.story,
        pieces=pieces,
        room=room,
        other=example.other,
        other_parent=example.other_parent,
    )
    return Written(
        input=found,
        stance=_numbers(chosen, lambda a: a.stance, STANCES),
        sides=np.array([a.sides for a in chosen], bool),
        nli=_numbers(chosen, lambda a: a.nli, NLI),
        odds=_numbers(chosen, lambda a: a.odds, READINGS),
        taught=_scores([a.taught for a in chosen], len(STANCES)),
        taught_odds=_scores([a.taught_odds for a in chosen], len(READINGS)),
        edges=np.array([_edges(a.evidence, found) for a in chosen], np.int64).reshape(-1, 2),
        harm=_harm(example, found),
        whole=np.array([example.whole.get(name, UNKNOWN) for name in WHOLE], np.int64),
    )


def _numbers(aims: Sequence[Aim], of: Callable[[Aim], str | None], names: Sequence[str]) -> np.ndarray:
    return np.array([UNKNOWN if (label := of(a)) is None else names.index(label) for a in aims], np.int64)


def _scores(rows: Sequence[tuple[float, ...] | None], width: int) -> np.ndarray:
    return np.array([row or (np.nan,) * width for row in rows], np.float32).reshape(-1, width)


def _edges(evidence: tuple[int, int] | None, found: Reading) -> tuple[int, int]:
    """The first pieces of the first and last word within the evidence."""
    if evidence is None:
        return UNKNOWN, UNKNOWN
    words = found.text_words
    inside = [i for i, w in enumerate(found.words) if words.start[w] < evidence[1] and words.end[w] > evidence[0]]
    return (int(found.first[inside[0]]), int(found.first[inside[-1]])) if inside else (UNKNOWN, UNKNOWN)


def _harm(example: Example, found: Reading) -> np.ndarray:
    labels = np.full((len(found.pieces), len(HARMS)), UNKNOWN, np.int64)
    if example.harms is None:
        return labels
    for kind in example.harm_kinds:
        column = HARMS.index(kind)
        spans = [(a, b) for k, a, b in example.harms if k == kind or kind == "toxic" and k != "spam"]
        for i, w in enumerate(found.words):
            start, end = found.text_words.start[w], found.text_words.end[w]
            labels[found.first[i], column] = int(any(start < b and end > a for a, b in spans))
    return labels
