"""What may be asked of the JSON interface: query parameters, their limits, and what is told of those that cannot be meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from starlette.datastructures import QueryParams

from onrecord.serve.listing import LONGEST, PER_PAGE, BadFilter, Filter

__all__ = ["BLANKS", "FURTHEST", "MOST", "PER_PAGE_PARAMETER", "WORDS", "N", "Parameter", "given", "of_filters", "whole_number"]

MOST = 200  # rows of one answer; with their sentences some 200 KB
FURTHEST = 1_000  # pages of a list; each page is counted off from the first, so that far ones are slow. Whole lists are files
GUARD = "token"  # what a browser may still have in its address, see onrecord.serve.guard
BLANKS = "".join(c for c in map(chr, range(0x3001)) if c.isspace())  # what str.strip takes off


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A query parameter. With `most` it is a whole number from 1 to that, `default` where it is not given."""

    name: str
    about: str
    choices: tuple[str, ...] = ()
    is_date: bool = False
    most: int | None = None
    default: int | None = None
    required: bool = False


N = Parameter(name="n", about="Which page of the list, from 1.", most=FURTHEST, default=1)
PER_PAGE_PARAMETER = Parameter(name="per_page", about="Rows at most.", most=MOST, default=PER_PAGE)
WORDS = Parameter(name="q", about="Words that must all occur, in the text or title. They are words, not query syntax.")


def of_filters(filters: Iterable[Filter]) -> tuple[Parameter, ...]:
    """The parameters that filters are given by."""
    return tuple(Parameter(name=f.name, about=_about(f), choices=f.choices, is_date=f.is_date) for f in filters)


def given(query: QueryParams, parameters: Sequence[Parameter]) -> dict[str, str]:
    """The values in a query.

    Raises:
        BadFilter: one is not known, given twice, blank, too long, no number in its range or none of its choices; or one that is
                needed is missing. Whether dates can be meant, the list says.
    """
    known = {p.name: p for p in parameters}
    found: dict[str, str] = {}
    for name, value in query.multi_items():
        if name == GUARD:
            continue
        if name not in known:
            raise BadFilter(f"{name[:LONGEST]} is not a parameter here; there is {', '.join(known) or 'none'}")
        if name in found:
            raise BadFilter(f"{name} is given twice")
        found[name] = _checked(known[name], value)
    for parameter in parameters:
        if parameter.required and parameter.name not in found:
            raise BadFilter(f"{parameter.name} is needed")
    return found


def whole_number(values: dict[str, str], parameter: Parameter) -> int:
    """The value of a parameter that is a number, among those that were given; else its default."""
    return int(values.get(parameter.name, parameter.default or 1))


def _about(one: Filter) -> str:
    return f"{one.label[0].upper()}{one.label[1:]}: {'a day, month or year' if one.is_date else 'exactly this'}."


def _checked(parameter: Parameter, value: str) -> str:
    name, bare = parameter.name, value.strip()
    if not bare:
        raise BadFilter(f"{name} is empty; leave it out")
    if len(value) > LONGEST:
        raise BadFilter(f"{name} is longer than {LONGEST} characters")
    if parameter.most is not None and not (re.fullmatch("[1-9][0-9]{0,8}", value) and int(value) <= parameter.most):
        raise BadFilter(f"{name} is a whole number from 1 to {parameter.most}")
    if (parameter.choices or parameter.is_date) and value != bare:
        raise BadFilter(f"{name} has blanks around it")
    if parameter.choices and value not in parameter.choices:
        raise BadFilter(f"{name} is one of {', '.join(parameter.choices)}")
    return value
