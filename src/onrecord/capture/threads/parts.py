"""The text of one comment's own part of the tree, replies left aside, as runs in page order."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

__all__ = ["BLOCKS", "SKIPPED", "Run", "inside", "joined", "runs"]

SKIPPED = frozenset(
    "script style template noscript svg select option textarea input form iframe object canvas video audio".split()
)
BLOCKS = frozenset(
    "address article aside blockquote br dd div dl dt figure figcaption footer h1 h2 h3 h4 h5 h6 header hr li main nav ol p "
    "pre section table tbody td th tr ul".split()
)


@dataclass(frozen=True, slots=True)
class Run:
    """Text as it stands in one element; `line` changes where the page breaks the line."""

    text: str
    element: HtmlElement
    line: int


def runs(unit: HtmlElement, others: Container[HtmlElement] = ()) -> list[Run]:
    """The text runs of a unit, without those of `others` inside it. Walks without recursion: trees may be deep."""
    return list(_walk(unit, others))


def _walk(unit: HtmlElement, others: Container[HtmlElement]) -> Iterator[Run]:
    line = 0
    stack: list[tuple[HtmlElement, bool]] = [(unit, False)]
    while stack:
        element, leaving = stack.pop()
        breaks = element.tag in BLOCKS
        if leaving:
            line += breaks
        else:
            known = isinstance(element.tag, str) and element.tag not in SKIPPED
            if known and (element is unit or element not in others):
                line += breaks
                if element.text and not element.text.isspace():
                    yield Run(element.text, element, line)
                stack.append((element, True))
                stack.extend((child, False) for child in reversed(element))
                continue
        if element is not unit and element.tail and not element.tail.isspace():
            yield Run(element.tail, element.getparent(), line)


def inside(element: HtmlElement, unit: HtmlElement) -> Iterator[HtmlElement]:
    """The element and its ancestors up to the unit, the unit left out."""
    while element is not None and element is not unit:
        yield element
        element = element.getparent()


INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200e\u200f\u2060\ufeff"))


def joined(some: list[Run]) -> str:
    """The runs' text, a line of the page a line, white space folded, invisible characters taken out."""
    lines: dict[int, list[str]] = {}
    for run in some:
        lines.setdefault(run.line, []).append(run.text)
    folded = (" ".join("".join(texts).translate(INVISIBLE).split()) for texts in lines.values())
    return "\n".join(line for line in folded if line)
