"""The lists as pages to look at, and whole as JSON and CSV; and the search over all of them."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.serve import answers
from onrecord.serve.events import EVENTS
from onrecord.serve.hits import hits_of
from onrecord.serve.listing import BadFilter, Filter, Listing, Row
from onrecord.serve.pages import PAGES
from onrecord.serve.said_in_threads import COMMENTS
from onrecord.serve.shelf import Shelf
from onrecord.serve.statements import STATEMENTS
from onrecord.serve.wholes import whole

__all__ = ["LISTINGS", "number_of", "routes", "search_filters"]

LISTINGS = (PAGES, STATEMENTS, EVENTS, COMMENTS)
MANY = 10_000  # pages of a list that one can turn to
FIRST = 5  # of each kind in a search
AT_ONCE = 200  # rows of a whole list that are given their names together
Answer = Callable[[Request], Response]


def routes() -> list[Route]:
    """/search, and for each list /NAME, /NAME.json and /NAME.csv."""
    found = [Route("/search", _search)]
    for listing in LISTINGS:
        found += [
            Route(f"/{listing.name}", _page_of(listing)),
            Route(f"/{listing.name}.json", _whole(listing)),
            Route(f"/{listing.name}.csv", _whole(listing)),
        ]
    return found


def number_of(request: Request) -> int:
    """The page of a list that is asked for.

    Raises:
        BadFilter: it is none.
    """
    asked = request.query_params.get("n", "1")
    if not re.fullmatch(r"[1-9][0-9]{0,8}", asked) or int(asked) > MANY:
        raise BadFilter(f"n is the number of a page, 1 to {MANY}")
    return int(asked)


def search_filters() -> list[Filter]:
    """The filters of all lists, each name once."""
    found = {f.name: f for listing in LISTINGS for f in listing.filters if f.name != "page"}
    return list(found.values())


def shown(rows: Sequence[Row], shelf: Shelf) -> list[Row]:
    """Rows as they are shown: their accounts by name, if that was asked for."""
    named = shelf.named(row["account"] for row in rows if row.get("account"))
    return [{**row, "account": named[row["account"]]} if row.get("account") else row for row in rows]


def _page_of(listing: Listing) -> Answer:
    def answer(request: Request) -> Response:
        shelf: Shelf = request.app.state.shelf
        values, number = listing.values(request.query_params), number_of(request)
        with shelf.reading() as connection:
            found = listing.find(connection, values, number)
        rows = shown(found.rows, shelf)
        return answers.html(request, "list.html", listing=listing, found=found, rows=rows, title=listing.title)

    return answer


def _whole(listing: Listing) -> Answer:
    def answer(request: Request) -> Response:
        shelf: Shelf = request.app.state.shelf
        values = listing.values(request.query_params)

        def read(connection: sqlite3.Connection) -> tuple[int, Iterator[Row]]:
            return listing.count(connection, values), _all_shown(listing.whole(connection, values), shelf)

        return whole(request, listing.columns, listing.name, read)

    return answer


def _all_shown(rows: Iterator[Row], shelf: Shelf) -> Iterator[Row]:
    while some := list(islice(rows, AT_ONCE)):
        yield from shown(some, shelf)


def _search(request: Request) -> Response:
    """The first of each kind that fit; a list without one of the filters that are given has none that fit."""
    shelf: Shelf = request.app.state.shelf
    given = {f.name for f in search_filters() if request.query_params.get(f.name, "").strip()}
    asked = bool(given or request.query_params.get("q", "").strip())
    found = []
    with shelf.reading() as connection:
        words = PAGES.values(request.query_params).get("q")
        hits = hits_of(connection, words) if words else None
        for listing in LISTINGS if asked else ():
            values = listing.values(request.query_params)
            if given <= {f.name for f in listing.filters} and (listing is not COMMENTS or "q" in values):
                part = listing.find(connection, values, per_page=FIRST, hits=hits)
                found.append((listing, part, shown(part.rows, shelf)))
    return answers.html(
        request,
        "search.html",
        found=found,
        asked=asked,
        filters=search_filters(),
        given=dict(request.query_params),
        title="Search",
    )
