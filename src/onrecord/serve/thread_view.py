"""The thread under a page: where each comment stands, toward whom, by which words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.errors import NotFound
from onrecord.serve import answers
from onrecord.serve.lists import number_of
from onrecord.serve.shelf import Shelf
from onrecord.serve.sides import bars, copied, pairs, target_names
from onrecord.serve.thread_order import LABELS, ORDERS, Asked, Place, asked, fitting, part_of, places
from onrecord.serve.threaded import comments_of
from onrecord.serve.tree import steps
from onrecord.serve.wholes import whole

__all__ = ["routes"]

AT_ONCE = 200  # comments on one view
COLUMNS = (
    "page", "comment", "parent", "depth", "account", "posted", "posted_shown", "likes", "text", "stances", "cues", "flags",
)  # fmt: skip


def routes() -> list[Route]:
    """/comments/ID; /thread.json and /thread.csv with ?page=ID."""
    return [
        Route("/comments/{page:text}", _thread),
        Route("/thread.json", _whole),
        Route("/thread.csv", _whole),
    ]


def _thread(request: Request) -> Response:
    shelf: Shelf = request.app.state.shelf
    page, number, what = request.path_params["page"], number_of(request), asked(request.query_params)
    with shelf.reading() as connection:
        head = connection.execute(
            "SELECT id, title, url, language, stated_comment_count FROM pages WHERE id = ?", (page,)
        ).fetchone()
        if head is None:
            raise NotFound("The store has no such page.")
        if comment := request.query_params.get("comment"):
            number = part_of(connection, page, what, comment, AT_ONCE)
        total = fitting(connection, page, Asked())
        fit = fitting(connection, page, what) if what.given else total
        now = places(connection, page, what, AT_ONCE * (number - 1), AT_ONCE * number)
        values: dict[str, Any] = {
            "comments": comments_of(connection, page, now, shelf),
            "bars": bars(connection, page),
            "pairs": pairs(connection, page, shelf),
            "copied": copied(connection, page, shelf),
            "gaps": connection.execute("SELECT why FROM gaps WHERE page = ? AND what LIKE 'comment%'", (page,)).fetchall(),
            "told": _told(connection, page, what, shelf),
        }
    values["comments"], left = _with_steps(values["comments"], what)
    return answers.html(
        request,
        "thread.html",
        title=f"Comments: {head['title'] or 'untitled page'}",
        head=head,
        left=left,
        asked=what,
        number=number,
        numbers=max(1, -(-fit // AT_ONCE)),
        at_once=AT_ONCE,
        fitting=fit,
        total=total,
        labels=LABELS,
        orders=ORDERS,
        **values,
    )


def _with_steps(comments: list[dict[str, Any]], what: Asked) -> tuple[list[Any], int]:
    """Comments with the steps that lead to them; none nests in another unless the thread is shown as it is."""
    found, left = steps([one["depth"] if what.nested else 0 for one in comments])
    return list(zip(comments, found, strict=True)), left


def _told(connection: sqlite3.Connection, page: str, what: Asked, shelf: Shelf) -> dict[str, str]:
    """The filters' values as they are shown."""
    told = dict(what.given)
    if "toward" in told:
        told["toward"] = target_names(connection, page, [told["toward"]])[told["toward"]]["name"]
    if "account" in told:
        told["account"] = shelf.account(told["account"])
    return told


def _whole(request: Request) -> Response:
    """The whole thread, or what fits, as JSON or CSV."""
    shelf: Shelf = request.app.state.shelf
    page, what = request.query_params.get("page", ""), asked(request.query_params)

    def read(connection: sqlite3.Connection) -> tuple[int, Iterator[dict[str, Any]]]:
        if connection.execute("SELECT 1 FROM pages WHERE id = ?", (page,)).fetchone() is None:
            raise NotFound("The store has no such page; name it with ?page=ID.")
        found = places(connection, page, what)
        if what.order == "time":  # which does not look for depths
            depths = dict(places(connection, page, Asked()))
            found = [(own, depths[own]) for own, _ in found]
        return len(found), _rows(connection, page, found, shelf)

    return whole(request, COLUMNS, "thread", read)


def _rows(connection: sqlite3.Connection, page: str, found: list[Place], shelf: Shelf) -> Iterator[dict[str, Any]]:
    for start in range(0, len(found), AT_ONCE):
        for one in comments_of(connection, page, found[start : start + AT_ONCE], shelf):
            yield _row(page, one)


def _row(page: str, one: Mapping[str, Any]) -> dict[str, Any]:
    told = {name: one[name] for name in ("parent", "depth", "account", "posted", "posted_shown", "likes", "text")}
    stances = "; ".join(f"{s['label']} toward {s['name']['name']}: {s['evidence_exact'] or ''}" for s in one["stances"])
    cues = "; ".join(f"{c['kind']}: {c['exact']}" for c in one["cues"])
    return {"page": page, "comment": one["id"], **told, "stances": stances, "cues": cues, "flags": "; ".join(one["flags"])}
