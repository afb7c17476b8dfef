"""Copies among the comments of a store: signatures are kept beside the comments and go when they go."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence

import numpy as np

from onrecord.copies.clusters import clusters as bulk
from onrecord.copies.content import Content, content, enough
from onrecord.copies.found import Cluster, Match, Member, Post
from onrecord.copies.index import likeliest, ranked
from onrecord.copies.pages import posts_among
from onrecord.copies.signature import ROWS, SIZE, Signatures, signatures
from onrecord.record import Comment

__all__ = ["add", "add_all", "clusters", "find"]

IN_A_BAND = 500  # rows looked at: where more share a band, it is a text that thousands have, and any of them will do
AT_ONCE = 100_000  # bands turned into rows at a time


def add(connection: sqlite3.Connection, page: str) -> None:
    """Make the comments of a page findable, once its rows are there. Those too short to be evidence of copying are left out."""
    _add(connection, [page])


def add_all(connection: sqlite3.Connection) -> None:
    """Make all comments findable that are there, in one go, in place of what they are found by now.

    For a store from before there was this table. A million comments take some three minutes and 1 GB.
    """
    connection.execute("DELETE FROM signatures")
    _add(connection, [row[0] for row in connection.execute("SELECT id FROM pages ORDER BY id")])


def _add(connection: sqlite3.Connection, pages: Sequence[str]) -> None:
    """Write the signatures page by page, then their bands in order, so that an index of any size is written once through."""
    next_row = 1 + (connection.execute('SELECT max("row") FROM signatures').fetchone()[0] or 0)
    signed = [np.zeros((0, SIZE), np.uint8)]
    row = next_row
    for page in pages:
        read = [(post.member.id, content(post.text, post.context)) for post in _posts(connection, page)]
        kept = [(comment, one) for comment, one in read if enough(one.weights)]
        signed.append(signatures([one for _, one in kept]))
        rows = [
            (at, page, comment, own.tobytes()) for at, ((comment, _), own) in enumerate(zip(kept, signed[-1], strict=True), row)
        ]
        connection.executemany('INSERT INTO signatures ("row", page, comment, signature) VALUES (?, ?, ?, ?)', rows)
        row += len(rows)
    connection.executemany(
        'INSERT OR IGNORE INTO shingles (band, "row") VALUES (?, ?)', _in_order(np.concatenate(signed), next_row)
    )


def _in_order(signed: Signatures, first_row: int) -> Iterator[tuple[bytes, int]]:
    """The bands of signatures, each with its row, in the order in which the store keeps them: that of their bytes."""
    bands = np.ascontiguousarray(signed).view(">u4").astype(np.uint32).ravel()
    order = np.argsort(bands, kind="stable")
    for start in range(0, len(order), AT_ONCE):
        some = order[start : start + AT_ONCE]
        rows = (some // (SIZE // ROWS) + first_row).tolist()
        yield from zip((band.to_bytes(ROWS, "big") for band in bands[some].tolist()), rows, strict=True)


def find(
    connection: sqlite3.Connection, text: str, context: Sequence[str] = (), *, account: str | None = None, most: int = 20
) -> list[Match]:
    """The stored comments that resemble a text, the most alike first, at most so many.

    `context` are the texts that it may quote. Comments of `account` are left out: one's own are no copies.
    """
    wanted = content(text, context)
    if not enough(wanted.weights):
        return []
    posts = (_post(connection, row) for row in _candidates(connection, wanted, most))
    return ranked(text, wanted, [post for post in posts if account is None or post.member.account != account], most)


def clusters(connection: sqlite3.Connection, *, across_accounts: bool = True) -> list[Cluster]:
    """The clusters of copies among all comments of the store, the largest first; see `onrecord.copies.clusters`."""
    pages = [row[0] for row in connection.execute("SELECT id FROM pages ORDER BY id")]
    return bulk((post for page in pages for post in _posts(connection, page)), across_accounts=across_accounts)


def _bands(signature: bytes) -> list[bytes]:
    return [signature[at : at + ROWS] for at in range(0, SIZE, ROWS)]


def _candidates(connection: sqlite3.Connection, wanted: Content, most: int) -> list[int]:
    signed = signatures([wanted])
    rows: set[int] = set()
    for band in _bands(signed.tobytes()):
        shared = connection.execute('SELECT "row" FROM shingles WHERE band = ? LIMIT ?', (band, IN_A_BAND))
        rows.update(row[0] for row in shared)
    query = 'SELECT "row", signature FROM signatures WHERE "row" IN (SELECT value FROM json_each(?)) ORDER BY "row"'
    found = connection.execute(query, (json.dumps(sorted(rows)),)).fetchall()
    if not found:
        return []
    stored = np.frombuffer(b"".join(row[1] for row in found), np.uint8).reshape(-1, SIZE)
    return [found[place][0] for place in likeliest(stored, signed, most)]


def _post(connection: sqlite3.Connection, row: int) -> Post:
    query = """
        SELECT c.page, c.id, c.account, c.posted, c.text, a.text, p.text
        FROM signatures s JOIN comments c ON c.page = s.page AND c.id = s.comment JOIN pages p ON p.id = c.page
        LEFT JOIN comments a ON a.page = c.page AND a.id = c.parent WHERE s."row" = ?
    """
    page, comment, account, posted, text, *context = connection.execute(query, (row,)).fetchone()
    return Post(Member(page, comment, account, posted), text, tuple(other for other in context if other))


def _posts(connection: sqlite3.Connection, page: str) -> Iterator[Post]:
    (story,) = connection.execute("SELECT text FROM pages WHERE id = ?", (page,)).fetchone()
    rows = connection.execute("SELECT id, account, posted, text, parent FROM comments WHERE page = ? ORDER BY at", (page,))
    comments = [Comment(id=r[0], account=r[1], posted=r[2], text=r[3], parent=r[4]) for r in rows]
    return posts_among(comments, page, story)
