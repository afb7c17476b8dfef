"""The page of a name: who or what it is, what it says, what is said of it, what it takes part in."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.errors import NotFound
from onrecord.serve import answers
from onrecord.serve.called import NEWEST, Called
from onrecord.serve.events import EVENTS, event_rows
from onrecord.serve.listing import COUNTED, PER_PAGE, BadFilter, Found, Keys, Row
from onrecord.serve.lists import number_of
from onrecord.serve.names import KINDS
from onrecord.serve.pages import PAGES, page_rows
from onrecord.serve.statements import STATEMENTS, statement_rows
from onrecord.serve.wholes import whole
from onrecord.serve.words import name_url

__all__ = ["Name", "routes"]

UNKNOWN = "unknown"  # in addresses, the kind of a speaker who is no entity; in tables it is empty
SHOWN = 10
BY = """
    SELECT page, statement FROM said WHERE speaker = :name AND kind = :kind ORDER BY reported DESC, page, statement LIMIT :limit
"""
ABOUT = "SELECT page, statement FROM about WHERE name = :name ORDER BY reported DESC, page, statement LIMIT :limit"
INVOLVED = "SELECT page, event FROM involved WHERE name = :name ORDER BY day DESC, page, event LIMIT 2 * :limit"  # both roles
THERE = "SELECT page, event FROM happened WHERE place = :name ORDER BY day DESC, page, event LIMIT :limit"
NAMED = "SELECT page FROM named WHERE name = :name AND kind = :kind GROUP BY reported, page ORDER BY reported DESC, page"
SPEAKS = "SELECT page FROM said WHERE speaker = :name AND kind = '' GROUP BY reported, page ORDER BY reported DESC, page"
KNOWN = """
    SELECT kind FROM names WHERE name = :name
    UNION SELECT '' WHERE EXISTS (SELECT 1 FROM speakers WHERE speaker = :name AND kind = '')
