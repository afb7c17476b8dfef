"""The head of a story as a reader sees it: what stands between its title and its first paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from onrecord.capture.bylines import is_byline
from onrecord.capture.dateline import date_words

__all__ = ["Head", "in_thread"]

LONGEST_WAY = 150  # elements from the title on; heads with share buttons and pictures have up to a hundred
PARAGRAPH = 120  # code points from which on a paragraph is the story's
LINE = 120  # code points of a byline, or of a date and what stands beside it
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
ASIDE = frozenset("nav form script style button select".split())


def in_thread(element: HtmlElement) -> bool:
    """Whether an element stands in a part that is named for comments."""
    return any(
        "comment" in f"{e.get('class')} {e.get('id')} {e.get('itemtype')}".lower()
        for e in (element, *element.iterancestors())
        if e.tag not in ("body", "html")
    )


@dataclass(frozen=True, slots=True)
class Head:
    """The elements of a story's head, in order."""

    elements: tuple[HtmlElement, ...] = ()

    @classmethod
    def of(cls, tree: HtmlElement, title: str | None) -> Head:
        """The head behind the heading that shows the title; empty if none does."""
        heading = next((e for e in tree.iter("h1", "h2", "h3") if _shows(e, title)), None)
        return cls(tuple(_behind(heading))) if heading is not None else cls()

    def dates(self) -> Iterator[tuple[str, str]]:
        """Each date that stands by itself: (tag, words)."""
        for element in self.elements:
            words = _line(element)
            if words and (date := date_words(words.split("|")[0].strip())):
                yield _tag(element), date

    def bylines(self, classes: frozenset[str]) -> Iterator[tuple[str, str]]:
        """Lines that begin with "By", and those whose class names say that they are bylines: (tag, words)."""
        for element in self.elements:
            words = _line(element)
            named = {word.lower() for word in WORD.findall(element.get("class") or "")} & classes
            if words and (named or is_byline(words)):
                links = [link.text_content() for link in element.iter("a")]
                yield from ((_tag(element), " and ".join(links)) for _ in links[:1])
                yield _tag(element), words


def _shows(heading: HtmlElement, title: str | None) -> bool:
    words = " ".join(heading.text_content().split()).casefold()
    return bool(title) and len(words) > 3 and (title or "").casefold().startswith(words)


def _behind(heading: HtmlElement) -> Iterator[HtmlElement]:
    inside: set[HtmlElement] = set()
    for way, element in enumerate(_following(heading)):
        if way >= LONGEST_WAY or element.tag == "p" and len(element.text_content()) >= PARAGRAPH:
            return
        if element.tag in ASIDE or element.getparent() in inside:
            inside.add(element)
        elif not in_thread(element):
            yield element


def _following(element: HtmlElement) -> Iterator[HtmlElement]:
    """The elements behind this one in the order of the page, one by one: a page may have millions."""
    above: HtmlElement | None = element
    while above is not None:
        for sibling in above.itersiblings():
            yield from sibling.iter("*")
        above = above.getparent()


def _line(element: HtmlElement) -> str:
    """The words of an element that is a line of its own, not a part of the page; else nothing."""
    words = " ".join(element.text_content().split()) if len(element) <= 8 else ""
    return words if len(words) <= LINE else ""


def _tag(element: HtmlElement) -> str:
    classes = (element.get("class") or "").split()
    return f"{element.tag}.{classes[0]}" if classes else str(element.tag)
