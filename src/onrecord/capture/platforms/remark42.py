"""Remark42's native backup, packed with gzip or not (https://remark42.com/docs/backup/backup, backend/app/migrator/native.go).

A first line with `version`, `users` and `posts` (settings only), then one comment a line as JSON (backend/app/store/comment.go):
`id`, `pid`, `text` (HTML), `orig` (Markdown), `user`, `locator` (the page's `url`), `score`, `time`, `title`, `delete`.
`likes` is the score that readers see, votes for minus votes against. All comments are held in memory to the end.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from typing import Any

from onrecord.capture.platforms.names import Accounts
from onrecord.capture.platforms.packed import BROKEN, opened
from onrecord.capture.platforms.plain import clean, label, plain
from onrecord.capture.platforms.shared import Post, Thread, record_of, whole
from onrecord.capture.platforms.times import utc
from onrecord.errors import BadSource
from onrecord.record import Gap, Record

__all__ = ["read", "sniff"]

LONGEST = 16 * 2**20  # bytes of a line; Remark42 allows comments of 2,048 characters by default
BOM = b"\xef\xbb\xbf"


def sniff(head: bytes, path: Path | None) -> bool:
    """Whether a file begins like a Remark42 backup: with its settings, or (version 0) with a comment."""
    first, _, rest = head.removeprefix(BOM).lstrip().partition(b"\n")
    if not first.startswith(b"{"):
        return False
    settings = b'"version"' in first[:200] and b'"users"' in first
    return settings or all(name in first + rest for name in (b'"pid"', b'"locator"', b'"user"'))


def read(path: Path, *, captured: str | None) -> Iterator[Record]:
    """A record for each page that has comments; lines that are no comment are told and the rest is read.

    Raises:
        BadSource: no line can be read.
    """
    threads: dict[str, Thread] = {}
    accounts = Accounts()
    faults: list[str] = []
    with opened(path) as file:
        for number, line in _lines(file, faults):
            value = _value(line)
            if isinstance(value.get("locator"), dict):
                _take(value, threads, accounts)
            elif number > 1 or "version" not in value:
                faults.append(f"line {number} is no comment")
    gaps = [Gap(what="line", why=_told(path, faults))] if faults else []
    if faults and not threads:
        raise BadSource(gaps[0].why)
    for url, thread in threads.items():
        yield record_of(thread, str(path), captured=captured, key=url, gaps=gaps)


def _told(path: Path, faults: list[str]) -> str:
    more = f" and {len(faults) - 1} more" if len(faults) > 1 else ""
    return f"{path}: {faults[0]}{more}; what is missing is there after a new backup"


def _lines(file: BufferedReader, faults: list[str]) -> Iterator[tuple[int, bytes]]:
    """The lines with their numbers; of one that is too long only the first bytes."""
    number = 0
    try:
        while line := file.readline(LONGEST):
            number += 1
            rest = line
            while len(rest) == LONGEST and not rest.endswith(b"\n"):
                rest = file.readline(LONGEST)
            if line.strip():
                yield number, line.removeprefix(BOM)
    except BROKEN:
        faults.append(f"the gzip is damaged or breaks off behind line {number}")


def _value(line: bytes) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _take(value: dict[str, Any], threads: dict[str, Thread], accounts: Accounts) -> None:
    url = clean(value["locator"].get("url"))
    thread = threads.setdefault(url, Thread(url=url or None, title=None))
    thread.title = thread.title or label(value.get("title")) or None
    if value.get("delete"):
        thread.leave_out("deleted")
        return
    user = value["user"] if isinstance(value.get("user"), dict) else {}
    name = label(user.get("name"))
    shown = clean(value.get("time"))
    thread.posts.append(
        Post(
            key=clean(value.get("id")),
            parent=clean(value.get("pid")),
            account=accounts.name(clean(user.get("id")) or f"\0{name}", name),
            text=plain(value.get("text") or value.get("orig")),
            posted_shown=shown or None,
            posted=utc(shown),
            likes=whole(value.get("score")),
        )
    )
