"""Account names and comment texts that follow one another line by line, told apart by the cheapest reading of all lines.

Each line is a name or a text; a line that a page prints by itself (a button, a label) may also be skipped. A reading
costs little where names are short, end in no full stop, come back, or stand before a time, and where a name and a text
take turns; it must begin with a name, give each name a text, and come near the stated count. Dynamic programming finds
the reading of least cost over all lines at once (Viterbi's algorithm over the kinds of lines and the comments so far).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from onrecord.capture.text_lines import Line, content, foot_at, is_sentence
from onrecord.capture.times import resolve_posted
from onrecord.record import Comment, Gap

__all__ = ["begins_thread", "is_name_like", "read_thread"]

Kind = Literal["name", "text", "skip"]
State = tuple[Literal["start", "name", "text"], int]  # what the last line was, and how many comments have begun
Step = dict[State, tuple[float, State | None, Kind | None]]  # least cost, the state before, the kind of this line

# Costs were set by hand so that each rule of thumb outweighs a single break of the turns only where it is strong, and
# held against the layouts of tests/capture/test_text_capture.py.
BREAK = 1.5  # a second line of one comment, where a name would be due
COUNT = 3.0  # each comment more or less than the page states
SKIP = 0.5  # a spare line left out
PREAMBLE = 3.0  # any line left out before the first comment: house rules, an invitation to log in
LONGEST_PREAMBLE = 3  # lines
SHORT = 20  # code points; few sentences of a story are as short
COUNTED_UP_TO = 400  # lines; beyond it the stated count is left out of the reckoning, whose cost grows with its square


def read_thread(
    lines: Sequence[str], stated: int | None, *, captured: datetime | None
) -> tuple[tuple[Comment, ...], tuple[Gap, ...]]:
    """The comments in the lines behind a thread's heading, and gaps for what could not be told apart or was left out."""
    end = foot_at(lines)
    found = content(lines[:end])
    if all(line.spare for line in found):
        return (), ()
    kinds = _cheapest(found, stated if len(found) <= COUNTED_UP_TO else None)
    if kinds is None:
        left = " ".join(line.text for line in found)[:80]
        return (), (Gap(what="comments", why=f"names and texts cannot be told apart in the thread: {left}"),)
    comments = _comments(found, kinds, captured)
    return comments, (*_left_out(found, kinds), *_foot(lines[end:], stated, comments))


def begins_thread(lines: Sequence[str]) -> bool:
    """Whether comments begin here: nothing but labels, or soon a line as short as a name, with a text behind it."""
    found = content(lines[: foot_at(lines)])
    if all(line.spare for line in found):
        return True
    kinds = _cheapest(found, None)
    if kinds is None:
        return len(found) <= LONGEST_PREAMBLE
    first = kinds.index("name")
    short = is_name_like(found[first]) or len(found[first].text) <= SHORT  # "Dr. No." may be a name
    return short and sum(not line.spare for line in found[:first]) <= LONGEST_PREAMBLE


def is_name_like(line: Line) -> bool:
    """Whether a line can be an account's name by its look alone."""
    return line.marked or _name_cost(line) < 4.0


def _name_cost(line: Line) -> float:
    long = 3.0 * (len(line.text) > 30) + 6.0 * (len(line.text) > 60) + max(0, len(line.text.split()) - 3)
    return 4.0 * is_sentence(line.text) + long


def _costs(found: Sequence[Line]) -> list[dict[Kind, float]]:
    """What it costs to read each line as a name, as a text, and to skip it."""
    counts = Counter(line.text for line in found)
    lines = [line for line in found if not line.spare]
    times_close = len(lines) > 1 and lines[0].time is None and lines[1].time is not None
    return [_cost(line, counts[line.text], times_close=times_close) for line in found]


def _cost(line: Line, times: int, *, times_close: bool) -> dict[Kind, float]:
    name = _name_cost(line)
    text = 1.0 * (len(line.text.split()) <= 2 and not is_sentence(line.text))
    if times > 1 and not is_sentence(line.text):
        name, text = name - 1.0, text + 2.0
    if line.time and not line.marked and times_close:
        name += 3.0
    elif line.time or line.reply_to or line.marked:
        name, text = name - 3.0, text + 3.0
    if line.after_blank:
        name -= 0.5
    return {"name": name, "text": text, **({"skip": SKIP} if line.spare else {})}


