"""An HTML page to a record: the comment thread taken out, then the main text by trafilatura, then the metadata."""

from __future__ import annotations

import re
from datetime import datetime

import lxml.html
from lxml import etree
from lxml.html import HtmlElement

from onrecord.capture.dateline import dateline
from onrecord.capture.decode import UNREADABLE
from onrecord.capture.language import gap_for, language_of
from onrecord.capture.main_text import flat_text, main_text
from onrecord.capture.metadata import metadata_of
from onrecord.capture.pages import accounts_of, page_id, stem
from onrecord.capture.saved import saved_date, saved_url
from onrecord.capture.threads import find_thread
from onrecord.record import Evidence, Gap, Page, Record, sha256

__all__ = ["read_html"]

CROWDED = re.compile(r"<([A-Za-z][A-Za-z0-9]*)[^<>]{20000,}>")
MOST_ATTRIBUTES = 5000  # twice that many take libxml2 a tenth of a second, a hundred times that many a quarter of an hour
OWN_WORD = ("--captured", "archive URL")  # evidence of capture that beats a note in the page


def read_html(html: str, source: str, *, url: str | None = None, captured: Evidence | None = None) -> Record:
    """The record of one HTML page: `page`, `comments`, `accounts`, `gaps`.

    `url` is where it was fetched from; `captured` the moment of capture (`exact`, ISO 8601) and where it was read. What the
    page notes of when it was saved counts more, unless the user gave the moment or the page's address holds it.
    """
    tree, depth_gap = _tree(html, source)
    if captured is None or captured.tag not in OWN_WORD:
        captured = saved_date(html) or captured
    moment = datetime.fromisoformat(captured.exact) if captured and captured.exact else None
    declared = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    meta = metadata_of(tree, url=url or saved_url(html), language=(declared or "en")[:2].lower())
    thread = find_thread(tree, captured=moment, language=(declared or "")[:2].lower() or None)
    for node in thread.nodes:
        _drop(node)
    text = _whole_text(tree, html) if depth_gap else main_text(tree)
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


def _whole_text(tree: HtmlElement, html: str) -> str:
    """The text of a page whose tree was cut off: all of it, unless most of it stands above the cut."""
    text, flat = main_text(tree), flat_text(html)
    return text if 2 * len(text) > len(flat) else flat


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
        plain = CROWDED.sub(_thinned, UNREADABLE.sub("\ufffd", html))
        tree = lxml.html.document_fromstring(plain, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        tree = lxml.html.document_fromstring("<html><body></body></html>")
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        why = f"{source}: markup is nested deeper than any page's; what lies below was read as plain text"
        return tree, (Gap(what="text", why=why),)
    return tree, ()


def _thinned(tag: re.Match[str]) -> str:
    """A tag without its attributes if they are thousands, which libxml2 compares each with each."""
    crowded = sum(map(tag.group().count, " \t\n=")) > MOST_ATTRIBUTES
    return f"<{tag.group(1)}>" if crowded else tag.group()


def _drop(node: HtmlElement) -> None:
    if node.getparent() is not None:
        node.drop_tree()
