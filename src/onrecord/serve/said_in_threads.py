"""The list of comments that hold some words. Without words there is none: comments are read under their story."""

from __future__ import annotations

import sqlite3

from onrecord.serve.filters import Filter
from onrecord.serve.listing import Keys, Listing, Row
from onrecord.serve.texts import Texts

__all__ = ["COMMENTS", "comment_rows"]


def comment_rows(connection: sqlite3.Connection, keys: Keys) -> list[Row]:
    """Rows with the columns of COMMENTS; accounts as pseudonyms."""
    texts, found = Texts(connection), []
    for key in keys:
        row = connection.execute("SELECT * FROM comments WHERE page = ? AND id = ?", key).fetchone()
        page = texts.of(key[0])
        own = {name: row[name] for name in ("account", "posted", "posted_shown", "parent", "likes", "text")}
        found.append({"page": key[0], "title": page["title"], "url": page["url"], "comment": key[1], **own})
    return found


COMMENTS = Listing(
    name="comments",
    title="Comments",
    table="comments",
    id_column="id",
    order="x.page, x.at",
    when="x.page",
    searched="comment",
    filters=(Filter(name="page", label="page", where="x.page = :page", indexed=True),),
    columns=("page", "title", "url", "comment", "account", "posted", "posted_shown", "parent", "likes", "text"),
    rows=comment_rows,
)
