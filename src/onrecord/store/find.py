"""Which page is meant by what people know of it."""

from __future__ import annotations

import sqlite3

__all__ = ["candidates"]

MOST = 6  # more than are named to a person, so that "one" is told from "several"

# From what names one page to what may name many; the first that finds any decides. A source may end in ":12" (a line of
# JSON lines) or "#key" (a thread of an export).
QUERIES = (
    "id = :page",
    "url = :page OR source = :page OR title = :page",
    r"id LIKE :like || '%' ESCAPE '\'",
    r"'/' || source LIKE '%/' || :like ESCAPE '\'",
    r"'/' || source LIKE '%/' || :like || '.%' ESCAPE '\' OR '/' || source LIKE '%/' || :like || ':%' ESCAPE '\' "
    r"OR '/' || source LIKE '%/' || :like || '#%' ESCAPE '\'",
)


def candidates(connection: sqlite3.Connection, page: str) -> list[str]:
    """The ids of the pages that may be meant by an id or its beginning, a URL, a title, a source or its file name with
    or without ending; six at most, in order.
    """
    like = page.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    for query in QUERIES:
        rows = connection.execute(
            # "+": sorted afterwards, since in the order of ids every page's row, text and all, would be visited
            f"SELECT id FROM pages WHERE {query} ORDER BY +id LIMIT {MOST}",  # noqa: S608 - our own conditions
            {"page": page, "like": like},
        )
        if found := [str(row[0]) for row in rows]:
            return found
    return []
