"""The timeline: events by when they happened or would, and, apart from that, when they were reported."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.serve import answers
from onrecord.serve.chart import chart_of
from onrecord.serve.days import day_of, day_words, month_words, span_words
from onrecord.serve.events import EVENTS, event_rows
from onrecord.serve.filters import Filter
from onrecord.serve.hits import Hits, hits_of
from onrecord.serve.listing import Keys, Listing, Row
from onrecord.serve.lists import number_of
from onrecord.serve.modalities import GROUPS, SHAPES
from onrecord.serve.shelf import Shelf
from onrecord.serve.wholes import whole

__all__ = ["TIMELINE", "Timeline", "routes", "timeline_rows"]

BY_MONTH = 10_000  # of the latest events in scope, which are counted by month
MONTHS = 24
WHEN = "SELECT day, reported FROM happened WHERE page = ? AND event = ?"


class Timeline(Listing):
    """A list of events that can be counted by month."""

    __slots__ = ()

    def months(self, connection: sqlite3.Connection, values: Mapping[str, str], hits: Hits | None) -> list[tuple[str, int]]:
        """How many of the latest BY_MONTH events each month has ("2026-03"), the latest MONTHS of them."""
        scope = self.scope(connection, values, hits)
        latest = scope.latest("x.day AS day")
        query = f"SELECT substr(day, 1, 7), count(*) FROM ({latest}) WHERE day <> '' GROUP BY 1 ORDER BY 1 DESC LIMIT :months"  # noqa: S608 - our own words; values are bound
        rows = connection.execute(query, {**scope.given, "looked_at": BY_MONTH, "months": MONTHS})
        return [(str(row[0]), int(row[1])) for row in rows]


def timeline_rows(connection: sqlite3.Connection, keys: Keys) -> list[Row]:
    """Rows of events, with the `day` that they stand under and when they were `reported`."""
    return [
        {**row, **dict(connection.execute(WHEN, key).fetchone())}
        for row, key in zip(event_rows(connection, keys), keys, strict=True)
    ]


TIMELINE = Timeline(
    name="timeline",
    title="Timeline",
    table=EVENTS.table,
    id_column=EVENTS.id_column,
    order=EVENTS.order,
    when=EVENTS.when,
    in_order=True,
    searched=EVENTS.searched,
    filters=(*EVENTS.filters, Filter(name="page", label="page", where="x.page = :page", indexed=True)),
    columns=(*EVENTS.columns, "day", "reported"),
    rows=timeline_rows,
)


def routes() -> list[Route]:
    """/timeline, whole as .json and .csv."""
    return [Route("/timeline", _timeline), Route("/timeline.json", _whole), Route("/timeline.csv", _whole)]


def _timeline(request: Request) -> Response:
    shelf: Shelf = request.app.state.shelf
    values, number = TIMELINE.values(request.query_params), number_of(request)
    with shelf.reading() as connection:
        hits = hits_of(connection, values["q"]) if "q" in values else None
        found = TIMELINE.find(connection, values, number, hits=hits)
        months = TIMELINE.months(connection, values, hits)
    rows = [_told(row) for row in sorted(found.rows, key=_length)]
    rows.sort(key=lambda row: row["day"], reverse=True)
    return answers.html(
        request,
        "timeline.html",
        found=found,
        grouped=_grouped(rows),
        chart=chart_of(rows),
        months=[(month, month_words(f"{month}-01"), n) for month, n in months],
        filters=[f for f in TIMELINE.filters if f.name != "page" or "page" in values],
        by_month=BY_MONTH,
        groups=GROUPS,
        shapes=SHAPES,
        title=TIMELINE.title,
    )


def _whole(request: Request) -> Response:
    values = TIMELINE.values(request.query_params)

    def read(connection: sqlite3.Connection) -> tuple[int, Iterator[Row]]:
        return TIMELINE.count(connection, values), TIMELINE.whole(connection, values)

    return whole(request, TIMELINE.columns, TIMELINE.name, read)


def _length(row: Row) -> int:
    """Days that an event's date leaves open; those of one day come first, then months, then years."""
    first, last = day_of(row["since"]), day_of(row["until"])
    return (last - first).days if first and last else 0


def _told(row: Row) -> Row:
    """A row with its times in words, and the headings that it stands under."""
    when = span_words(row["since"], row["until"])
    month, day = month_words(row["day"]), day_words(row["day"], weekday=True)
    if _length(row):
        month, day = (row["since"][:4] if _length(row) > 31 else month), when[:1].upper() + when[1:]
    return {
        **row,
        "when": when,
        "told_on": day_words(row["reported"]),
        "group": SHAPES[row["modality"]].group,
        "headings": (month or "No date", day or "Neither the event nor its report has a date"),
    }


def _grouped(rows: list[Row]) -> list[tuple[str, list[tuple[str, list[Row]]]]]:
    """Months with their days with their events."""

    def parted(some: list[Row], at: int) -> list[tuple[Any, list[Row]]]:
        return [(heading, list(part)) for heading, part in groupby(some, key=lambda row: row["headings"][at])]

    return [(month, parted(part, 1)) for month, part in parted(rows, 0)]
