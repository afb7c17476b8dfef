"""An HTML page to a record: the comment thread taken out, then the main text by trafilatura, then the metadata."""

from __future__ import annotations

from datetime import datetime
from html.parser import HTMLParser

import lxml.html
from lxml import etree
from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.settings import Document

from onrecord.capture.dateline import dateline
from onrecord.capture.decode import UNREADABLE
from onrecord.capture.language import gap_for, language_of
from onrecord.capture.metadata import metadata_of, saved_date, saved_url
from onrecord.capture.pages import accounts_of, page_id, stem
from onrecord.capture.threads import find_thread
from onrecord.record import Evidence, Gap, Page, Record, sha256

__all__ = ["read_html"]


def read_html(html: str, source: str, *, url: str | None = None, captured: Evidence | None = None) -> Record:
    """The record of one HTML page: `page`, `comments`, `accounts`, `gaps`.

    `url` is where it was fetched from; `captured` the moment of capture (`exact`, ISO 8601) and where it was read, used
    unless the page itself notes when it was saved.
    """
    tree, depth_gap = _tree(html, source)
    noted = saved_date(html)
    captured = Evidence(tag="saved date", exact=noted) if noted else captured
    moment = datetime.fromisoformat(captured.exact) if captured and captured.exact else None
    declared = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    meta = metadata_of(tree, url=url or saved_url(html), language=(declared or "en")[:2].lower())
    thread = find_thread(tree, captured=moment, language=(declared or "")[:2].lower() or None)
    for node in thread.nodes:
        _drop(node)
    text = _main_text(tree) or (_flat_text(html) if depth_gap else "")
    published, evidence = meta.published, dict(meta.evidence)
    if published is None and (found := dateline(text)):
        published, evidence["published"] = found
    if captured:
        evidence["captured"] = captured
    language = language_of(text, declared)
    page = Page(
        id=page_id(meta.title or stem(source), url=meta.url, text=text, source=source),
        url=meta.url, title=meta.title, byline=meta.byline, outlet=meta.outlet, published=published,
        captured=captured.exact if captured else None, language=language, text=text, text_sha256=sha256(text),
        stated_comment_count=thread.stated_comment_count, source=source, evidence=evidence,
    )  # fmt: skip
    gaps = (*depth_gap, *_gaps(source, text, published), *gap_for(language), *thread.gaps)
    return Record(page=page, comments=thread.comments, accounts=accounts_of(thread.comments), gaps=gaps)


def _gaps(source: str, text: str, published: str | None) -> tuple[Gap, ...]:
    found = []
    if not text:
        found.append(Gap(what="text", why=f"{source}: no story text is in the page"))
    if text and published is None:
        found.append(Gap(what="published", why="the page does not say when it was published"))
    return tuple(found)


def _tree(html: str, source: str) -> tuple[HtmlElement, tuple[Gap, ...]]:
    """The page's tree; libxml2 cuts off what is nested deeper than about 2,000 levels, which is told."""
    parser = lxml.html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        tree = lxml.html.document_fromstring(UNREADABLE.sub("\ufffd", html), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        tree = lxml.html.document_fromstring("<html><body></body></html>")
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        why = f"{source}: markup is nested deeper than any page's; what lies below was read as plain text"
        return tree, (Gap(what="text", why=why),)
    return tree, ()


def _drop(node: HtmlElement) -> None:
    if node.getparent() is not None:
        node.drop_tree()


def _main_text(tree: HtmlElement) -> str:
    """Trafilatura's main text, one paragraph for each block that it keeps, white space folded, blank lines between."""
    document = bare_extraction(tree, include_comments=False, include_tables=False, deduplicate=False, fast=True)
    if not isinstance(document, Document) or document.body is None:
        return ""
    paragraphs = []
    for block in document.body.iter("p", "head", "item", "quote", "code"):
        if not any(inner.tag in ("p", "head", "item") for inner in block.iterdescendants()):
            paragraphs.append(" ".join("".join(_pieces(block)).split()))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _pieces(block: HtmlElement) -> list[str]:
    for line_break in block.iter("lb"):
        line_break.tail = " " + (line_break.tail or "")
    return list(block.itertext())


class _Flat(HTMLParser):
    """Text by blocks without a tree, for markup that no tree holds."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = [""]
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in ("script", "style")
        if tag in ("p", "div", "li", "br", "h1", "h2", "h3", "article", "section", "td") and self.lines[-1]:
            self.lines.append("")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if self.hidden <= 0:
            self.lines[-1] += data


def _flat_text(html: str) -> str:
    flat = _Flat()
    flat.feed(html)
    flat.close()
    return "\n\n".join(line for line in (" ".join(raw.split()) for raw in flat.lines) if line)
