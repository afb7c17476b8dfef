"""The words of a text as the model sees them: offsets, sentence, paragraph, quotation and shape of each."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.reader.sentences import quotations, sentences

__all__ = ["CAPITAL", "LOWER", "SHAPES", "TITLE", "UPPER", "Words", "words_of"]

WORD = re.compile(r"\w+|[^\w\s]")
SHAPES = ("mark", "lower", "title", "upper", "mixed", "number")
MARK, LOWER, TITLE, UPPER, MIXED, NUMBER = range(len(SHAPES))
CAPITAL = (TITLE, UPPER, MIXED)


@dataclass(frozen=True, slots=True)
class Words:
    """Parallel tuples, one entry a word: `start` and `end` are code points into the text, the others small integers.

    `sentence` counts sentences from 0; `opens` is 2 at the first word of a paragraph, 1 at that of a sentence, else 0;
    `quoted` is 1 inside quotation marks (marks included); `shape` indexes SHAPES.
    """

    text: str
    start: tuple[int, ...]
    end: tuple[int, ...]
    sentence: tuple[int, ...]
    opens: tuple[int, ...]
    quoted: tuple[int, ...]
    shape: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.start)

    def exact(self, first: int, last: int) -> str:
        """The text from word `first` to word `last`, both included."""
        return self.text[self.start[first] : self.end[last]]

    def low(self, first: int, last: int) -> tuple[str, ...]:
        """Words first to last, each in lower case."""
        return tuple(
            self.text[a:b].lower() for a, b in zip(self.start[first : last + 1], self.end[first : last + 1], strict=True)
        )


def words_of(text: str) -> Words:
    """The words and marks of a text, in order. Every mark is a word of its own, so that any span may begin or end at it."""
    start: list[int] = []
    end: list[int] = []
    sentence: list[int] = []
    opens: list[int] = []
    before = 0
    for number, part in enumerate(sentences(text)):
        paragraph = "\n" in text[before : part.start] or number == 0
        before = part.end
        for match in WORD.finditer(text, part.start, part.end):
            opens.append((2 if paragraph else 1) if not sentence or sentence[-1] != number else 0)
            start.append(match.start())
            end.append(match.end())
            sentence.append(number)
    shape = tuple(_shape(text[a:b]) for a, b in zip(start, end, strict=True))
    return Words(text, tuple(start), tuple(end), tuple(sentence), tuple(opens), _quoted(text, start), shape)


def _quoted(text: str, starts: list[int]) -> tuple[int, ...]:
    found = [0] * len(starts)
    at = 0
    for begin, finish in quotations(text):
        while at < len(starts) and starts[at] < begin:
            at += 1
        while at < len(starts) and starts[at] < finish:
            found[at] = 1
            at += 1
    return tuple(found)


def _shape(word: str) -> int:
    if word[0].isdigit():
        return NUMBER
    if not word[0].isalnum():
        return MARK
    if word.islower():
        return LOWER
    if word.isupper():
        return UPPER if len(word) > 1 else TITLE
    return TITLE if word[0].isupper() and word[1:].islower() else MIXED
