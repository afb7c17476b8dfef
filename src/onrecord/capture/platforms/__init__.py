"""What comment platforms export, one file a format."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from onrecord.capture.platforms import discourse, disqus, isso, remark42, wordpress
from onrecord.errors import BadSource
from onrecord.record import Record

__all__ = ["FORMATS", "read", "sniff"]


class _Format(Protocol):
    def sniff(self, head: bytes, path: Path | None) -> bool: ...

    def read(self, path: Path, *, captured: str | None) -> Iterator[Record]: ...


FORMATS: dict[str, _Format] = {
    "disqus": disqus,
    "wordpress": wordpress,
    "remark42": remark42,
    "isso": isso,
    "discourse": discourse,
}


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
        raise BadSource(f"{path}: no comments are in this {form} export; make it again where the comments are")
