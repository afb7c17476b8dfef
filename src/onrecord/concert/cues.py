"""The cues of this package, read from cues.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = ["Cues", "cues"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """What is dropped from links, what speaks for an innocent explanation, and the sentence of each explanation."""

    tracking: frozenset[str]
    tracking_prefixes: tuple[str, ...]
    petition_links: tuple[str, ...]
    petition_words: tuple[str, ...]
    praise: frozenset[str]
    explanations: dict[str, str]


@cache
def cues() -> Cues:
    """The cues as the package ships them."""
    data = tomllib.loads(files(__package__).joinpath("cues.toml").read_text("utf-8"))
    return Cues(
        tracking=frozenset(data["links"]["tracking"]),
        tracking_prefixes=tuple(data["links"]["tracking_prefixes"]),
        petition_links=tuple(data["petition"]["links"]),
        petition_words=tuple(data["petition"]["words"]),
        praise=frozenset(data["praise"]["labels"]),
        explanations=data["explanations"],
    )
