"""Tables of comments without a page: CSV and TSV with a header, or JSON lines, one comment a row.

A row has a `text` and, where they are known, `account`, `posted`, `parent`, `page`, `id` and `likes`, under these or other usual
names (`comments_columns.NAMES`). Held in memory whole: about ten times the file's size (measured at 20 and 40 MiB).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path

from onrecord.capture.decode import decode
from onrecord.capture.platforms.comments_columns import is_table
from onrecord.capture.platforms.comments_page import page_of, record_of_table
from onrecord.capture.platforms.comments_rows import Row, rows_of
from onrecord.capture.platforms.packed import BROKEN, opened
from onrecord.capture.platforms.plain import clean, label, typed
from onrecord.capture.platforms.shared import Post, Thread
from onrecord.capture.platforms.times import stated
from onrecord.errors import BadSource
from onrecord.record import Gap, Record

__all__ = ["read", "read_open", "sniff"]

LARGEST = 256 * 2**20  # bytes; a million comments, and 2.5 GB of memory
HEAD = 65536
NOBODY = {"", "[deleted]"}
WHOLE = re.compile(r"([+-]?\d{1,15})(?:\.0+)?")  # programs that know a missing number only as a fraction write "12.0"
NO_TABLE = "not an export of comments; its first row must name a text column and one of account, posted, parent, page"


def sniff(head: bytes, path: Path | None) -> bool:
    """Whether a file begins like a table of comments."""
    return is_table(head)


def read(path: Path, *, captured: str | None) -> Iterator[Record]:
    """A record for each page that the table names.

    Raises:
        BadSource: it is no table of comments, or too large.
    """
    with opened(path) as file:
        yield from read_open(file, str(path), captured=captured)


def read_open(file: BufferedReader, source: str, *, captured: str | None, charset: str | None = None) -> Iterator[Record]:
    """The same of an open file; `charset` is what a server said.

    Raises:
        BadSource: it is no table of comments, or too large.
    """
    faults: list[str] = []
    data = _data(file, source, faults)
    if not is_table(data[:HEAD]):
        raise BadSource(f"{source}: {NO_TABLE}")
    decoded = decode(data, source, charset)
    threads: dict[str, Thread] = {}
    for row in rows_of(decoded.text, faults):
        page = " ".join(clean(row.get("page")).split())
        _take(row, threads.setdefault(page, page_of(page)))
    gaps = [*decoded.gaps, *([Gap(what="source", why=_told(source, faults))] if faults else [])]
    if faults and not threads:
        raise BadSource(gaps[-1].why)
    for thread in threads.values():
        yield record_of_table(thread, source, captured=captured, gaps=gaps)


def _data(file: BufferedReader, source: str, faults: list[str]) -> bytes:
    """The file's bytes, as far as its gzip is whole."""
    found = bytearray()
    try:
        while data := file.read1(2**20):
            found += data
            if len(found) > LARGEST:
                raise BadSource(f"{source}: a table of more than {LARGEST // 2**20} MiB; cut it into several, page by page")
    except BROKEN:
        faults.append("the gzip is damaged or breaks off")
    return bytes(found)


def _told(source: str, faults: list[str]) -> str:
    more = f" and {len(faults) - 1} more" if len(faults) > 1 else ""
    return f"{source}: {faults[0]}{more}; mend the table and read it again"


def _take(row: Row, thread: Thread) -> None:
    text = row.get("text")
    if text is None or isinstance(text, bool | list | dict):
        thread.leave_out("rows without a text")
    else:
        thread.posts.append(_post(row, typed(text)))


def _post(row: Row, text: str) -> Post:
    account, shown = label(row.get("account")), clean(row.get("posted")).strip()
    return Post(
        key=_key(row.get("id")),
        parent=_key(row.get("parent")),
        account=None if account in NOBODY else account,
        text=text,
        posted_shown=shown or None,
        posted=stated(shown),
        likes=_likes(row.get("likes")),
    )


def _key(value: object) -> str:
    """An id, the same whether it was written as a number or as a fraction of one."""
    key = clean(value).strip()
    return key.removesuffix(".0") if WHOLE.fullmatch(key) else key


def _likes(value: object) -> int | None:
    number = WHOLE.fullmatch(clean(value).strip())
    return int(number.group(1)) if number else None
