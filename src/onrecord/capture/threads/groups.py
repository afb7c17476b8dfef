"""Candidate comments: elements that share a name, or stand side by side, and each hold one time mark.

After the observation that posts of a thread repeat one template with one timestamp each (harvest: Weichselbraun et al.,
"Harvest - an open source toolkit for extracting posts and post metadata from web forums", WI-IAT 2020).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from onrecord.capture.threads.vocabulary import names, words_of

__all__ = ["Group", "candidates"]

CLIMB = 12  # ancestors of a time mark that may be its comment; the deepest seen in hand-checked templates is 9
AT_MOST = 24  # groups looked at closely; the thread was among the first 6 on every page examined
DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Group:
    """Elements that may each be a comment, in page order, and whether their names say so."""

    units: tuple[HtmlElement, ...]
    named: bool


def candidates(tree: HtmlElement, marks: Iterable[HtmlElement]) -> list[Group]:
    """The likeliest groups, those named as comments first, then the larger ones."""
    grouped: dict[tuple[str, str], dict[HtmlElement, None]] = {}
    for element in _near_a_time(marks):
        for key in _keys(element):
            grouped.setdefault(key, {})[element] = None
    for element in _named(tree):
        for key in _keys(element):
            grouped.setdefault(key, {})[element] = None
    order = {element: i for i, element in enumerate(tree.iter())}
    unique: dict[tuple[HtmlElement, ...], Group] = {}
    for units in grouped.values():
        ordered = tuple(sorted(units, key=order.__getitem__))
        if ordered not in unique:
            unique[ordered] = Group(ordered, any(says_comment(e) for e in ordered))
    ranked = sorted(unique.values(), key=lambda g: (not g.named, -len(g.units), order[g.units[0]]))
    return [g for g in ranked if g.named or len(g.units) > 1][:AT_MOST]


def _near_a_time(marks: Iterable[HtmlElement]) -> Iterator[HtmlElement]:
    for mark in marks:
        element = mark.getparent()
        for _ in range(CLIMB):
            if element is None or element.tag in ("body", "html"):
                break
            yield element
            element = element.getparent()


def _named(tree: HtmlElement) -> Iterator[HtmlElement]:
    return (e for e in tree.iter("li", "div", "article", "section", "tr", "dd", "table", "td") if says_comment(e))


def says_comment(element: HtmlElement) -> bool:
    """Whether an element's names say that it is a comment or part of one."""
    return bool(words_of(element) & names("comment"))


def _keys(element: HtmlElement) -> Iterator[tuple[str, str]]:
    """What the element may share with others like it: each class, its kind of id, its place under one parent."""
    tokens = {DIGITS.sub("#", token) for token in (element.get("class") or "").split()}
    for token in sorted(tokens):
        yield element.tag, "." + token
    if identity := element.get("id"):
        yield element.tag, "#" + re.sub(r"[0-9a-f-]*\d[0-9a-f-]*", "#", identity)
    if kind := element.get("itemtype") or element.get("typeof"):
        yield element.tag, "@" + kind
    if "-" in element.tag:
        yield element.tag, "*"
    if not tokens:
        parent = element.getparent()
        if parent is not None:
            yield element.tag, f">{parent.tag}.{parent.get('class') or ''}"
