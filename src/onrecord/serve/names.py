"""Who and what is named, and who speaks, as lists: the most frequent first, or by the beginning of a name."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import get_args

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.record import EntityKind
from onrecord.serve import answers, rankings
from onrecord.serve.filters import LAST, Filter, check
from onrecord.serve.listing import Row
from onrecord.serve.lists import number_of
from onrecord.serve.rankings import Ranking
from onrecord.serve.wholes import whole

__all__ = ["KINDS", "NAMES", "SPEAKERS", "routes"]

KINDS = get_args(EntityKind)


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
        found += [Route(f"/{ranking.name}.{form}", _whole(ranking)) for form in ("json", "csv")]
    return found


def values_of(ranking: Ranking, query: Mapping[str, str]) -> dict[str, str]:
    """The filters' values in a query.

    Raises:
        BadFilter: one is too long, or none of its choices.
    """
    found = {f.name: query[f.name].strip() for f in ranking.filters if query.get(f.name, "").strip()}
    for f in ranking.filters:
        if f.name in found:
            check(f, f.name, found[f.name])
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


def _whole(ranking: Ranking) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        values = values_of(ranking, request.query_params)

        def read(connection: sqlite3.Connection) -> tuple[int, sqlite3.Cursor]:
            return ranking.count(connection, values), _ordered(ranking, values).rows(connection, values)

        return whole(request, ranking.columns, ranking.name, read)

    return answer
