"""Disputes: a card a matter, its versions side by side."""

from __future__ import annotations

import sqlite3

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.errors import NotFound
from onrecord.serve import answers
from onrecord.serve.lists import number_of
from onrecord.serve.matters import matters
from onrecord.serve.shelf import Shelf
from onrecord.serve.wholes import whole

__all__ = ["routes"]

AT_ONCE = 10  # pages with disputes on one view
COLUMNS = (
    "page", "title", "url", "outlet", "published", "a", "a_speaker", "a_words", "b", "b_speaker", "b_words", "relation",
    "confidence",
)  # fmt: skip
WORDS = """
    coalesce((SELECT group_concat(exact, ' … ') FROM contents c WHERE c.page = t.page AND c.statement = t.{0}),
             (SELECT trigger_exact FROM events v WHERE v.page = t.page AND v.id = t.{0})) AS {0}_words,
    (SELECT speaker FROM said s WHERE s.page = t.page AND s.statement IN (
         t.{0}, (SELECT said_in FROM events v WHERE v.page = t.page AND v.id = t.{0}))) AS {0}_speaker
"""
TENSIONS = f"""
    SELECT t.page, p.title, p.url, p.outlet, p.published, t.a, t.b, t.relation, t.confidence,
           {WORDS.format("a")}, {WORDS.format("b")}
    FROM disputed d JOIN tensions t ON t.page = d.page JOIN pages p ON p.id = t.page
    WHERE t.relation <> 'supports' AND {{where}} ORDER BY d.reported DESC, t.page, t.at
"""  # noqa: S608 - our own words


def routes() -> list[Route]:
    """/disputes, /disputes.json, /disputes.csv, each with ?page=ID."""
    return [Route("/disputes", _disputes), Route("/disputes.json", _whole), Route("/disputes.csv", _whole)]


def _disputes(request: Request) -> Response:
    shelf: Shelf = request.app.state.shelf
    page, number = request.query_params.get("page", ""), number_of(request)
    with shelf.reading() as connection:
        if page and connection.execute("SELECT 1 FROM shown WHERE page = ?", (page,)).fetchone() is None:
            raise NotFound("There is no such page in the store.")
        rows = _pages(connection, page, number)
        shown = [{"page": row, "matters": matters(connection, row["id"])} for row in rows[:AT_ONCE]]
        total = _total(connection, page)
    return answers.html(
        request, "disputes.html", title="Disputes", shown=shown, more=len(rows) > AT_ONCE, number=number, page=page, total=total
    )


def _pages(connection: sqlite3.Connection, page: str, number: int) -> list[sqlite3.Row]:
    head = "SELECT p.id, p.title, p.outlet, p.published, p.url FROM disputed d JOIN pages p ON p.id = d.page"
    if page:
        return connection.execute(f"{head} WHERE d.page = ?", (page,)).fetchall()
    ordered = f"{head} ORDER BY d.reported DESC, d.page LIMIT ? OFFSET ?"
    return connection.execute(ordered, (AT_ONCE + 1, AT_ONCE * (number - 1))).fetchall()


def _total(connection: sqlite3.Connection, page: str) -> int:
    """How many pairs pull against each other: the rows of the whole list."""
    query = f"SELECT coalesce(sum(tensions), 0) FROM disputed d WHERE {_where(page)}"  # noqa: S608 - our own words
    return int(connection.execute(query, {"page": page}).fetchone()[0])


def _where(page: str) -> str:
    """A condition of its own for each case, so that one page is found by its key."""
    return "d.page = :page" if page else "1"


def _whole(request: Request) -> Response:
    """A row for each pair that pulls against each other."""
    page = request.query_params.get("page", "")

    def read(connection: sqlite3.Connection) -> tuple[int, sqlite3.Cursor]:
        return _total(connection, page), connection.execute(TENSIONS.format(where=_where(page)), {"page": page})

    return whole(request, COLUMNS, "disputes", read)
