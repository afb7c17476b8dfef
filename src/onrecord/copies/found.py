"""What goes into a search for copies, and what comes out of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Cluster", "Kind", "Match", "Member", "Post"]

Kind = Literal["same text", "disguised", "reworded"]


@dataclass(frozen=True, slots=True, order=True)
class Member:
    """One comment: its page, its id there, its account and its time, where they are known."""

    page: str
    id: str
    account: str | None = None
    posted: str | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """A comment to be compared; `context` are the texts that it may quote: the comment that it answers, the story."""

    member: Member
    text: str
    context: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A comment that resembles a text: by how much (0 to 1), and how the two differ."""

    member: Member
    similarity: float
    kind: Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Comments that are copies of one another, in order of page and id.

    `similarity` is that of the member least like the core, the member most like the others. `shared` are words of the core
    that stand in more than half of the members' texts, in the core's order. `kind` is "same text" where all differ in
    nothing but case, punctuation and emoji, "disguised" where they are the same once look-alike letters, invisible
    characters and inserted spaces are undone, else "reworded".
    """

    members: tuple[Member, ...]
    similarity: float
    shared: tuple[str, ...]
    kind: Kind