"""
LOOSE = "SELECT EXISTS (SELECT 1 FROM involved WHERE name = :name) OR EXISTS (SELECT 1 FROM happened WHERE place = :name)"


@dataclass(frozen=True, slots=True)
class Name:
    """A name of one kind (empty for a speaker who is no entity); `others` are the kinds that the same name stands under too."""

    name: str
    kind: str
    others: tuple[str, ...]

    @classmethod
    def find(cls, connection: sqlite3.Connection, name: str, kind: str) -> Name | None:
        """None if no page has it. What takes part in events, or is their place, without being an entity is of no kind too."""
        given = {"name": name}
        kinds = [row[0] for row in connection.execute(KNOWN, given)]
        if kind not in kinds and (kind or not connection.execute(LOOSE, given).fetchone()[0]):
            return None
        return cls(name, kind, tuple(k for k in kinds if k != kind))

    def pages(self, connection: sqlite3.Connection, number: int) -> Found:
        """A page, from 1, of the list of pages that name it, the newest first; if it is no entity, those that it speaks on."""
        offset = PER_PAGE * (number - 1)
        query = f"{self._pages} LIMIT :limit OFFSET :offset"
        keys = [(row["page"], "") for row in connection.execute(query, {**self.given, "limit": PER_PAGE, "offset": offset})]
        total = self.count(connection, COUNTED + 1)
        return Found(page_rows(connection, keys), min(total, COUNTED), total > COUNTED, number)

    def count(self, connection: sqlite3.Connection, most: int = -1) -> int:
        """How many pages that list has, counted up to `most` (-1: all)."""
        query = f"SELECT count(*) FROM ({self._pages} LIMIT :most)"  # noqa: S608 - our own words; values are bound
        return int(connection.execute(query, {**self.given, "most": most}).fetchone()[0])

    def whole(self, connection: sqlite3.Connection) -> Iterator[Row]:
        """All rows of that list, some at a time. Read inside one snapshot."""
        cursor = connection.execute(self._pages, self.given)
        while some := cursor.fetchmany(200):
            yield from page_rows(connection, [(row["page"], "") for row in some])

    def keys(self, connection: sqlite3.Connection, query: str) -> Keys:
        """The first SHOWN of what a query finds, each once."""
        rows = connection.execute(query, {**self.given, "limit": SHOWN})
        return list(dict.fromkeys((str(row[0]), str(row[1])) for row in rows))[:SHOWN]

    @property
    def given(self) -> dict[str, Any]:
        """What its queries are asked with."""
        return {"name": self.name, "kind": self.kind}

    @property
    def _pages(self) -> str:
        return NAMED if self.kind else SPEAKS


def routes() -> list[Route]:
    """/name/KIND/NAME; /name.json for all of it; /named.json and /named.csv for the pages that name it, whole."""
    return [
        Route("/name.json", _json),
        Route("/named.json", _whole),
        Route("/named.csv", _whole),
        Route("/name/{kind}/{name:text}", _html),
    ]


def _html(request: Request) -> Response:
    kind, name = request.path_params["kind"], request.path_params["name"]
    number = number_of(request)
    with request.app.state.shelf.reading() as connection:
        found = Name.find(connection, name, "" if kind == UNKNOWN else kind)
        if found is None:
            raise _missing(connection, name)
        values = _read(connection, found)
        pages = found.pages(connection, number)
    at = name_url(found.kind, name)
    return answers.html(
        request,
        "name.html",
        name=name,
        kind=found.kind,
        others=found.others,
        newest=NEWEST,
        pages=pages,
        at=at,
        title=name,
        **values,
    )


def _json(request: Request) -> Response:
    name, kind = _asked(request)
    number = number_of(request)
    with request.app.state.shelf.reading() as connection:
        found = Name.find(connection, name, kind)
        if found is None:
            raise _missing(connection, name)
        values = _read(connection, found)
        pages = found.pages(connection, number)
    called: Called = values["called"]
    columns = {"by": STATEMENTS.columns, "about": STATEMENTS.columns, "events": EVENTS.columns, "there": EVENTS.columns}
    told = {part: list(_told(values[part], own)) for part, own in columns.items()}
    counted = {"pages_total": pages.total, "pages_counted_to_the_end": not pages.more, "page_of_pages": number}
    own = {"name": name, "kind": kind or None, "other_kinds": [k or None for k in found.others], "from_newest_pages": NEWEST}
    return answers.json(request, {**own, **asdict(called), **told, "pages": list(_told(pages.rows, PAGES.columns)), **counted})


def _whole(request: Request) -> Response:
    name, kind = _asked(request)

    def read(connection: sqlite3.Connection) -> tuple[int, Iterator[Row]]:
        found = Name.find(connection, name, kind)
        if found is None:
            raise _missing(connection, name)
        return found.count(connection), found.whole(connection)

    return whole(request, PAGES.columns, "named", read)


def _read(connection: sqlite3.Connection, found: Name) -> dict[str, Any]:
    """What the name's page has beside the list of pages: `called`, statements `by` and `about`, `events`, those `there`."""
    return {
        "called": Called.read(connection, found.name, found.kind),
        "by": statement_rows(connection, found.keys(connection, BY)),
        "about": statement_rows(connection, found.keys(connection, ABOUT)),
        "events": event_rows(connection, found.keys(connection, INVOLVED)),
        "there": event_rows(connection, found.keys(connection, THERE)) if found.kind in ("place", "") else [],
    }


def _asked(request: Request) -> tuple[str, str]:
    """The name and kind in a query.

    Raises:
        BadFilter: there is no name, or the kind is none.
    """
    name, kind = request.query_params.get("name", ""), request.query_params.get("kind", "")
    if not name:
        raise BadFilter("name is the name that is asked for, as the record writes it")
    if kind not in ("", UNKNOWN, *KINDS):
        raise BadFilter(f"kind is one of {', '.join(KINDS)}, {UNKNOWN}")
    return name, "" if kind == UNKNOWN else kind


def _told(rows: Iterable[Row], columns: Sequence[str]) -> Iterator[Row]:
    return ({column: row[column] for column in columns} for row in rows)


def _missing(connection: sqlite3.Connection, name: str) -> NotFound:
    kinds = [row[0] or UNKNOWN for row in connection.execute(KNOWN, {"name": name})]
    also = f" The name stands on record as {' and '.join(kinds)}." if kinds else ""
    return NotFound(f"No page in the store has this name of this kind.{also}")
