"""A text in pieces, each with what marks it, where marks may overlap; and the sentences around a span."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.serve.sentenced import Sentenced

__all__ = ["Mark", "Piece", "pieces", "sentence_around"]


@dataclass(frozen=True, slots=True)
class Mark:
    """Code points `start` to `end` of a text are marked as `kind`, for the thing `of` (an id)."""

    start: int
    end: int
    kind: str
    of: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that the same marks lie over: their kinds and the ids of their things, each once, in order."""

    text: str
    kinds: tuple[str, ...] = ()
    of: tuple[str, ...] = ()


def pieces(text: str, marks: Iterable[Mark], start: int = 0, end: int | None = None) -> list[Piece]:
    """The text from `start` to `end` in pieces; joined, they are that text.

    A sweep over the ends of the marks, n log n in their number.
    """
    end = len(text) if end is None else end
    within = [m for m in marks if m.start < end and m.end > start and m.start < m.end]
    opening: dict[int, list[Mark]] = {}
    closing: dict[int, list[Mark]] = {}
    for mark in within:
        opening.setdefault(max(mark.start, start), []).append(mark)
        closing.setdefault(min(mark.end, end), []).append(mark)
    cuts = sorted({start, end, *opening, *closing})
    found, now = [], dict[Mark, None]()
    for a, b in pairwise(cuts):
        for mark in closing.get(a, ()):
            now.pop(mark, None)
        now |= dict.fromkeys(opening.get(a, ()))
        kinds, of = (tuple(dict.fromkeys(v for v in values if v)) for values in ([m.kind for m in now], [m.of for m in now]))
        found.append(Piece(text[a:b], kinds, of))
    return found


def sentence_around(text: str, spans: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Where the sentences begin and end that hold the spans (one at least). Only their paragraphs are looked at."""
    return Sentenced(text).around(spans)
