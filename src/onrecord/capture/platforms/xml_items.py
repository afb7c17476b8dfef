"""Large XML files element by element, in constant memory, with nothing fetched and no entity expanded.

Exports are often not well-formed (control characters, undeclared entities, a file that breaks off), so the parser goes on
behind a fault and what it told is kept. Without `huge_tree`, libxml2 holds its limits: entities that expand into one
another, elements nested more than 256 deep and texts of more than 10 MB are faults.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path

from lxml import etree

from onrecord.capture.platforms.packed import BROKEN, opened

__all__ = ["child_text", "items", "told"]

LOGGED = 100  # faults of a file that lxml keeps
CONTROL = bytes(i for i in range(32) if i not in b"\t\n\r")
SPACES = bytes.maketrans(CONTROL, b" " * len(CONTROL))  # UTF-8 and the code pages use these bytes for nothing else


def items(path: Path, *tags: str, faults: list[str]) -> Iterator[etree._Element]:
    """The outermost elements of these tags, in order; each is emptied once the next is asked for.

    Faults of the file are added to `faults` no later than the element that they were met in (the parser reads 32 kB
    ahead); those behind the last element are there at the end. An element that the file breaks off in is given as far as it
    goes.
    """
    with opened(path) as file:
        source = _Source(file, faults)
        walk = etree.iterparse(
            source, events=("end",), tag=tags, resolve_entities=False, no_network=True, load_dtd=False, recover=True
        )
        seen = 0
        for element in _elements(walk, faults):
            seen = _take_note(walk, seen, faults)
            if any(above.tag in tags for above in element.iterancestors()):
                continue
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
        if _take_note(walk, seen, faults) >= LOGGED:
            faults.append(f"more than {LOGGED} faults, the others untold; see whether the last item is the last")


def _elements(walk: etree.iterparse, faults: list[str]) -> Iterator[etree._Element]:
    try:
        for _, element in walk:
            yield element
    except etree.XMLSyntaxError:  # the one thing that `recover` does not: a file without any element
        faults.append("there is no element in it")


def _take_note(walk: etree.iterparse, seen: int, faults: list[str]) -> int:
    log = walk.error_log.filter_from_errors()
    faults.extend(f"line {entry.line}: {entry.message.strip()}" for entry in list(log)[seen:])
    return len(log)


class _Source:
    """A file for the parser: blank lines before the XML declaration and control characters are taken out."""

    def __init__(self, file: BufferedReader, faults: list[str]) -> None:
        self._file, self._faults, self._first = file, faults, True

    def read(self, size: int) -> bytes:
        try:
            data = self._file.read1(size)
        except BROKEN:
            self._faults.append("the gzip is damaged or breaks off")
            return b""
        data = data.translate(SPACES)
        if self._first:
            self._first, data = False, data.lstrip() or data
        return data


def told(path: Path, faults: list[str]) -> str:
    """The faults of a file in one sentence: the first, and how many more."""
    more = f" and {len(faults) - 1} more" if len(faults) > 1 else ""
    return f"{path}: the export is not well-formed ({faults[0]}{more}); what is missing is there after a new export"


def child_text(element: etree._Element, tag: str) -> str:
    """The text of a child, its undeclared entities ("&nbsp;") as they are written; empty if there is none."""
    child = element.find(tag)
    return "" if child is None else "".join(child.itertext()).strip()
