"""Erasing for good: rows, index and free pages."""

from __future__ import annotations

import json
import sqlite3

from onrecord.store import search

__all__ = ["erase_account", "scrub"]


def erase_account(connection: sqlite3.Connection, name: str) -> int:
    """Delete an account and its comments on every page; replies to them lose their parent. Returns how many comments."""
    erased = connection.execute("SELECT page, id FROM comments WHERE account = ?", (name,)).fetchall()
    for page, comment in erased:
        search.drop(connection, page, "comment", comment)
        connection.execute("UPDATE comments SET parent = NULL WHERE page = ? AND parent = ?", (page, comment))
        connection.execute("DELETE FROM comments WHERE page = ? AND id = ?", (page, comment))
    connection.execute("DELETE FROM accounts WHERE name = ?", (name,))
    _drop_from_lists(connection, {(page, comment) for page, comment in erased})
    return len(erased)


def _drop_from_lists(connection: sqlite3.Connection, erased: set[tuple[str, str]]) -> None:
    for page in {page for page, _ in erased}:
        for at, listed in connection.execute("SELECT at, comments FROM accounts WHERE page = ?", (page,)).fetchall():
            kept = [comment for comment in json.loads(listed) if (page, comment) not in erased]
            connection.execute("UPDATE accounts SET comments = ? WHERE page = ? AND at = ?", (json.dumps(kept), page, at))


def scrub(connection: sqlite3.Connection) -> None:
    """Rewrite the full-text index and the file, so that erased words stand in neither, nor in the log beside them."""
    connection.execute("INSERT INTO search (search) VALUES ('rebuild')")
    connection.execute("INSERT INTO search (search) VALUES ('optimize')")
    connection.execute("VACUUM")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
