"""How many independent sources carry something: outlets, with reprints folded."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

from onrecord.serve.components import components

__all__ = ["independent", "sources"]

PAGE = "SELECT id, outlet, text_sha256 FROM pages WHERE id = ?"


def sources(connection: sqlite3.Connection, rows: Iterable[Mapping[str, Any]]) -> int:
    """How many independent sources carry these statements and events (rows with `page` and `sentence`)."""
    told = [(row["page"], row["sentence"]) for row in rows]
    pages = [connection.execute(PAGE, (page,)).fetchone() for page in dict.fromkeys(page for page, _ in told)]
    return independent([(p["id"], p["outlet"], p["text_sha256"], {s for page, s in told if page == p["id"]}) for p in pages])


def independent(pages: Iterable[tuple[str, str | None, str | None, set[str]]]) -> int:
    """How many of these pages (id, outlet, hash of the text, sentences) are independent.

    Pages of one outlet count once; so do pages with the same text or sentence, of which one is a reprint of the other. A page
    whose outlet is not known counts by its text alone.
    """
    alike: dict[tuple[str, str], list[str]] = {}
    known = []
    for page, outlet, text, sentences in pages:
        known.append(page)
        for mark in [("outlet", outlet), ("text", text), *(("sentence", " ".join(s.split())) for s in sentences)]:
            if mark[1]:
                alike.setdefault((mark[0], mark[1]), []).append(page)
    return len(components(known, [pair for same in alike.values() for pair in pairwise(same)]))
