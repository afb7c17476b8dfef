"""Retention: comments go once they are older than they may be kept. The story stays."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from onrecord.store import forget

__all__ = ["Aged", "erase_older"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Aged:
    """How many comments were erased, whose they were, and how many have no time at all and so are kept."""

    erased: int
    accounts: frozenset[str]
    undated: int


def erase_older(connection: sqlite3.Connection, *, days: int, today: date) -> Aged:
    """Delete the comments of more than so many days ago, on every page. To be called in a transaction.

    A comment's day is that of `posted`, else its page's `captured`, else `published`: what was captured on a day was posted
    by then, so nothing is kept longer for want of a time. Days are those of UTC; a time without a zone is taken for UTC.
    """
    erased: dict[str, set[str]] = defaultdict(set)
    accounts: set[str] = set()
    undated = 0
    query = "SELECT c.page, c.id, c.account, c.posted, p.captured, p.published FROM comments c JOIN pages p ON p.id = c.page"
    for page, comment, account, *times in connection.execute(query):
        day = _day(times)
        if day is None:
            undated += 1
        elif (today - day).days > days:
            erased[page].add(comment)
            accounts |= {account} - {None}
    count = sum(forget.erase_comments(connection, page, some) for page, some in erased.items())
    if count:
        forget.merge(connection)
    return Aged(erased=count, accounts=frozenset(accounts), undated=undated)


def _day(times: Iterable[str | None]) -> date | None:
    """The day of the first time that can be read; "2025-03" and "2025" cannot, since they name no day."""
    for time in times:
        try:
            moment = datetime.fromisoformat(time or "")
            return (moment if moment.tzinfo is None else moment.astimezone(UTC)).date()
        except (ValueError, OverflowError):  # overflow: a zone that carries the year 1 or 9999 over the edge
            continue
    return None
