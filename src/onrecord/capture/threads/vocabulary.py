"""The words by which pages mark the parts of a thread, read from `data/words.toml`, and how names are split into words."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from lxml.html import HtmlElement

__all__ = ["is_phrase", "names", "phrases", "shown_words", "words_of"]

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_NAMING = ("class", "id", "itemprop", "itemtype", "rel", "role", "data-testid", "typeof", "property")


@cache
def _data() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files(__package__).joinpath("data/words.toml").read_text("utf-8"))


@cache
def names(kind: str) -> frozenset[str]:
    """The words of class and id names that mark parts of this kind."""
    return frozenset(_data()["names"][kind])


@cache
def phrases(kind: str) -> tuple[str, ...]:
    """The phrases of this kind, longest first, in lower case."""
    return tuple(sorted(_data()["phrases"][kind], key=lambda phrase: (-len(phrase), phrase)))


@cache
def _phrase_set(kind: str) -> frozenset[str]:
    return frozenset(phrases(kind))


def is_phrase(kind: str, text: str) -> bool:
    """Whether the text, folded, is one of the phrases of this kind, a count before or behind it left aside."""
    folded = " ".join(text.split()).casefold().strip(" .:()[]0123456789\u200b")
    return not folded or folded in _phrase_set(kind)


@cache
def _split(name: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(name))


def words_of(element: HtmlElement) -> frozenset[str]:
    """The words in the names that an element carries (class, id, itemprop, role ...)."""
    found = [value for key in _NAMING if (value := element.get(key))]
    if "-" in element.tag:  # a custom element bears its name in its tag
        found.append(element.tag)
    return _words(tuple(found))


@cache
def _words(found: tuple[str, ...]) -> frozenset[str]:
    return frozenset().union(*map(_split, found))


def shown_words(element: HtmlElement) -> frozenset[str]:
    """As `words_of`, of class and itemprop alone, and of an id without digits: others name one thing, not its kind."""
    found = [value for key in ("class", "itemprop") if (value := element.get(key))]
    if (identity := element.get("id")) and not any(c.isdigit() for c in identity):
        found.append(identity)
    return _words(tuple(found))
