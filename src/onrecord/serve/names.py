"""Who and what is named, and who speaks, as lists: the most frequent first, or by the beginning of a name."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from typing import get_args

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.record import EntityKind
from onrecord.serve import answers, rankings
from onrecord.serve.listing import LONGEST, BadFilter, Filter, Row
from onrecord.serve.lists import number_of
from onrecord.serve.rankings import Ranking

__all__ = ["KINDS", "NAMES", "SPEAKERS", "routes"]

KINDS = get_args(EntityKind)
LAST = "char(1114111)"  # no name that begins so sorts behind it


def _begins(column: str) -> Filter:
    """As a range of the index, which LIKE is not; so capitals count."""
    where = f"x.{column} >= :begins AND x.{column} < :begins || {LAST}"
    return Filter(name="begins", label="name begins with", where=where)


NAMES = replace(
    rankings.NAMES,
    filters=(_begins("name"), Filter(name="kind", label="kind", where="x.kind = :kind", choices=KINDS)),
)
SPEAKERS = replace(rankings.SPEAKERS, filters=(_begins("speaker"),))
BY_NAME = {"names": "x.name, x.kind", "speakers": "x.speaker, x.kind"}


def routes() -> list[Route]:
    """/names and /speakers, whole as .json and .csv."""
    found = []
    for ranking in (NAMES, SPEAKERS):
        found += [Route(f"/{ranking.name}", _page_of(ranking))]
        found += [Route(f"/{ranking.name}.{form}", _whole(ranking, form)) for form in ("json", "csv")]
    return found


def values_of(ranking: Ranking, query: Mapping[str, str]) -> dict[str, str]:
    """The filters' values in a query.

    Raises:
        BadFilter: one is too long, or none of its choices.
    """
    found = {f.name: query[f.name].strip() for f in ranking.filters if query.get(f.name, "").strip()}
    for f in ranking.filters:
        if len(found.get(f.name, "")) > LONGEST:
            raise BadFilter(f"{f.name} is longer than {LONGEST} characters")
        if f.choices and f.name in found and found[f.name] not in f.choices:
            raise BadFilter(f"{f.name} is one of {', '.join(f.choices)}")
    return found


def _ordered(ranking: Ranking, values: Mapping[str, str]) -> Ranking:
    """By name where the beginning of one is asked for: the index gives that order, and no range need be sorted."""
    return replace(ranking, order=BY_NAME[ranking.name]) if "begins" in values else ranking


def _page_of(ranking: Ranking) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        values, number = values_of(ranking, request.query_params), number_of(request)
        with request.app.state.shelf.reading() as connection:
            found = _ordered(ranking, values).find(connection, values, number)
        rows = [{"name": row.get("name", row.get("speaker")), "kind": row["kind"], "number": _number(row)} for row in found.rows]
        return answers.html(request, "names.html", ranking=ranking, found=found, rows=rows, title=ranking.title)

    return answer


def _number(row: Row) -> int:
    return int(row["pages"] if "pages" in row else row["statements"])


def _whole(ranking: Ranking, form: str) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        values = values_of(ranking, request.query_params)
        stack = ExitStack()
        connection = stack.enter_context(request.app.state.shelf.alone())
        total, cursor = _all(connection, _ordered(ranking, values), values)

        def rows() -> Iterator[Row]:
            with stack:
                for row in cursor:
                    yield dict(row)

        return answers.as_csv(rows(), ranking.columns, total, ranking.name) if form == "csv" else answers.as_json(rows(), total)

    return answer


def _all(connection: sqlite3.Connection, ranking: Ranking, values: Mapping[str, str]) -> tuple[int, sqlite3.Cursor]:
    """How many rows there are, and all of them."""
    wheres = [ranking.where, *(f.where for f in ranking.filters if f.name in values)]
    source = f"{ranking.table} x WHERE {' AND '.join(wheres)}"
    total = connection.execute(f"SELECT count(*) FROM {source}", values).fetchone()[0]  # noqa: S608 - our own words; values are bound
    query = f"SELECT {', '.join(ranking.columns)} FROM {source} ORDER BY {ranking.order}"  # noqa: S608
    return int(total), connection.execute(query, values)
