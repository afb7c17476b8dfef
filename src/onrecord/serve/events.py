"""The list of events: what happened, or may, each within its sentence."""

from __future__ import annotations

import sqlite3
from typing import Any, get_args

from onrecord.record import EventType, Modality
from onrecord.serve.filters import LAST, Entry, Filter
from onrecord.serve.listing import Keys, Listing, Row
from onrecord.serve.marks import Mark, pieces, sentence_around
from onrecord.serve.texts import Texts

__all__ = ["EVENTS", "event_rows"]

QUERY = """
    SELECT v.*, h.place, h.country, h.since, h.until, h.day, h.reported
    FROM happened h JOIN events v ON v.page = h.page AND v.id = h.event
"""
PARTIES = """
    SELECT p.role, p.start, p."end", coalesce(e.name, p.exact) AS name, coalesce(e.kind, '') AS kind FROM participants p
    LEFT JOIN entities e ON e.page = p.page AND e.id = p.entity WHERE p.page = ? AND p.event = ? ORDER BY p.role, p.at
"""
ONCE = """
    (i.role = 'actor' OR NOT EXISTS (SELECT 1 FROM involved j
     WHERE j.name = i.name AND j.day = i.day AND j.page = i.page AND j.event = i.event AND j.role = 'actor'))
"""  # who acts on themselves is both, and the event comes once


def event_rows(connection: sqlite3.Connection, keys: Keys) -> list[Row]:
    """Rows with what a card needs.

    That is the columns of EVENTS, `parties` as (role, name, kind), and `pieces`, the sentence in pieces.
    """
    texts, found = Texts(connection), []
    for key in keys:
        row = connection.execute(f"{QUERY} WHERE h.page = ? AND h.event = ?", key).fetchone()
        parties = connection.execute(PARTIES, key).fetchall()
        counts = connection.execute("SELECT * FROM counts WHERE page = ? AND event = ? ORDER BY at", key).fetchall()
        found.append(_row(row, parties, counts, texts))
    return found


def _row(row: sqlite3.Row, parties: list[sqlite3.Row], counts: list[sqlite3.Row], texts: Texts) -> Row:
    text = texts.of(row["page"])["text"]
    marks = [Mark(row["trigger_start"], row["trigger_end"], "trigger")]
    marks += [Mark(p["start"], p["end"], p["role"]) for p in parties]
    marks += [
        Mark(row[f"{part}_start"], row[f"{part}_end"], part) for part in ("place", "date") if row[f"{part}_start"] is not None
    ]
    marks += [Mark(c["start"], c["end"], "count") for c in counts]
    start, end = sentence_around(text, [(marks[0].start, marks[0].end)])
    return {
        **texts.head(row["page"]),
        "event": row["id"],
        "trigger": row["trigger_exact"],
        "type": row["type"],
        "mode": row["mode"],
        "modality": row["modality"],
        "actors": _named(parties, "actor"),
        "recipients": _named(parties, "recipient"),
        "place": row["place"],
        "country": row["country"],
        "date": row["date_value"],
        "date_words": row["date_exact"],
        "since": row["since"],
        "until": row["until"],
        "counts": "; ".join(f"{c['exact']} ({c['what']})" for c in counts),
        "said_in": row["said_in"],
        "sentence": text[start:end],
        "confidence": row["confidence"],
        "parties": [(p["role"], p["name"], p["kind"]) for p in parties],
        "pieces": pieces(text, marks, start, end),
    }


def _named(parties: list[sqlite3.Row], role: str) -> Any:
    return "; ".join(p["name"] for p in parties if p["role"] == role)


EVENTS = Listing(
    name="events",
    title="Events",
    table="happened",
    id_column="event",
    order="x.day DESC, x.page, x.event",
    when="x.day",
    searched="page",
    filters=(
        Filter(name="type", label="type", where="x.type = :type", choices=get_args(EventType), indexed=True),
        Filter(name="modality", label="modality", where="x.modality = :modality", choices=get_args(Modality), indexed=True),
        Filter(
            name="actor",
            label="actor or recipient",
            where="EXISTS (SELECT 1 FROM involved i WHERE i.name = :actor AND i.day = x.day AND i.page = x.page "
            "AND i.event = x.event)",
            entry=Entry(
                source="involved i CROSS JOIN happened x ON x.page = i.page AND x.event = i.event",
                where=f"i.name = :actor AND {ONCE}",
                order="i.day DESC, i.page, i.event",
                when="i.day",
            ),
        ),
        Filter(name="place", label="place", where="x.place = :place", indexed=True),
        Filter(name="outlet", label="outlet", where="x.outlet = :outlet", indexed=True),
        Filter(name="since", label="on or after", where="x.day >= :since", is_date=True),
        Filter(name="until", label="on or before", where=f"x.day < :until || {LAST}", is_date=True),
    ),
    columns=(
        "page", "title", "url", "outlet", "published", "event", "trigger", "type", "mode", "modality", "actors", "recipients",
        "place", "country", "date", "date_words", "since", "until", "counts", "said_in", "sentence", "confidence",
    ),
    rows=event_rows,
)  # fmt: skip
