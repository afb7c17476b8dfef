"""Comments that stand in no element of their own: a head and what follows it, up to the next head, are put into one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container
from itertools import pairwise

from lxml.html import Element, HtmlElement

from onrecord.capture.threads.groups import says_comment
from onrecord.capture.threads.vocabulary import names, shown_words

__all__ = ["wrap_segments"]

LEAST = 2  # heads; one alone is no repetition
SEGMENT = "onrecord-comment"  # the class of what is wrapped


def wrap_segments(tree: HtmlElement, marks: Container[HtmlElement]) -> None:
    """Wrap, in place, the segments of `dl` lists and of parts named for comments whose children repeat head and text."""
    holders = [e for e in tree.iter("dl", "div", "section", "td") if len(e) >= 2 * LEAST and (says_comment(e) or _in_comments(e))]
    for holder in holders:
        head = _head(holder, marks)
        if head is not None:
            _wrap(holder, head)


def _in_comments(element: HtmlElement) -> bool:
    parent = element.getparent()
    return parent is not None and says_comment(parent)


def _signature(element: HtmlElement) -> tuple[str, str]:
    return str(element.tag), " ".join(sorted((element.get("class") or "").split()))


def _head(holder: HtmlElement, marks: Container[HtmlElement]) -> tuple[str, str] | None:
    """What the heads look like: like children that show a name or a time, each with something of another kind behind it."""
    children = [e for e in holder if isinstance(e.tag, str)]
    counts = Counter(_signature(e) for e in children)
    for child in children:
        signature = _signature(child)
        if (
            not _may_head(child)
            or counts[signature] < LEAST
            or counts[signature] * 2 > len(children)
            or not _shows_somebody(child, marks)
        ):
            continue
        following = [b for a, b in pairwise(children) if _signature(a) == signature]
        nested = any(_signature(inner) == signature for b in following for inner in b.iterdescendants(child.tag))
        return signature if following and not nested and all(_signature(b) != signature for b in following) else None
    return None


def _may_head(element: HtmlElement) -> bool:
    """A term, heading or paragraph may be a head; of other elements those that are named so."""
    if element.tag in ("dt", "h2", "h3", "h4", "h5", "h6", "p", "header", "strong", "b", "cite", "a"):
        return True
    return bool(shown_words(element) & (names("author") | names("time") | {"meta", "head", "header", "info"}))


def _shows_somebody(element: HtmlElement, marks: Container[HtmlElement]) -> bool:
    if len("".join(element.itertext())) > 200:
        return False
    return any(e in marks or bool(shown_words(e) & names("author")) or e.tag == "cite" for e in element.iter())


def _wrap(holder: HtmlElement, head: tuple[str, str]) -> None:
    segment: HtmlElement | None = None
    for child in list(holder):
        if isinstance(child.tag, str) and _signature(child) == head:
            segment = Element("div", {"class": SEGMENT})
            if identity := child.get("id"):
                segment.set("id", identity)
            holder.insert(holder.index(child), segment)
        if segment is not None:
            segment.append(child)
