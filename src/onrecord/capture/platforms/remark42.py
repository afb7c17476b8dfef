"""Remark42's native backup: a first line of version, users and posts, then a comment a line (backend/_example, `remark42 backup`)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord.capture.platforms.packed import opened
from onrecord.capture.platforms.shared import Accounts, Post, Thread, plain, record_of
from onrecord.record import Gap, Record

__all__ = ["read", "sniff"]


def sniff(head: bytes, path: Path | None) -> bool:
    """Whether a file begins like a Remark42 backup."""
    first, _, rest = head.partition(b"\n")
    begins = first.lstrip().startswith(b"{") and b'"version"' in first[:200] and b'"users"' in first
    return begins or (b'"locator"' in rest[:4000] and b'"pid"' in rest[:4000])


def read(path: Path, *, captured: str | None) -> Iterator[Record]:
    """A record for each page that has comments; a broken line is told and the rest is read."""
    threads: dict[str, Thread] = {}
    accounts = Accounts()
    gaps: list[Gap] = []
    with opened(path) as file:
        for number, line in enumerate(_lines(file, path, gaps), 1):
            try:
                value = json.loads(line)
            except (ValueError, RecursionError):
                gaps.append(Gap(what="line", why=f"{path}:{number}: not a line of JSON; its comment is missing"))
                continue
            if isinstance(value, dict) and isinstance(value.get("locator"), dict):
                _take(value, threads, accounts)
    for url, thread in threads.items():
        yield record_of(thread, str(path), captured=captured, key=url, gaps=gaps)


def _lines(file: Any, path: Path, gaps: list[Gap]) -> Iterator[bytes]:
    try:
        yield from (line for line in file if line.strip())
    except EOFError:
        gaps.append(Gap(what="source", why=f"{path}: the backup breaks off; make it again"))


def _take(value: dict[str, Any], threads: dict[str, Thread], accounts: Accounts) -> None:
    url = str(value["locator"].get("url") or "")
    thread = threads.setdefault(url, Thread(url=url or None, title=None))
    thread.title = thread.title or value.get("title") or None
    if value.get("delete") or value.get("deleted"):
        thread.leave_out("deleted")
        return
    user: dict[str, Any] = value["user"] if isinstance(value.get("user"), dict) else {}
    name = str(user.get("name") or "")
    score = value.get("score")
    shown = value.get("time")
    thread.posts.append(
        Post(
            key=str(value.get("id")),
            parent=str(value["pid"]) if value.get("pid") else None,
            account=accounts.name(str(user.get("id") or name), name) if name else None,
            text=plain(str(value.get("text") or value.get("orig") or "")),
            posted_shown=str(shown) if shown else None,
            likes=score if isinstance(score, int) else None,
        )
    )
