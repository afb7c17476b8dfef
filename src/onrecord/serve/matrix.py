"""Who says what: speakers × claims, with how many statements support and how many oppose each."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.export.files import cell
from onrecord.serve import answers, words
from onrecord.serve.claims import Claim, Said, claims_of
from onrecord.serve.listing import Keys
from onrecord.serve.shelf import Shelf
from onrecord.serve.statements import STATEMENTS, statement_rows
from onrecord.store.search import words_query

__all__ = ["routes"]

NEWEST, SPEAKERS, CLAIMS = 400, 30, 12  # statements looked at; rows and columns shown
SCOPE = ("page", "about", "speaker_of", "q", "since", "until")
Speaker = tuple[str, str]
IN_ORDER = replace(STATEMENTS, in_order=True)  # the newest, also of those that hold certain words
HELD = """EXISTS (
    SELECT 1 FROM searched f CROSS JOIN search ON search.rowid = f."row"
    WHERE f.page = x.page AND f.kind = 'statement' AND f.id = x.statement AND search MATCH :q
)"""
CONTENT = "(SELECT group_concat(exact, ' ') FROM contents c WHERE c.page = s.page AND c.statement = s.statement)"


@dataclass(frozen=True, slots=True)
class Table:
    """The matrix: the first SPEAKERS and CLAIMS; cells by (speaker, claim id) as (statements that support, that oppose).

    `found` are all claims; `more`: the scope has more statements than were looked at. `left_out` statements are on claims that
    the table has no room for, `unseen` speakers on claims that it has room for.
    """

    speakers: list[Speaker]
    claims: list[Claim]
    cells: dict[tuple[Speaker, str], tuple[int, int]]
    found: list[Claim]
    looked_at: int
    more: bool
    left_out: int
    unseen: int


def routes() -> list[Route]:
    """/claims, /claims.json, /claims.csv."""
    return [Route("/claims", _claims), Route("/claims.json", _json), Route("/claims.csv", _csv)]


def _claims(request: Request) -> Response:
    shelf: Shelf = request.app.state.shelf
    query, given = request.query_params, _given(request)
    with shelf.reading() as connection:
        table = _table(connection, given)
        chosen = _chosen(table.found, query["claim"]) if query.get("claim") else None
        opened = [s for s in chosen.members if _is_by(s, query)] if chosen else []
        rows = statement_rows(connection, [s.key for s in opened])
    sides = ["opposes" if chosen and s.key in chosen.opposed else "supports" for s in opened]
    return answers.html(
        request,
        "claims.html",
        title="Who says what",
        table=table,
        given=given,
        asked=query.get("claim", ""),
        chosen=chosen,
        speaker=query.get("speaker"),
        opened=list(zip(rows, sides, strict=True)),
        cell_url=lambda who, claim: _cell_url(given, who, claim),
    )


def _given(request: Request) -> dict[str, str]:
    """What narrows the scope. A speaker without a claim does; with one, it names the cell that is opened."""
    query = request.query_params
    given = {name: query[name].strip() for name in SCOPE if query.get(name, "").strip()}
    if not query.get("claim") and query.get("speaker", "").strip():
        given.setdefault("speaker_of", query["speaker"].strip())
    return given


def _chosen(claims: Sequence[Claim], asked: str) -> Claim | None:
    """The claim that this statement is of; so an address holds when another statement has become central."""
    return next((c for c in claims if asked in (f"{s.page}/{s.statement}" for s in c.members)), None)


def _is_by(s: Said, query: Mapping[str, str]) -> bool:
    return all(name not in query or query[name] == value for name, value in (("speaker", s.speaker), ("kind", s.kind)))


def _cell_url(given: Mapping[str, str], who: Speaker, claim: Claim) -> str:
    """Where a cell is open; with an empty speaker where the source is not named."""
    return "/claims?" + urlencode({"claim": claim.id, "speaker": who[0], "kind": who[1], **given}) + "#opened"


def _table(connection: sqlite3.Connection, given: dict[str, str]) -> Table:
    keys = _keys(connection, given)
    said = _said(connection, keys[:NEWEST])
    found = claims_of(said, _tensions(connection, said))
    shown = found[:CLAIMS]
    cells = Counter(((s.speaker, s.kind), claim.id, s.key in claim.opposed) for claim in shown for s in claim.members)
    rows = Counter((s.speaker, s.kind) for claim in shown for s in claim.members)
    speakers = [who for who, _ in sorted(rows.items(), key=lambda one: (-one[1], one[0]))[:SPEAKERS]]
    return Table(
        speakers=speakers,
        claims=shown,
        cells={(who, c.id): (cells[who, c.id, False], cells[who, c.id, True]) for who in speakers for c in shown},
        found=found,
        looked_at=len(said),
        more=len(keys) > NEWEST,
        left_out=len(said) - sum(rows.values()),
        unseen=len(rows) - len(speakers),
    )


def _said(connection: sqlite3.Connection, keys: Keys) -> list[Said]:
    query = f"SELECT s.*, coalesce({CONTENT}, '') AS content FROM said s WHERE s.page = ? AND s.statement = ?"  # noqa: S608 - our own words
    found = [connection.execute(query, key).fetchone() for key in keys]
    return [Said(r["page"], r["statement"], r["speaker"], r["kind"], r["act"], r["content"]) for r in found]


def _keys(connection: sqlite3.Connection, given: dict[str, str]) -> Keys:
    """The newest statements in scope, on a page the first; one more than are looked at, if there is one."""
    scope = {"speaker" if name == "speaker_of" else name: value for name, value in given.items()}
    values = IN_ORDER.values(scope)
    if "page" not in given:
        return IN_ORDER.keys(connection, values, limit=NEWEST + 1)
    wheres = [f.where for f in IN_ORDER.filters if f.name in values] + ([HELD] if "q" in values else [])
    query = (
        "SELECT x.page, x.statement FROM said x JOIN statements s ON s.page = x.page AND s.id = x.statement "  # noqa: S608 - our own words
        f"WHERE {' AND '.join(['x.page = :page', *wheres])} ORDER BY s.at LIMIT {NEWEST + 1}"
    )
    sought = {"q": words_query(values["q"]) or '""'} if "q" in values else {}
    return [(r[0], r[1]) for r in connection.execute(query, {**values, **sought, "page": given["page"]})]


def _tensions(connection: sqlite3.Connection, said: Sequence[Said]) -> list[tuple[tuple[str, str], tuple[str, str], str]]:
    found = []
    for page in dict.fromkeys(s.page for s in said):
        for row in connection.execute("SELECT a, b, relation FROM tensions WHERE page = ? ORDER BY confidence DESC, at", (page,)):
            found.append(((page, row["a"]), (page, row["b"]), row["relation"]))
    return found


def _asked(request: Request) -> Table:
    shelf: Shelf = request.app.state.shelf
    with shelf.reading() as connection:
        return _table(connection, _given(request))


def _json(request: Request) -> Response:
    """A row a cell that is not empty."""
    table = _asked(request)
    rows: list[dict[str, Any]] = [
        {
            "speaker": who[0],
            "kind": who[1],
            "claim": claim.id,
            "words": claim.central.content,
            "supports": supports,
            "opposes": opposes,
        }
        for who in table.speakers
        for claim in table.claims
        if (supports := table.cells[who, claim.id][0]) + (opposes := table.cells[who, claim.id][1])
    ]
    return answers.as_json(rows, len(rows))


def _csv(request: Request) -> Response:
    """The matrix as shown: a row a speaker, a column a claim."""
    table = _asked(request)
    # words of a page stand in the head too, and a table calculator takes some for a formula
    columns = {words.seen(cell(f"{claim.central.content} ({claim.id})")): claim.id for claim in table.claims}
    rows: list[dict[str, Any]] = [
        {"speaker": who[0], "kind": who[1], **{name: _told(table.cells[who, own]) for name, own in columns.items()}}
        for who in table.speakers
    ]
    return answers.as_csv(rows, ("speaker", "kind", *columns), len(rows), "claims")


def _told(cell: tuple[int, int]) -> str:
    return ", ".join(f"{n} {side}" for n, side in zip(cell, ("supports", "opposes"), strict=True) if n)
