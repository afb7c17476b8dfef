"""Large XML files element by element, in constant memory, with nothing fetched and no entity expanded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from onrecord.capture.platforms.packed import opened

__all__ = ["Broken", "child_text", "items"]


class Broken(Exception):
    """The file breaks off or is not well-formed from here on."""


def items(path: Path, *tags: str) -> Iterator[etree._Element]:
    """The outermost elements of these tags, in order; each is emptied once the next is asked for.

    Raises:
        Broken: after the last whole element of a file that breaks off.
    """
    with opened(path) as file:
        walk = etree.iterparse(
            file, events=("end",), tag=tags, resolve_entities=False, no_network=True, huge_tree=True, load_dtd=False
        )
        try:
            for _, element in walk:
                if any(above.tag in tags for above in element.iterancestors()):
                    continue
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
        except (etree.XMLSyntaxError, EOFError) as error:
            raise Broken(str(error)) from error


def child_text(element: etree._Element, tag: str) -> str:
    """The text of a child, empty if there is none."""
    return (element.findtext(tag) or "").strip()