def _cheapest(found: Sequence[Line], stated: int | None) -> list[Kind] | None:
    """The kinds of least cost; None if there is no reading that gives each name a text."""
    steps: list[Step] = [{("start", 0): (0.0, None, None)}]
    for cost in _costs(found):
        step: Step = {}
        for state, (total, _, _) in steps[-1].items():
            for kind, to, extra in _moves(state, cost, counted=stated is not None):
                if total + extra < step.get(to, (float("inf"),))[0]:
                    step[to] = (total + extra, state, kind)
        steps.append(step)
    ends = [
        (total + (COUNT * abs(state[1] - stated) if stated is not None else 0.0), state)
        for state, (total, _, _) in steps[-1].items()
        if state[0] == "text"
    ]
    return _traced(steps, min(ends)[1]) if ends else None


def _moves(state: State, cost: dict[Kind, float], *, counted: bool) -> list[tuple[Kind, State, float]]:
    last, count = state
    moves: list[tuple[Kind, State, float]] = []
    if last != "start":
        moves.append(("text", ("text", count), cost["text"] + BREAK * (last == "text")))
    if last != "name":
        moves.append(("name", ("name", count + 1 if counted else 1), cost["name"]))
    if "skip" in cost or last == "start":
        moves.append(("skip", state, cost.get("skip", PREAMBLE)))
    return moves


def _traced(steps: list[Step], end: State) -> list[Kind]:
    kinds: list[Kind] = []
    state: State | None = end
    for step in reversed(steps):
        if state is None:
            break
        _, state, kind = step[state]
        if kind is not None:
            kinds.append(kind)
    return kinds[::-1]


@dataclass(frozen=True, slots=True)
class _Unit:
    """The lines of one comment: its name, its texts, and what was skipped among them."""

    name: Line
    texts: tuple[Line, ...]
    every: tuple[Line, ...]


def _units(found: Sequence[Line], kinds: Sequence[Kind]) -> list[_Unit]:
    starts = [i for i, kind in enumerate(kinds) if kind == "name"]
    ends = [*starts[1:], len(found)]
    return [
        _Unit(found[at], tuple(found[i] for i in range(at, end) if kinds[i] == "text"), tuple(found[at:end]))
        for at, end in zip(starts, ends, strict=True)
    ]


def _comments(found: Sequence[Line], kinds: Sequence[Kind], captured: datetime | None) -> tuple[Comment, ...]:
    comments: list[Comment] = []
    for unit in _units(found, kinds):
        shown = next((line.time for line in unit.every if line.time), None)
        reply = next((line.reply_to for line in unit.every if line.reply_to), None)
        comments.append(
            Comment(
                id=f"c{len(comments) + 1}",
                account=unit.name.text,
                text="\n".join(line.text for line in unit.texts),
                posted=resolve_posted(shown, captured=captured, language="en") if shown else None,
                posted_shown=shown,
                parent=next((c.id for c in reversed(comments) if reply and c.account == reply), None),
                likes=next((line.likes for line in unit.every if line.likes is not None), None),
            )
        )
    return tuple(comments)


def _left_out(found: Sequence[Line], kinds: Sequence[Kind]) -> tuple[Gap, ...]:
    left = [line.text for line in found[: kinds.index("name")] if not line.spare]
    told = f"above the first comment, and in none: {' '.join(left)[:80]}"
    return (Gap(what="comments", why=told),) if left else ()


def _foot(lines: Sequence[str], stated: int | None, comments: Sequence[Comment]) -> tuple[Gap, ...]:
    """What was taken for the page's foot, unless the comments before it are as many as stated."""
    if not any(lines[1:]) or stated == len(comments):
        return ()
    return (Gap(what="comments", why=f'what stands from "{lines[0][:60]}" on was taken for the page\'s foot, not for comments'),)
