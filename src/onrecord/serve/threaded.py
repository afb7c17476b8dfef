"""Comments as they are shown in their thread: with what is read of each, and whom it answers."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from onrecord.serve.marks import Mark, pieces
from onrecord.serve.shelf import Shelf
from onrecord.serve.sides import target_names
from onrecord.serve.thread_order import Place

__all__ = ["comments_of"]


def comments_of(connection: sqlite3.Connection, page: str, places: Sequence[Place], shelf: Shelf) -> list[dict[str, Any]]:
    """What is shown of some comments under a page, in their order."""
    wanted = (page, *(own for own, _ in places))
    own = f"page = ? AND {{}} IN ({', '.join('?' * len(places))})"  # json_each would end an id at a NUL
    rows = {row["id"]: row for row in connection.execute(f"SELECT * FROM comments WHERE {own.format('id')}", wanted)}  # noqa: S608 - our own words
    read: dict[str, dict[str, list[sqlite3.Row]]] = {}
    for table in ("stances", "cues"):
        read[table] = defaultdict(list)
        for row in connection.execute(f"SELECT * FROM {table} WHERE {own.format('comment')} ORDER BY comment, at", wanted):  # noqa: S608
            read[table][row["comment"]].append(row)
    named = shelf.named(row["account"] for row in rows.values())
    names = target_names(connection, page, [s["toward"] for some in read["stances"].values() for s in some])
    parents = _parents(connection, page, [row["parent"] for row in rows.values()], shelf)
    return [
        _shown(rows[own], depth, read["stances"][own], read["cues"][own], named, names, parents)
        for own, depth in places
        if own in rows
    ]


def _parents(connection: sqlite3.Connection, page: str, ids: Sequence[str | None], shelf: Shelf) -> dict[str, str]:
    """Who wrote the comments that are answered."""
    wanted = {own for own in ids if own}
    query = f"SELECT id, account FROM comments WHERE page = ? AND id IN ({', '.join('?' * len(wanted))})"  # noqa: S608
    found = connection.execute(query, (page, *wanted)).fetchall()
    named = shelf.named(row["account"] for row in found)
    return {row["id"]: named[row["account"]] for row in found}


def _shown(
    row: sqlite3.Row,
    depth: int,
    stances: list[sqlite3.Row],
    cues: list[sqlite3.Row],
    named: Mapping[str | None, str],
    names: Mapping[str, dict[str, str]],
    parents: Mapping[str, str],
) -> dict[str, Any]:
    marks = [Mark(s["evidence_start"], s["evidence_end"], "evidence") for s in stances if s["evidence_start"] is not None]
    marks += [Mark(c["start"], c["end"], "cue") for c in cues]
    return {
        "id": row["id"],
        "account": named[row["account"]],
        "pseudonym": row["account"],
        "posted": row["posted"],
        "posted_shown": row["posted_shown"],
        "parent": row["parent"],
        "answers": parents.get(row["parent"] or ""),
        "depth": depth,
        "likes": row["likes"],
        "text": row["text"],
        "pieces": pieces(row["text"], marks),
        "stances": [{**dict(s), "name": names[s["toward"]]} for s in stances],
        "cues": [dict(c) for c in cues],
        "flags": msgspec.json.decode(row["flags"], type=list[str]),
    }
