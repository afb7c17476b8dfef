"""Evidence of coordination over several stories: worked out beside the visitors, kept while the store stays as it is."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.concert import Concert, Group
from onrecord.concert.gather import concert_by_site
from onrecord.errors import OnrecordError
from onrecord.serve import answers
from onrecord.serve.home import totals
from onrecord.serve.shelf import Shelf
from onrecord.store import Store

__all__ = ["Lookup", "routes"]

WAIT = 0.15  # seconds that a visitor waits; a small store is done by then
MOST = 20_000  # comments; beyond, it takes minutes and is a command's work
Size = tuple[int, int]  # pages and comments, by which a change of the store is seen


class Lookup:
    """What is found in a store; asked from any thread, it works in one of its own."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._worker: threading.Thread | None = None
        self._found: tuple[Size, dict[str, Concert]] | None = None

    def found(self, size: Size) -> dict[str, Concert] | None:
        """By site, for a store of that size; None while it is worked out."""
        with self._lock:
            if (self._found is None or self._found[0] != size) and (self._worker is None or not self._worker.is_alive()):
                self._worker = threading.Thread(target=self._work, args=(size,), daemon=True)
                self._worker.start()
            worker = self._worker
        if worker is not None:
            worker.join(WAIT)
        found = self._found  # read once: the worker may put another in its place
        return found[1] if found and found[0] == size else None

    def _work(self, size: Size) -> None:
        try:
            with Store.open(self._path, create=False, readonly=True) as store:
                self._found = (size, concert_by_site(store.records(), store.copies()))
        except OnrecordError:  # the store went away; the next visitor is told by what reads it
            self._found = None


def routes() -> list[Route]:
    """/concert."""
    return [Route("/concert", _concert)]


def _concert(request: Request) -> Response:
    shelf: Shelf = request.app.state.shelf
    lookup: Lookup = request.app.state.concert
    with shelf.reading() as connection:
        known = totals(connection)
    size = (known["pages"], known["comments"])
    found = lookup.found(size) if size[1] <= MOST else None
    sites = [(site, one, [_shown(g, shelf) for g in one.groups]) for site, one in (found or {}).items()]
    return answers.html(
        request,
        "concert.html",
        title="Evidence of coordination",
        sites=sites,
        state="done" if found is not None else "working" if size[1] <= MOST else "large",
        comments=size[1],
    )


def _shown(group: Group, shelf: Shelf) -> dict[str, Any]:
    named = shelf.named(group.accounts)
    ties = [(named.get(t.a, t.a), named.get(t.b, t.b), [_place(post) for post in t.posts]) for t in group.edges]
    return {
        "group": group,
        "accounts": [named[a] for a in group.accounts],
        "ties": ties,
        "one_in": round(1 / max(group.probability, 1e-12)),
    }


def _place(post: str) -> tuple[str, str]:
    """The page and the comment of a post."""
    page, _, comment = post.rpartition("/")
    return page, comment
