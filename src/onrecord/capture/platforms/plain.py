"""Values of an export as plain text: markup resolved, what no text may hold replaced, white space folded."""

from __future__ import annotations

import html
import re

import lxml.html
from lxml import etree

from onrecord.capture.decode import UNREADABLE
from onrecord.capture.threads.parts import joined, runs

__all__ = ["clean", "folded", "label", "plain", "typed"]

PICTURED = {"emoji", "wp-smiley"}  # classes of the pictures that Discourse and WordPress put in place of an emoji
BLOCK = re.compile(r"<(?:p|br|div|blockquote|li|pre)\b", re.IGNORECASE)
TAG = re.compile(r"<(/?)(p|div|a|b|i|u|s|em|strong|del|span|blockquote|ul|ol|li|code|pre|h[1-6])\b[^<>]*>", re.IGNORECASE)
BREAK = re.compile(r"\S<br\s*/?>|<br\s*/?>\S", re.IGNORECASE)  # one that stands between spaces is spoken of
ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#\d{2,6}|#x[0-9a-f]{2,5});", re.IGNORECASE)


def clean(value: object) -> str:
    """A string as it is, but for characters that no text may hold; a number as a string; "" for anything else."""
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return UNREADABLE.sub("\ufffd", str(value))


def folded(value: object) -> str:
    """Text without markup: its lines, white space folded, empty ones left out."""
    lines = (" ".join(line.split()) for line in clean(value).splitlines())
    return "\n".join(line for line in lines if line)


def label(value: object) -> str:
    """A name or a title that the platform keeps escaped (`O&#8217;Brien`), on one line."""
    return " ".join(html.unescape(clean(value)).split())


def plain(markup: object) -> str:
    """The text of HTML as the comment finder reads it: a line for each block, white space folded, emoji pictures as text."""
    source = clean(markup)
    if not source.strip():
        return ""
    try:
        parser = lxml.html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)
        tree = lxml.html.fromstring(f"<div>{source}</div>", parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return _stripped(source)
    if any("depth" in entry.message for entry in parser.error_log):  # libxml2 cuts off what is nested 2,048 deep
        return _stripped(source)
    for picture in tree.iter("img"):
        if PICTURED & set((picture.get("class") or "").split()):
            picture.tag, picture.text = "span", picture.get("alt")
    return joined(runs(tree))


def typed(value: object) -> str:
    """A text that may be HTML or not: read as HTML where a tag is opened and closed, else as it is."""
    text = clean(value).replace("\r\n", "\n").replace("\r", "\n")
    if "<" in text and _is_markup(text):
        return plain(text if BLOCK.search(text) else text.replace("\n", "<br>"))
    return html.unescape(text) if ENTITY.search(text) else text


def _is_markup(text: str) -> bool:
    """Whether some tag is opened and closed, or a line broken; `<script>` in a comment is what somebody typed, and stays."""
    found = {(bool(slash), name.lower()) for slash, name in TAG.findall(text)}
    return any((True, name) in found for closes, name in found if not closes) or BREAK.search(text) is not None


def _stripped(source: str) -> str:
    return folded(html.unescape(re.sub(r"<[^>]*>", "\n", source)))
