"""Windows: a long page as stretches of whole sentences that the encoder can hold, each read with what stands around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Window", "windows_of"]


@dataclass(frozen=True, slots=True)
class Window:
    """Words [start, end) are read; of these, [own_start, own_end) are reported, the others are context."""

    start: int
    end: int
    own_start: int
    own_end: int


def windows_of(sizes: Sequence[int], sentence: Sequence[int], *, room: int, before: int, behind: int) -> list[Window]:
    """Windows that together own every word once, in order.

    Args:
        sizes: pieces of each word.
        sentence: the sentence of each word.
        room: the most pieces a window holds.
        before: pieces of context in front of what a window owns, where the page has them.
        behind: pieces of context behind it.
    """
    total = [0]
    for size in sizes:
        total.append(total[-1] + size)
    starts = [i for i in range(len(sizes)) if i == 0 or sentence[i] != sentence[i - 1]]
    found: list[Window] = []
    own = 0
    while own < len(sizes):
        start = own if own == 0 else _back(starts, total, own, before)
        end = _reach(total, start, room)
        if end <= own:  # a word so long that it leaves no room for context
            start, end = own, _reach(total, own, room)
        if end < len(sizes):
            finish = max((s for s in starts if own < s and total[end] - total[s] >= behind), default=end)
            end = max((s for s in starts if finish <= s <= end), default=end)
        else:
            finish = end
        found.append(Window(start, end, own, finish))
        own = finish
    return found


def _back(starts: Sequence[int], total: Sequence[int], own: int, before: int) -> int:
    """The earliest sentence start within `before` pieces of `own`; a sentence longer than that is cut."""
    near = [s for s in starts if s < own and total[own] - total[s] <= before]
    if near:
        return near[0]
    at = own
    while at > 0 and total[own] - total[at - 1] <= before:
        at -= 1
    return at


def _reach(total: Sequence[int], start: int, room: int) -> int:
    end = start
    while end + 1 < len(total) and total[end + 1] - total[start] <= room:
        end += 1
    return max(end, start + 1)
