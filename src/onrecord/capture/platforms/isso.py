"""Isso's SQLite database (isso/db): tables threads (id, uri, title) and comments (mode 1 accepted, 2 pending, 4 deleted)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from onrecord.capture.platforms.shared import Accounts, Post, Thread, record_of, utc
from onrecord.errors import BadSource
from onrecord.record import Record

__all__ = ["read", "sniff"]

MAGIC = b"SQLite format 3\0"
WHY = {2: "not approved", 4: "deleted"}
ACCEPTED = 1


def sniff(head: bytes, path: Path | None) -> bool:
    """Whether a file is a SQLite database with Isso's tables."""
    if not head.startswith(MAGIC) or path is None:
        return False
    try:
        connection = _open(path)
        try:
            tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            columns = {row[1] for row in connection.execute("PRAGMA table_info(comments)")}
        finally:
            connection.close()
    except sqlite3.Error:
        return False
    return {"threads", "comments"} <= tables and {"tid", "mode", "created", "text"} <= columns


def read(path: Path, *, captured: str | None) -> Iterator[Record]:
    """A record for each thread with comments. Isso knows a page by its path alone, so the URL is null and the id its path."""
    try:
        connection = _open(path)
        try:
            for thread_id, uri, title in connection.execute("SELECT id, uri, title FROM threads ORDER BY id").fetchall():
                thread = _thread(connection, thread_id, uri, title)
                if thread.posts or thread.left_out:
                    yield record_of(thread, str(path), captured=captured, key=str(uri))
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise BadSource(f"{path}: this Isso database cannot be read ({error}); restore it from a backup") from error


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)


def _thread(connection: sqlite3.Connection, key: int, uri: str, title: str | None) -> Thread:
    thread = Thread(url=uri if "://" in str(uri) else None, title=title)
    accounts = Accounts()
    query = "SELECT id, parent, created, mode, text, author, email, website, likes FROM comments WHERE tid = ? ORDER BY id"
    for own, parent, created, mode, text, author, email, website, likes in connection.execute(query, (key,)):
        if mode != ACCEPTED:
            thread.leave_out(WHY.get(mode, "not approved"))
            continue
        posted = utc(float(created))
        thread.posts.append(
            Post(
                key=str(own),
                parent=None if parent is None else str(parent),
                account=accounts.name(f"{email}\0{website}\0{author}", str(author)) if author else None,
                text="\n".join(filter(None, (" ".join(line.split()) for line in str(text or "").splitlines()))),
                posted_shown=posted,
                posted=posted,
                likes=likes,
            )
        )
    return thread
