"""Isso's SQLite database (isso/db/threads.py and isso/db/comments.py of isso-comments/isso); Isso has no other export.

`threads` (id, uri, title) and `comments` (tid, id, parent, created as seconds since 1970, mode 1 accepted, 2 pending, 4
deleted, text, author, email, website, likes). The text is Markdown as it was typed, and stays so.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from onrecord.capture.platforms.names import Accounts
from onrecord.capture.platforms.plain import clean, folded, label
from onrecord.capture.platforms.shared import Post, Thread, record_of, whole
from onrecord.capture.platforms.times import from_epoch
from onrecord.errors import BadSource
from onrecord.record import Record

__all__ = ["read", "sniff"]

MAGIC = b"SQLite format 3\0"
ACCEPTED = 1
WHY = {2: "not approved", 4: "deleted"}
COLUMNS = {
    "threads": {"id", "uri", "title"},
    "comments": {"tid", "id", "parent", "created", "mode", "text", "author", "email", "website", "likes"},
}
QUERY = "SELECT id, parent, created, mode, text, author, email, website, likes FROM comments WHERE tid = ? ORDER BY id"


def sniff(head: bytes, path: Path | None) -> bool:
    """Whether a file is a SQLite database with Isso's tables."""
    if not head.startswith(MAGIC) or path is None:
        return False
    try:
        with closing(_open(path)) as connection:
            return all(columns <= _columns(connection, table) for table, columns in COLUMNS.items())
    except sqlite3.Error:
        return False


def _columns(connection: sqlite3.Connection, table: str) -> set[str]:
    return {row[0] for row in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))}


def read(path: Path, *, captured: str | None) -> Iterator[Record]:
    """A record for each thread with comments. Isso knows a page by its path alone: then the URL is null and the path its key.

    An author is known by the e-mail address, or else by website and name: Isso asks for none of them.

    Raises:
        BadSource: the database is damaged; threads before the damage are given first.
    """
    accounts = Accounts()
    try:
        with closing(_open(path)) as connection:
            for key, uri, title in connection.execute("SELECT id, uri, title FROM threads ORDER BY id").fetchall():
                uri = clean(uri)  # noqa: PLW2901 - SQLite's columns hold what they like
                thread = Thread(url=uri if "://" in uri else None, title=folded(title) or None)
                for row in connection.execute(QUERY, (key,)):
                    _take(row, thread, accounts)
                if thread.posts or thread.left_out:
                    yield record_of(thread, str(path), captured=captured, key=uri or str(key))
    except sqlite3.Error as error:
        raise BadSource(f"{path}: this Isso database cannot be read ({error}); restore it from a backup") from error


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    connection.text_factory = lambda data: data.decode("utf-8", "replace")
    return connection


def _take(row: tuple[object, ...], thread: Thread, accounts: Accounts) -> None:
    key, parent, created, mode, text, author, email, website, likes = row
    if mode != ACCEPTED:
        thread.leave_out(WHY.get(mode, "not approved") if isinstance(mode, int) else "not approved")
        return
    name = label(author)
    identity = clean(email).casefold() or f"{clean(website).casefold()}\0{name}"
    thread.posts.append(
        Post(
            key=clean(key),
            parent=clean(parent),
            account=accounts.name(f"{identity}\0{name}", name),
            text=folded(text),
            posted_shown=clean(created) or None,
            posted=from_epoch(created),
            likes=whole(likes),
        )
    )
