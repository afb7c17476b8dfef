"""The story's text out of a page's tree by trafilatura, its paragraphs parted by a blank line; or, without a tree, all text."""

from __future__ import annotations

from collections.abc import Iterable
from html.parser import HTMLParser

from lxml import etree
from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.settings import Document

__all__ = ["flat_text", "main_text"]

INLINE = frozenset("hi ref del span graphic".split())  # of trafilatura's tree; all else begins and ends a paragraph
BLOCKS = frozenset("p div li br h1 h2 h3 h4 h5 h6 article section blockquote pre td th tr dd dt header footer main title".split())
HIDDEN = frozenset("script style template".split())


def main_text(tree: HtmlElement) -> str:
    """Headings and paragraphs that trafilatura keeps; within one, white space is folded. Empty if it keeps none.

    Two line breaks in a row part paragraphs too, as old systems write them. `tree` is spent: trafilatura changes it.
    """
    document = bare_extraction(tree, include_comments=False, include_tables=False, deduplicate=False, fast=True)
    if not isinstance(document, Document) or document.body is None:
        return ""
    paragraphs: list[list[str]] = [[]]
    breaks = 0
    for event, element in etree.iterwalk(document.body, events=("start", "end")):
        if element.tag == "lb":
            breaks += event == "start"
        elif element.tag not in INLINE:
            paragraphs.append([])
            breaks = 0
        words = element.text if event == "start" else element.tail
        if words and words.strip():
            if breaks:
                paragraphs.append([]) if breaks > 1 else paragraphs[-1].append(" ")
            breaks = 0
        if words:
            paragraphs[-1].append(words)
    return _joined("".join(pieces) for pieces in paragraphs)


def flat_text(html: str) -> str:
    """All text of a page by blocks, read without a tree, for markup that no tree holds."""
    flat = _Flat()
    flat.feed(html)
    flat.close()
    return _joined("".join(line) for line in flat.lines)


def _joined(paragraphs: Iterable[str]) -> str:
    return "\n\n".join(filter(None, (" ".join(paragraph.split()) for paragraph in paragraphs)))


class _Flat(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[list[str]] = [[]]
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in HIDDEN
        if tag in BLOCKS and self.lines[-1]:
            self.lines.append([])

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in HIDDEN
        if tag in BLOCKS and self.lines[-1]:
            self.lines.append([])

    def handle_data(self, data: str) -> None:
        if self.hidden <= 0:
            self.lines[-1].append(data)
