"""Examples: a page's words with what the annotation says of them, and windows of it as arrays."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from onrecord.reader.words import Words

__all__ = ["Anchor", "Arc", "Example", "Mention", "Piece", "cut"]


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a statement (`kind` cue or quote) or an event (`kind` trigger) hangs: words first to last, and its classes."""

    kind: str
    first: int
    last: int
    act: int = -1
    type: int = -1
    modality: int = -1


@dataclass(frozen=True, slots=True)
class Arc:
    """Words first to last are the argument `role` (an index into ROLES) of anchor number `anchor`."""

    anchor: int
    role: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Mention:
    """Words first to last mention something of a kind (an index into KINDS, or -1: not annotated), `cluster` telling which."""

    first: int
    last: int
    kind: int
    cluster: str


@dataclass(slots=True)
class Example:
    """One page. `has` names the kinds of labels that it carries: anchors, mentions, coref, tree."""

    id: str
    words: Words
    pieces: list[tuple[int, ...]]
    has: frozenset[str]
    anchors: list[Anchor] = field(default_factory=list)
    arcs: list[Arc] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    tensions: list[tuple[int, int, int]] = field(default_factory=list)  # two anchors and an index into RELATIONS
    heads: list[int] = field(default_factory=list)  # a word's syntactic head, itself for a root, -1 unknown
    relations: list[int] = field(default_factory=list)
    weight: float = 1.0


@dataclass(slots=True)
class Piece:
    """Words [start, end) of an example, as a training window."""

    example: Example
    start: int
    end: int

    @property
    def size(self) -> int:
        """Pieces, with [CLS] and [SEP]."""
        return 2 + sum(len(p) for p in self.example.pieces[self.start : self.end])


def cut(example: Example, room: int, rng: np.random.Generator) -> list[Piece]:
    """Windows that cover the page, from sentence to sentence where they can; where they fall differs from call to call."""
    words, sizes = example.words, [len(p) for p in example.pieces]
    starts = [i for i in range(len(words)) if i == 0 or words.sentence[i] != words.sentence[i - 1]] + [len(words)]
    found: list[Piece] = []
    at = 0
    total = np.concatenate([[0], np.cumsum(sizes)])
    whole = int(total[-1])
    first_room = room if whole <= room else int(rng.integers(room // 2, room + 1))
    limit = first_room
    while at < len(words):
        end = max((s for s in starts if s > at and total[s] - total[at] <= limit), default=0)
        if not end:
            end = int(np.searchsorted(total, total[at] + room, side="right")) - 1
        end = max(end, at + 1)
        found.append(Piece(example, at, end))
        if end >= len(words):
            break
        back = [s for s in starts if at < s < end and total[end] - total[s] <= room // 4]
        at = back[0] if back else end
        limit = room
    return found
