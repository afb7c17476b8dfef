"""What of a thread is asked for: which of its comments, in which order."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import get_args

from onrecord.record import StanceLabel
from onrecord.serve.filters import BadFilter, Filter, check
from onrecord.serve.tree import arranged

__all__ = ["ORDERS", "Asked", "Place", "asked", "fitting", "part_of", "places"]

LABELS: tuple[str, ...] = get_args(StanceLabel)
ORDERS = ("thread", "time")
STANCE = "EXISTS (SELECT 1 FROM stances s WHERE s.page = c.page AND s.comment = c.id AND {})"
FILTERS = (
    Filter(name="toward", label="toward", where="s.toward = :toward"),
    Filter(name="label", label="side", where="s.label = :label", choices=LABELS),
    Filter(name="account", label="account", where="c.account = :account"),
    Filter(
        name="at_odds",
        label="accounts that argue both sides",
        where="c.flags <> '[]' AND EXISTS (SELECT 1 FROM json_each(c.flags) WHERE value = 'at_odds')",
        choices=("1",),
    ),
)
ORDER = Filter(name="order", label="order", where="", choices=ORDERS)
# julianday reads a lone number or "now" as a time, too
BY_TIME = "CASE WHEN c.posted GLOB '[0-9][0-9][0-9][0-9]-*' THEN julianday(c.posted) END"
Place = tuple[str, int]  # a comment's id and its depth


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters' values, and the order: "thread", or "time", where comments without a time come last."""

    given: dict[str, str] = field(default_factory=dict)
    order: str = ORDERS[0]

    @property
    def nested(self) -> bool:
        """Whether answers stand below what they answer; between comments that were picked out, nothing nests."""
        return not self.given and self.order == ORDERS[0]

    @property
    def query(self) -> dict[str, str]:
        """The same as the query of an address."""
        return self.given | ({} if self.order == ORDERS[0] else {"order": self.order})


def asked(query: Mapping[str, str]) -> Asked:
    """What a query asks for.

    Raises:
        BadFilter: a value is too long, or none of its choices.
    """
    found = {}
    for known in (*FILTERS, ORDER):
        if value := query.get(known.name, ""):
            check(known, known.name, value)
            found[known.name] = value
    order = found.pop("order", ORDERS[0])
    return Asked(found, order)


def fitting(connection: sqlite3.Connection, page: str, what: Asked) -> int:
    """How many comments fit."""
    where, values = _where(page, what)
    return int(connection.execute(f"SELECT count(*) FROM comments c WHERE {where}", values).fetchone()[0])  # noqa: S608 - our own words


def places(connection: sqlite3.Connection, page: str, what: Asked, begin: int = 0, end: int | None = None) -> list[Place]:
    """The comments that fit, from `begin` to `end` in their order; in the order of time, their depth is not looked for."""
    where, values = _where(page, what)
    if what.order == "time":
        query = f"SELECT c.id FROM comments c WHERE {where} ORDER BY {BY_TIME} IS NULL, {BY_TIME}, c.at LIMIT :most OFFSET :begin"  # noqa: S608
        most = -1 if end is None else end - begin
        return [(row[0], 0) for row in connection.execute(query, {**values, "most": most, "begin": begin})]
    rows = connection.execute("SELECT id, parent FROM comments WHERE page = ? ORDER BY at", (page,))
    found = arranged([(row[0], row[1]) for row in rows])
    if what.given:
        kept = {row[0] for row in connection.execute(f"SELECT c.id FROM comments c WHERE {where}", values)}  # noqa: S608
        return list(islice((place for place in found if place[0] in kept), begin, end))
    return list(islice(found, begin, end))


def part_of(connection: sqlite3.Connection, page: str, what: Asked, comment: str, at_once: int) -> int:
    """The part, from 1, that a comment stands in.

    Raises:
        BadFilter: it is not among those that fit.
    """
    for number, (own, _) in enumerate(places(connection, page, what)):
        if own == comment:
            return number // at_once + 1
    raise BadFilter("comment names none that is shown here")


def _where(page: str, what: Asked) -> tuple[str, dict[str, str]]:
    by_name = {one.name: one.where for one in FILTERS if one.name in what.given}
    stance = " AND ".join(by_name.pop(name) for name in ("toward", "label") if name in by_name)
    parts = ["c.page = :page", *by_name.values(), *([STANCE.format(stance)] if stance else [])]
    return " AND ".join(parts), {**what.given, "page": page}
