"""What comment platforms export, one format a file, and tables of comments that anybody makes."""

from __future__ import annotations

from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from typing import Protocol

from onrecord.capture.platforms import comments_table, discourse, disqus, isso, remark42, wordpress
from onrecord.errors import BadSource
from onrecord.record import Record

__all__ = ["FORMATS", "STREAMED", "read", "read_open", "sniff"]


class _Format(Protocol):
    def sniff(self, head: bytes, path: Path | None) -> bool: ...

    def read(self, path: Path, *, captured: str | None) -> Iterator[Record]: ...


FORMATS: dict[str, _Format] = {
    "disqus": disqus,
    "wordpress": wordpress,
    "remark42": remark42,
    "isso": isso,
    "discourse": discourse,
    "comments": comments_table,
}

STREAMED = frozenset({"comments"})  # formats that are read from standard input and from a URL, too


def sniff(head: bytes, path: Path | None = None) -> str | None:
    """Which platform's export a file is, by its first bytes (unpacked) and, for a database, its tables; None if none's."""
    return next((name for name, form in FORMATS.items() if form.sniff(head, path)), None)


def read(path: Path, form: str, *, captured: str | None = None) -> Iterator[Record]:
    """A record for each thread of an export, packed with gzip or not; `captured` is ISO 8601.

    Raises:
        BadSource: there is no such format or file, or it cannot be read as this format, or no thread is in it; threads read
            before a break in it are given first.
    """
    if form not in FORMATS:
        raise BadSource(f"{form}: no format that is known; choose one of {', '.join(FORMATS)}")
    found = False
    try:
        for record in FORMATS[form].read(path, captured=captured):
            found = True
            yield record
    except OSError as error:
        raise BadSource(f"{path}: cannot be read ({error.strerror or error}); check the file") from error
    if not found:
        raise _nothing(str(path), form)


def read_open(
    file: BufferedReader, source: str, form: str, *, captured: str | None = None, charset: str | None = None
) -> Iterator[Record]:
    """The same of an open file in one of the formats of `STREAMED`; `charset` is what its server said.

    Raises:
        BadSource: it cannot be read as this format, or no thread is in it.
    """
    found = False
    for record in comments_table.read_open(file, source, captured=captured, charset=charset):
        found = True
        yield record
    if not found:
        raise _nothing(source, form)


def _nothing(source: str, form: str) -> BadSource:
    return BadSource(f"{source}: no comments are in this {form} export; make it again where the comments are")
