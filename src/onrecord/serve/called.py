"""What the newest pages say of a name: what else it is called, its roles with dates, where it lies, who disputes it."""

from __future__ import annotations

import sqlite3
import unicodedata
from dataclasses import dataclass

from babel import Locale

from onrecord.reader.naming import key_of, naming_of
from onrecord.reader.words import CAPITAL, words_of
from onrecord.serve.listing import Row

__all__ = ["NEWEST", "Called", "is_name"]

NEWEST = 200  # pages that are looked at; a name may stand on half of a store
MOST = 100  # ways of writing a name, and opponents
LONGEST = 200  # code points of a mention; longer ones are clauses
RECENT = "SELECT reported, page, entity FROM named WHERE name = :name AND kind = :kind ORDER BY reported DESC, page LIMIT :newest"
RECENTLY_SAID = """
    SELECT reported, page, '' AS entity FROM said WHERE speaker = :name AND kind = '' GROUP BY reported, page
    ORDER BY reported DESC, page LIMIT :newest
"""
MENTIONS = """
    SELECT m.exact, count(*) AS mentions, count(DISTINCT m.page) AS pages
    FROM recent r CROSS JOIN mentions m ON m.page = r.page AND m.entity = r.entity
    WHERE length(m.exact) <= :longest GROUP BY m.exact ORDER BY mentions DESC, m.exact
"""
ROLES = """
    SELECT e.role, e.of, r.reported, r.page FROM recent r CROSS JOIN entities e ON e.page = r.page AND e.id = r.entity
    WHERE e.role IS NOT NULL OR e.of IS NOT NULL ORDER BY r.reported DESC, r.page
"""
PLACES = """
    SELECT e.country, e.lat, e.lon, e.geonameid, count(DISTINCT r.page) AS pages, max(r.reported) AS last, r.page,
           e.place_confidence AS confidence
    FROM recent r CROSS JOIN entities e ON e.page = r.page AND e.id = r.entity
    WHERE e.country IS NOT NULL OR e.lat IS NOT NULL
    GROUP BY e.country, e.lat, e.lon, e.geonameid ORDER BY pages DESC, last DESC, e.country, e.lat, e.lon
"""
OPPONENTS = """
    SELECT other AS name, other_kind AS kind, count(*) AS pairs, max(reported) AS last, page FROM (
        SELECT r.reported, r.page, iif(a.speaker = :name AND a.kind = :kind, b.speaker, a.speaker) AS other,
               iif(a.speaker = :name AND a.kind = :kind, b.kind, a.kind) AS other_kind
        FROM (SELECT DISTINCT reported, page FROM recent) r
        CROSS JOIN disputed d ON d.page = r.page CROSS JOIN tensions t ON t.page = r.page
        LEFT JOIN events v ON v.page = t.page AND v.id = t.a LEFT JOIN events w ON w.page = t.page AND w.id = t.b
        JOIN said a ON a.page = t.page AND a.statement = coalesce(v.said_in, t.a)
        JOIN said b ON b.page = t.page AND b.statement = coalesce(w.said_in, t.b)
        WHERE t.relation <> 'supports'
              AND (a.speaker = :name AND a.kind = :kind) <> (b.speaker = :name AND b.kind = :kind)
    ) WHERE other <> '' GROUP BY other, other_kind ORDER BY pairs DESC, other, other_kind LIMIT :most
"""


@dataclass(frozen=True, slots=True)
class Called:
    """What the newest NEWEST pages say.

    `names`: rows with exact, mentions, pages. `roles`: role, of, pages, first and last (ISO 8601, empty where no date is
    known), first_page and last_page. `places`: country (code), country_name, lat, lon (degrees), geonameid, pages,
    confidence. `opponents`: name, kind, pairs (of statements or events that pull against each other), last (report) and its
    page.
    """

    names: list[Row]
    roles: list[Row]
    places: list[Row]
    opponents: list[Row]

    @classmethod
    def read(cls, connection: sqlite3.Connection, name: str, kind: str) -> Called:
        """`kind` is one of the record's, or empty for a speaker who is no entity."""
        recent = f"WITH recent AS MATERIALIZED ({RECENT if kind else RECENTLY_SAID})"
        given = {"name": name, "kind": kind, "newest": NEWEST, "longest": LONGEST, "most": MOST}

        def rows(query: str) -> list[Row]:
            return [dict(row) for row in connection.execute(recent + query, given)]

        if not kind:  # no entity, so no mentions, roles or place
            return cls([], [], [], rows(OPPONENTS))
        names = [row for row in rows(MENTIONS) if is_name(row["exact"], name, kind)][:MOST]
        return cls(names, _spans(rows(ROLES)), [_placed(row) for row in rows(PLACES)], rows(OPPONENTS))


def is_name(mention: str, name: str, kind: str) -> bool:
    """Whether a mention of what is called `name` calls it by a name: no pronoun, no bare description ("the mayor").

    Capitals tell it; in a script that has none, all mentions count.
    """
    if key_of(mention) == key_of(name) or any(unicodedata.category(c) == "Lo" for c in mention):
        return True
    words = words_of(mention)
    if not len(words):
        return False
    found = naming_of(words, 0, len(words) - 1, kind, frozenset()).sort
    if kind in ("group", "other") and found == "description":  # the reader takes groups for described always
        low = words.low(0, len(words) - 1)
        return any(shape in CAPITAL and not (w == 0 and len(words) > 1) for w, shape in enumerate(words.shape) if low[w] != "the")
    return found == "name"


def _spans(rows: list[Row]) -> list[Row]:
    """Roles, each once, those given last first; `rows` are the newest first."""
    found: dict[tuple[str | None, str | None], Row] = {}
    for row in rows:
        new = {"role": row["role"], "of": row["of"], "pages": set(), "last": row["reported"], "last_page": row["page"]}
        span = found.setdefault((row["role"], row["of"]), new)
        span["pages"].add(row["page"])
        if row["reported"] or "first" not in span:
            span |= {"first": row["reported"], "first_page": row["page"]}
    return [{**span, "pages": len(span["pages"])} for span in found.values()]


def _placed(row: Row) -> Row:
    own = {name: row[name] for name in ("country", "lat", "lon", "geonameid", "pages", "confidence")}
    return {**own, "country_name": Locale("en").territories.get(row["country"] or "", row["country"])}
