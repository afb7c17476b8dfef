"""Where words stand: rows of the full-text index, by kind, found once for all lists of an answer."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from onrecord.store.search import words_query

__all__ = ["HITS", "Hits", "hits_of"]

HITS = 5_000  # a page looks at so many of the latest additions that hold the words; whole lists look everywhere
# The rank in 17 digits, which JSON numbers of SQLite have not, so that those alike stay in order.
# One row in JSON and not thousands of rows: between rows, Python's other threads would get their turn each time.
FOUND = """
    SELECT json_group_array(json_array(f.kind, f."row", printf('%!.17g', h.rank)))
    FROM ({}) h CROSS JOIN searched f ON f."row" = h."row"
"""
LATEST = 'SELECT rowid AS "row", 0.0 AS rank FROM search WHERE search MATCH :q ORDER BY rowid DESC LIMIT :most'
RANKED = 'SELECT rowid AS "row", rank FROM search WHERE search MATCH :q'


@dataclass(frozen=True, slots=True)
class Hits:
    """Rows of `searched` by kind, best first; `more`: there are more than HITS, and these are the latest, in that order."""

    rows: Mapping[str, list[int]]
    more: bool


def hits_of(connection: sqlite3.Connection, words: str) -> Hits:
    """Where all the words stand."""
    given = {"q": words_query(words) or '""', "most": HITS + 1}
    count = f"SELECT count(*) FROM ({LATEST})"  # noqa: S608 - our own words; values are bound
    more = connection.execute(count, given).fetchone()[0] > HITS
    found = connection.execute(FOUND.format(LATEST if more else RANKED), {**given, "most": HITS}).fetchone()[0]
    rows: dict[str, list[int]] = {"page": [], "statement": [], "comment": []}
    hits = msgspec.json.decode(found, type=list[tuple[str, int, str]])
    for kind, row, _ in sorted(hits, key=lambda hit: -hit[1] if more else (float(hit[2]), hit[1])):
        rows[kind].append(row)
    return Hits(rows, more)
