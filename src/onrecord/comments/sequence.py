"""What the comment network reads at once: a comment, the targets of its story, the comment it answers, the story's headline.

    [CLS] comment [SEP] target [SEP] target … [SEP] parent [SEP] story [SEP]

The [SEP] in front of a target is its marker, whose vector the stance is read off. So one run scores all targets, each in
sight of the others. Where two comments are read together, the second and what it answers stand behind the first:

    [CLS] comment [SEP] other [SEP] its parent [SEP] target [SEP] parent [SEP] story [SEP]
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from onrecord.comments.labels import SEGMENTS
from onrecord.reader.wordpiece import WordPiece
from onrecord.reader.words import Words, words_of

__all__ = ["Reading", "Room", "read_whole", "reading"]

COMMENT, TARGET, PARENT, STORY, OTHER = range(len(SEGMENTS))
LOOKED_AT = 20_000  # code points of one comment; what is further down is not read for stance
NO_MARK = (0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """The most word pieces of each part; a longer comment keeps its first two thirds of the room and its last third."""

    comment: int = 160
    target: int = 28
    parent: int = 48
    story: int = 32


@dataclass(frozen=True, slots=True)
class Reading:
    """One run's input, and how its pieces lie to the comment's words.

    `pieces` and `segments` [P], `marks` [P, 3] (shape, opens, quoted), `targets` [K] positions of markers. Word `words[i]` of
    `text_words` begins at piece `first[i]`.
    """

    pieces: NDArray[np.int64]
    segments: NDArray[np.int64]
    marks: NDArray[np.int64]
    targets: NDArray[np.int64]
    first: NDArray[np.int64]
    words: tuple[int, ...]
    text_words: Words


class _Writer:
    def __init__(self, pieces: WordPiece) -> None:
        self._spell = pieces
        self.pieces: list[int] = [pieces.first]
        self.segments: list[int] = [COMMENT]
        self.marks: list[tuple[int, int, int]] = [NO_MARK]

    def part(self, words: Words, kept: Sequence[tuple[int, tuple[int, ...]]], segment: int) -> list[int]:
        """Write words; the places of their first pieces."""
        first = []
        for number, ids in kept:
            first.append(len(self.pieces))
            self.pieces += ids
            self.marks += [(words.shape[number], words.opens[number], words.quoted[number])] * len(ids)
        self.segments += [segment] * (len(self.pieces) - len(self.segments))
        return first

    def mark(self, segment: int) -> int:
        """Write a [SEP]; its place."""
        self.pieces.append(self._spell.last)
        self.segments.append(segment)
        self.marks.append(NO_MARK)
        return len(self.pieces) - 1


def reading(
    text: str,
    *,
    targets: Sequence[str],
    parent: str,
    story: str,
    pieces: WordPiece,
    room: Room,
    other: str = "",
    other_parent: str = "",
) -> Reading:
    """The input of one run. `other` is a second comment of the same account, where two are compared."""
    words = words_of(text[:LOOKED_AT])
    kept = _ends(_spelled(words, pieces), room.comment)
    writer = _Writer(pieces)
    first = writer.part(words, kept, COMMENT)
    markers = []
    if other:
        writer.mark(OTHER)
        _write(writer, other, OTHER, room.comment, pieces)
    if other and other_parent:
        writer.mark(PARENT)
        _write(writer, other_parent, PARENT, room.parent, pieces)
    for target in targets:
        markers.append(writer.mark(TARGET))
        _write(writer, target, TARGET, room.target, pieces)
    for part, segment, most in ((parent, PARENT, room.parent), (story, STORY, room.story)):
        if part:
            writer.mark(segment)
            _write(writer, part, segment, most, pieces)
    writer.mark(STORY)
    return Reading(
        pieces=np.array(writer.pieces, np.int64),
        segments=np.array(writer.segments, np.int64),
        marks=np.array(writer.marks, np.int64),
        targets=np.array(markers, np.int64),
        first=np.array(first, np.int64),
        words=tuple(number for number, _ in kept),
        text_words=words,
    )


def read_whole(text: str, pieces: WordPiece, room: Room) -> bool:
    """Whether a comment has room to its last word."""
    return len(text) <= LOOKED_AT and sum(len(ids) for _, ids in _spelled(words_of(text), pieces)) <= room.comment


def _write(writer: _Writer, text: str, segment: int, most: int, pieces: WordPiece) -> None:
    words = words_of(text[: 40 * most])
    writer.part(words, _beginning(_spelled(words, pieces), most), segment)


def _spelled(words: Words, pieces: WordPiece) -> list[tuple[int, tuple[int, ...]]]:
    """The words that have pieces, each with its number."""
    found = ((number, _ids(words.exact(number, number), pieces)) for number in range(len(words)))
    return [(number, ids) for number, ids in found if ids]


def _ids(word: str, pieces: WordPiece) -> tuple[int, ...]:
    """A word's pieces; an emoji is read by its Unicode name, and what has no width of its own is left out."""
    if len(word) == 1 and not word.isascii():
        kind = unicodedata.category(word)
        if kind in ("Mn", "Me", "Cf", "Sk"):
            return ()
        if kind == "So":
            return tuple(i for part in _name(word) for i in pieces.pieces(part))
    return pieces.pieces(word)


@lru_cache(maxsize=4096)
def _name(sign: str) -> tuple[str, ...]:
    words = unicodedata.name(sign, "").lower().split()
    return tuple(words[-1:] if "regional" in words else words[:4])


def _beginning(spelled: list[tuple[int, tuple[int, ...]]], most: int) -> list[tuple[int, tuple[int, ...]]]:
    kept, size = [], 0
    for number, ids in spelled:
        size += len(ids)
        if size > most:
            break
        kept.append((number, ids))
    return kept


def _ends(spelled: list[tuple[int, tuple[int, ...]]], most: int) -> list[tuple[int, tuple[int, ...]]]:
    """All of it, or its beginning and its end: what a long comment holds is said in the one or the other."""
    if sum(len(ids) for _, ids in spelled) <= most:
        return spelled
    head = _beginning(spelled, 2 * most // 3)
    tail = _beginning(spelled[::-1][: len(spelled) - len(head)], most // 3)
    return head + tail[::-1]
