"""WordPiece: a word as pieces of a fixed vocabulary, longest piece first (Wu et al. 2016, as uncased BERT applies it)."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache

__all__ = ["WordPiece"]

LONGEST = 100  # code points, and pieces: BERT reads a longer word as unknown, and an encoder has only so many positions


class WordPiece:
    """Cuts single words (no spaces, marks apart) into ids of a vocabulary."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self._ids = vocabulary
        self.unknown, self.first, self.last = vocabulary["[UNK]"], vocabulary["[CLS]"], vocabulary["[SEP]"]
        self.pieces = lru_cache(maxsize=50_000)(self._pieces)

    def _pieces(self, word: str) -> tuple[int, ...]:
        """The ids of a word's pieces, never empty; [UNK] where the vocabulary cannot spell it."""
        found = tuple(i for part in _parts(_plain(word)) for i in self._cut(part))
        return found if 0 < len(found) <= LONGEST else (self.unknown,)

    def _cut(self, word: str) -> tuple[int, ...]:
        if len(word) > LONGEST:
            return (self.unknown,)
        found, start = [], 0
        while start < len(word):
            end = len(word)
            while end > start and (piece := self._ids.get(("##" if start else "") + word[start:end])) is None:
                end -= 1
            if end == start or piece is None:
                return (self.unknown,)
            found.append(piece)
            start = end
        return tuple(found)


def _plain(word: str) -> str:
    """In lower case, without accents and control characters."""
    return "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) not in ("Mn", "Cc", "Cf"))


def _parts(word: str) -> list[str]:
    """Marks (an underscore within a word, say) and CJK characters stand alone, as in BERT."""
    parts, now = [], ""
    for c in word:
        if unicodedata.category(c)[0] == "P" or "\u4e00" <= c <= "\u9fff" or "\u3400" <= c <= "\u4dbf":
            parts += [now, c]
            now = ""
        else:
            now += c
    return [p for p in (*parts, now) if p]
