"""Full-text search over stories, statements and comments."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.store.rows import json_text

__all__ = ["Hit", "add", "drop_comments", "drop_page", "find_words", "merge", "words_query"]


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


def drop_page(connection: sqlite3.Connection, page: str) -> None:
    """Take the texts of a page out of the index, while its rows are still there."""
    _drop(connection, 'SELECT "row" FROM searched WHERE page = :page', {"page": page})


def drop_comments(connection: sqlite3.Connection, page: str, comments: Iterable[str]) -> None:
    """Take comments (ids) of a page out of the index, while their rows are still there."""
    own = """
        SELECT "row" FROM searched WHERE page = :page AND kind = 'comment' AND id IN (SELECT value FROM json_each(:comments))
    """
    _drop(connection, own, {"page": page, "comments": json_text(list(comments))})


def _drop(connection: sqlite3.Connection, rows: str, values: dict[str, str]) -> None:
    texts = f'SELECT \'delete\', "row", title, body FROM search_texts WHERE "row" IN ({rows})'  # noqa: S608 - no user input
    connection.execute(f"INSERT INTO search (search, rowid, title, body) {texts}", values)
    connection.execute(f'DELETE FROM searched WHERE "row" IN ({rows})', values)  # noqa: S608


def merge(connection: sqlite3.Connection) -> None:
    """Write the index as one segment, which holds the words of the texts that are there and no others."""
    connection.execute("INSERT INTO search (search) VALUES ('optimize')")


def find_words(connection: sqlite3.Connection, words: str, *, limit: int, offset: int = 0) -> list[Hit]:
    """The places that hold all the words, best first. What the user types is words, never query syntax."""
    query = words_query(words)
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


def words_query(words: str) -> str:
    """Each word as an FTS5 string, whose tokens must follow each other: "e-mail" is "e" and then "mail".

    The index reads a query up to the first NUL, and a quotation mark is doubled.
    """
    return " ".join('"' + word.replace('"', '""') + '"' for word in words.replace("\0", " ").split())
