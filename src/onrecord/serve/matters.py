"""What a page's tensions are about: matters, each with its versions. Nothing is ruled on; all values are kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.serve.events import event_rows
from onrecord.serve.statements import statement_rows

__all__ = ["Version", "components", "figures", "matters"]

Edge = tuple[str, str]
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a matter: its statements and events, who tells it, and its figures as (what, low, high, unit)."""

    rows: list[Row]
    speakers: list[tuple[str, str]]  # name and kind
    figures: list[tuple[str, float | None, float | None, str | None]]


def components(nodes: Iterable[str], edges: Iterable[Edge]) -> list[list[str]]:
    """The connected components of a graph, nodes and components in the order in which the nodes are given."""
    parent = {node: node for node in nodes}

    def root(node: str) -> str:
        while parent[node] != node:
            parent[node] = node = parent[parent[node]]
        return node

    for a, b in edges:
        if a in parent and b in parent:
            parent[root(b)] = root(a)
    found: dict[str, list[str]] = {}
    for node in parent:
        found.setdefault(root(node), []).append(node)
    return list(found.values())


def matters(connection: sqlite3.Connection, page: str) -> list[dict[str, Any]]:
    """The matters of a page: versions in the order of their first appearance, and who speaks on the page but gives none."""
    tensions = connection.execute("SELECT a, b, relation FROM tensions WHERE page = ? ORDER BY at", (page,)).fetchall()
    against = [(t["a"], t["b"]) for t in tensions if t["relation"] != "supports"]
    joined = [(t["a"], t["b"]) for t in tensions if t["relation"] == "supports"]
    rows = _rows(connection, page, dict.fromkeys(node for edge in against + joined for node in edge))
    found = []
    for nodes in components(rows, against + joined):
        if any(a in nodes for a, _ in against):
            own = components(nodes, [(a, b) for a, b in joined if a in nodes])
            versions = [_version(connection, page, [rows[node] for node in part]) for part in own]
            found.append({"versions": versions, "silent": _silent(connection, page, versions)})
    return found


def _rows(connection: sqlite3.Connection, page: str, nodes: Iterable[str]) -> dict[str, Row]:
    """The statements and events of those ids, in the order of the text."""
    wanted = list(nodes)
    known = {table: _known(connection, table, page, wanted) for table in ("statements", "events")}
    found = {row["statement"]: row for row in statement_rows(connection, [(page, n) for n in wanted if n in known["statements"]])}
    found |= {row["event"]: row for row in event_rows(connection, [(page, n) for n in wanted if n in known["events"]])}
    places = {**known["events"], **known["statements"]}
    return dict(sorted(found.items(), key=lambda one: (places[one[0]], one[0])))


def _known(connection: sqlite3.Connection, table: str, page: str, ids: Sequence[str]) -> dict[str, int]:
    """Which of the ids are of this table, and where in the text they begin."""
    start = "trigger_start" if table == "events" else "coalesce(source_start, cue_start, 0)"
    query = f"SELECT id, {start} FROM {table} WHERE page = ? AND id = ?"  # noqa: S608 - our own names
    return {row[0]: row[1] for own in ids for row in connection.execute(query, (page, own))}


def _version(connection: sqlite3.Connection, page: str, rows: list[Row]) -> Version:
    speakers = dict.fromkeys(who for row in rows for who in _tellers(connection, page, row))
    counts = [count for row in rows for count in _counts(connection, page, row)]
    return Version(rows, list(speakers), figures(counts))


def _tellers(connection: sqlite3.Connection, page: str, row: Row) -> list[tuple[str, str]]:
    """Who tells a statement, or the statement that an event is told in; an event in the page's own voice has nobody."""
    own = row.get("statement") or row.get("said_in")
    query = "SELECT speaker, kind FROM said WHERE page = ? AND statement = ? AND speaker <> ''"
    return [(r[0], r[1]) for r in connection.execute(query, (page, own))]


def _counts(connection: sqlite3.Connection, page: str, row: Row) -> list[sqlite3.Row]:
    if "event" in row:
        query, own = "SELECT * FROM counts WHERE page = ? AND event = ? ORDER BY at", row["event"]
    else:
        query = "SELECT c.* FROM events v JOIN counts c ON c.page = v.page AND c.event = v.id WHERE v.page = ? AND v.said_in = ?"
        own = row["statement"]
    return connection.execute(query, (page, own)).fetchall()


def figures(counts: Iterable[Any]) -> list[tuple[str, float | None, float | None, str | None]]:
    """Figures as (what, low, high, unit): the range of all that are given for one thing; None where a bound is open."""
    found: dict[tuple[str, str | None], list[tuple[float | None, float | None]]] = {}
    for count in counts:
        low, high, value = count["low"], count["high"], count["value"]
        bounds = (low, high) if (low, high) != (None, None) else (value, value)
        if bounds != (None, None):
            found.setdefault((count["what"], count["unit"]), []).append(bounds)
    return [(what, _least([a for a, _ in all_]), _most([b for _, b in all_]), unit) for (what, unit), all_ in found.items()]


def _least(values: list[float | None]) -> float | None:
    known = [v for v in values if v is not None]
    return min(known) if len(known) == len(values) else None


def _most(values: list[float | None]) -> float | None:
    known = [v for v in values if v is not None]
    return max(known) if len(known) == len(values) else None


def _silent(connection: sqlite3.Connection, page: str, versions: list[Version]) -> list[tuple[str, str]]:
    """The speakers of the page that tell no version of the matter."""
    told = {who for version in versions for who in version.speakers}
    query = "SELECT DISTINCT speaker, kind FROM said WHERE page = ? AND speaker <> '' AND kind <> '' ORDER BY speaker"
    return [(r[0], r[1]) for r in connection.execute(query, (page,)) if (r[0], r[1]) not in told]
