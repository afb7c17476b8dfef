"""The thread under a page: where each comment stands, toward whom, by which words."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from typing import Any, get_args

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.record import StanceLabel
from onrecord.serve import answers
from onrecord.serve.listing import BadFilter
from onrecord.serve.lists import number_of
from onrecord.serve.marks import Mark, pieces
from onrecord.serve.shelf import Shelf
from onrecord.serve.sides import bars, copied, pairs, target_names
from onrecord.serve.tree import arranged, steps

__all__ = ["routes"]

AT_ONCE = 200  # comments on one view
COLUMNS = (
    "page", "comment", "parent", "depth", "account", "posted", "posted_shown", "likes", "text", "stances", "cues", "flags",
)  # fmt: skip
LABELS: tuple[str, ...] = get_args(StanceLabel)
FILTERS = ("toward", "label", "account", "at_odds")
Place = tuple[str, int]  # a comment's id and its depth


def routes() -> list[Route]:
    """/comments/ID; /thread.json and /thread.csv with ?page=ID."""
    return [
        Route("/comments/{page:text}", _thread),
        Route("/thread.json", _whole),
        Route("/thread.csv", _whole),
    ]


def _thread(request: Request) -> Response:
    shelf: Shelf = request.app.state.shelf
    page, number, given = request.path_params["page"], number_of(request), _given(request)
    with shelf.reading() as connection:
        head = connection.execute("SELECT id, title, url, stated_comment_count FROM pages WHERE id = ?", (page,)).fetchone()
        if head is None:
            return answers.missing(request, "The store has no such page.")
        places, total = _places(connection, page, given)
        now = places[AT_ONCE * (number - 1) : AT_ONCE * number]
        comments = _comments(connection, page, now, shelf)
        values: dict[str, Any] = {
            "bars": bars(connection, page),
            "pairs": pairs(connection, page, shelf),
            "copied": copied(connection, page, shelf),
            "gaps": connection.execute("SELECT why FROM gaps WHERE page = ? AND what LIKE 'comment%'", (page,)).fetchall(),
        }
    nested, left = steps([depth for _, depth in now] if not given else [0] * len(now))
    return answers.html(
        request,
        "thread.html",
        title=f"Comments: {head['title'] or 'untitled page'}",
        head=head,
        comments=list(zip(comments, nested, strict=True)),
        left=left,
        given=given,
        number=number,
        numbers=max(1, -(-len(places) // AT_ONCE)),
        fitting=len(places),
        total=total,
        labels=LABELS,
        **values,
    )


def _given(request: Request) -> dict[str, str]:
    found = {name: request.query_params[name] for name in FILTERS if request.query_params.get(name)}
    if found.get("label", LABELS[0]) not in LABELS:
        raise BadFilter(f"label is one of {', '.join(LABELS)}")
    return found


def _places(connection: sqlite3.Connection, page: str, given: Mapping[str, str]) -> tuple[list[Place], int]:
    """The comments that fit, in the order of the thread; and how many there are in all."""
    rows = connection.execute("SELECT id, parent FROM comments WHERE page = ? ORDER BY at", (page,)).fetchall()
    places = arranged([(row[0], row[1]) for row in rows])
    if given:
        fitting = _fitting(connection, page, given)
        places = [place for place in places if place[0] in fitting]
    return places, len(rows)


def _fitting(connection: sqlite3.Connection, page: str, given: Mapping[str, str]) -> set[str]:
    where = ["c.page = :page"]
    if "account" in given:
        where.append("c.account = :account")
    if "at_odds" in given:
        where.append("EXISTS (SELECT 1 FROM json_each(c.flags) WHERE value = 'at_odds')")
    stance = [f"s.{name} = :{name}" for name in ("toward", "label") if name in given]
    if stance:
        joined = " AND ".join(stance)
        where.append(f"EXISTS (SELECT 1 FROM stances s WHERE s.page = c.page AND s.comment = c.id AND {joined})")  # noqa: S608 - our own words
    query = f"SELECT c.id FROM comments c WHERE {' AND '.join(where)}"  # noqa: S608
    return {row[0] for row in connection.execute(query, {**given, "page": page})}


def _comments(connection: sqlite3.Connection, page: str, places: Sequence[Place], shelf: Shelf) -> list[dict[str, Any]]:
    """What is shown of some comments, in their order."""
    wanted = (page, *(own for own, _ in places))
    own = f"page = ? AND {{}} IN ({', '.join('?' * len(places))})"  # json_each would end an id at a NUL
    rows = {row["id"]: row for row in connection.execute(f"SELECT * FROM comments WHERE {own.format('id')}", wanted)}  # noqa: S608
    read: dict[str, dict[str, list[sqlite3.Row]]] = {}
    for table in ("stances", "cues"):
        read[table] = defaultdict(list)
        for row in connection.execute(f"SELECT * FROM {table} WHERE {own.format('comment')} ORDER BY comment, at", wanted):  # noqa: S608
            read[table][row["comment"]].append(row)
    named = shelf.named(row["account"] for row in rows.values())
    names = target_names(connection, page)
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
        "stances": [{**dict(s), "name": names.get(s["toward"], {"name": s["toward"], "kind": ""})} for s in stances],
        "cues": [dict(c) for c in cues],
        "flags": msgspec.json.decode(row["flags"], type=list[str]),
    }


def _whole(request: Request) -> Response:
    """The whole thread as JSON or CSV."""
    shelf: Shelf = request.app.state.shelf
    page = request.query_params.get("page", "")
    stack = ExitStack()
    connection = stack.enter_context(shelf.alone())
    if connection.execute("SELECT 1 FROM pages WHERE id = ?", (page,)).fetchone() is None:
        stack.close()
        return answers.missing(request, "The store has no such page; name it with ?page=ID.")
    places, total = _places(connection, page, {})

    def rows() -> Iterator[dict[str, Any]]:
        with stack:
            for start in range(0, total, AT_ONCE):
                for one in _comments(connection, page, places[start : start + AT_ONCE], shelf):
                    yield _row(page, one)

    if request.url.path.endswith(".csv"):
        return answers.as_csv(rows(), COLUMNS, total, "thread")
    return answers.as_json(rows(), total)


def _row(page: str, one: Mapping[str, Any]) -> dict[str, Any]:
    told = {name: one[name] for name in ("parent", "depth", "account", "posted", "posted_shown", "likes", "text")}
    stances = "; ".join(f"{s['label']} toward {s['name']['name']}: {s['evidence_exact'] or ''}" for s in one["stances"])
    cues = "; ".join(f"{c['kind']}: {c['exact']}" for c in one["cues"])
    return {"page": page, "comment": one["id"], **told, "stances": stances, "cues": cues, "flags": "; ".join(one["flags"])}
