"""What a comment is compared by: its own words, cut to their stems and weighed.

Rewording moves, drops and swaps words and bends their endings, so what is compared is the bag of beginnings of words: the
first five letters stand for a word in any language that has endings (McNamee and Mayfield, "Character N-Gram Tokenization
for European Language Text Retrieval", 2004, find truncation a good stemmer). Long words weigh more: frequent words are
short (Zipf's law of abbreviation), and a word list for every language would weigh a hundred megabytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from onrecord.copies.normal import VOCABULARY, key
from onrecord.copies.quotes import own_words

__all__ = ["Content", "alike_from", "content", "enough", "similarity", "stem"]

STEM = 5  # letters; 4 takes "over" and "overt" for one, 6 tells "child" from "children"
LIGHTEST, HEAVIEST = 1, 7  # of one word; three bits of its code
LEAST_WORDS = 6  # "exactly this", "lol", "shame on you": so short a text two people write without having met
LEAST_WEIGHT = 16  # as much as four words of six letters: "and so it is as it was" is six words and says nothing
ALIKE, ALIKE_OF_FEW = 0.4, 1.5  # see `alike_from`
CODE_BITS = 3

Number = TypeVar("Number", float, NDArray[np.float64])


@dataclass(frozen=True, slots=True)
class Content:
    """What one text is compared by.

    `words` are its own words as they can be shown; `weights` gives the weight of each distinct stem (a 61-bit hash);
    `letters` are all its letters in a row, so that spaces put anywhere make no difference.
    """

    words: tuple[str, ...]
    weights: dict[int, int]
    letters: str


def content(text: str, context: Sequence[str] = ()) -> Content:
    """What a text is compared by, without what it quotes of `context` (the comment answered, the story)."""
    own = own_words(text, context)
    weights: dict[int, int] = {}
    keys = []
    for compared, hashed, weight in map(stem, own):
        keys.append(compared)
        if weight > weights.get(hashed, 0):
            weights[hashed] = weight
    letters = "".join(keys).replace("rn", "m").replace("vv", "w")
    return Content(tuple(own), weights, letters)


def enough(weights: dict[int, int]) -> bool:
    """Whether so many words are evidence of copying at all."""
    return len(weights) >= LEAST_WORDS and sum(weights.values()) >= LEAST_WEIGHT


def alike_from(shared: Number) -> Number:
    """The similarity from which texts are copies that share so many words: 0.65 for 6, 0.48 for 20, 0.43 for 60.

    Swept on benchmarks/copies: two long comments on one topic reach 0.2 and rewordings at 40 % of the words 0.6, but of
    short ones "spews the usual stupidity" alone makes half. Works on an array of numbers as well.
    """
    return ALIKE + ALIKE_OF_FEW / shared


def similarity(one: Content, other: Content) -> float:
    """Weighted Jaccard of the stems; 1 where the letters are the same, 0 where it is no evidence of copying."""
    if one.letters == other.letters:
        return 1.0
    shared = {hashed: min(weight, other.weights[hashed]) for hashed, weight in one.weights.items() if hashed in other.weights}
    if not enough(shared):
        return 0.0
    common = sum(shared.values())
    found = common / (sum(one.weights.values()) + sum(other.weights.values()) - common)
    return found if found >= alike_from(len(shared)) else 0.0


@lru_cache(VOCABULARY)
def stem(word: str) -> tuple[str, int, int]:
    """What a word is compared by: its key, its stem, hashed, and its weight."""
    compared = key(word)
    digest = blake2b(compared[:STEM].encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return compared, int.from_bytes(digest, "little") >> CODE_BITS, max(LIGHTEST, min(HEAVIEST, _length(compared) - 2))


def _length(word: str) -> int:
    """Letters of a word, counted as Latin ones: others write no vowels (from U+0590 on), or a syllable or word a sign."""
    return sum(1 if char < "\u0590" else 2 if char < "\u2e80" else 3 for char in word)
