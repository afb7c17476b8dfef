"""What a list is narrowed by: one value each, with the condition that it makes and the index that finds its rows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

__all__ = ["LAST", "LONGEST", "BadFilter", "Entry", "Filter", "check"]

LONGEST = 300  # characters of a filter's value
LAST = "char(1114111)"  # appended to the beginning of a value: what sorts behind all that begin so


class BadFilter(ValueError):
    """A filter's value cannot be meant; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Another table whose index finds a filter's rows in the order of the list.

    `source` begins with that table and joins the list's own, x; `where` is the condition on the former; `order` and `when` are
    the list's, by columns of the former. No row may come twice.
    """

    source: str
    where: str
    order: str
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """One filter: `where` is the condition, with the value as `:name`; `choices` are the values there are, if few.

    `indexed`: the list's table has an index that begins with the condition's column and goes on in the order of the list.
    `entry`: another table has one.
    """

    name: str
    label: str
    where: str
    choices: tuple[str, ...] = ()
    is_date: bool = False
    indexed: bool = False
    entry: Entry | None = None


def check(known: Filter | None, name: str, value: str) -> None:
    """Whether a value can be meant; without a filter, any of a sensible length can.

    Raises:
        BadFilter: it is too long, not a date, or none of its choices.
    """
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
