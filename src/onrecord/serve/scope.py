"""What of a list is asked for, as SQL that is led by the index with the fewest rows for it."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.serve.filters import Entry, Filter

__all__ = ["LOOKED_AT", "Scope", "narrowed"]

LOOKED_AT = 10_000  # rows that are looked at to count what fits; a page says "at least" beyond
WEIGHED = 20_000  # rows up to which indexes are compared; of two longer ones the filter that stands first leads


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """A part of a list, whose table is x in `source`.

    `near` are the conditions that the leading index answers; those of `far` are looked up row by row. `order` is the list's.
    """

    source: str
    near: Sequence[str]
    far: Sequence[str]
    order: str
    given: Mapping[str, Any]

    @property
    def rows(self) -> str:
        """FROM and WHERE."""
        return f"{self.source} WHERE {_all((*self.near, *self.far))}"

    def latest(self, columns: str) -> str:
        """A query for those of the first `:looked_at` rows that fit, in the order of the list."""
        near = f"SELECT {columns}, {_all(self.far)} AS fits FROM {self.source} WHERE {_all(self.near)}"  # noqa: S608 - our own words
        return f"SELECT * FROM ({near} ORDER BY {self.order} LIMIT :looked_at) WHERE fits"  # noqa: S608

    def counted(self, connection: sqlite3.Connection) -> tuple[int, bool]:
        """How many fit, and whether there may be more, since LOOKED_AT rows were looked at and no further ones."""
        near = f"SELECT {_all(self.far)} AS fits FROM {self.source} WHERE {_all(self.near)} LIMIT :looked_at"  # noqa: S608
        query = f"SELECT count(*), coalesce(sum(fits), 0) FROM ({near})"  # noqa: S608
        rows, fit = connection.execute(query, {**self.given, "looked_at": LOOKED_AT + 1}).fetchone()
        return min(fit, LOOKED_AT), rows > LOOKED_AT


def narrowed(connection: sqlite3.Connection, entry: Entry, filters: Sequence[Filter], given: Mapping[str, str]) -> Scope:
    """The part of a list that fits some filters; `entry` is how the list is read without any."""
    dated = [f.where for f in filters if f.is_date]
    leading = _leading(connection, entry, filters, given)
    if leading is None:
        return Scope(source=entry.source, near=dated, far=_wheres(filters), order=entry.order, given=given)
    own = leading.entry or entry
    near = [own.where if leading.entry else leading.where, *(where.replace(entry.when, own.when) for where in dated)]
    # "+": not to be answered by an index of its own, which SQLite would have to guess about
    far = [f"+{where}" for where in _wheres([f for f in filters if f is not leading])]
    return Scope(source=own.source, near=near, far=far, order=own.order, given=given)


def _leading(connection: sqlite3.Connection, entry: Entry, filters: Sequence[Filter], given: Mapping[str, str]) -> Filter | None:
    able = [f for f in filters if f.indexed or f.entry]
    if len(able) < 2:
        return able[0] if able else None

    def rows(one: Filter) -> int:
        source, where = (one.entry.source, one.entry.where) if one.entry else (entry.source, one.where)
        query = f"SELECT count(*) FROM (SELECT 1 FROM {source} WHERE {where} LIMIT :weighed)"  # noqa: S608
        return int(connection.execute(query, {**given, "weighed": WEIGHED}).fetchone()[0])

    return min(able, key=rows)


def _wheres(filters: Sequence[Filter]) -> list[str]:
    return [f.where for f in filters if not f.is_date]


def _all(conditions: Sequence[str]) -> str:
    return " AND ".join(conditions) or "1"
