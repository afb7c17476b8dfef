"""Erasing for good: rows, index and free pages.

`PRAGMA secure_delete` puts zeros over deleted rows. The full-text index keeps the words of a deleted text in its older
segments until they are merged ('secure-delete' of FTS5 would not, but makes a file that SQLite before 3.42 cannot read), so
`erase_*` end by merging them all; measured, this erases as surely as making the index anew, in a fifth of the time.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

import msgspec

from onrecord.errors import BadStore
from onrecord.store import search
from onrecord.store.connection import told
from onrecord.store.rows import json_text

__all__ = ["erase_account", "erase_page", "scrub"]


def erase_page(connection: sqlite3.Connection, page: str) -> None:
    """Delete a page with all that belongs to it. To be called in a transaction, as `erase_account`."""
    search.drop_page(connection, page)
    connection.execute("DELETE FROM pages WHERE id = ?", (page,))
    search.merge(connection)


def erase_account(connection: sqlite3.Connection, name: str) -> int:
    """Delete an account and its comments on every page; replies to them lose their parent. Returns how many comments.

    What others write about the account, and how many comments the page states, stays.
    """
    own = "SELECT page, id FROM comments WHERE account = :account"
    account = {"account": name}
    erased = {(page, comment) for page, comment in connection.execute(own, account)}
    pages = sorted({page for page, _ in erased})
    search.drop_account(connection, name)
    for page in pages:
        some = {**account, "page": page}
        ids = "(SELECT id FROM comments WHERE page = :page AND account = :account)"
        connection.execute(f"UPDATE comments SET parent = NULL WHERE page = :page AND parent IN {ids}", some)  # noqa: S608 - our own words
        connection.execute(f"DELETE FROM at_odds WHERE page = :page AND (a IN {ids} OR b IN {ids})", some)  # noqa: S608
    connection.execute("DELETE FROM comments WHERE account = :account", account)
    connection.execute("DELETE FROM accounts WHERE name = :account", account)
    for page in pages:
        _shorten_lists(connection, page, {comment for of, comment in erased if of == page})
    search.merge(connection)
    return len(erased)


def _shorten_lists(connection: sqlite3.Connection, page: str, erased: set[str]) -> None:
    """Take erased comments out of the lists of accounts that keep others."""
    for at, listed in connection.execute("SELECT at, comments FROM accounts WHERE page = ?", (page,)).fetchall():
        before = msgspec.json.decode(listed, type=list[str])
        kept = [comment for comment in before if comment not in erased]
        if kept != before:
            connection.execute("UPDATE accounts SET comments = ? WHERE page = ? AND at = ?", (json_text(kept), page, at))


def scrub(connection: sqlite3.Connection, path: Path) -> None:
    """Rewrite the file and empty its log, so that erased words stand in neither. Not to be called in a transaction.

    Raises:
        BadStore: rows and index are erased, but traces may be left; the message says how to get rid of them.
    """
    try:
        connection.execute("VACUUM")  # rows that once moved leave copies in the slack of their old pages
        busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except sqlite3.Error as error:
        why = str(told(path, error))
        raise BadStore(f"{why}; all is erased, but run sqlite3 {path} VACUUM then, to rid the file of traces") from error
    if busy:
        raise BadStore(
            f"{path}: all is erased, but another program is still reading what was there before; close it, and the next "
            "onrecord read or forget on this store rids the file of traces"
        )
