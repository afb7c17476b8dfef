"""How copies differ, and what they have in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from unicodedata import normalize

from onrecord.copies.content import Content, stem
from onrecord.copies.found import Kind
from onrecord.copies.normal import APOSTROPHES, WORD, unaccented, words

__all__ = ["kind_of", "shared_words"]


def kind_of(read: Iterable[tuple[str, Content]]) -> Kind:
    """How texts that are copies differ; each comes with what it is compared by.

    To leave out accents, as in haste, is no disguise, nor are case, punctuation and emoji.
    """
    texts = dict(read)
    if len({one.letters for one in texts.values()}) > 1:
        return "reworded"
    if len({tuple(unaccented(word) for word in one.words) for one in texts.values()}) > 1:
        return "disguised"
    as_typed = {text: _as_typed(text) for text in texts}
    same = len(set(as_typed.values())) == 1
    return "same text" if same or all(list(typed) == words(text) for text, typed in as_typed.items()) else "disguised"


def shared_words(core: Content, counted: Sequence[tuple[Content, int]]) -> tuple[str, ...]:
    """The words of the core that more than half of the texts have, each text counted so many times, in the core's order."""
    having: Counter[int] = Counter()
    for one, times in counted:
        for hashed in one.weights:
            having[hashed] += times
    half = sum(times for _, times in counted) / 2
    return tuple(dict.fromkeys(word for word in core.words if having[stem(word)[1]] > half))


def _as_typed(text: str) -> tuple[str, ...]:
    """The words with nothing undone but case and apostrophes."""
    return tuple(word.casefold() for word in WORD.findall(APOSTROPHES.sub("", normalize("NFC", text))))
