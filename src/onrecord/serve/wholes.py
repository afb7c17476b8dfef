"""Whole lists, sent as they are read."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from onrecord.serve import answers
from onrecord.serve.shelf import Shelf

__all__ = ["whole"]

Rows = Iterable[Mapping[str, Any] | sqlite3.Row]


def whole(
    request: Request, columns: Sequence[str], name: str, read: Callable[[sqlite3.Connection], tuple[int, Rows]]
) -> Response:
    """A list as JSON, or as CSV where the address ends so.

    `read` gives how many rows there are, and the rows, which have the columns. They are taken while the answer is sent, from a
    connection of its own, so that all of them are of one moment.
    """
    shelf: Shelf = request.app.state.shelf
    with ExitStack() as opened:
        total, rows = read(opened.enter_context(shelf.alone()))
        kept = opened.pop_all()

    def sent() -> Iterator[Mapping[str, Any] | sqlite3.Row]:
        with kept:
            yield from rows

    return answers.whole(request, sent(), columns, total, name)
