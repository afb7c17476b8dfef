"""The pages that the rows of a list stand on."""

from __future__ import annotations

import sqlite3

from onrecord.serve.listing import Row

__all__ = ["Texts"]


class Texts:
    """Pages by id, each looked up once: rows with id, title, url, outlet, published, captured and text."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._known: dict[str, sqlite3.Row] = {}

    def of(self, page: str) -> sqlite3.Row:
        """The row of a page that is in the store."""
        if page not in self._known:
            query = "SELECT id, title, url, outlet, published, captured, text FROM pages WHERE id = ?"
            self._known[page] = self._connection.execute(query, (page,)).fetchone()
        return self._known[page]

    def head(self, page: str) -> Row:
        """What a row says of its page first."""
        own = self.of(page)
        return {"page": page, **{name: own[name] for name in ("title", "url", "outlet", "published")}}
