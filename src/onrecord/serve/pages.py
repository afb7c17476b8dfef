"""The list of pages."""

from __future__ import annotations

import sqlite3

import msgspec

from onrecord.serve.filters import LAST, Filter
from onrecord.serve.listing import Keys, Listing, Row

__all__ = ["PAGES", "page_rows"]

QUERY = """
    SELECT id AS page, title, url, byline, outlet, published, captured, language,
           (SELECT count(*) FROM statements s WHERE s.page = p.id) AS statements,
           (SELECT count(*) FROM events v WHERE v.page = p.id) AS events,
           (SELECT count(*) FROM comments c WHERE c.page = p.id) AS comments,
           (SELECT count(*) FROM gaps g WHERE g.page = p.id) AS gaps,
           substr(text, 1, 200) AS beginning
    FROM pages p WHERE id = ?
"""


def page_rows(connection: sqlite3.Connection, keys: Keys) -> list[Row]:
    """Rows with the columns of PAGES, and `beginning`, the first 200 code points of the text."""
    found = []
    for page, _ in keys:
        row = dict(connection.execute(QUERY, (page,)).fetchone())
        row["byline"] = ", ".join(msgspec.json.decode(row["byline"], type=list[str]))
        found.append(row)
    return found


PAGES = Listing(
    name="pages",
    title="Pages",
    table="shown",
    id_column="page",
    order="x.reported DESC, x.page",
    when="x.reported",
    searched="page",
    filters=(
        Filter(name="outlet", label="outlet", where="x.outlet = :outlet", indexed=True),
        Filter(name="since", label="reported since", where="x.reported >= :since", is_date=True),
        Filter(name="until", label="reported until", where=f"x.reported < :until || {LAST}", is_date=True),
    ),
    columns=(
        "page", "title", "url", "byline", "outlet", "published", "captured", "language",
        "statements", "events", "comments", "gaps",
    ),
    rows=page_rows,
)  # fmt: skip
