"""Names by how often they occur: who speaks most, and who or what is named on most pages."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from onrecord.record import EntityKind
from onrecord.serve.listing import COUNTED, PER_PAGE, Filter, Found

__all__ = ["NAMES", "SPEAKERS", "Ranking"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """Rows of a table of sums, the largest first; `where` is which of them count, `order` has an index to it."""

    name: str
    title: str
    table: str
    where: str
    order: str
    filters: tuple[Filter, ...]
    columns: tuple[str, ...]

    def find(
        self, connection: sqlite3.Connection, values: Mapping[str, str], number: int = 1, *, per_page: int = PER_PAGE
    ) -> Found:
        """A page of the ranking, from 1, with `per_page` rows at most."""
        rows = self.rows(connection, values, limit=per_page, offset=per_page * (number - 1)).fetchall()
        total = self.count(connection, values, COUNTED + 1)
        return Found([dict(row) for row in rows], min(total, COUNTED), total > COUNTED, number, dict(values), per_page)

    def rows(
        self, connection: sqlite3.Connection, values: Mapping[str, str], *, limit: int = -1, offset: int = 0
    ) -> sqlite3.Cursor:
        """The rows that fit, `limit` of them from `offset` on (-1: all)."""
        columns = ", ".join(self.columns)
        query = f"SELECT {columns} FROM {self._source(values)} ORDER BY {self.order} LIMIT :limit OFFSET :offset"  # noqa: S608 - our own words; values are bound
        return connection.execute(query, {**values, "limit": limit, "offset": offset})

    def count(self, connection: sqlite3.Connection, values: Mapping[str, str], most: int = -1) -> int:
        """How many fit, counted up to `most` (-1: all)."""
        query = f"SELECT count(*) FROM (SELECT 1 FROM {self._source(values)} LIMIT :most)"  # noqa: S608
        return int(connection.execute(query, {**values, "most": most}).fetchone()[0])

    def _source(self, values: Mapping[str, str]) -> str:
        return f"{self.table} x WHERE {' AND '.join([self.where, *(f.where for f in self.filters if f.name in values)])}"


SPEAKERS = Ranking(
    name="speakers",
    title="Speakers",
    table="speakers",
    where="x.speaker <> ''",  # statements without words for their source stand under no name
    order="x.statements DESC, x.speaker, x.kind",
    filters=(Filter(name="speaker", label="speaker", where="x.speaker = :speaker"),),
    columns=("speaker", "kind", "statements"),
)
NAMES = Ranking(
    name="names",
    title="Names",
    table="names",
    where="1",
    order="x.pages DESC, x.name, x.kind",
    filters=(
        Filter(name="name", label="name", where="x.name = :name"),
        Filter(name="kind", label="kind", where="x.kind = :kind", choices=get_args(EntityKind)),
    ),
    columns=("name", "kind", "pages"),
)
