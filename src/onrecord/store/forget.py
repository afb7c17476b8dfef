"""Erasing for good: rows, index and free pages.

`PRAGMA secure_delete` puts zeros over deleted rows. The full-text index keeps the words of a deleted text in its older
segments until they are merged ('secure-delete' of FTS5 would not, but makes a file that SQLite before 3.42 cannot read), so
`erase_*` end by merging them all; measured, this erases as surely as making the index anew, in a fifth of the time.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Set as AbstractSet
from pathlib import Path

import msgspec

from onrecord.errors import BadStore
from onrecord.store import search
from onrecord.store.connection import told
from onrecord.store.rows import json_text

__all__ = ["erase_account", "erase_comments", "erase_page", "merge", "scrub"]

OWN = "SELECT value FROM json_each(:erased)"  # the comments (ids) of one page that are erased
merge = search.merge  # what `erase_comments` leaves to its caller, who may erase on many pages


def erase_page(connection: sqlite3.Connection, page: str) -> None:
    """Delete a page with all that belongs to it. To be called in a transaction, as `erase_account`."""
    search.drop_page(connection, page)
    connection.execute("DELETE FROM pages WHERE id = ?", (page,))
    merge(connection)


def erase_account(connection: sqlite3.Connection, name: str) -> int:
    """Delete an account and its comments on every page; replies to them lose their parent. Returns how many comments.

    What others write about the account, and how many comments the page states, stays.
    """
    own = connection.execute("SELECT page, json_group_array(id) FROM comments WHERE account = ? GROUP BY page", (name,))
    erased = sum(erase_comments(connection, page, set(msgspec.json.decode(ids))) for page, ids in own.fetchall())
    connection.execute("DELETE FROM accounts WHERE name = ?", (name,))
    merge(connection)
    return erased


def erase_comments(connection: sqlite3.Connection, page: str, erased: AbstractSet[str]) -> int:
    """Delete comments of one page with all that names them; returns how many there were. `merge` must follow.

    Stances, cues and signatures go with their comment. Replies lose their parent. Pairs at odds and groups of copies are
    shortened or go, and with them the flags of other comments that nothing else is a reason for; so do emptied accounts.
    """
    some = {"page": page, "erased": json_text(sorted(erased))}
    search.drop_comments(connection, page, erased)
    connection.execute(f"UPDATE comments SET parent = NULL WHERE page = :page AND parent IN ({OWN})", some)  # noqa: S608 - our own words
    at_odds = _drop_pairs(connection, some)
    copied = _shorten_copies(connection, page, erased)
    count = connection.execute(f"DELETE FROM comments WHERE page = :page AND id IN ({OWN})", some).rowcount  # noqa: S608
    _shorten_accounts(connection, page, erased)
    _unflag(connection, page, {"at_odds": at_odds, "copy": copied})
    return count


def _drop_pairs(connection: sqlite3.Connection, some: dict[str, str]) -> set[str]:
    """Delete the pairs at odds that name an erased comment; returns the comments that are in no flagged pair any more."""
    gone = f"SELECT a, b FROM at_odds WHERE page = :page AND (a IN ({OWN}) OR b IN ({OWN}))"  # noqa: S608
    named = {comment for pair in connection.execute(gone, some) for comment in pair}
    connection.execute(f"DELETE FROM at_odds WHERE page = :page AND (a IN ({OWN}) OR b IN ({OWN}))", some)  # noqa: S608
    left = "SELECT a, b FROM at_odds WHERE page = :page AND reads_as = 'contradiction'"  # only these are flagged
    return named - {comment for pair in connection.execute(left, some) for comment in pair}


def _shorten_copies(connection: sqlite3.Connection, page: str, erased: AbstractSet[str]) -> set[str]:
    """Take erased comments out of groups of copies; returns the comments that are in no group any more.

    A group goes where what is left is one account's: nobody else posted the same.
    """
    lost: set[str] = set()
    kept: set[str] = set()
    for at, before in _lists(connection, "copies", page):
        after = [comment for comment in before if comment not in erased]
        if after == before or _several_accounts(connection, page, after):
            kept.update(after)
        else:
            lost.update(after)
            after = []
        if after != before:
            _put(connection, "copies", page, at, after)
    return lost - kept


def _several_accounts(connection: sqlite3.Connection, page: str, comments: list[str]) -> bool:
    query = "SELECT account FROM comments WHERE page = ? AND id IN (SELECT value FROM json_each(?))"
    accounts = [row[0] for row in connection.execute(query, (page, json_text(comments)))]
    return len(accounts) > 1 and (None in accounts or len(set(accounts)) > 1)  # whose comment it is may not be known


def _shorten_accounts(connection: sqlite3.Connection, page: str, erased: AbstractSet[str]) -> None:
    """Take erased comments out of the lists of accounts; one that has none left goes."""
    for at, before in _lists(connection, "accounts", page):
        after = [comment for comment in before if comment not in erased]
        if after != before:
            _put(connection, "accounts", page, at, after)


def _lists(connection: sqlite3.Connection, table: str, page: str) -> list[tuple[int, list[str]]]:
    rows = connection.execute(f"SELECT at, comments FROM {table} WHERE page = ? ORDER BY at", (page,))  # noqa: S608
    return [(at, msgspec.json.decode(listed, type=list[str])) for at, listed in rows]


def _put(connection: sqlite3.Connection, table: str, page: str, at: int, comments: list[str]) -> None:
    """Put a shortened list in place of the longer; the row goes where none is left."""
    if comments:
        connection.execute(f"UPDATE {table} SET comments = ? WHERE page = ? AND at = ?", (json_text(comments), page, at))  # noqa: S608
    else:
        connection.execute(f"DELETE FROM {table} WHERE page = ? AND at = ?", (page, at))  # noqa: S608


def _unflag(connection: sqlite3.Connection, page: str, unfounded: dict[str, set[str]]) -> None:
    """Take flags away from the comments that nothing is a reason for any more."""
    some = json_text(sorted(set().union(*unfounded.values())))
    query = "SELECT id, flags FROM comments WHERE page = ? AND id IN (SELECT value FROM json_each(?))"
    for comment, listed in connection.execute(query, (page, some)).fetchall():
        before = msgspec.json.decode(listed, type=list[str])
        after = [flag for flag in before if comment not in unfounded.get(flag, ())]
        connection.execute("UPDATE comments SET flags = ? WHERE page = ? AND id = ?", (json_text(after), page, comment))


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
