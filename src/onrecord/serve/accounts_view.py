"""Accounts with comments on both sides of a target, page by page; and where posting in concert is looked for."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.serve import answers
from onrecord.serve.lists import number_of
from onrecord.serve.shelf import Shelf
from onrecord.serve.sides import PAIR, pair, target_names

__all__ = ["routes"]

AT_ONCE = 20
FLAGGED = {"1": "o.reads_as = 'contradiction'", "0": "o.reads_as <> 'contradiction'"}


def routes() -> list[Route]:
    """/accounts."""
    return [Route("/accounts", _accounts)]


def _accounts(request: Request) -> Response:
    shelf: Shelf = request.app.state.shelf
    number, flagged = number_of(request), "0" if request.query_params.get("flagged") == "0" else "1"
    query = f"{PAIR} WHERE {FLAGGED[flagged]} ORDER BY o.rowid DESC LIMIT ? OFFSET ?"
    with shelf.reading() as connection:
        rows = connection.execute(query, (AT_ONCE + 1, AT_ONCE * (number - 1))).fetchall()
        shown = [pair(row, shelf.named([row["account_name"]]), target_names(connection, row["page"])) for row in rows[:AT_ONCE]]
    return answers.html(
        request, "accounts.html", title="Accounts", pairs=shown, more=len(rows) > AT_ONCE, number=number, flagged=flagged
    )
