"""Copies made of a comment on purpose: disguised, so that it reads the same, or reworded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

__all__ = ["EDITS", "disguised", "reworded"]

EDITS = ("replace", "drop", "insert", "move")

LOOK_ALIKES = {"a": "аɑ", "c": "с", "e": "е", "i": "і", "o": "оο", "p": "рρ", "s": "ѕ", "x": "х", "y": "у", "A": "АΑ", "B": "ВΒ",
               "C": "С", "E": "ЕΕ", "H": "НΗ", "K": "КΚ", "M": "МΜ", "O": "ОΟ", "P": "РΡ", "T": "ТΤ", "X": "Х"}  # fmt: skip
LOOKS_LIKE = {"l": "1I", "I": "l1", "i": "1", "o": "0", "O": "0", "e": "3", "s": "5"}
INVISIBLE = "\u200b\u200c\u200d\u2060\u00ad\ufeff"
EMOJI = "😂👍🔥🙏🏽🇺🇸💪❤️🤔"
MARKS = ["!", "!!", "...", " ,", ";", "?!"]
HARDEST = 3  # disguises on one comment


def disguised(text: str, chance: Random) -> str:
    """The text under one to three disguises of ten; a reader reads the same words."""
    for disguise in chance.sample(DISGUISES, chance.randint(1, HARDEST)):
        text = disguise(text, chance)
    return text


def reworded(text: str, chance: Random, share: float, vocabulary: Sequence[str], edits: Sequence[str] = EDITS) -> str:
    """The text with this share of its words edited, each replaced, dropped, given another beside it, or moved."""
    words = text.split()
    for _ in range(max(1, round(share * len(words)))):
        at, edit = chance.randrange(len(words)), chance.choice(edits)
        if edit == "replace":
            words[at] = chance.choice(vocabulary)
        elif edit == "insert":
            words.insert(at, chance.choice(vocabulary))
        elif len(words) > 1:
            word = words.pop(at)
            if edit == "move":
                words.insert(chance.randint(0, len(words)), word)
    return " ".join(words)


def _by_word(share: float, change: Callable[[str, Random], str]) -> Callable[[str, Random], str]:
    def disguise(text: str, chance: Random) -> str:
        return " ".join(change(word, chance) if chance.random() < share else word for word in text.split(" "))

    return disguise


def _by_letter(alike: dict[str, str]) -> Callable[[str, Random], str]:
    def change(word: str, chance: Random) -> str:
        places = [at for at, char in enumerate(word) if char in alike]
        if not places or len(word) < 3:
            return word
        at = chance.choice(places)
        return word[:at] + chance.choice(alike[word[at]]) + word[at + 1 :]

    return change


def _within(what: Sequence[str]) -> Callable[[str, Random], str]:
    def change(word: str, chance: Random) -> str:
        at = chance.randint(1, len(word) - 1) if len(word) > 3 and word.isalpha() else 0
        return word[:at] + chance.choice(what) + word[at:] if at else word

    return change


def _spaced(word: str, _: Random) -> str:
    return " ".join(word) if 3 < len(word) < 12 and word.isalpha() else word


def _wide(word: str, _: Random) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" < char <= "~" else char for char in word)


def _cased(text: str, chance: Random) -> str:
    return chance.choice((str.upper, str.lower, str.title, str.swapcase))(text)


def _after(what: Sequence[str]) -> Callable[[str, Random], str]:
    return lambda word, chance: word + chance.choice(what)


DISGUISES: list[Callable[[str, Random], str]] = [
    _by_word(0.3, _by_letter(LOOK_ALIKES)),
    _by_word(0.3, _by_letter(LOOKS_LIKE)),
    _by_word(0.3, _within(INVISIBLE)),
    _by_word(0.1, _spaced),
    _by_word(0.1, _within(" ")),
    _by_word(0.2, _after([" ", "  ", "\n"])),
    _by_word(0.2, _after([f" {one}" for one in EMOJI])),
    _by_word(0.2, _wide),
    _by_word(0.1, _after(MARKS)),
    _cased,
]
