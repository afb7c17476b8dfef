"""Lists over all pages: filtered, ordered, counted, cut into pages; whole as JSON and CSV."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from onrecord.serve.filters import LONGEST, BadFilter, Entry, Filter, check
from onrecord.serve.hits import HITS, Hits, hits_of
from onrecord.serve.scope import LOOKED_AT, Scope, narrowed
from onrecord.store.rows import json_text
from onrecord.store.search import words_query

__all__ = ["COUNTED", "HITS", "LONGEST", "PER_PAGE", "BadFilter", "Filter", "Found", "Keys", "Listing", "Row"]

PER_PAGE = 25
COUNTED = LOOKED_AT  # a longer list is "at least" so long on a page; whole lists are counted to the end

Row = dict[str, Any]
Keys = list[tuple[str, str]]  # (page, id within the page)
EVERYWHERE = "SELECT rowid AS value, rank FROM search WHERE search MATCH :q"


@dataclass(frozen=True, slots=True)
class Found:
    """A page of a list. `total` is exact where no more than COUNTED rows are looked at; `more`: there may be more."""

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

    `table` has a row a thing, with the columns `page` and `id_column`; `order` is how it is sorted, with an index to it, and
    `when` the column that comes first in it. `searched` is the kind in the full-text index that `q` looks in; where that is
    "page" and the thing is not, the words may stand anywhere on its page. What holds the words best comes first, unless the list
    is always `in_order`. `rows` makes the rows, in the order of their keys.
    """

    name: str
    title: str
    table: str
    id_column: str
    order: str
    when: str
    searched: str
    filters: tuple[Filter, ...]
    columns: tuple[str, ...]
    rows: Callable[[sqlite3.Connection, Keys], list[Row]]
    in_order: bool = False

    def values(self, query: Mapping[str, str]) -> dict[str, str]:
        """The filters' values in a query.

        Raises:
            BadFilter: one is too long, not a date, or none of its choices.
        """
        known = {f.name: f for f in self.filters}
        found = {name: value.strip() for name, value in query.items() if (name in known or name == "q") and value.strip()}
        for name, value in found.items():
            check(known.get(name), name, value)
        return found

    def find(
        self,
        connection: sqlite3.Connection,
        values: Mapping[str, str],
        number: int = 1,
        *,
        per_page: int = PER_PAGE,
        hits: Hits | None = None,
    ) -> Found:
        """A page of the list, from 1, with `per_page` rows at most; `hits` of the words, if they were already looked for."""
        if "q" in values and hits is None:
            hits = hits_of(connection, values["q"])
        offset = per_page * (number - 1)
        if hits and self._is_a_hit and values.keys() <= {"q"}:
            part = Hits({self.searched: hits.rows[self.searched][offset : offset + per_page]}, hits.more)
            keys = self._keys(connection, self.scope(connection, values, part), limit=per_page, offset=0)
            total, more = len(hits.rows[self.searched]), False
        else:
            scope = self.scope(connection, values, hits)
            keys = self._keys(connection, scope, limit=per_page, offset=offset)
            total, more = scope.counted(connection) if len(keys) == per_page or not keys else (offset + len(keys), False)
        more = more or (hits is not None and hits.more)
        return Found(self.rows(connection, keys), total, more, number, dict(values), per_page)

    def count(self, connection: sqlite3.Connection, values: Mapping[str, str]) -> int:
        """How many there are, counted to the end."""
        scope = self.scope(connection, values)
        return int(connection.execute(f"SELECT count(*) FROM {scope.rows}", scope.given).fetchone()[0])  # noqa: S608 - our own words; values are bound

    def keys(self, connection: sqlite3.Connection, values: Mapping[str, str], *, limit: int) -> Keys:
        """The keys of the first of the list; words are looked for as on a page."""
        hits = hits_of(connection, values["q"]) if "q" in values else None
        return self._keys(connection, self.scope(connection, values, hits), limit=limit, offset=0)

    def whole(self, connection: sqlite3.Connection, values: Mapping[str, str]) -> Iterator[Row]:
        """All rows, some at a time. Read inside one snapshot."""
        scope = self.scope(connection, values)
        cursor = connection.execute(f"SELECT x.page, x.{self.id_column} FROM {scope.rows} ORDER BY {scope.order}", scope.given)  # noqa: S608
        while keys := [(str(row[0]), str(row[1])) for row in cursor.fetchmany(200)]:
            yield from self.rows(connection, keys)

    def scope(self, connection: sqlite3.Connection, values: Mapping[str, str], hits: Hits | None = None) -> Scope:
        """What of the list fits; words are looked for among `hits`, else everywhere."""
        filters, given = [f for f in self.filters if f.name in values], {k: v for k, v in values.items() if k != "q"}
        if "q" not in values:
            entry = Entry(source=f"{self.table} x", where="1", order=self.order, when=self.when)
            return narrowed(connection, entry, filters, given)
        own = f" AND x.{self.id_column} = f.id" if self.searched != "page" else ""
        joined = (
            f'CROSS JOIN searched f ON f."row" = h.value AND f.kind = :kind CROSS JOIN {self.table} x ON x.page = f.page{own}'
        )
        found, best = ("json_each(:hits) h", "h.key") if hits else (f"({EVERYWHERE}) h", "h.rank, h.value")
        sought = {"hits": json_text(hits.rows[self.searched])} if hits else {"q": words_query(values["q"]) or '""'}
        return Scope(
            source=f"{found} {joined}",
            near=(),
            far=[f"+{f.where}" for f in filters],  # found by its page, whatever other index there is
            order=self.order if self.in_order else f"{best}, {self.order}",
            given={**given, **sought, "kind": self.searched},
        )

    @property
    def _is_a_hit(self) -> bool:
        """Whether each hit is one thing of the list, in the order of the list."""
        return not self.in_order and (self.searched != "page" or self.id_column == "page")

    def _keys(self, connection: sqlite3.Connection, scope: Scope, *, limit: int, offset: int) -> Keys:
        query = f"SELECT x.page, x.{self.id_column} FROM {scope.rows} ORDER BY {scope.order} LIMIT :limit OFFSET :offset"  # noqa: S608
        rows = connection.execute(query, {**scope.given, "limit": limit, "offset": offset})
        return [(str(row[0]), str(row[1])) for row in rows]
