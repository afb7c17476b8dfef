"""What a page's tensions are about: matters, each with its versions. Nothing is ruled on; all values are kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.serve.components import components
from onrecord.serve.events import event_rows
from onrecord.serve.sources import sources
from onrecord.serve.statements import statement_rows

__all__ = ["Version", "figures", "matters"]

Edge = tuple[str, str]
Row = dict[str, Any]
WIDEST = 6  # statements and events of one matter; the surest pairs make it, and a pair that would widen it is one of its own
NOWHERE = 2**62  # behind every place in a text
PLACES = {
    "events": "SELECT id, trigger_start FROM events WHERE page = ? AND id = ?",
    "statements": f"""
        SELECT id, min(coalesce(source_start, {NOWHERE}), coalesce(cue_start, {NOWHERE}), coalesce(
            (SELECT min(start) FROM contents c WHERE c.page = s.page AND c.statement = s.id), {NOWHERE}))
        FROM statements s WHERE page = ? AND id = ?
    """,  # noqa: S608 - our own words
}


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a matter: its statements and events, who tells it, and its figures as (what, low, high, unit).

    `sources` is how many independent sources carry it.
    """

    rows: list[Row]
    speakers: list[tuple[str, str]]  # name and kind
    figures: list[tuple[str, float | None, float | None, str | None]]
    sources: int


def matters(connection: sqlite3.Connection, page: str) -> list[dict[str, Any]]:
    """The matters of a page: versions in the order of their first appearance, and who speaks on the page but gives none."""
    query = "SELECT a, b, relation FROM tensions WHERE page = ? ORDER BY confidence DESC, at"
    tensions = connection.execute(query, (page,)).fetchall()
    rows = _rows(connection, page, dict.fromkeys(node for t in tensions for node in (t["a"], t["b"])))
    edges = [(t["a"], t["b"], t["relation"] == "supports") for t in tensions if t["a"] in rows and t["b"] in rows]
    against = [(a, b) for a, b, supports in edges if not supports and a != b]
    joined = [(a, b) for a, b, supports in edges if supports] + _told_in(rows)
    disputed, found = {node for edge in against for node in edge}, []
    for nodes in grouped(rows, joined, against):
        if disputed & set(nodes):
            versions = [_version(connection, page, [rows[node] for node in part]) for part in _parts(nodes, joined, against)]
            found.append({"versions": versions, "silent": _silent(connection, page, versions)})
    return found


def grouped(rows: Iterable[str], joined: Sequence[Edge], against: Sequence[Edge]) -> list[list[str]]:
    """What belongs to each matter, in the order of the text; every pair that pulls against each other is in one."""
    order = {node: at for at, node in enumerate(rows)}
    found = components(order, [*joined, *against], widest=WIDEST)
    where = {node: at for at, part in enumerate(found) for node in part}
    found += [sorted(edge, key=order.__getitem__) for edge in against if where[edge[0]] != where[edge[1]]]
    return sorted(found, key=lambda part: order[part[0]])


def _told_in(rows: dict[str, Row]) -> list[Edge]:
    """Events with the statements that they are told in: one version, and not a matter of their own."""
    return [(row["said_in"], node) for node, row in rows.items() if row.get("said_in") in rows]


def _parts(nodes: Sequence[str], joined: Sequence[Edge], against: Sequence[Edge]) -> list[list[str]]:
    """The versions of a matter; what pulls against each other is never one version, whatever joins it."""
    found: list[list[str]] = []
    for part in components(nodes, joined):
        own = set(part)
        found += [[node] for node in part] if any(a in own and b in own for a, b in against) else [part]
    where = {node: at for at, node in enumerate(nodes)}
    return sorted(found, key=lambda part: where[part[0]])


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
    return {row[0]: row[1] for own in ids for row in connection.execute(PLACES[table], (page, own))}


def _version(connection: sqlite3.Connection, page: str, rows: list[Row]) -> Version:
    speakers = dict.fromkeys(who for row in rows for who in _tellers(connection, page, row))
    counts = [count for row in rows for count in _counts(connection, page, row)]
    return Version(rows, list(speakers), figures(counts), sources(connection, rows))


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
