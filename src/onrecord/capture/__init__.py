"""Capture: bytes to the record of a page, its story and its thread, not yet read. What the bytes are is told by looking."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import BinaryIO

from onrecord.capture import platforms
from onrecord.capture.fetch import fetch
from onrecord.capture.options import Options
from onrecord.capture.pages import accounts_of, is_unreadable, unreadable
from onrecord.capture.saved import unarchived
from onrecord.capture.sources import expand, is_url
from onrecord.capture.streams import HEAD, dated, read_stream, unpacked_head
from onrecord.errors import BadSource
from onrecord.record import Evidence, Record

__all__ = ["Options", "accounts_of", "capture", "expand", "is_unreadable"]


def capture(source: str, *, options: Options | None = None, stdin: BinaryIO | None = None) -> Iterator[Record]:
    """The records of a source: a path, a URL, or "-" for standard input. One page, or many for lines and exports.

    What cannot be read is a record too, whose gap says why; nothing is raised for it.
    """
    options = options or Options()
    try:
        if is_url(source):
            yield from _from_url(source, options)
        elif source == "-":
            yield from read_stream(stdin or sys.stdin.buffer, source, options, _stated(options))
        else:
            yield from _from_path(Path(source), source, options)
    except BadSource as error:
        yield unreadable(source, str(error))
    except OSError as error:
        yield unreadable(source, f"{source}: cannot be read ({error.strerror or error}); check the file")


def _stated(options: Options) -> Evidence | None:
    return Evidence(tag="--captured", exact=options.captured) if options.captured else None


def _from_url(source: str, options: Options) -> Iterator[Record]:
    fetched = fetch(source, options)
    url, archived = unarchived(fetched.url)
    captured = _stated(options) or archived or _server_date(fetched.date)
    yield from read_stream(io.BytesIO(fetched.data), source, options, captured, url=url, charset=fetched.charset)


def _server_date(date: str | None) -> Evidence:
    try:
        moment = parsedate_to_datetime(date or "")
    except ValueError:
        return Evidence(tag="clock", exact=datetime.now(UTC).isoformat(timespec="seconds"))
    return Evidence(tag="Date header", exact=moment.isoformat())


def _from_path(path: Path, source: str, options: Options) -> Iterator[Record]:
    modified = datetime.fromtimestamp(int(path.stat().st_mtime), UTC)
    captured = _stated(options) or Evidence(tag="file modification time", exact=modified.isoformat())
    with path.open("rb") as file:
        form = platforms.sniff(unpacked_head(file.read(HEAD)), path)
    if form:
        for record in platforms.read(path, form, captured=captured.exact):
            yield dated(record, captured)
        return
    with path.open("rb") as file:
        yield from read_stream(file, source, options, captured)
