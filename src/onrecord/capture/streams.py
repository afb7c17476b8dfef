"""A stream of bytes to records: unpacked if it is gzip, then JSON lines, an HTML page or a copied text."""

from __future__ import annotations

import gzip
import io
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import IO, BinaryIO, cast

from onrecord.capture.article import read_html
from onrecord.capture.decode import Decoded, decode
from onrecord.capture.jsonl import is_json_line, read_json_lines
from onrecord.capture.options import Options
from onrecord.capture.pages import unreadable
from onrecord.capture.text_capture import read_text
from onrecord.errors import BadSource
from onrecord.record import Evidence, Record

__all__ = ["HEAD", "read_page", "read_stream", "unpacked_head"]

HEAD = 65536  # bytes by which the form of a source is told
GZIP = b"\x1f\x8b"
MARKUP = re.compile(
    r"<(?:!doctype\s+html|html|head|body|article|main|section|div|p|h[1-6]|title|meta|table|ol|ul|span|br)\b", re.IGNORECASE
)


def unpacked_head(head: bytes) -> bytes:
    """The first bytes of a source, unpacked if they are gzip; nothing if they do not unpack."""
    if not head.startswith(GZIP):
        return head
    try:
        return zlib.decompressobj(wbits=zlib.MAX_WBITS | 16).decompress(head, HEAD)
    except zlib.error:
        return b""


def read_stream(stream: BinaryIO, source: str, options: Options, captured: Evidence | None) -> Iterator[Record]:
    """The records of a stream.

    Raises:
        BadSource: it is a broken gzip or no text; what was read before is yielded first.
    """
    buffered = cast("io.BufferedReader", stream if hasattr(stream, "peek") else io.BufferedReader(cast("io.RawIOBase", stream)))
    packed = buffered.peek(2)[:2] == GZIP
    opened = cast("io.BufferedReader", gzip.GzipFile(fileobj=buffered)) if packed else buffered
    try:
        head = opened.peek(HEAD)[:HEAD].decode("utf-8", "replace").lstrip("\ufeff")
        if is_json_line(head):
            yield from read_json_lines(_json_lines(opened, head, options.max_bytes), source)
        else:
            yield _whole(opened, source, options, captured)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise BadSource(f"{source}: a broken or truncated gzip; fetch or pack it again") from error


def _json_lines(stream: IO[bytes], head: str, limit: int) -> Iterator[str]:
    """The lines of a stream; a JSON list, or an object over several lines, is parted into lines first."""
    if head.lstrip().startswith("[") or head.split("\n", 1)[0].strip() == "{":
        text = stream.read(limit + 1).decode("utf-8", "replace")
        try:
            value = json.loads(text.lstrip("\ufeff"))
        except (ValueError, RecursionError):
            yield from text.splitlines()
        else:
            yield from (json.dumps(item) for item in (value if isinstance(value, list) else [value]))
        return
    while line := stream.readline(limit + 1):
        if len(line) > limit:
            while line and not line.endswith(b"\n"):
                line = stream.readline(limit)
            yield f"(a line of more than {limit // 2**20} MiB)"
        else:
            yield line.decode("utf-8", "surrogateescape").encode("utf-8", "replace").decode("utf-8")


def _whole(stream: IO[bytes], source: str, options: Options, captured: Evidence | None) -> Record:
    data = stream.read(options.max_bytes + 1)
    if len(data) > options.max_bytes:
        why = f"{source}: larger than {options.max_bytes // 2**20} MiB, which no page is; cut out the page you mean"
        return unreadable(source, why, what="size")
    if not data.strip(b"\0 \t\r\n"):
        return unreadable(source, f"{source}: empty; nothing to read")
    return read_page(decode(data, source), source, captured)


def read_page(decoded: Decoded, source: str, captured: Evidence | None, url: str | None = None) -> Record:
    """The record of one page, HTML or copied text."""
    if not decoded.text.strip():
        return unreadable(source, f"{source}: empty; nothing to read")
    if MARKUP.search(decoded.text[:HEAD]):
        record = read_html(decoded.text, source, url=url, captured=captured)
    else:
        record = read_text(decoded.text, source, captured=captured)
        record = replace(record, page=replace(record.page, url=url)) if url else record
    return replace(record, gaps=(*decoded.gaps, *record.gaps))
