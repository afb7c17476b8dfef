"""The list of statements: who said what, each within its sentence."""

from __future__ import annotations

import sqlite3
from typing import get_args

from onrecord.record import Act
from onrecord.serve.filters import LAST, Entry, Filter
from onrecord.serve.listing import Keys, Listing, Row
from onrecord.serve.marks import Mark, pieces, sentence_around
from onrecord.serve.texts import Texts

__all__ = ["STATEMENTS", "statement_rows"]

SPANS = ("source", "cue", "addressee", "venue")
QUERY = "SELECT s.*, e.name, e.kind, e.role, e.of FROM statements s LEFT JOIN entities e ON e.page = s.page AND e.id = s.speaker"


def statement_rows(connection: sqlite3.Connection, keys: Keys) -> list[Row]:
    """Rows with what a card needs: the columns of STATEMENTS, and `pieces`, the sentence in pieces."""
    texts, found = Texts(connection), []
    for key in keys:
        row = connection.execute(f"{QUERY} WHERE s.page = ? AND s.id = ?", key).fetchone()
        contents = connection.execute(
            'SELECT start, "end", exact FROM contents WHERE page = ? AND statement = ? ORDER BY at', key
        ).fetchall()
        found.append(_row(row, contents, texts))
    return found


def _row(row: sqlite3.Row, contents: list[sqlite3.Row], texts: Texts) -> Row:
    text = texts.of(row["page"])["text"]
    marks = [Mark(c["start"], c["end"], "content") for c in contents]
    marks += [Mark(row[f"{part}_start"], row[f"{part}_end"], part) for part in SPANS if row[f"{part}_start"] is not None]
    start, end = sentence_around(text, [(m.start, m.end) for m in marks] or [(0, 0)])
    return {
        **texts.head(row["page"]),
        "statement": row["id"],
        "speaker": row["name"] or row["source_exact"],
        "kind": row["kind"],
        "role": row["role"],
        "of": row["of"],
        "cue": row["cue_exact"],
        "act": row["act"],
        "form": row["form"],
        "content": " … ".join(c["exact"] for c in contents),
        "sentence": text[start:end],
        "confidence": row["confidence"],
        "pieces": pieces(text, marks, start, end),
    }


STATEMENTS = Listing(
    name="statements",
    title="Statements",
    table="said",
    id_column="statement",
    order="x.reported DESC, x.page, x.statement",
    when="x.reported",
    searched="statement",
    filters=(
        Filter(name="speaker", label="speaker", where="x.speaker = :speaker", indexed=True),
        Filter(
            name="about",
            label="about",
            where="EXISTS (SELECT 1 FROM about a WHERE a.name = :about AND a.reported = x.reported AND a.page = x.page "
            "AND a.statement = x.statement)",
            entry=Entry(
                source="about a CROSS JOIN said x ON x.page = a.page AND x.statement = a.statement",
                where="a.name = :about",
                order="a.reported DESC, a.page, a.statement",
                when="a.reported",
            ),
        ),
        Filter(name="outlet", label="outlet", where="x.outlet = :outlet", indexed=True),
        Filter(name="act", label="act", where="x.act = :act", choices=get_args(Act), indexed=True),
        Filter(name="since", label="reported since", where="x.reported >= :since", is_date=True),
        Filter(name="until", label="reported until", where=f"x.reported < :until || {LAST}", is_date=True),
    ),
    columns=(
        "page", "title", "url", "outlet", "published", "statement", "speaker", "kind", "role", "of", "cue", "act", "form",
        "content", "sentence", "confidence",
    ),
    rows=statement_rows,
)  # fmt: skip
