"""What a thread shows as a whole: how many stand where, who argues both sides, what is nearly the same text."""

from __future__ import annotations

import sqlite3
from typing import Any, get_args

import msgspec

from onrecord.record import StanceLabel
from onrecord.serve.marks import Mark, pieces
from onrecord.serve.shelf import Shelf

__all__ = ["apart", "bars", "copied", "pairs", "target_names"]

LABELS: tuple[str, ...] = get_args(StanceLabel)
READS = {
    "contradiction": "argues both sides", "changed_mind": "may be a changed mind", "irony": "may be irony or parody",
    "devils_advocate": "may be devil's advocate", "quoting": "may be quoting", "unclear": "may be either; unclear",
}  # fmt: skip
TARGETS, PAIRS, GROUPS = 12, 50, 50  # shown at most; the most spoken of, the surest, the first
PAIR = """
    SELECT o.*, n.name AS account_name, p.title, a.text AS text_a, b.text AS text_b, a.posted AS posted_a, b.posted AS posted_b
    FROM at_odds o JOIN accounts n ON n.page = o.page AND n.at = o.account JOIN pages p ON p.id = o.page
    JOIN comments a ON a.page = o.page AND a.id = o.a JOIN comments b ON b.page = o.page AND b.id = o.b
"""


def target_names(connection: sqlite3.Connection, page: str) -> dict[str, dict[str, str]]:
    """Whom or what a stance under a page may be toward: id -> name and kind; a statement by its content, of kind ""."""
    query = """
        SELECT DISTINCT s.toward, e.name, e.kind,
               (SELECT c.exact FROM contents c WHERE c.page = s.page AND c.statement = s.toward ORDER BY c.at LIMIT 1) AS content
        FROM stances s LEFT JOIN entities e ON e.page = s.page AND e.id = s.toward WHERE s.page = ?
    """
    return {
        row["toward"]: {"name": row["name"] or row["content"] or row["toward"], "kind": row["kind"] or ""}
        for row in connection.execute(query, (page,))
    }


def bars(connection: sqlite3.Connection, page: str) -> list[dict[str, Any]]:
    """For each target the comments and the people that stand on each side of it, the most spoken of first.

    `parts` are for a bar of 100 units: (label, start, width) of the comments.
    """
    query = """
        SELECT s.toward, s.label, count(*) AS comments, count(DISTINCT c.account) AS people
        FROM stances s JOIN comments c ON c.page = s.page AND c.id = s.comment WHERE s.page = ? GROUP BY s.toward, s.label
    """
    names, found = target_names(connection, page), dict[str, dict[str, tuple[int, int]]]()
    for row in connection.execute(query, (page,)):
        found.setdefault(row["toward"], {})[row["label"]] = (row["comments"], row["people"])
    told: list[dict[str, Any]] = [
        {
            "toward": toward,
            **names[toward],
            "labels": labels,
            "total": sum(n for n, _ in labels.values()),
            "parts": _parts(labels),
        }
        for toward, labels in found.items()
    ]
    return sorted(told, key=lambda bar: (-bar["total"], bar["toward"]))[:TARGETS]


def _parts(labels: dict[str, tuple[int, int]]) -> list[tuple[str, float, float]]:
    total, at, found = sum(n for n, _ in labels.values()), 0.0, []
    for label in LABELS:
        width = 100 * labels.get(label, (0, 0))[0] / total
        if width:
            found.append((label, round(at, 2), round(width, 2)))
        at += width
    return found


def pairs(connection: sqlite3.Connection, page: str, shelf: Shelf) -> list[dict[str, Any]]:
    """Pairs of one account's comments on two sides of a target under a page, flagged ones first."""
    rows = connection.execute(
        f"{PAIR} WHERE o.page = ? ORDER BY o.reads_as <> 'contradiction', o.confidence DESC, o.account, o.at LIMIT {PAIRS}",
        (page,),
    ).fetchall()
    names = target_names(connection, page)
    return [pair(row, shelf.named([row["account_name"]]), names) for row in rows]


def pair(row: sqlite3.Row, named: dict[str | None, str], names: dict[str, dict[str, str]]) -> dict[str, Any]:
    """A row of PAIR as it is shown."""
    sides = []
    for side in ("a", "b"):
        start, end = row[f"evidence_{side}_start"], row[f"evidence_{side}_end"]
        marks = [Mark(start, end, "evidence")] if start is not None else []
        sides.append({"id": row[side], "posted": row[f"posted_{side}"], "pieces": pieces(row[f"text_{side}"], marks)})
    return {
        "page": row["page"],
        "title": row["title"],
        "account": named[row["account_name"]],
        "toward": names.get(row["toward"], {"name": row["toward"], "kind": ""}),
        "flagged": row["reads_as"] == "contradiction",
        "reads": READS.get(row["reads_as"], row["reads_as"]),
        "apart": apart(row["seconds"]),
        "confidence": row["confidence"],
        "sides": sides,
    }


def apart(seconds: float | None) -> str:
    """A stretch of time in words; empty where it is not known."""
    if seconds is None:
        return ""
    size, unit = next(
        (size, unit)
        for size, unit in ((86400, "day"), (3600, "hour"), (60, "minute"), (1, "second"))
        if seconds >= size or size == 1
    )
    count = round(abs(seconds) / size)
    return f"{count} {unit}{'' if count == 1 else 's'} apart"


def copied(connection: sqlite3.Connection, page: str, shelf: Shelf) -> list[dict[str, Any]]:
    """Groups of comments by different accounts that are nearly the same text."""
    found = []
    for row in connection.execute("SELECT * FROM copies WHERE page = ? ORDER BY at LIMIT ?", (page, GROUPS)):
        ids = msgspec.json.decode(row["comments"], type=list[str])
        query = "SELECT id, account, text, posted FROM comments WHERE page = ? AND id = ?"  # json_each would end an id at a NUL
        comments = [one for own in ids if (one := connection.execute(query, (page, own)).fetchone())]
        named = shelf.named(c["account"] for c in comments)
        shown = [{**dict(c), "account": named[c["account"]]} for c in comments]
        found.append(
            {
                "kind": row["kind"],
                "similarity": row["similarity"],
                "comments": shown,
                "people": len({c["account"] for c in comments}),
            }
        )
    return found
