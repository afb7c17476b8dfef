"""A thread's comments as a tree, whatever their parents say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

__all__ = ["Step", "arranged", "steps"]

DEEPEST = 8  # further answers stand at this indent and say whom they answer


def arranged(comments: Sequence[tuple[str, str | None]]) -> Iterator[tuple[str, int]]:
    """Comments (id, parent) in the order of a thread, each id once with its depth: a comment, its answers, the next comment.

    A comment without a parent, or whose parent is not there or itself, stands at the top; of a circle, its first comment does.
    They are walked to as they are asked for, so that the beginning of a long thread does not wait for its end.
    """
    known = {own for own, _ in comments}
    answers: dict[str, list[str]] = defaultdict(list)
    tops = []
    for own, parent in comments:
        if parent is None or parent == own or parent not in known:
            tops.append(own)
        else:
            answers[parent].append(own)
    found: set[str] = set()
    for some in (tops, (own for own, _ in comments)):  # the latter: who is in a circle, or answers one
        for top in some:
            waiting = [(top, 0)]
            while waiting:
                own, depth = waiting.pop()
                if own not in found:
                    found.add(own)
                    waiting += [(answer, depth + 1) for answer in reversed(answers.get(own, ()))]
                    yield own, depth


@dataclass(frozen=True, slots=True)
class Step:
    """How nested lists go on to a comment: into a list of answers (`opens`), or out of `closes` of them."""

    opens: bool
    closes: int


def steps(depths: Iterable[int]) -> tuple[list[Step], int]:
    """The steps to comments of such depths, which may begin anywhere in a thread; and how many lists are open at the end."""
    found, above, level = [], list[int](), -1
    for depth in depths:
        while above and above[-1] >= depth:
            above.pop()
        now = min(len(above), DEEPEST)
        above.append(depth)
        found.append(Step(now > level, max(0, level - now)))
        level = now
    return found, level + 1
