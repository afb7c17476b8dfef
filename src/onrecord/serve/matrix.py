"""Who says what: speakers × claims, with how many statements support and how many oppose each."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.serve import answers
from onrecord.serve.claims import Claim, Said, claims_of
from onrecord.serve.shelf import Shelf
from onrecord.serve.statements import STATEMENTS, statement_rows

__all__ = ["routes"]

NEWEST, SPEAKERS, CLAIMS = 400, 30, 12  # statements looked at; rows and columns shown
SCOPE = ("page", "about", "speaker_of", "q", "since", "until")
Speaker = tuple[str, str]
CONTENT = "(SELECT group_concat(exact, ' ') FROM contents c WHERE c.page = s.page AND c.statement = s.statement)"


@dataclass(frozen=True, slots=True)
class Table:
    """The matrix; cells by (speaker, claim id) as (statements that support, that oppose)."""

    speakers: list[Speaker]
    claims: list[Claim]
    cells: dict[tuple[Speaker, str], tuple[int, int]]
    looked_at: int
    left_out: int


def routes() -> list[Route]:
    """/claims, /claims.json, /claims.csv."""
    return [Route("/claims", _claims), Route("/claims.json", _json), Route("/claims.csv", _csv)]


def _claims(request: Request) -> Response:
    shelf: Shelf = request.app.state.shelf
    given = {name: request.query_params[name] for name in SCOPE if request.query_params.get(name)}
    speaker, claim = request.query_params.get("speaker", ""), request.query_params.get("claim", "")
    with shelf.reading() as connection:
        table = _table(connection, given)
        chosen = next((c for c in table.claims if c.id == claim), None)
        opened = [s for s in chosen.members if not speaker or s.speaker == speaker] if chosen else []
        rows = statement_rows(connection, [s.key for s in opened])
    sides = ["opposes" if chosen and s.key in chosen.opposed else "supports" for s in opened]
    return answers.html(
        request,
        "claims.html",
        title="Who says what",
        table=table,
        given=given,
        chosen=chosen,
        speaker=speaker,
        opened=list(zip(rows, sides, strict=True)),
        newest=NEWEST,
    )


def _table(connection: sqlite3.Connection, given: dict[str, str]) -> Table:
    said = _said(connection, given)
    claims = claims_of(said, _tensions(connection, said))
    shown = claims[:CLAIMS]
    cells: Counter[tuple[Speaker, str, bool]] = Counter()
    for claim in shown:
        for s in claim.members:
            cells[(s.speaker, s.kind), claim.id, s.key in claim.opposed] += 1
    rows = Counter((s.speaker, s.kind) for claim in shown for s in claim.members)
    speakers = [who for who, _ in sorted(rows.items(), key=lambda one: (-one[1], one[0]))[:SPEAKERS]]
    counted = {(who, c.id): (cells[who, c.id, False], cells[who, c.id, True]) for who in speakers for c in shown}
    return Table(speakers, shown, counted, len(said), len(said) - sum(len(c.members) for c in shown))


def _said(connection: sqlite3.Connection, given: dict[str, str]) -> list[Said]:
    """The newest statements in scope."""
    query = f"SELECT s.*, coalesce({CONTENT}, '') AS content FROM said s WHERE s.page = ? AND s.statement = ?"  # noqa: S608 - our own words
    found = [connection.execute(query, key).fetchone() for key in _keys(connection, given)]
    return [Said(r["page"], r["statement"], r["speaker"], r["kind"], r["act"], r["content"]) for r in found]


def _keys(connection: sqlite3.Connection, given: dict[str, str]) -> list[tuple[str, str]]:
    if "page" in given:
        query = "SELECT page, id FROM statements WHERE page = ? ORDER BY at LIMIT ?"
        return [(r[0], r[1]) for r in connection.execute(query, (given["page"], NEWEST))]
    values = STATEMENTS.values({"speaker" if name == "speaker_of" else name: value for name, value in given.items()})
    return STATEMENTS.keys(connection, values, limit=NEWEST)


def _tensions(connection: sqlite3.Connection, said: Sequence[Said]) -> list[tuple[tuple[str, str], tuple[str, str], str]]:
    found = []
    for page in dict.fromkeys(s.page for s in said):
        for row in connection.execute("SELECT a, b, relation FROM tensions WHERE page = ? ORDER BY at", (page,)):
            found.append(((page, row["a"]), (page, row["b"]), row["relation"]))
    return found


def _asked(request: Request) -> Table:
    given = {name: request.query_params[name] for name in SCOPE if request.query_params.get(name)}
    shelf: Shelf = request.app.state.shelf
    with shelf.reading() as connection:
        return _table(connection, given)


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
    columns = {f"{claim.central.content} ({claim.id})": claim.id for claim in table.claims}
    rows: list[dict[str, Any]] = [
        {"speaker": who[0], "kind": who[1], **{name: _told(table.cells[who, own]) for name, own in columns.items()}}
        for who in table.speakers
    ]
    return answers.as_csv(rows, ("speaker", "kind", *columns), len(rows), "claims")


def _told(cell: tuple[int, int]) -> str:
    return ", ".join(f"{n} {side}" for n, side in zip(cell, ("supports", "opposes"), strict=True) if n)
