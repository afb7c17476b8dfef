"""What of a comment is its writer's own: quotations and stock phrases are taken out before comments are compared.

A quotation is a line that begins with ">", four words or more between quotation marks, or a run of words that also stands
in the comment answered or in the story. Two readers who quote the same words have not copied each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from importlib.resources import files

import regex  # type: ignore[import-untyped]  # it ships no types

from onrecord.copies.normal import LONGEST, key, visible, words

__all__ = ["own_words"]

RUN = 5  # words in a row: fewer recur by chance ("the end of the war"), five hardly ever in texts that share no source
QUOTED = 4  # words between quotation marks: fewer are a name or a word held at arm's length
SHORT = 40  # words: in a longer comment a stock phrase weighs little, and looking for it costs
CONTEXTS = 64  # stories and comments answered that are remembered; the comments of a page come together

QUOTED_LINE = regex.compile(r"^[ \t]*(?:>|&gt;).*$", regex.MULTILINE)
INSIDE = r"(?:(?!\n\s*\n)[^{}]){{1,2000}}"  # a quotation ends with its paragraph: an unmatched mark takes no more with it
PAIRS = (
    (r"(?<!\w)\"(?=\S)", r"(?<=\S)\"(?!\w)"),
    ("“", '[”“"]'),
    ("„", '[“”"]'),
    ("«", "»"),
    ("»", "«"),
    ("「", "」"),
    ("『", "』"),
)
BETWEEN_MARKS = regex.compile("|".join(begin + INSIDE.format('"”“«»「」『』') + end for begin, end in PAIRS))


def own_words(text: str, context: Sequence[str] = ()) -> list[str]:
    """The words of a text, as they can be shown, without what is quoted from others or from `context` and stock phrases."""
    found = words(_without_marked(text))
    keys = [key(word) for word in found] if context or len(found) <= SHORT else []
    taken = _in_phrases(keys) if len(found) <= SHORT else set()
    for other in context:
        taken |= _in_runs(keys, _runs(other))
    return [word for at, word in enumerate(found) if at not in taken]


def _without_marked(text: str) -> str:
    text = visible(text[:LONGEST])
    if ">" in text or "&gt;" in text:
        text = QUOTED_LINE.sub(" ", text)
    return str(BETWEEN_MARKS.sub(lambda found: " " if len(words(found.group())) >= QUOTED else found.group(), text))


def _in_runs(keys: list[str], runs: frozenset[str]) -> set[int]:
    starts = (at for at, run in enumerate(_in_a_row(keys)) if run in runs)
    return {place for at in starts for place in range(at, at + RUN)}


@lru_cache(CONTEXTS)
def _runs(text: str) -> frozenset[str]:
    return frozenset(_in_a_row([key(word) for word in words(text)]))


def _in_a_row(keys: list[str]) -> Iterable[str]:
    return (" ".join(keys[at : at + RUN]) for at in range(len(keys) - RUN + 1))


def _in_phrases(keys: list[str]) -> set[int]:
    beginnings = _phrases()
    taken: set[int] = set()
    for at, first in enumerate(keys):
        for phrase in beginnings.get(first, ()):
            if tuple(keys[at : at + len(phrase)]) == phrase:
                taken.update(range(at, at + len(phrase)))
    return taken


@cache
def _phrases() -> dict[str, tuple[tuple[str, ...], ...]]:
    """The stock phrases by their first word."""
    lines = files(__package__).joinpath("data", "phrases.txt").read_text("utf-8").splitlines()
    by_first: dict[str, tuple[tuple[str, ...], ...]] = {}
    for line in lines:
        if line and not line.startswith("#"):
            phrase = tuple(key(word) for word in words(line))
            by_first[phrase[0]] = (*by_first.get(phrase[0], ()), phrase)
    return by_first
