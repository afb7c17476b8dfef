"""Examples with another country in place of theirs: what is said of a side does not hang on its name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from random import Random

from training.comments.examples import Example

__all__ = ["renamed"]

SEED = 3
COUNTRIES = """
    Russia Ukraine China Israel Iran Turkey Serbia Kosovo India Pakistan France Germany Poland Hungary Georgia Armenia
    Azerbaijan Sudan Ethiopia Venezuela Colombia Taiwan Japan Egypt Lebanon Syria Greece Cyprus Algeria Morocco Kenya
    Somalia Peru Norway Belarus Moldova Bosnia Romania Mexico Brazil Iraq Qatar Yemen Libya Finland
""".split()


def renamed(examples: Sequence[Example], times: int) -> list[Example]:
    """Examples with one target that is a country named in the comment, so many times each, with another country every time.

    The other names of the target, which would give it away, are left out; the headline often is.
    """
    chance = Random(SEED)
    return [_with(e, own, chance) for e in examples if (own := _country(e)) for _ in range(times)]


def _country(example: Example) -> str:
    aim = example.aims[0]
    return next((one for one in COUNTRIES if _has(example.text, one) and _has(aim.text.partition(" (")[0], one)), "")


def _has(text: str, name: str) -> bool:
    return re.search(rf"\b{name}\b", text) is not None


def _with(example: Example, own: str, chance: Random) -> Example:
    (aim,) = example.aims
    new = chance.choice([one for one in COUNTRIES if one not in example.text and one not in example.story])
    whole = re.compile(rf"\b{own}\b")
    text = whole.sub(new, example.text)
    evidence = aim.evidence and tuple(len(whole.sub(new, example.text[:edge])) for edge in aim.evidence)
    return replace(
        example,
        text=text,
        story=whole.sub(new, example.story) if chance.random() < 0.6 else "",
        aims=(replace(aim, text=chance.choice([new, f"{new} (its army, its government)"]), evidence=evidence),),
    )
