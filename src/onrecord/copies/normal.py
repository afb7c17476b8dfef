"""Words as they are compared: what a copier changes without changing what is read is undone.

A word has two forms. The word itself (`words`) can be shown: NFKC (Unicode Standard Annex 15), invisible characters gone,
spaced letters joined, look-alikes of another script put back (Unicode Technical Standard 39, section 4), lower case. Its
`key` is only compared: without accents, with digits read as the letters they stand for ("N0", "blackmai1"), and with i and
l, rn and m alike. A word that is wholly in one script is never carried over into another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from unicodedata import name, normalize

import regex  # type: ignore[import-untyped]  # it ships no types

__all__ = ["APOSTROPHES", "WORD", "key", "normalised", "unaccented", "visible", "words"]

LONGEST = 20_000  # characters: sites allow a tenth of it; what comes after is not compared, so that no comment costs seconds
VOCABULARY = 1 << 17  # words that are remembered: a language's everyday words several times over, some 35 MB a cache

INVISIBLE = regex.compile(r"[\p{Cf}\p{Cs}\p{Cn}\p{Variation_Selector}\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0]+")
APOSTROPHES = regex.compile(r"['’ʼ]")
WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}]*")
SPACED = regex.compile(r"(?<![\p{L}\p{M}\p{N}])(?:[\p{L}\p{N}][^\p{L}\p{M}\p{N}]){2,}[\p{L}\p{N}](?![\p{L}\p{M}\p{N}])")
PLAIN_WORD = re.compile(r"[a-z0-9]+")  # the same two for ASCII alone, in half the time
PLAIN_SPACED = re.compile(r"(?<![a-z0-9])(?:[a-z0-9][^a-z0-9]){2,}[a-z0-9](?![a-z0-9])")
APART = regex.compile(r"[^\p{L}\p{M}\p{N}]+")
LATIN = regex.compile(r"\p{Latin}")
FOREIGN = regex.compile(r"[\p{L}--\p{Latin}]", regex.V1)
UNSPACED = regex.compile(r"([\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}ー]+)")  # no spaces between words
MARKS = regex.compile(r"[[\p{Inherited}\p{Hebrew}]&&\p{M}--[\u3099\u309a]]+", regex.V1)  # accents, vowel points; not が's
READ_AS = str.maketrans("0134578il", "oleastbll")  # the last two only so that "Amerlca" is "America"


def normalised(text: str) -> str:
    """The keys of a text's words, a space between them: equal for two texts that a reader would take for the same."""
    return " ".join(map(key, words(text)))


def words(text: str) -> list[str]:
    """The words of a text as they can be shown. Scripts that put no spaces between words give pairs of characters."""
    text = text[:LONGEST]
    if text.isascii():
        return PLAIN_WORD.findall(PLAIN_SPACED.sub(_joined, text.lower().replace("'", "")))
    text = APOSTROPHES.sub("", visible(text))
    found = [_in_one_script(word) for word in WORD.findall(SPACED.sub(_joined, text))]
    if UNSPACED.search(text):
        found = [piece for word in found for piece in _pieces(word)]
    return [word.casefold() for word in found]


def visible(text: str) -> str:
    """The text in one form of each character (NFKC), without what takes no space."""
    return text if text.isascii() else str(INVISIBLE.sub("", normalize("NFKC", text)))


@lru_cache(VOCABULARY)
def key(word: str) -> str:
    """What a word is compared by."""
    if not word.isascii():
        word = unaccented(word)
        word = "".join(_look_alike(char, "LATIN") if LATIN.match(char) else char for char in word)
    if LATIN.search(word):
        word = word.translate(READ_AS).replace("rn", "m").replace("vv", "w")
    return word


def unaccented(word: str) -> str:
    """The word without accents and vowel points."""
    return word if word.isascii() else normalize("NFC", MARKS.sub("", normalize("NFKD", word)))


def _joined(spaced: re.Match[str]) -> str:
    return str(APART.sub("", spaced.group()))


def _pieces(word: str) -> Iterator[str]:
    for piece in filter(None, UNSPACED.split(word)):
        if len(piece) > 2 and UNSPACED.match(piece):
            yield from (piece[i : i + 2] for i in range(len(piece) - 1))
        else:
            yield piece


def _in_one_script(word: str) -> str:
    """The word with the look-alikes of the rarer script put back into the other; ties go to Latin."""
    if word.isascii():
        return word
    foreign = FOREIGN.findall(word)
    latin = len(LATIN.findall(word))
    if not foreign or not latin:
        return word
    if latin >= len(foreign):
        return "".join(_look_alike(char, "LATIN") if char in foreign else char for char in word)
    script = name(foreign[0], "").split(" ")[0]
    return "".join(_look_alike(char, script) if LATIN.match(char) else char for char in word)


@cache
def _look_alike(char: str, script: str) -> str:
    """The letter of a script that looks like this one and has its case; the letter itself where there is none."""
    if char.isascii() and script == "LATIN":
        return char
    from confusable_homoglyphs.confusables import confusables_data  # noqa: PLC0415 - a megabyte, for disguises

    alike = {entry["c"] for entry in confusables_data.get(char, ()) if len(entry["c"]) == 1}
    alike |= {entry["c"] for one in alike for entry in confusables_data.get(one, ()) if len(entry["c"]) == 1}
    case = "CAPITAL" if char.isupper() else "SMALL"
    found = min((one for one in alike if name(one, "").startswith(f"{script} {case} LETTER ")), default=char)
    upper = char.upper()
    if script == "LATIN" and not found.isascii() and len(upper) == 1 and upper != char:
        return _look_alike(upper, script).lower()  # "к" is no k for the standard, but "К" is K
    return found
