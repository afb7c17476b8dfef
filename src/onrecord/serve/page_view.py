"""One page: its text with the evidence marked, beside a card for each statement and event."""

from __future__ import annotations

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.errors import NotFound
from onrecord.serve import answers
from onrecord.serve.evidence import Cards, paragraphs
from onrecord.serve.listing import BadFilter
from onrecord.serve.lists import number_of
from onrecord.serve.shelf import Shelf
from onrecord.serve.words import page_url, query_url

__all__ = ["routes"]

AT_ONCE = 150  # cards on one view; a page of news has about thirty
MARKED = {
    "": frozenset({"statement", "event"}),
    "statements": frozenset({"statement"}),
    "events": frozenset({"event"}),
    "off": frozenset[str](),
}


def routes() -> list[Route]:
    """/page/ID."""
    return [Route("/page/{page:text}", _page)]


def _page(request: Request) -> Response:
    shelf: Shelf = request.app.state.shelf
    marked, number = _marked(request), number_of(request)
    record = shelf.record(request.path_params["page"])
    if record is None:
        raise NotFound("The store has no such page.")
    cards = Cards(record)
    numbers = max(1, -(-len(cards.order) // AT_ONCE))
    if number > numbers:
        raise BadFilter(f"the cards of this page have {numbers} {'part' if numbers == 1 else 'parts'}, there is no part {number}")
    here = page_url(record.page.id)
    parts = {one.id: at // AT_ONCE + 1 for at, one in enumerate(cards.order)}

    def link(own: str) -> str:
        """Where the card of a statement or event (id) is, in this part or another."""
        part = parts.get(own, number)
        view = "" if part == number else query_url(here, n=part, marks=marked)
        return f"{view}#{quote(own, safe='')}"

    text = paragraphs(record.page.text, cards.marks(MARKED[marked]))
    return answers.html(
        request,
        "page.html",
        title=record.page.title or record.page.text[:60] or "untitled page",
        record=record,
        marked=marked,
        paragraphs=text,
        places={key for pieces in text for piece in pieces for key in piece.begins},
        cards=cards.some(AT_ONCE * (number - 1), AT_ONCE * number),
        number=number,
        numbers=numbers,
        total=len(cards.order),
        here=here,
        link=link,
    )


def _marked(request: Request) -> str:
    asked = request.query_params.get("marks", "")
    if asked not in MARKED:
        raise BadFilter("marks is one of statements, events, off")
    return asked
