"""A stream of bytes to records: unpacked if it is gzip, then a table of comments, JSON lines, an HTML page or a copied text."""

from __future__ import annotations

import gzip
import io
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import IO, BinaryIO, cast

from onrecord.capture import platforms
from onrecord.capture.article import read_html
from onrecord.capture.decode import Decoded, decode
from onrecord.capture.jsonl import is_json_line, read_json_lines
from onrecord.capture.options import Options
from onrecord.capture.pages import unreadable
from onrecord.capture.text_capture import read_text
from onrecord.errors import BadSource
from onrecord.record import Evidence, Record

__all__ = ["HEAD", "dated", "read_stream", "unpacked_head"]

HEAD = 65536  # bytes by which the form of a source is told
GZIP = b"\x1f\x8b"
ELEMENTS = (
    r"(?:html|head|body|article|main|section|header|nav|aside|div|p|h[1-6]|title|meta|link|script|style|table|ol|ul|"
    r"dl|span|a|b|i|em|strong|br|img|form|center|font)"
)
DOCUMENT = re.compile(rf"<!doctype\s+html|<(?:html|head|body)\b|\A\s*(?:<!--.*?-->\s*)*<{ELEMENTS}\b", re.IGNORECASE | re.DOTALL)
FEED = re.compile(r"\A\s*<(rss|feed|urlset|sitemapindex|svg)\b", re.IGNORECASE)
TAG = re.compile(rf"</?{ELEMENTS}(?:\s[^<>]*)?/?>", re.IGNORECASE)
FEW = 5  # tags that a text may quote and still be no page
XML = re.compile(r"\A\s*<\?xml[^>]*>\s*(?:<!--.*?-->\s*)*(?:<!DOCTYPE\s+(?!html)\w+[^>]*>\s*)?<([\w:.-]+)", re.DOTALL)


def unpacked_head(head: bytes) -> bytes:
    """The first bytes of a source, unpacked if they are gzip; nothing if they do not unpack."""
    if not head.startswith(GZIP):
        return head
    try:
        return zlib.decompressobj(wbits=zlib.MAX_WBITS | 16).decompress(head, HEAD)
    except zlib.error:
        return b""


def read_stream(
    stream: BinaryIO,
    source: str,
    options: Options,
    captured: Evidence | None,
    *,
    url: str | None = None,
    charset: str | None = None,
) -> Iterator[Record]:
    """The records of a stream; `url` and `charset` are what the server said, if it comes from one.

    Raises:
        BadSource: it is a broken gzip or no text; what was read before is yielded first.
    """
    buffered = cast("io.BufferedReader", stream if hasattr(stream, "peek") else io.BufferedReader(cast("io.RawIOBase", stream)))
    packed = buffered.peek(2)[:2] == GZIP
    opened = cast("io.BufferedReader", gzip.GzipFile(fileobj=buffered)) if packed else buffered
    try:
        start = opened.peek(HEAD)[:HEAD]
        form = platforms.sniff(start)
        if form in platforms.STREAMED:
            moment = captured.exact if captured else None
            for record in platforms.read_open(opened, source, form, captured=moment, charset=charset):
                yield dated(record, captured)
            return
        if form:
            raise BadSource(f"{source}: an export of comments ({form}); save it as a file and give its path")
        head = start.decode("utf-8", "replace").lstrip("\ufeff")
        if is_json_line(head):
            yield from read_json_lines(_json_lines(opened, head, source, options.max_bytes), source)
        else:
            yield _whole(opened, source, options, captured, url, charset)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise BadSource(f"{source}: a broken or truncated gzip; fetch or pack it again") from error


def dated(record: Record, captured: Evidence | None) -> Record:
    """The record with where the moment of capture was read, if it is known."""
    evidence = {**record.page.evidence, **({"captured": captured} if captured else {})}
    return replace(record, page=replace(record.page, evidence=evidence))


def _json_lines(stream: IO[bytes], head: str, source: str, limit: int) -> Iterator[str]:
    """The lines of a stream; a JSON list, or an object over several lines, is parted into lines first."""
    if head.lstrip().startswith("[") or head.split("\n", 1)[0].strip() == "{":
        data = stream.read(limit + 1)
        if len(data) > limit:
            raise BadSource(f"{source}: one JSON value of more than {limit // 2**20} MiB; write one page a line (jq -c '.[]')")
        text = data.decode("utf-8", "replace")
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


def _whole(
    stream: IO[bytes], source: str, options: Options, captured: Evidence | None, url: str | None, charset: str | None
) -> Record:
    data = stream.read(options.max_bytes + 1)
    if len(data) > options.max_bytes:
        why = f"{source}: larger than {options.max_bytes // 2**20} MiB, which no page is; cut out the page you mean"
        return unreadable(source, why, what="size")
    if not data.strip(b"\0 \t\r\n"):
        return unreadable(source, f"{source}: empty; nothing to read")
    return _page(decode(data, source, charset), source, captured, url)


def _page(decoded: Decoded, source: str, captured: Evidence | None, url: str | None) -> Record:
    """The record of one page, HTML or copied text.

    Raises:
        BadSource: it is XML, but not XHTML.
    """
    if not decoded.text.strip():
        return unreadable(source, f"{source}: empty; nothing to read")
    root = XML.match(decoded.text) or FEED.match(decoded.text)
    if root and root.group(1).lower().rsplit(":", 1)[-1] != "html":
        raise BadSource(f"{source}: XML of a kind that onrecord does not know (<{root.group(1)}>); give the page itself")
    if _is_markup(decoded.text[:HEAD]):
        record = read_html(decoded.text, source, url=url, captured=captured)
    else:
        record = read_text(decoded.text, source, captured=captured)
        record = replace(record, page=replace(record.page, url=url)) if url else record
    return replace(record, gaps=(*decoded.gaps, *record.gaps))


def _is_markup(head: str) -> bool:
    """Whether a text is HTML: it says so, begins with a tag, or has more tags than a text would quote."""
    return DOCUMENT.search(head) is not None or sum(1 for _ in islice(TAG.finditer(head), FEW + 1)) > FEW
