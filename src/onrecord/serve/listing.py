"""Lists over all pages: filtered, ordered, counted, cut into pages; whole as JSON and CSV."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from onrecord.store.search import words_query

__all__ = ["COUNTED", "PER_PAGE", "BadFilter", "Filter", "Found", "Keys", "Listing", "Row"]

PER_PAGE = 25
COUNTED = 10_000  # a list longer than that is "more than 10,000" on a page; whole lists are counted to the end
HITS = 5_000  # on a page, words are looked for among so many latest additions; whole lists look everywhere
LONGEST = 300  # characters of a filter's value

Row = dict[str, Any]
Keys = list[tuple[str, str]]  # (page, id within the page)


class BadFilter(ValueError):
    """A filter's value cannot be meant; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """One filter: `where` is the condition, with the value as `:name`; `choices` are the values there are, if few."""

    name: str
    label: str
    where: str
    choices: tuple[str, ...] = ()
    is_date: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A page of a list. `total` is exact up to COUNTED; `more`: there are more than that."""

    rows: list[Row]
    total: int
    more: bool
    number: int
    values: dict[str, str] = field(default_factory=dict)
    per_page: int = PER_PAGE

    @property
    def pages(self) -> int:
        """How many pages the list has, as far as it is counted."""
        return max(1, -(-self.total // self.per_page))


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A list of things of the store.

    `table` has a row a thing, with the columns `page` and `id_column`; `order` is how it is sorted, with an index to it.
    `searched` is the kind in the full-text index that `q` looks in; where that is "page" and the thing is not, the words may
    stand anywhere on its page. `rows` makes the rows, in the order of their keys.
    """

    name: str
    title: str
    table: str
    id_column: str
    order: str
    searched: str
    filters: tuple[Filter, ...]
    columns: tuple[str, ...]
    rows: Callable[[sqlite3.Connection, Keys], list[Row]]

    def values(self, query: Mapping[str, str]) -> dict[str, str]:
        """The filters' values in a query.

        Raises:
            BadFilter: one is too long, not a date, or none of its choices.
        """
        known = {f.name: f for f in self.filters}
        found = {name: value.strip() for name, value in query.items() if (name in known or name == "q") and value.strip()}
        for name, value in found.items():
            _check(known.get(name), name, value)
        return found

    def find(
        self, connection: sqlite3.Connection, values: Mapping[str, str], number: int = 1, *, per_page: int = PER_PAGE
    ) -> Found:
        """A page of the list, from 1, with `per_page` rows at most."""
        hits = HITS if "q" in values else None
        keys = self._keys(connection, values, limit=per_page, offset=per_page * (number - 1), hits=hits)
        total = self.count(connection, values, most=COUNTED + 1, hits=hits)
        return Found(self.rows(connection, keys), min(total, COUNTED), total > COUNTED, number, dict(values), per_page)

    def count(self, connection: sqlite3.Connection, values: Mapping[str, str], *, most: int = -1, hits: int | None = None) -> int:
        """How many there are, counted up to `most` (-1: all)."""
        source, given = self._source(values, hits)
        query = f"SELECT count(*) FROM (SELECT 1 FROM {source} LIMIT :most)"  # noqa: S608 - our own words; values are bound
        return int(connection.execute(query, {**given, "most": most}).fetchone()[0])

    def whole(self, connection: sqlite3.Connection, values: Mapping[str, str]) -> Iterator[Row]:
        """All rows, some at a time. Read inside one snapshot."""
        source, given = self._source(values, None)
        cursor = connection.execute(f"SELECT x.page, x.{self.id_column} FROM {source} ORDER BY {self._order(values)}", given)  # noqa: S608
        while keys := [(str(row[0]), str(row[1])) for row in cursor.fetchmany(200)]:
            yield from self.rows(connection, keys)

    def keys(self, connection: sqlite3.Connection, values: Mapping[str, str], *, limit: int) -> Keys:
        """The keys of the first of the list; words are looked for as on a page."""
        return self._keys(connection, values, limit=limit, offset=0, hits=HITS if "q" in values else None)

    def _keys(
        self, connection: sqlite3.Connection, values: Mapping[str, str], *, limit: int, offset: int, hits: int | None
    ) -> Keys:
        source, given = self._source(values, hits)
        query = f"SELECT x.page, x.{self.id_column} FROM {source} ORDER BY {self._order(values)} LIMIT :limit OFFSET :offset"  # noqa: S608
        rows = connection.execute(query, {**given, "limit": limit, "offset": offset})
        return [(str(row[0]), str(row[1])) for row in rows]

    def _order(self, values: Mapping[str, str]) -> str:
        return f"h.rank, {self.order}" if "q" in values else self.order

    def _source(self, values: Mapping[str, str], hits: int | None) -> tuple[str, dict[str, Any]]:
        """FROM and WHERE, with the values for it."""
        given: dict[str, Any] = {name: value for name, value in values.items() if name != "q"}
        where = [f.where for f in self.filters if f.name in values] or ["1"]
        if "q" not in values:
            return f"{self.table} x WHERE {' AND '.join(where)}", given
        given |= {"q": words_query(values["q"]) or '""', "kind": self.searched, "hits": -1 if hits is None else hits}
        same = f" AND x.{self.id_column} = f.id" if self.searched not in ("page",) else ""
        ranked = "SELECT rowid AS row, rank FROM search WHERE search MATCH :q ORDER BY rowid DESC LIMIT :hits"
        found = f'({ranked}) h CROSS JOIN searched f ON f."row" = h.row AND f.kind = :kind'
        joined = f"{found} CROSS JOIN {self.table} x ON x.page = f.page"
        return f"{joined}{same} WHERE {' AND '.join(where)}", given


def _check(known: Filter | None, name: str, value: str) -> None:
    if len(value) > LONGEST:
        raise BadFilter(f"{name} is longer than {LONGEST} characters")
    if known and known.choices and value not in known.choices:
        raise BadFilter(f"{name} is one of {', '.join(known.choices)}")
    if known and known.is_date and not _is_date(value):
        raise BadFilter(f"{name} is a day, month or year: 2026-02-11, 2026-02 or 2026")


def _is_date(value: str) -> bool:
    if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", value):
        return False
    try:
        date.fromisoformat(value + "-01-01"[len(value) - 4 :] if len(value) < 10 else value)
    except ValueError:
        return False
    return True
