"""The first page: search, the newest pages, the most quoted speakers, the latest disputes."""

from __future__ import annotations

import sqlite3
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.serve import answers
from onrecord.serve.lists import search_filters
from onrecord.serve.pages import PAGES
from onrecord.serve.shelf import Shelf

__all__ = ["routes", "totals"]

NEWEST, QUOTED, DISPUTES = 10, 10, 5


def routes() -> list[Route]:
    """/."""
    return [Route("/", _home)]


def totals(connection: sqlite3.Connection) -> dict[str, int]:
    """How many pages, statements, events and comments the store has."""
    return {row[0]: row[1] for row in connection.execute('SELECT what, "rows" FROM totals')}


def _home(request: Request) -> Response:
    shelf: Shelf = request.app.state.shelf
    with shelf.reading() as connection:
        values: dict[str, Any] = {
            "totals": totals(connection),
            "newest": PAGES.rows(connection, PAGES.keys(connection, {}, limit=NEWEST)),
            "quoted": connection.execute(
                "SELECT speaker, kind, statements FROM speakers WHERE speaker <> '' "
                "ORDER BY statements DESC, speaker, kind LIMIT ?",
                (QUOTED,),
            ).fetchall(),
            "disputed": connection.execute(
                "SELECT d.page, d.tensions, d.reported, p.title FROM disputed d JOIN pages p ON p.id = d.page "
                "ORDER BY d.reported DESC, d.page LIMIT ?",
                (DISPUTES,),
            ).fetchall(),
        }
    return answers.html(request, "home.html", filters=search_filters(), given={}, title="onrecord", **values)
