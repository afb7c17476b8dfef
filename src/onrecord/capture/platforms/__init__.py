"""What comment platforms export, one file a format."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from onrecord.capture.platforms import discourse, disqus, isso, remark42, wordpress
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
    """A record for each thread of an export.

    Raises:
        BadSource: the file cannot be read as this format; threads read before a break in it are given first.
    """
    return FORMATS[form].read(path, captured=captured)
