"""The JSON interface under /api/: the lists page by page, whole records, sums, and a document that describes them."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, request_response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.errors import NotFound
from onrecord.serve import answers
from onrecord.serve.endpoint import METHODS, Endpoint
from onrecord.serve.events import EVENTS
from onrecord.serve.hits import hits_of
from onrecord.serve.home import totals
from onrecord.serve.listing import COUNTED, HITS, LONGEST, BadFilter, Found, Listing, Row
from onrecord.serve.lists import FIRST, LISTINGS, search_filters, shown
from onrecord.serve.openapi import document, lists_schema, page_schema, record_schema, sums_schema
from onrecord.serve.pages import PAGES
from onrecord.serve.parameters import FURTHEST, MOST, PER_PAGE_PARAMETER, WORDS, N, Parameter, given, of_filters, whole_number
from onrecord.serve.rankings import NAMES, SPEAKERS, Ranking
from onrecord.serve.said_in_threads import COMMENTS
from onrecord.serve.shelf import Shelf
from onrecord.serve.statements import STATEMENTS

__all__ = ["ENDPOINTS", "Reading", "routes"]

EACH = replace(PER_PAGE_PARAMETER, about="Rows of each list at most.", default=FIRST)
NEEDED = "q or page is needed: comments are read under their story, or looked for by their words"


class Reading:
    """An address that is only read: GET, HEAD as the same without its body, and 405 for everything else."""

    def __init__(self, answer: Callable[[Request], Response]) -> None:
        self._answers, self._refuses = request_response(answer), request_response(_refused)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        app: ASGIApp = self._answers if scope["method"] in ("GET", "HEAD") else self._refuses
        await app(scope, receive, partial(_bare, send) if scope["method"] == "HEAD" else send)


async def _bare(send: Send, message: Message) -> None:
    await send({**message, "body": b""} if message["type"] == "http.response.body" else message)


def _refused(request: Request) -> Response:
    answer = answers.json(request, {"error": f"This address is only read: {METHODS}."}, 405)
    answer.headers["allow"] = METHODS
    return answer


def routes() -> list[Route]:
    """/api/, /api/openapi.json, and the endpoints."""
    found = [Route("/api/", Reading(_index)), Route("/api/openapi.json", Reading(_document))]
    return found + [Route(e.path.replace("{page}", "{page:text}"), Reading(e.answer)) for e in ENDPOINTS]


def _index(request: Request) -> Response:
    """The endpoints to read about and to try."""
    shelf: Shelf = request.app.state.shelf
    with shelf.reading() as connection:
        newest = PAGES.find(connection, {}, per_page=1).rows
    return answers.html(
        request,
        "api.html",
        endpoints=ENDPOINTS,
        newest=newest[0]["page"] if newest else None,
        base=str(request.base_url).rstrip("/"),
        most=MOST,
        furthest=FURTHEST,
        longest=LONGEST,
        counted=COUNTED,
        hits=HITS,
        whole=[listing.name for listing in LISTINGS],
        quoted=shlex.quote,
        title="API",
    )


def _document(request: Request) -> Response:
    given(request.query_params, ())
    return answers.json(request, document(ENDPOINTS))


def _part(found: Found, columns: tuple[str, ...], shelf: Shelf) -> Row:
    rows = [{column: row[column] for column in columns} for row in shown(found.rows, shelf)]
    return {"total": found.total, "more": found.more, "n": found.number, "rows": rows}


def _list(listing: Listing | Ranking, *more: Parameter, example: str, about: str) -> Endpoint:
    parameters = (*more, *of_filters(listing.filters), N, PER_PAGE_PARAMETER)

    def answer(request: Request) -> Response:
        shelf: Shelf = request.app.state.shelf
        asked = given(request.query_params, parameters)
        values = _values(listing, asked)
        with shelf.reading() as connection:
            found = listing.find(connection, values, whole_number(asked, N), per_page=whole_number(asked, PER_PAGE_PARAMETER))
        return answers.json(request, _part(found, listing.columns, shelf))

    path = f"/api/{listing.name}"
    return Endpoint(
        path=path, title=listing.title, about=about, parameters=parameters, answer=answer, example=path + example,
        schema=page_schema(listing.columns),
    )  # fmt: skip


def _values(listing: Listing | Ranking, asked: dict[str, str]) -> dict[str, str]:
    if isinstance(listing, Ranking):
        return {f.name: asked[f.name].strip() for f in listing.filters if f.name in asked}
    values = listing.values(asked)
    if listing is COMMENTS and not values:
        raise BadFilter(NEEDED)
    return values


def _record(request: Request) -> Response:
    given(request.query_params, ())
    shelf: Shelf = request.app.state.shelf
    found = shelf.record(request.path_params["page"])
    if found is None:
        raise NotFound("The store has no page with this id.")
    return answers.json(request, found)


SEARCH = (replace(WORDS, required=True), *of_filters(search_filters()), EACH)


def _search(request: Request) -> Response:
    """The first of each list that has all the filters that are given."""
    shelf: Shelf = request.app.state.shelf
    asked = given(request.query_params, SEARCH)
    filters = asked.keys() - {"q", EACH.name}
    found = {}
    with shelf.reading() as connection:
        hits = hits_of(connection, PAGES.values(asked)["q"])
        for listing in LISTINGS:
            if filters <= {f.name for f in listing.filters}:
                part = listing.find(connection, listing.values(asked), per_page=whole_number(asked, EACH), hits=hits)
                found[listing.name] = _part(part, listing.columns, shelf)
    return answers.json(request, found)


def _totals(request: Request) -> Response:
    given(request.query_params, ())
    with request.app.state.shelf.reading() as connection:
        return answers.json(request, totals(connection))


ENDPOINTS = (
    _list(PAGES, WORDS, example="?since=2026&per_page=5", about="Pages, the newest first."),
    Endpoint(
        path="/api/pages/{page}",
        title="One page",
        about="The whole record of a page, with its text and thread, as docs/record.md describes it. Accounts are pseudonyms, or "
        "names where the server was started with --names.",
        parameters=(),
        answer=_record,
        example="/api/pages/",
        schema=record_schema(),
    ),
    _list(STATEMENTS, WORDS, example="?act=deny", about="Statements, each with its sentence, the latest reported first."),
    _list(EVENTS, WORDS, example="?modality=planned&per_page=5", about="Events, each with its sentence, the latest first. "
          "With q: those on pages that hold the words."),
    _list(COMMENTS, WORDS, example="?q=mayor", about=f"Comments with some words, or those under a page; {NEEDED}."),
    Endpoint(
        path="/api/search",
        title="Search",
        about="The first of each list that hold all the words. A list that lacks one of the filters that are given is left out.",
        parameters=SEARCH,
        answer=_search,
        example="/api/search?q=ferry",
        schema=lists_schema({listing.name: listing.columns for listing in LISTINGS}),
    ),
    _list(SPEAKERS, example="?per_page=10", about="Names that speak, those with the most statements first."),
    _list(NAMES, example="?per_page=10", about="Who and what is named, those with the most entries first."),
    Endpoint(
        path="/api/totals",
        title="Totals",
        about="How many pages, statements, events and comments there are.",
        parameters=(),
        answer=_totals,
        example="/api/totals",
        schema=sums_schema(tuple(listing.name for listing in LISTINGS)),
    ),
)  # fmt: skip
