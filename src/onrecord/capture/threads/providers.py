"""Who holds the thread of a page that does not hold it itself, by the marks that each platform's embedding leaves."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TypedDict

from lxml.html import HtmlElement

__all__ = ["provider_of"]


class _Provider(TypedDict):
    name: str
    src: list[str]
    mark: list[str]
    inline: list[str]


@cache
def _providers() -> list[_Provider]:
    data = tomllib.loads(files(__package__).joinpath("data/providers.toml").read_text("utf-8"))
    providers: list[_Provider] = data["provider"]
    return providers


def provider_of(tree: HtmlElement) -> str | None:
    """The name of the platform whose thread the page embeds; an element made for it weighs more than a script."""
    marks = _marks(tree)
    sources = [e.get("src") or e.get("data-src") or "" for e in tree.iter("script", "iframe")]
    inline = [e.text for e in tree.iter("script") if e.text and not e.get("src")]
    places: tuple[tuple[str, list[str]], ...] = (("src", sources), ("inline", inline))
    by_mark = (one["name"] for one in _providers() if not marks.isdisjoint(one["mark"]))
    by_word = (one["name"] for key, texts in places for one in _providers() if _occurs(one, key, texts))
    return next(by_mark, None) or next(by_word, None)


def _occurs(one: _Provider, key: str, texts: list[str]) -> bool:
    words = one["src"] if key == "src" else one["inline"]
    return any(word in text for text in texts for word in words)


def _marks(tree: HtmlElement) -> set[str]:
    found: set[str] = set()
    for element in tree.iter():
        if isinstance(element.tag, str):
            found.add(element.tag.lower())
            found.update((element.get("class") or "").lower().split())
            found.add((element.get("id") or "").lower())
    return found
