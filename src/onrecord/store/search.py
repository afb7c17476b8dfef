"""Full-text search over stories, statements and comments."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass

__all__ = ["Hit", "add", "drop", "find_words"]

WORD = re.compile(r"\w+", re.UNICODE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Where words were found: kind is page, statement or comment; `id` is the statement's or comment's, else empty."""

    kind: str
    page: str
    id: str
    snippet: str
    speaker: str | None = None


def add(connection: sqlite3.Connection, page: str) -> None:
    """Put the texts of a page, once its rows are there, into the index."""
    connection.execute(
        'INSERT INTO search (rowid, title, body) SELECT "row", title, body FROM search_texts WHERE page = ?', (page,)
    )


def drop(connection: sqlite3.Connection, page: str, kind: str | None = None, id: str | None = None) -> None:  # noqa: A002
    """Take the texts of a page, or one of them, out of the index, while its rows are still there."""
    which = "page = :page AND (:kind IS NULL OR (kind = :kind AND id = :id))"
    texts = f"SELECT 'delete', \"row\", title, body FROM search_texts WHERE {which}"  # noqa: S608 - no user input
    one = {"page": page, "kind": kind, "id": id}
    connection.execute(f"INSERT INTO search (search, rowid, title, body) {texts}", one)
    connection.execute(f"DELETE FROM searched WHERE {which}", one)  # noqa: S608


def find_words(connection: sqlite3.Connection, words: str, *, limit: int, offset: int = 0) -> list[Hit]:
    """The places that hold all the words, best first. What the user types is words, never query syntax."""
    query = " ".join(f'"{word}"' for word in WORD.findall(words))
    if not query:
        return []
    found = connection.execute(
        """
        SELECT f.kind, f.page, f.id, snippet(search, -1, '[', ']', '…', 18) AS snippet,
               CASE f.kind
                   WHEN 'statement' THEN (SELECT speaker_name FROM statements_by_speaker s WHERE s.page = f.page AND s.id = f.id)
                   WHEN 'comment' THEN (SELECT account FROM comments c WHERE c.page = f.page AND c.id = f.id)
               END AS speaker
        FROM search JOIN searched f ON f."row" = search.rowid
        WHERE search MATCH ? ORDER BY rank, f.page, f.kind, f.id LIMIT ? OFFSET ?
        """,
        (query, limit, offset),
    )
    return [Hit(kind=r["kind"], page=r["page"], id=r["id"], snippet=r["snippet"], speaker=r["speaker"]) for r in found]
