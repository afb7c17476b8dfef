"""The site as an ASGI application."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path

import anyio.to_thread
from starlette.applications import Starlette
from starlette.convertors import register_url_convertor
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from onrecord.errors import BadStore, NotFound
from onrecord.serve import (
    accounts_view,
    answers,
    api,
    concert_view,
    disputes,
    home,
    lists,
    matrix,
    name_view,
    names,
    page_view,
    places_map,
    thread_view,
    timeline,
)
from onrecord.serve.addresses import TextConvertor
from onrecord.serve.guard import Guard, Guarded
from onrecord.serve.listing import BadFilter
from onrecord.serve.shelf import Shelf

__all__ = ["site"]

READERS = 4  # requests read at the same time; more only wait for each other's Python


def site(shelf: Shelf, guard: Guard) -> Starlette:
    """All views over a store; it closes the shelf as it ends."""

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        answers.make_ready()
        anyio.to_thread.current_default_thread_limiter().total_tokens = READERS
        yield
        shelf.close()

    register_url_convertor("text", TextConvertor())
    parts = (
        home,
        lists,
        page_view,
        timeline,
        places_map,
        api,
        names,
        name_view,
        thread_view,
        accounts_view,
        matrix,
        disputes,
        concert_view,
    )
    static = StaticFiles(directory=Path(str(files("onrecord.serve") / "static")))
    app = Starlette(
        routes=[route for part in parts for route in part.routes()] + [Mount("/static", static, name="static")],
        middleware=[Middleware(Guarded, guard=guard)],
        exception_handlers={BadFilter: _bad, NotFound: _missing, BadStore: _unreadable, HTTPException: _http},
        lifespan=life,
    )
    app.state.shelf = shelf
    app.state.concert = concert_view.Lookup(shelf.path)
    return app


def _bad(request: Request, error: Exception) -> Response:
    return answers.told(request, str(error), 400, "Not so")


def _missing(request: Request, error: Exception) -> Response:
    return answers.told(request, str(error), 404, "Not found")


def _unreadable(request: Request, error: Exception) -> Response:
    return answers.told(request, str(error), 503, "Not so")


def _http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    words = {404: "There is nothing at this address.", 405: "This address is only read."}.get(status, str(error))
    answer = answers.told(request, words, status, "Not so")
    answer.headers.update((error.headers if isinstance(error, HTTPException) else None) or {})
    return answer
