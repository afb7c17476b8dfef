"""Comments for tests, in our own words, and rewordings of any text."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

from onrecord.copies import Member, Post

SLOGAN = "Harbour workers of Gullhaven deserve a pension that feeds a family, sign before Friday."
DISGUISED = "Наrbour w0rkers of Gu11haven deserve a pension that feeds a fa\u200bmily 🔥🔥 sign b e f o r e  Friday"
REWORDED = "All harbour workers of Gullhaven surely deserve the pension that will feed a family, so sign before Friday!"
OTHER = "I took the tram past the old brewery this morning and counted eleven closed shops on one side alone."


def post(number: int, text: str, *, account: str | None = None, page: str = "p1", context: tuple[str, ...] = ()) -> Post:
    """A comment of an account of its own, if none is given."""
    return Post(Member(page, f"c{number}", account if account is not None else f"a-{number}"), text, context)


def posts(texts: Iterable[str]) -> list[Post]:
    """Comments, each of an account of its own."""
    return [post(number, text) for number, text in enumerate(texts)]


def sentence(chance: Random, words: int = 20) -> str:
    """Invented words, hardly any of which comes twice."""
    letters = "bdfgklmnprstvz"
    return " ".join(
        "".join(chance.choice(letters) + chance.choice("aeiou") for _ in range(chance.randint(2, 4))) for _ in range(words)
    )


def edited(text: str, share: float, chance: Random) -> str:
    """The text with a share of its words replaced by invented ones."""
    words = text.split()
    for at in chance.sample(range(len(words)), round(share * len(words))):
        words[at] = sentence(chance, 1)
    return " ".join(words)
