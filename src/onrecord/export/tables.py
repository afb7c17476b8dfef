"""CSV: a table for each kind of thing, its columns the record's own field names."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from onrecord.export.files import Tables, tables_into
from onrecord.export.options import Options, Report
from onrecord.record import Record
from onrecord.store.rows import rows_of

__all__ = ["COLUMNS", "write"]

SPAN = ("start", "end", "exact")
COLUMNS: dict[str, tuple[str, ...]] = {
    "pages": (
        "id", "url", "title", "byline", "outlet", "published", "captured", "language", "text", "text_sha256",
        "stated_comment_count", "source", "evidence", "reader_name", "reader_version", "reader_model_sha256",
    ),
    "entities": ("page", "id", "kind", "name", "role", "of", "country", "geonameid", "lat", "lon", "place_confidence"),
    "mentions": ("page", "entity", *SPAN),
    "statements": (
        "page", "id", "speaker", "source_start", "source_end", "source_exact", "cue_start", "cue_end", "cue_exact",
        "addressee_start",
        "addressee_end", "addressee_exact", "venue_start", "venue_end", "venue_exact", "form", "act", "confidence",
    ),
    "contents": ("page", "statement", "at", *SPAN),
    "events": (
        "page", "id", "type", "mode", "modality", "trigger_start", "trigger_end", "trigger_exact", "place_entity", "place_start",
        "place_end", "place_exact", "date_value", "date_start", "date_end", "date_exact", "said_in", "confidence",
    ),
    "participants": ("page", "event", "role", "entity", *SPAN),
    "counts": ("page", "event", "what", "value", "low", "high", "unit", *SPAN),
    "tensions": ("page", "a", "b", "relation", "confidence"),
    "comments": ("page", "id", "account", "text", "posted", "posted_shown", "parent", "likes", "flags"),
    "stances": ("page", "comment", "toward", "label", "evidence_start", "evidence_end", "evidence_exact", "confidence"),
    "accounts": ("page", "name", "comments"),
    "cues": ("page", "comment", "kind", *SPAN, "confidence"),
    "at_odds": (
        "page", "account", "a", "b", "toward", "reads_as", "evidence_a_start", "evidence_a_end", "evidence_a_exact",
        "evidence_b_start", "evidence_b_end", "evidence_b_exact", "seconds", "confidence",
    ),
    "copies": ("page", "comments", "kind", "similarity"),
    "gaps": ("page", "what", "why", "provider"),
}  # fmt: skip


def write(records: Iterable[Record], into: Path | TextIO, options: Options) -> Report:
    """Write the tables into a folder."""
    report = Report()
    with tables_into(into, COLUMNS, report) as tables:
        for record in records:
            _write_record(record, tables, options)
    return report


def _write_record(record: Record, tables: Tables, options: Options) -> None:
    for table, row in rows_of(record):
        if table not in COLUMNS:
            continue
        if table == "pages":
            row["text"] = row["text"] if options.full_text else ""
        elif table == "comments":
            row["text"] = options.words(row["text"])
        for column in row:
            if column.endswith("exact") and row[column] is not None:
                row[column] = options.words(row[column])
        if table == "at_odds":
            row["account"] = record.accounts[row["account"]].name
        tables.write(table, row)
