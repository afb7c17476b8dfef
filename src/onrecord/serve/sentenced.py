"""The sentences around many spans of one text, each paragraph split once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from onrecord.reader.sentences import sentences

__all__ = ["Sentenced"]


class Sentenced:
    """A text that is asked for sentences again and again."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._split: dict[tuple[int, int], tuple[list[int], list[int]]] = {}

    def around(self, spans: Sequence[tuple[int, int]]) -> tuple[int, int]:
        """Where the sentences begin and end that hold the spans (one at least), in code points."""
        first, last = min(start for start, _ in spans), max(end for _, end in spans)
        starts, ends = self._sentences(first, last)
        if not starts:
            return first, last
        opens = starts[max(0, bisect_right(starts, first) - 1)]
        closes = ends[max(0, bisect_right(starts, max(first, last - 1)) - 1)]
        return min(opens, first), max(closes, last)

    def _sentences(self, first: int, last: int) -> tuple[list[int], list[int]]:
        """Where the sentences of the paragraphs from `first` to `last` begin, and where they end."""
        before, after = self._text.rfind("\n\n", 0, first), self._text.find("\n\n", last)
        begin, finish = before + 2 if before >= 0 else 0, after if after >= 0 else len(self._text)
        if (begin, finish) not in self._split:
            found = sentences(self._text[begin:finish])
            self._split[begin, finish] = [begin + s.start for s in found], [begin + s.end for s in found]
        return self._split[begin, finish]
