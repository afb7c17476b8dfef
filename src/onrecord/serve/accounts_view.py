"""Over all pages: accounts with comments on both sides of a target, copies; and where posting in concert is looked for."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.serve import answers
from onrecord.serve.filters import Filter, check
from onrecord.serve.lists import number_of
from onrecord.serve.shelf import Shelf
from onrecord.serve.sides import PAIR, group, pair, target_names
from onrecord.serve.wholes import whole

__all__ = ["routes"]

AT_ONCE = 20
FLAGGED = {"1": "reads_as = 'contradiction'", "0": "reads_as <> 'contradiction'"}
FILTERS = (
    Filter(name="flagged", label="flagged", where="", choices=("1", "0")),
    Filter(name="show", label="show", where="", choices=("pairs", "copies")),
)
COLUMNS = ("page", "title", "account", "toward", "reads_as", "confidence", "seconds", "a", "b", "evidence_a", "evidence_b")


def routes() -> list[Route]:
    """/accounts, and the pairs as /accounts.json and /accounts.csv."""
    return [Route("/accounts", _accounts), Route("/accounts.json", _whole), Route("/accounts.csv", _whole)]


def _accounts(request: Request) -> Response:
    shelf: Shelf = request.app.state.shelf
    number, flagged, show = number_of(request), _choice(request, 0), _choice(request, 1)
    with shelf.reading() as connection:
        shown = _groups(connection, number, shelf) if show == "copies" else _pairs(connection, number, flagged, shelf)
    return answers.html(
        request,
        "accounts.html",
        title="Accounts",
        shown=shown[:AT_ONCE],
        more=len(shown) > AT_ONCE,
        number=number,
        flagged=flagged,
        show=show,
    )


def _choice(request: Request, at: int) -> str:
    """The value of a filter; the first of its choices where none is given."""
    known = FILTERS[at]
    value = request.query_params.get(known.name) or known.choices[0]
    check(known, known.name, value)
    return value


def _pairs(connection: sqlite3.Connection, number: int, flagged: str, shelf: Shelf) -> list[dict[str, Any]]:
    """The pairs of a page of the list, and one more if there are more; the latest first."""
    chosen = f"SELECT rowid FROM at_odds WHERE {FLAGGED[flagged]} ORDER BY rowid DESC LIMIT ? OFFSET ?"  # noqa: S608 - our own words
    rows = connection.execute(f"{PAIR} WHERE o.rowid IN ({chosen}) ORDER BY o.rowid DESC", _cut(number)).fetchall()
    named = shelf.named(row["account_name"] for row in rows)
    return [pair(connection, row, named) for row in rows]


def _groups(connection: sqlite3.Connection, number: int, shelf: Shelf) -> list[dict[str, Any]]:
    """The groups of copies of a page of the list, and one more if there are more; the latest first."""
    query = """
        SELECT c.*, p.title FROM (SELECT rowid AS number, * FROM copies ORDER BY rowid DESC LIMIT ? OFFSET ?) c
        JOIN pages p ON p.id = c.page ORDER BY c.number DESC
    """
    rows = connection.execute(query, _cut(number)).fetchall()
    return [{**group(connection, row, shelf), "title": row["title"]} for row in rows]


def _cut(number: int) -> tuple[int, int]:
    return AT_ONCE + 1, AT_ONCE * (number - 1)


def _whole(request: Request) -> Response:
    """All pairs as JSON or CSV; copies are in /thread.json of their pages, and in `onrecord export`."""
    shelf: Shelf = request.app.state.shelf
    where = FLAGGED[_choice(request, 0)]

    def read(connection: sqlite3.Connection) -> tuple[int, Iterator[dict[str, Any]]]:
        total = connection.execute(f"SELECT count(*) FROM at_odds WHERE {where}").fetchone()[0]  # noqa: S608 - our own words
        cursor = connection.execute(f"{PAIR} WHERE {where} ORDER BY o.rowid DESC")
        return total, (_row(connection, row, shelf) for row in cursor)

    return whole(request, COLUMNS, "accounts", read)


def _row(connection: sqlite3.Connection, row: sqlite3.Row, shelf: Shelf) -> dict[str, Any]:
    toward = target_names(connection, row["page"], [row["toward"]])[row["toward"]]["name"]
    told = {name: row[name] for name in ("page", "title", "reads_as", "confidence", "seconds", "a", "b")}
    words = {name: row[f"{name}_exact"] for name in ("evidence_a", "evidence_b")}
    return {**told, **words, "account": shelf.account(row["account_name"]), "toward": toward}
