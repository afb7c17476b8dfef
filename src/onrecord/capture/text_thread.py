"""Account names and comment texts that follow one another line by line, told apart by the cheapest reading of all lines.

Each line is a name or a text. A reading costs little where names are short, end in no full stop, come back, or stand
before a time, and where a name and a text take turns; it must begin with a name, give each name a text, and come near
the stated count. Dynamic programming finds the reading of least cost over all lines at once.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from onrecord.capture.threads.timemarks import looks_like_time
from onrecord.capture.threads.vocabulary import is_phrase, phrases
from onrecord.capture.times import resolve_posted
from onrecord.record import Comment, Gap

__all__ = ["read_thread"]

Kind = Literal["name", "text"]
LIKES = re.compile(
    r"^(?:likes?|upvotes?|recommend(?:ed)?|👍|\+)\W*(\d{1,6})$|^(\d{1,6})\W*(?:likes?|upvotes?|people like this|👍)$",
    re.IGNORECASE,
)
JOINED_TIME = re.compile(r"^(?P<name>.{1,60}?)\s*(?:[·•|,–—]|\s-\s|\s{2,}|\()\s*(?P<time>[^·•|]{2,40}?)\)?$")
COUNTED_UP_TO = 400  # lines; beyond it the stated count is left out of the reckoning, whose cost grows with its square


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    after_blank: bool
    time: str | None = None
    likes: int | None = None
    reply_to: str | None = None


def read_thread(
    lines: list[str], stated: int | None, *, captured: datetime | None
) -> tuple[tuple[Comment, ...], tuple[Gap, ...]]:
    """The comments in the lines behind a thread's heading, and gaps for what could not be told apart."""
    content = _content(lines)
    if not content:
        return (), ()
    kinds = _kinds(content, stated)
    if kinds is None:
        left = " ".join(line.text for line in content)[:80]
        return (), (Gap(what="comments", why=f"names and texts cannot be told apart in the thread: {left}"),)
    return _comments(content, kinds, captured), ()


def _content(lines: list[str]) -> list[_Line]:
    """The lines that are names or texts, with the times, likes and reply marks that stand behind them."""
    found: list[_Line] = []
    blank = True
    for line in lines:
        if not line:
            blank = True
            continue
        likes, reply, whole = LIKES.match(line), _reply_to(line), _with_joined_time(_Line(line, blank))
        if whole.time:
            found.append(whole)
        elif found and likes:
            found[-1] = replace(found[-1], likes=int(likes.group(1) or likes.group(2)))
        elif found and (reply or _is_time(line)):
            found[-1] = replace(found[-1], reply_to=reply or found[-1].reply_to, time=found[-1].time if reply else line)
        elif not (found and is_phrase("actions", line)) or _is_only_text(found):
            found.append(whole)
        blank = False
    return found


def _is_only_text(found: list[_Line]) -> bool:
    """A line like "More" right behind the first name would leave that name without words."""
    return len(found) == 1


def _is_time(line: str) -> bool:
    return looks_like_time(line) and len(re.findall(r"[^\W\d]{2,}", line)) <= 4


def _with_joined_time(line: _Line) -> _Line:
    found = JOINED_TIME.match(line.text)
    if found and _is_time(found["time"]) and not _is_time(found["name"]) and not found["name"].endswith((".", "!", "?")):
        return replace(line, text=found["name"].strip(), time=found["time"].strip())
    return line


def _reply_to(line: str) -> str | None:
    folded = line.casefold()
    phrase = next((p for p in phrases("in_reply_to") if folded.startswith(p + " ")), None)
    return line[len(phrase) :].strip(" :@") if phrase and len(line) <= 100 else None


def _kinds(content: list[_Line], stated: int | None) -> list[Kind] | None:
    costs = [_costs(line, times) for line, times in _recurrence(content)]
    if stated is None or len(content) > COUNTED_UP_TO:
        return _cheapest(costs, None)
    return _cheapest(costs, stated)


def _recurrence(content: list[_Line]) -> list[tuple[_Line, int]]:
    counts = Counter(line.text for line in content)
    return [(line, counts[line.text]) for line in content]


def _costs(line: _Line, times: int) -> dict[Kind, float]:
    """What it costs to read a line as a name, and as a text. Weights were set by hand so that each rule of thumb
    outweighs a single break of the turns (1.5) only where it is strong.
    """
    words = len(line.text.split())
    sentence = line.text.rstrip("\"'”’)").endswith((".", "!", "?", "…", ":", ";", ","))
    name = 4.0 * sentence + 3.0 * (len(line.text) > 30) + 6.0 * (len(line.text) > 60) + 1.0 * max(0, words - 3)
    text = 1.0 * (words <= 2 and not sentence)
    if times > 1 and not sentence:
        name, text = name - 1.0, text + 2.0
    if line.time or line.reply_to:
        name, text = name - 3.0, text + 3.0
    if line.after_blank:
        name -= 0.5
    return {"name": name, "text": text}


BREAK = 1.5  # a second line of one comment, where a name would be due
COUNT = 3.0  # for each comment more or less than the page states


def _cheapest(costs: list[dict[Kind, float]], stated: int | None) -> list[Kind] | None:
    """The kinds of least cost; None if there is no reading that gives each name a text."""
    best: dict[tuple[Kind, int], tuple[float, tuple[Kind, int] | None]] = {("name", 1): (costs[0]["name"], None)}
    steps = [best]
    for cost in costs[1:]:
        following: dict[tuple[Kind, int], tuple[float, tuple[Kind, int] | None]] = {}
        for (kind, count), (total, _) in best.items():
            options: list[tuple[Kind, int, float]] = [("text", count, BREAK if kind == "text" else 0.0)]
            if kind == "text":
                options.append(("name", count + 1 if stated is not None else 1, 0.0))
            for to, number, extra in options:
                reached = total + cost[to] + extra
                if reached < following.get((to, number), (float("inf"), None))[0]:
                    following[to, number] = (reached, (kind, count))
        best = following
        steps.append(best)
    ends = [
        (total + COUNT * abs(count - stated) if stated is not None else total, kind, count)
        for (kind, count), (total, _) in best.items()
    ]
    whole = [(total, count) for total, kind, count in ends if kind == "text"]
    return _traced(steps, min(whole)[1]) if whole else None


def _traced(steps: list[dict[tuple[Kind, int], tuple[float, tuple[Kind, int] | None]]], count: int) -> list[Kind]:
    state: tuple[Kind, int] | None = ("text", count)
    kinds: list[Kind] = []
    for step in reversed(steps):
        assert state is not None  # noqa: S101 - every state but the first was reached from one
        kinds.append(state[0])
        state = step[state][1]
    return kinds[::-1]


def _comments(content: list[_Line], kinds: list[Kind], captured: datetime | None) -> tuple[Comment, ...]:
    starts = [i for i, kind in enumerate(kinds) if kind == "name"]
    comments: list[Comment] = []
    for at, end in zip(starts, [*starts[1:], len(content)], strict=True):
        some = content[at:end]
        shown = next((line.time for line in some if line.time), None)
        reply = next((line.reply_to for line in some if line.reply_to), None)
        comments.append(
            Comment(
                id=f"c{len(comments) + 1}",
                account=some[0].text,
                text="\n".join(line.text for line in some[1:]),
                posted=resolve_posted(shown, captured=captured, language="en") if shown else None,
                posted_shown=shown,
                parent=next((c.id for c in reversed(comments) if reply and c.account == reply), None),
                likes=next((line.likes for line in some if line.likes is not None), None),
            )
        )
    return tuple(comments)
