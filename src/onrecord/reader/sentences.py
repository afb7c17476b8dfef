"""The sentences and the quotations of a text, as offsets into it."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Sentence", "quotations", "sentences"]

END = re.compile(r"(?<![.!?…])[.!?…]++[\"”’')\]]*+(?=\s+[\"“‘'(\[]?[A-Z0-9\"“]|\s*$)|\n\s*\n")
SHORT = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sgt|Capt|Maj|Sen|Rep|Gov|St|Prof|Rev|Hon|vs|No|Inc|Ltd|Corp|Co|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec|Jr|Sr)"
    r"|\b[A-Z](?:\.[A-Z])*)\.$"
)
LONGEST_QUOTE = 3000  # code points; an opening mark without its closing one must not swallow the page


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its offsets, without the space around it."""

    start: int
    end: int


def sentences(text: str) -> list[Sentence]:
    """The sentences of a text, in order."""
    found: list[Sentence] = []
    start = 0
    for match in END.finditer(text):
        if SHORT.search(text, max(start, match.start() - 12), match.start() + 1):
            continue
        _add(found, text, start, match.end())
        start = match.end()
    _add(found, text, start, len(text))
    return found


def _add(found: list[Sentence], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        found.append(Sentence(start, end))


def quotations(text: str) -> list[tuple[int, int]]:
    """The offsets of quotations, marks included: those in curly and in straight double marks, outermost, in order.

    A straight mark opens where a space or bracket stands before it. One that nothing closes in its paragraph ends there.
    """
    found: list[tuple[int, int]] = []
    at = 0
    while (match := re.compile(r"[“\"]").search(text, at)) is not None:
        start = match.start()
        closing = "”" if text[start] == "“" else '"'
        limit = min(len(text), start + LONGEST_QUOTE)
        paragraph = text.find("\n\n", start, limit)
        end = text.find(closing, start + 1, paragraph if paragraph >= 0 else limit)
        if end < 0 or end == start + 1:
            at = start + 1
            continue
        found.append((start, end + 1))
        at = end + 1
    return found
