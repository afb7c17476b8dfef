"""The map of events: places by how often something happened there, may yet, or is denied; the same as a table."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import sqrt
from typing import Any

from babel import Locale
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.serve import answers
from onrecord.serve.events import EVENTS
from onrecord.serve.frame import WORLD, Frame, frame_around
from onrecord.serve.listing import BadFilter, Listing, Row
from onrecord.serve.modalities import GROUPS, SHAPES
from onrecord.serve.outlines import outlines, parts_of_a_degree

__all__ = ["COLUMNS", "Drawn", "Found", "places", "routes"]

NEWEST = 20_000  # events in scope that a page counts by place; whole lists count all
MOST = 300  # places on a page
LABELS = 14
FILTERS = ("since", "until", "type", "modality", "actor")
COLUMNS = ("place", "country", "lat", "lon", "events", *(group.key for group in GROUPS))
BY_PLACE = Listing(
    name="map",
    title="Map",
    table=EVENTS.table,
    id_column=EVENTS.id_column,
    order=EVENTS.order,
    when=EVENTS.when,
    searched=EVENTS.searched,
    filters=tuple(f for f in EVENTS.filters if f.name in FILTERS),
    columns=COLUMNS,
    rows=EVENTS.rows,
)


@dataclass(frozen=True, slots=True)
class Found:
    """Places with COLUMNS, the most frequent first; how many `events` were counted, and how many of them have no place."""

    rows: list[Row]
    events: int
    without: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """A place on the drawing: its middle, radii by group (0 for none), its words, and its label's place, if it has one."""

    x: float
    y: float
    radii: dict[str, float]
    title: str
    name: str
    label: tuple[float, float] | None


def routes() -> list[Route]:
    """/map, its table whole as .json and .csv."""
    return [Route("/map", _map), Route("/map.json", _whole), Route("/map.csv", _whole)]


def places(connection: sqlite3.Connection, values: Mapping[str, str], newest: int = -1) -> Found:
    """The places of the `newest` events in scope (-1: of all)."""
    scope = BY_PLACE.scope(connection, values)
    query = f"SELECT x.place, x.country, x.lat, x.lon, x.modality FROM {scope.rows} ORDER BY {scope.order} LIMIT :newest"  # noqa: S608 - our own words; values are bound
    cursor = connection.cursor()
    cursor.row_factory = None  # plain tuples, which can be counted as they come
    numbers = Counter(cursor.execute(query, {**scope.given, "newest": newest}))
    rows: dict[tuple[str, str | None, float, float], Row] = {}
    without = 0
    for (place, country, lat, lon, modality), number in numbers.items():
        if lat is None or lon is None or not (-90 <= lat <= 90 and -180 <= lon <= 180):
            without += number
            continue
        empty = dict.fromkeys(COLUMNS, 0) | {"place": place, "country": country, "lat": lat, "lon": lon}
        row = rows.setdefault((place, country, lat, lon), empty)
        row["events"] += number
        row[SHAPES[modality].group] += number
    ranked = sorted(rows.values(), key=lambda row: (-row["events"], row["place"], row["lat"], row["lon"]))
    return Found(ranked, numbers.total(), without)


def _map(request: Request) -> Response:
    values, area = BY_PLACE.values(request.query_params), request.query_params.get("area", "places")
    if area not in ("places", "world"):
        raise BadFilter("area is one of places, world")
    values.pop("q", None)
    with request.app.state.shelf.reading() as connection:
        found = places(connection, values, NEWEST)
    rows = [{**row, "country_name": _country(row["country"])} for row in found.rows[:MOST]]
    frame = WORLD if area == "world" else frame_around([(row["lat"], row["lon"]) for row in rows])
    return answers.html(
        request,
        "map.html",
        rows=rows,
        found=found,
        values=values,
        area=area,
        frame=frame,
        land=outlines(frame.box),
        unit=1 / parts_of_a_degree(),
        drawn=_drawn(rows, frame),
        filters=BY_PLACE.filters,
        newest=NEWEST,
        groups=GROUPS,
        shapes=SHAPES,
        title=BY_PLACE.title,
    )


def _whole(request: Request) -> Response:
    values = BY_PLACE.values(request.query_params)
    values.pop("q", None)
    with request.app.state.shelf.reading() as connection:
        rows = places(connection, values).rows
    return answers.whole(request, rows, COLUMNS, len(rows), BY_PLACE.name)


@cache
def _territories() -> Any:
    return Locale("en").territories


def _country(code: str | None) -> str:
    """The country's name, else its code."""
    return _territories().get(code, code) if code else ""


def _drawn(rows: Sequence[Row], frame: Frame) -> list[Drawn]:
    """Places of the frame, the largest first, so that small ones lie on top; areas are as the numbers, but for the least."""
    most = max((row[group.key] for row in rows for group in GROUPS), default=1)
    taken: list[tuple[float, float, float, float]] = []
    found = []
    for row in (row for row in rows if frame.holds(row["lat"], row["lon"])):
        x, y = frame.xy(row["lat"], row["lon"])
        radii = {g.key: round(max(3, 22 * sqrt(row[g.key] / most)), 1) if row[g.key] else 0.0 for g in GROUPS}
        where = ", ".join(part for part in (row["place"], row["country_name"]) if part)
        told = "; ".join(f"{row[g.key]} {g.label}" for g in GROUPS if row[g.key])
        name = row["place"] if len(row["place"]) <= 24 else row["place"][:23] + "…"
        label = _room(x + max(radii.values()) + 4, y, 7.5 * len(name), frame, taken) if len(taken) < LABELS else None
        found.append(Drawn(x, y, radii, f"{where}: {told}", name, label))
    return found


def _room(
    x: float, y: float, width: float, frame: Frame, taken: list[tuple[float, float, float, float]]
) -> tuple[float, float] | None:
    """Where a label may stand, right of its place; None if another one, which comes first, stands there or the map ends."""
    box = (x, y - 9, x + width, y + 9)
    if x < 0 or box[2] > frame.width or not 0 < y < frame.height:
        return None
    if any(box[0] < t[2] and box[2] > t[0] and box[1] < t[3] and box[3] > t[1] for t in taken):
        return None
    taken.append(box)
    return round(x, 1), round(y + 5, 1)
