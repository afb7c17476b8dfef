"""The reader's word lists, read from `data/*.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["data", "roles", "titles", "words"]


@cache
def data(name: str) -> dict[str, Any]:
    """The tables of `data/{name}.toml`."""
    return tomllib.loads(files(__package__).joinpath(f"data/{name}.toml").read_text("utf-8"))


@cache
def words(table: str) -> frozenset[str]:
    """A class of words, in lower case, from words.toml: "organisations", "troops"."""
    return frozenset(word.lower() for word in data("words")[table]["words"])


@cache
def roles() -> tuple[str, ...]:
    """Roles of persons, longest first."""
    return tuple(sorted(data("roles")["roles"], key=lambda role: (-len(role), role)))


@cache
def titles() -> frozenset[str]:
    """Titles that stand before a name and are no part of it."""
    return frozenset(data("roles")["titles"])
