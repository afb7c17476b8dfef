"""What a thread shows as a whole: how many stand where, who argues both sides, what is nearly the same text."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

import msgspec

from onrecord.record import StanceLabel
from onrecord.serve.marks import Mark, pieces
from onrecord.serve.shelf import Shelf

__all__ = ["PAIR", "Some", "apart", "bars", "copied", "group", "pair", "pairs", "target_names"]

LABELS: tuple[str, ...] = get_args(StanceLabel)
READS = {
    "contradiction": "argues both sides", "changed_mind": "may be a changed mind", "irony": "may be irony or parody",
    "devils_advocate": "may be devil's advocate", "quoting": "may be quoting", "unclear": "may be either; unclear",
}  # fmt: skip
SHARED = {"same": "the same text", "disguised": "the same text, disguised", "reworded": "one text, reworded"}
ALIKE = ((1.0, "all"), (0.9, "nearly all"), (0.66, "most"), (0.4, "about half"), (0.0, "some"))  # of the words, by weight
TARGETS, PAIRS, GROUPS, MEMBERS = 12, 50, 50, 20  # shown at most; the most spoken of, the surest, the first, the first
CHUNK = 5000  # ids in one query; SQLite takes 32,766
PAIR = """
    SELECT o.*, n.name AS account_name, p.title, a.text AS text_a, b.text AS text_b, a.posted AS posted_a, b.posted AS posted_b
    FROM at_odds o JOIN accounts n ON n.page = o.page AND n.at = o.account JOIN pages p ON p.id = o.page
    JOIN comments a ON a.page = o.page AND a.id = o.a JOIN comments b ON b.page = o.page AND b.id = o.b
"""


@dataclass(frozen=True, slots=True)
class Some:
    """The first rows of a list, and how many it has in all."""

    rows: list[dict[str, Any]]
    total: int


def target_names(connection: sqlite3.Connection, page: str, ids: Iterable[str]) -> dict[str, dict[str, str]]:
    """Whom or what these ids under a page stand for: id -> name and kind; a statement by its content, of kind ""."""
    query = """
        SELECT (SELECT name FROM entities WHERE page = :page AND id = :id) AS name,
               (SELECT kind FROM entities WHERE page = :page AND id = :id) AS kind,
               (SELECT exact FROM contents WHERE page = :page AND statement = :id ORDER BY at LIMIT 1) AS content
    """
    found = {}
    for own in set(ids):
        row = connection.execute(query, {"page": page, "id": own}).fetchone()
        found[own] = {"name": row["name"] or row["content"] or own, "kind": row["kind"] or ""}
    return found


def bars(connection: sqlite3.Connection, page: str) -> Some:
    """For each target the comments and the accounts that stand on each side of it, the most spoken of first.

    `parts` are for a bar of 100 units, (label, start, width) of the comments; `accounts` the same of the accounts.
    """
    query = """
        SELECT s.toward, s.label, count(*) AS comments, count(DISTINCT c.account) AS accounts
        FROM stances s CROSS JOIN comments c ON c.page = s.page AND c.id = s.comment WHERE s.page = ? GROUP BY s.toward, s.label
    """
    found = dict[str, dict[str, tuple[int, int]]]()
    for row in connection.execute(query, (page,)):
        found.setdefault(row["toward"], {})[row["label"]] = (row["comments"], row["accounts"])
    ordered = sorted(found.items(), key=lambda one: (-sum(n for n, _ in one[1].values()), one[0]))[:TARGETS]
    names = target_names(connection, page, [toward for toward, _ in ordered])
    told = [
        {
            "toward": toward,
            **names[toward],
            "labels": labels,
            "parts": _parts({label: n for label, (n, _) in labels.items()}),
            "accounts": _parts({label: n for label, (_, n) in labels.items()}),
        }
        for toward, labels in ordered
    ]
    return Some(told, len(found))


def _parts(counted: dict[str, int]) -> list[tuple[str, float, float]]:
    total, at, found = sum(counted.values()), 0.0, []
    for label in LABELS:
        if count := counted.get(label, 0):
            width = 100 * count / total
            found.append((label, round(at, 2), round(width, 2)))
            at += width
    return found


def pairs(connection: sqlite3.Connection, page: str, shelf: Shelf) -> Some:
    """Pairs of one account's comments on two sides of a target under a page, flagged ones first."""
    rows = connection.execute(
        f"{PAIR} WHERE o.page = ? ORDER BY o.reads_as <> 'contradiction', o.confidence DESC, o.account, o.at LIMIT {PAIRS}",
        (page,),
    ).fetchall()
    total = connection.execute("SELECT count(*) FROM at_odds WHERE page = ?", (page,)).fetchone()[0]
    named = shelf.named(row["account_name"] for row in rows)
    return Some([pair(connection, row, named) for row in rows], total)


def pair(connection: sqlite3.Connection, row: sqlite3.Row, named: Mapping[str | None, str]) -> dict[str, Any]:
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
        "toward": target_names(connection, row["page"], [row["toward"]])[row["toward"]],
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


def copied(connection: sqlite3.Connection, page: str, shelf: Shelf) -> Some:
    """Groups of comments by different accounts under a page that are nearly the same text."""
    rows = connection.execute("SELECT * FROM copies WHERE page = ? ORDER BY at LIMIT ?", (page, GROUPS)).fetchall()
    total = connection.execute("SELECT count(*) FROM copies WHERE page = ?", (page,)).fetchone()[0]
    return Some([group(connection, row, shelf) for row in rows], total)


def group(connection: sqlite3.Connection, row: sqlite3.Row, shelf: Shelf) -> dict[str, Any]:
    """A row of copies as it is shown: what its comments share, how many they are, and the first of them."""
    ids = msgspec.json.decode(row["comments"], type=list[str])
    comments = _members(connection, row["page"], ids[:MEMBERS], "id, account, text, posted")
    named = shelf.named(c["account"] for c in comments)
    some = [_members(connection, row["page"], ids[n : n + CHUNK], "account") for n in range(0, len(ids), CHUNK)]
    return {
        "page": row["page"],
        "kind": SHARED.get(row["kind"], row["kind"]),
        "alike": _alike(row["similarity"]),
        "total": len(ids),
        "people": len({c["account"] for part in some for c in part}),
        "comments": [{**dict(c), "account": named[c["account"]]} for c in comments],
    }


def _members(connection: sqlite3.Connection, page: str, ids: Sequence[str], columns: str) -> list[sqlite3.Row]:
    among = ", ".join("?" * len(ids))
    query = f"SELECT {columns} FROM comments WHERE page = ? AND id IN ({among}) ORDER BY at"  # noqa: S608 - our own words
    return connection.execute(query, (page, *ids)).fetchall()


def _alike(similarity: float | None) -> str:
    return "" if similarity is None else next((words for least, words in ALIKE if similarity >= least), "")
